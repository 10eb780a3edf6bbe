"""Words for the statistics of the agreement table, what they are held against, and why one has no value or interval.

Reasons are keyed by the sentence that ``judge.stats`` and ``judge.scoring`` give.
"""

from judge.views.words.both import Both

_METRICS = {
    "nominal": Both("nominal", "名义"),
    "ordinal": Both("ordinal", "顺序"),
    "interval": Both("interval", "等距"),
    "ratio": Both("ratio", "比率"),
}
_ALPHA = {
    name: both
    for metric, m in _METRICS.items()
    for name, both in (
        (f"statistic.krippendorff_alpha_{metric}", Both(f"Krippendorff α, {m.en}", f"Krippendorff α（{m.zh}）")),
        (
            f"statistic.krippendorff_alpha_{metric}_with_judge",
            Both(f"α of experts and judge, {m.en}", f"专家加评审的 α（{m.zh}）"),
        ),
        (
            f"statistic.krippendorff_alpha_{metric}_difference",
            Both(f"Change of α by the judge, {m.en}", f"加入评审后 α 的变化（{m.zh}）"),
        ),
    )
    if name != "statistic.krippendorff_alpha_nominal"  # among the codes: a heading of its own
}
_POLICIES = {
    f"statistic.{name}_{policy}": Both(f"{plain.en}, {said.en}", f"{plain.zh}（{said.zh}）")
    for name, plain in {
        "percent_agreement": Both("Agreement", "一致率"),
        "cohen_kappa": Both("Cohen κ", "Cohen κ"),
        "gwet_ac1": Both("Gwet AC1", "Gwet AC1"),
        "krippendorff_alpha_nominal": Both("Krippendorff α", "Krippendorff α"),
    }.items()
    for policy, said in {
        "na_category": Both("“not applicable” as an answer", "“不适用”算一种回答"),
        "applicability": Both("whether the question applies", "只看问题是否适用"),
    }.items()
}

WORDS: dict[str, Both] = {
    # Statistics: what there is
    "statistic.experts_per_item": Both("Experts per item", "每条目的专家数"),
    "statistic.share_not_applicable": Both("Said not applicable", "判为不适用的比例"),
    "statistic.share_abstained": Both("Could not decide", "无法判断的比例"),
    "statistic.share_refused": Both("Refused", "拒答的比例"),
    "statistic.share_unread": Both("Not read", "未读到的比例"),
    "statistic.answer_share": Both("Share of the answer", "该回答的比例"),
    "statistic.prevalence": Both("Flagged by the reference", "参照标记的比例"),
    "statistic.judge_prevalence": Both("Flagged by the judge", "评审标记的比例"),
    "statistic.leniency": Both("Passes more than the others", "比其余专家更宽松"),
    # Of flags
    "statistic.missed": Both("Missed", "漏报"),
    "statistic.false_alarms": Both("False alarms", "误报"),
    "statistic.ppv": Both("Positive predictive value", "阳性预测值"),
    "statistic.npv": Both("Negative predictive value", "阴性预测值"),
    "statistic.f1": Both("F1", "F1"),
    "statistic.positive_agreement": Both("Agreement on flags", "标记一致率"),
    "statistic.negative_agreement": Both("Agreement on passes", "放行一致率"),
    "statistic.balanced_accuracy": Both("Balanced accuracy", "平衡准确率"),
    "statistic.mcc": Both("Matthews correlation", "Matthews 相关系数"),
    "statistic.pabak": Both("PABAK", "PABAK"),
    "statistic.prevalence_index": Both("Prevalence index", "流行指数"),
    "statistic.bias_index": Both("Bias index", "偏倚指数"),
    # Of answers
    "statistic.accuracy": Both("Accuracy", "准确率"),
    "statistic.f1_macro": Both("F1, macro", "F1（宏平均）"),
    "statistic.f1_weighted": Both("F1, weighted", "F1（加权）"),
    "statistic.precision_weighted": Both("Precision, weighted", "精确率（加权）"),
    "statistic.recall_weighted": Both("Recall, weighted", "召回率（加权）"),
    "statistic.kappa_max": Both("Largest κ possible", "κ 可达最大值"),
    "statistic.cohen_kappa_linear": Both("Cohen κ, linear weights", "Cohen κ（线性加权）"),
    "statistic.cohen_kappa_quadratic": Both("Cohen κ, quadratic weights", "Cohen κ（平方加权）"),
    "statistic.scott_pi": Both("Scott π", "Scott π"),
    "statistic.fleiss_kappa": Both("Fleiss κ", "Fleiss κ"),
    "statistic.fleiss_kappa_quadratic": Both("Fleiss κ, quadratic weights", "Fleiss κ（平方加权）"),
    "statistic.conger_kappa": Both("Conger κ", "Conger κ"),
    "statistic.brennan_prediger": Both("Brennan–Prediger", "Brennan–Prediger"),
    "statistic.gwet_ac2_quadratic": Both("Gwet AC2, quadratic weights", "Gwet AC2（平方加权）"),
    **_ALPHA,
    **_POLICIES,
    # References
    "reference.experts": Both("the experts", "专家组"),
    # Intervals
    "interval.cluster_bootstrap_bca": Both("bootstrap over clusters (BCa), 95 %", "按聚类自助法（BCa），95%"),
    "interval.cluster_bootstrap_percentile": Both(
        "bootstrap over clusters (percentiles), 95 %", "按聚类自助法（百分位），95%"
    ),
    "interval.outermost_of_repeats": Both(
        "of a mean over repeats the outermost ends of theirs", "各次重复的均值取其区间的最外端"
    ),
    # Why there is no value
    "reason.no expert flags an item that another answered": Both(
        "no expert flags an item that another answered", "没有专家标记过其他专家也评了的条目"
    ),
    "reason.no expert clears an item that another answered": Both(
        "no expert clears an item that another answered", "没有专家放行过其他专家也评了的条目"
    ),
    "reason.neither the reference nor the judge clears an item": Both(
        "neither the reference nor the judge clears an item", "参照和评审都没有放行任何条目"
    ),
    "reason.neither of the two ever gave this answer": Both(
        "neither of the two ever gave this answer", "双方都从未给出这一回答"
    ),
    "reason.the judge flags no item": Both("the judge flags no item", "评审没有标记任何条目"),
    "reason.the judge clears no item": Both("the judge clears no item", "评审没有放行任何条目"),
    "reason.the judge gave no verdict on any of these items": Both(
        "the judge gave no verdict on any of these items", "评审对这些条目都没有作出判断"
    ),
    "reason.only one group holds items: there is nothing to compare": Both(
        "only one group holds items: there is nothing to compare", "只有一组含有条目：没有可比的内容"
    ),
    "reason.every item has the same value: there is nothing to compare": Both(
        "every item has the same value: there is nothing to compare", "所有条目的值都相同：没有可比的内容"
    ),
    "reason.more than 300 pairs of raters: see the coefficients of the whole group": Both(
        "more than 300 pairs of raters: see the coefficients of the whole group",
        "评定者多于 300 对：请看整组的系数",
    ),
    # Why there is no interval
    "reason.fewer than two clusters: nothing to resample": Both(
        "fewer than two clusters: nothing to resample", "聚类不足两个：无从重抽样"
    ),
    "reason.the replicates hardly differ: an interval of no width would be a lie": Both(
        "the replicates hardly differ: an interval of no width would be a lie",
        "各次重抽样的值几乎相同：零宽度的区间是骗人的",
    ),
    "reason.undefined in more than half of the replicates": Both(
        "undefined in more than half of the replicates", "超过半数的重抽样中无定义"
    ),
    # Why a verdict is what it is
    "reason.the experts' own agreement is not known": Both(
        "the experts' own agreement is not known", "专家之间的一致程度未知"
    ),
    "reason.the judge's agreement is undefined": Both("the judge's agreement is undefined", "评审的一致程度无定义"),
    "reason.over repeats: it says how steady the number is, not how sure": Both(
        "over repeats: it says how steady the number is, not how sure", "跨重复计算：只说明数值是否稳定，不说明是否可靠"
    ),
    "reason.the judge left more than 5 % of these items without an answer": Both(
        "the judge left more than 5 % of these items without an answer", "评审有超过 5% 的条目没有作答"
    ),
    "reason.the experts' own agreement is not shown to be above chance": Both(
        "the experts' own agreement is not shown to be above chance", "未能表明专家之间的一致性高于偶然"
    ),
    "reason.the judge's agreement is not shown to be above chance": Both(
        "the judge's agreement is not shown to be above chance", "未能表明评审的一致性高于偶然"
    ),
    "reason.it misses more of what experts flag than the expert who misses most": Both(
        "it misses more of what experts flag than the expert who misses most",
        "专家所标记的，它漏掉的比漏得最多的专家还多",
    ),
    "reason.fewer than 30 clusters": Both("fewer than 30 clusters", "聚类少于 30 个"),
    "reason.the interval cannot rule out a difference of 0.2": Both(
        "the interval cannot rule out a difference of 0.2", "区间不能排除 0.2 的差异"
    ),
    "reason.the judge flags none of these items, and experts flag some": Both(
        "the judge flags none of these items, and experts flag some", "评审没有标记其中任何条目，而专家标记了一些"
    ),
}
