"""Words of ``judge textmetrics``."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "textmetrics.title": Both("Responses beside reference texts", "回复与参考文本的比较"),
    "textmetrics.language": Both("language: {language}", "语言：{language}"),
    "textmetrics.responses": Both("Re- sponses", "回复 数"),
    "textmetrics.references": Both("Refer- ences", "参考 数"),
    "textmetrics.length": Both("Length", "长度"),
    "textmetrics.bleu": Both("BLEU", "BLEU"),
    "textmetrics.chrf": Both("chrF", "chrF"),
    "textmetrics.meteor": Both("METEOR", "METEOR"),
    "textmetrics.bertscore": Both("BERTScore", "BERTScore"),
    "textmetrics.experts": Both("experts (each against the others)", "专家（每位与其余专家相比）"),
    "textmetrics.note": Both(
        "BLEU and chrF (0 to 100) are counted over all texts of a candidate at once; METEOR and BERTScore (0 to 1) and "
        "the length in characters are means. Numbers of two languages, or with other references, cannot be compared.",
        "BLEU 与 chrF（0 至 100）把同一被评模型的全部文本合并计数；"
        "METEOR、BERTScore（0 至 1）与长度（字符数）为平均值。不同语言之间、参考文本不同时，数值不可比较。",
    ),
    "textmetrics.signature": Both("to be cited with: {signature}", "引用时请注明：{signature}"),
    "textmetrics.metric": Both("Metric", "指标"),
    "textmetrics.items": Both("Responses/ clusters", "回复/ 聚类"),
    "textmetrics.item_pearson": Both("Pearson", "Pearson"),
    "textmetrics.item_spearman": Both("Spearman", "Spearman"),
    "textmetrics.item_kendall_tau_b": Both("Kendall τ-b", "Kendall τ-b"),
    "textmetrics.correlated": Both(
        "Correlation to the experts, response by response ({target})", "与专家的相关，逐条回复（{target}）"
    ),
    "textmetrics.of_total": Both("mean points", "平均得分"),
    "textmetrics.of_dimension": Both("dimension {name}", "维度 {name}"),
    "textmetrics.correlated_note": Both(
        "Read each metric against the experts among themselves, and against the length: a metric that does no better "
        "than counting characters has not seen what the experts see. Intervals: bootstrap over clusters (BCa), 95 %.",
        "请将各指标与专家之间的相关对照，也与长度对照：若不比数字数更好，就没有看到专家所看到的。区间：以聚类为单位的自助法（BCa），95%。",
    ),
    "textmetrics.vetoed": Both(
        "Responses that most experts fail on a critical question", "多数专家判为未通过关键问题的回复"
    ),
    "textmetrics.above": Both("above the median", "高于 中位数"),
    "textmetrics.vetoed_note": Both(
        "How many of them score above the median of all labelled responses; half would if the metric knew nothing of "
        "harm. A reference cannot say what must not be said. Intervals: Wilson on the effective number, 95 %.",
        "其中得分高于全部已标注回复中位数的有多少；若指标对伤害一无所知，约为一半。参考文本说不出什么话不该说。"
        "区间：以有效条数计的 Wilson 区间，95%。",
    ),
}
