"""The paragraph for a paper says what was done, names only what was computed, and cites it correctly."""

import re
from dataclasses import replace

import pytest

from judge.views.literature import WORKS, cite, listed
from judge.views.methods import _REPORTED, DescribedJudge, Facts, methods, methods_paragraph
from judge.views.words import CATALOGUE

JUDGES = (
    DescribedJudge("strict", "openai/gpt-5", ("expert_chain", "general"), {"temperature": 0, "seed": 7}),
    DescribedJudge("openai/m", "openai/m"),
    DescribedJudge("quiet", "baseline/always-pass"),
)
FACTS = Facts(
    responses=120, candidates=4, scenarios=30, dimensions=2, title={"en": "Small", "zh": "小"}, version="1.0",
    sha256="0123456789abcdef", reviewed=False, judges=JUDGES, repeats=3, experts=3, labelled=100, labels=540, least=2,
    most=3, clusters=25, weighted=True, replicates=2000, seed=7,
    statistics=("missed", "cohen_kappa", "krippendorff_alpha_nominal", "krippendorff_alpha_ordinal", "prevalence"),
    references=("any", "majority"), interval_methods=("wilson", "wilson_effective", "cluster_bootstrap_bca"),
    versions={"python": "3.11.7", "numpy": "2.1.0", "scipy": "1.14.0", "psyjudge": "0.1.0", "litellm": "1.85"},
)  # fmt: skip
BARE = Facts(
    responses=1, candidates=1, scenarios=1, dimensions=1, title={"zh": "小"}, version="1.0", sha256="0" * 64,
    reviewed=True, judges=JUDGES[1:2],
)  # fmt: skip


def test_everything_a_reader_needs_to_repeat_the_study_is_said():
    """Data, judges with their settings, labels, weights, statistics, intervals, seed, versions."""
    text, _ = methods(FACTS, "en")

    for part in (
        "We judged 120 responses of 4 candidate models to 30 scenarios on 2 dimensions of the rubric “Small”",
        "“Small” (version 1.0, SHA-256 0123456789ab), which no clinician has reviewed.",
        "The judges were strict (openai/gpt-5; way of asking: expert_chain, general; temperature = 0, seed = 7)",
        "seed = 7) and openai/m (the provider's default sampling parameters); every judgment was obtained 3 times",
        "the same responses were given to quiet, which reads no meaning.",
        "Independently of each other, 3 experts labelled 100 of these responses, in 25 clusters",
        "25 clusters (540 labels, 2 to 3 per item)",
        "weighted by the inverse (Horvitz & Thompson, 1952)",
        "Cohen's kappa (Cohen, 1960)",
        "Krippendorff's alpha (nominal, ordinal) (Hayes & Krippendorff, 2007; Krippendorff, 2004)",
        "95 % Wilson score intervals (Wilson, 1927), on the effective sample size",
        "with 2,000 replicates (seed 7), bias-corrected and accelerated (Efron, 1987)",
        "ties were left out",
        "psyjudge 0.1.0, Python 3.11.7, NumPy 2.1.0 and SciPy 1.14.0.",
    ):
        assert part in text


def test_the_chinese_paragraph_says_the_same():
    """The same numbers and names, in Chinese sentences without a gap between them."""
    text, works = methods(FACTS, "zh")

    assert "4 个被评模型在 30 个情境下的 120 条回复" in text
    assert "《小》（版本 1.0，SHA-256 0123456789ab，未经临床专家审阅）" in text
    assert "Krippendorff α（名义、顺序）（Hayes 和 Krippendorff, 2007；Krippendorff, 2004）" in text
    assert "重复 2,000 次（种子 7）" in text
    assert "。 " not in text
    assert works == methods(FACTS, "en")[1]


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_every_number_of_one_language_stands_in_the_other(ui):
    """A reader of either learns the same."""
    text, other = (methods(FACTS, language)[0] for language in (ui, "en" if ui == "zh" else "zh"))

    assert sorted(re.findall(r"\d[\d.,]*\d|\d", text)) == sorted(re.findall(r"\d[\d.,]*\d|\d", other))


def test_nothing_is_claimed_that_was_not_computed():
    """Without labels there are no statistics of agreement, no bootstrap and no literature."""
    text, works = methods(BARE, "en")

    assert "We judged 1 response of 1 candidate model to 1 scenario on 1 dimension" in text
    assert "which clinicians have reviewed" in text
    assert "The judge was openai/m" in text
    assert "every judgment was obtained once" in text
    assert "No expert labels were available." in text
    assert works == []
    assert not re.search("kappa|bootstrap|Wilson|weighted|For comparison|References", methods_paragraph(BARE, "en"))


@pytest.mark.parametrize(("key", "names", "works"), _REPORTED)
def test_each_statistic_is_named_alone_with_its_own_literature(key, names, works):
    """And with nothing of any other."""
    alone = replace(FACTS, statistics=(names[0] + "x" * names[0].endswith("_"),), interval_methods=(), weighted=False)
    text, listed_works = methods(alone, "en")

    said = CATALOGUE[f"method.{key}"].en.partition(" (")[0]
    assert f"We report {said}" in text
    assert listed_works == listed(works)


def test_percentile_intervals_are_not_called_accelerated():
    """What the paragraph says of intervals is what the rows say."""
    text, works = methods(replace(FACTS, interval_methods=("cluster_bootstrap_percentile",)), "en")

    assert "(seed 7), by percentiles;" in text
    assert not any(work.startswith("Efron") for work in works)
    assert "Wilson" not in text


def test_a_title_in_another_language_is_better_than_none():
    """The rubric's words stay its own."""
    assert "“小”" in methods(BARE, "en")[0]


def test_the_paragraph_ends_with_what_it_cites_each_once_in_order():
    """As a paper lists it."""
    lines = methods_paragraph(FACTS, "en").splitlines()

    entries = lines[lines.index("References") + 2 :]
    assert entries == sorted(set(entries), key=str.casefold)
    assert len(entries) == 9
    assert entries[0].startswith("Cohen, J. (1960)")


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_a_work_is_cited_by_the_name_and_year_it_is_listed_under(work):
    """A citation nobody finds in the list is none."""
    year = work.cited.rpartition(", ")[2]
    first = re.split(r" et al\.| & |,", work.cited)[0]

    assert work.listed.startswith(first)
    assert f"({year})" in work.listed
    assert work.listed.endswith(".")


def test_names_stay_in_their_own_letters():
    """Chinese sentences cite foreign works with Chinese words between the names."""
    assert cite(["byrt1993", "kish1965"], "en") == "Byrt et al., 1993; Kish, 1965"
    assert cite(["byrt1993", "cicchetti1990"], "zh") == "Byrt 等, 1993；Cicchetti 和 Feinstein, 1990"
