"""The papers and books our statistics come from: how a text cites them, and how it lists them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from judge.views.words.both import Ui


class Work(NamedTuple):
    """One publication."""

    cited: str
    """Author and year, as they stand in a sentence."""
    listed: str
    """The whole entry."""


WORKS: Mapping[str, Work] = {
    "arora2025": Work(
        "Arora et al., 2025",
        "Arora, R. K., Wei, J., Soskin Hicks, R., et al. (2025). HealthBench: Evaluating large language models towards"
        " improved human health. arXiv:2505.08775.",
    ),
    "benjamini2001": Work(
        "Benjamini & Yekutieli, 2001",
        "Benjamini, Y., & Yekutieli, D. (2001). The control of the false discovery rate in multiple testing under"
        " dependency. The Annals of Statistics, 29(4), 1165–1188.",
    ),
    "brennan1981": Work(
        "Brennan & Prediger, 1981",
        "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. Educational"
        " and Psychological Measurement, 41(3), 687–699.",
    ),
    "brier1950": Work(
        "Brier, 1950",
        "Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. Monthly Weather Review,"
        " 78(1), 1–3.",
    ),
    "brodersen2010": Work(
        "Brodersen et al., 2010",
        "Brodersen, K. H., Ong, C. S., Stephan, K. E., & Buhmann, J. M. (2010). The balanced accuracy and its posterior"
        " distribution. In Proceedings of the 20th International Conference on Pattern Recognition (pp. 3121–3124).",
    ),
    "byrt1993": Work(
        "Byrt et al., 1993",
        "Byrt, T., Bishop, J., & Carlin, J. B. (1993). Bias, prevalence and kappa. Journal of Clinical Epidemiology,"
        " 46(5), 423–429.",
    ),
    "calderon2025": Work(
        "Calderon et al., 2025",
        "Calderon, N., Reichart, R., & Dror, R. (2025). The alternative annotator test for LLM-as-a-judge: How to"
        " statistically justify replacing human annotators with LLMs. In Proceedings of ACL 2025. arXiv:2501.10970.",
    ),
    "cicchetti1990": Work(
        "Cicchetti & Feinstein, 1990",
        "Cicchetti, D. V., & Feinstein, A. R. (1990). High agreement but low kappa: II. Resolving the paradoxes."
        " Journal of Clinical Epidemiology, 43(6), 551–558.",
    ),
    "cohen1960": Work(
        "Cohen, 1960",
        "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement,"
        " 20(1), 37–46.",
    ),
    "cohen1968": Work(
        "Cohen, 1968",
        "Cohen, J. (1968). Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial"
        " credit. Psychological Bulletin, 70(4), 213–220.",
    ),
    "conger1980": Work(
        "Conger, 1980",
        "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological Bulletin,"
        " 88(2), 322–328.",
    ),
    "dawid1979": Work(
        "Dawid & Skene, 1979",
        "Dawid, A. P., & Skene, A. M. (1979). Maximum likelihood estimation of observer error-rates using the EM"
        " algorithm. Journal of the Royal Statistical Society, Series C, 28(1), 20–28.",
    ),
    "efron1987": Work(
        "Efron, 1987",
        "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association,"
        " 82(397), 171–185.",
    ),
    "field2007": Work(
        "Field & Welsh, 2007",
        "Field, C. A., & Welsh, A. H. (2007). Bootstrapping clustered data. Journal of the Royal Statistical Society,"
        " Series B, 69(3), 369–390.",
    ),
    "fleiss1971": Work(
        "Fleiss, 1971",
        "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, 76(5),"
        " 378–382.",
    ),
    "gwet2008": Work(
        "Gwet, 2008",
        "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement."
        " British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.",
    ),
    "hayes2007": Work(
        "Hayes & Krippendorff, 2007",
        "Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding"
        " data. Communication Methods and Measures, 1(1), 77–89.",
    ),
    "horvitz1952": Work(
        "Horvitz & Thompson, 1952",
        "Horvitz, D. G., & Thompson, D. J. (1952). A generalization of sampling without replacement from a finite"
        " universe. Journal of the American Statistical Association, 47(260), 663–685.",
    ),
    "kendall1945": Work(
        "Kendall, 1945",
        "Kendall, M. G. (1945). The treatment of ties in ranking problems. Biometrika, 33(3), 239–251.",
    ),
    "kish1965": Work("Kish, 1965", "Kish, L. (1965). Survey sampling. Wiley."),
    "korn1998": Work(
        "Korn & Graubard, 1998",
        "Korn, E. L., & Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of"
        " positive counts estimated from survey data. Survey Methodology, 24(2), 193–201.",
    ),
    "krippendorff2004": Work(
        "Krippendorff, 2004",
        "Krippendorff, K. (2004). Content analysis: An introduction to its methodology (2nd ed.). Sage.",
    ),
    "lin1991": Work(
        "Lin, 1991",
        "Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on Information Theory,"
        " 37(1), 145–151.",
    ),
    "matthews1975": Work(
        "Matthews, 1975",
        "Matthews, B. W. (1975). Comparison of the predicted and observed secondary structure of T4 phage lysozyme."
        " Biochimica et Biophysica Acta, 405(2), 442–451.",
    ),
    "mcgraw1996": Work(
        "McGraw & Wong, 1996",
        "McGraw, K. O., & Wong, S. P. (1996). Forming inferences about some intraclass correlation coefficients."
        " Psychological Methods, 1(1), 30–46.",
    ),
    "rijsbergen1979": Work(
        "van Rijsbergen, 1979",
        "van Rijsbergen, C. J. (1979). Information retrieval (2nd ed.). Butterworths.",
    ),
    "scott1955": Work(
        "Scott, 1955",
        "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale coding. Public Opinion"
        " Quarterly, 19(3), 321–325.",
    ),
    "shrout1979": Work(
        "Shrout & Fleiss, 1979",
        "Shrout, P. E., & Fleiss, J. L. (1979). Intraclass correlations: Uses in assessing rater reliability."
        " Psychological Bulletin, 86(2), 420–428.",
    ),
    "spearman1904": Work(
        "Spearman, 1904",
        "Spearman, C. (1904). The proof and measurement of association between two things. The American Journal of"
        " Psychology, 15(1), 72–101.",
    ),
    "wilson1927": Work(
        "Wilson, 1927",
        "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the"
        " American Statistical Association, 22(158), 209–212.",
    ),
    "yao2024": Work(
        "Yao et al., 2024",
        "Yao, S., Shinn, N., Razavi, P., & Narasimhan, K. (2024). τ-bench: A benchmark for tool-agent-user interaction"
        " in real-world domains. arXiv:2406.12045.",
    ),
}
"""Every work by its first author and year."""


def cite(keys: Iterable[str], ui: Ui) -> str:
    """The works *keys* as a sentence cites them, without brackets; names stay in their own letters."""
    cited = [WORKS[key].cited for key in keys]
    if ui == "en":
        return "; ".join(cited)
    return "；".join(c.replace(" et al.", " 等").replace(" & ", " 和 ") for c in cited)


def listed(keys: Iterable[str]) -> list[str]:
    """The entries of the works *keys*, each once, in the order of the alphabet."""
    return sorted({WORKS[key].listed for key in keys}, key=str.casefold)
