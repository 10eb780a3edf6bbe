"""Words of ``judge compare`` and ``judge plan``."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # judge compare: titles
    "compare.title": Both("Judges compared on the items both answered", "在双方都作答的条目上比较评审"),
    "compare.pair": Both("A = {a}   B = {b}", "A = {a}   B = {b}"),
    "compare.unread": Both("(unread: A {a}, B {b})", "（未读到：A {a}，B {b}）"),
    "compare.cochran": Both("All judges at once (Cochran's Q)", "全体评审一并比较（Cochran Q）"),
    "compare.matrix": Both("Agreement between judges", "评审之间的一致程度"),
    "compare.preference": Both("Judges on candidates of their own family", "评审对同系列模型的评判"),
    "compare.asks": Both("Order of candidates by way of asking", "各提问方式下被评模型的排序"),
    # Columns
    "compare.dimension": Both("Dimension", "维度"),
    "compare.statistic": Both("Statistic", "统计量"),
    "compare.judge": Both("Judge", "评审"),
    "compare.a": Both("A", "A"),
    "compare.b": Both("B", "B"),
    "compare.difference": Both("A−B", "A−B"),
    "compare.mcnemar": Both("McNemar p", "McNemar p"),
    "compare.p": Both("p", "p"),
    "compare.p_holm": Both("p Holm", "p Holm"),
    "compare.n": Both("Items/ clusters", "条目/ 聚类"),
    "compare.q": Both("Q (df)", "Q （自由度）"),
    "compare.verdict": Both("A is", "A"),
    "compare.own_judge": Both("Own, judge", "同系列 评审"),
    "compare.own_experts": Both("Own, experts", "同系列 专家"),
    "compare.other_judge": Both("Others, judge", "其他 评审"),
    "compare.other_experts": Both("Others, experts", "其他 专家"),
    "compare.excess": Both("Excess for own", "对同系列的偏高"),
    # Statistics, short
    "compare.missed": Both("Missed (any)", "漏报（任一）"),
    "compare.sensitivity": Both("Sensitivity", "灵敏度"),
    "compare.specificity": Both("Specificity", "特异度"),
    "compare.balanced_accuracy": Both("Balanced accuracy", "平衡准确率"),
    "compare.cohen_kappa": Both("Cohen κ", "Cohen κ"),
    "compare.on_scale": Both("κ and AC2 weighted, quadratic", "κ 与 AC2 为平方加权"),
    "compare.cohen_kappa_quadratic": Both("Cohen κ, quadratic", "Cohen κ（平方加权）"),
    "compare.percent_agreement": Both("Agreement", "一致率"),
    "compare.gwet_ac1": Both("Gwet AC1", "Gwet AC1"),
    "compare.krippendorff_alpha": Both("α with experts", "与专家合计的 α"),
    "compare.system_kendall_tau_b": Both("Kendall τ-b", "Kendall τ-b"),
    "compare.system_spearman": Both("Spearman ρ", "Spearman ρ"),
    "compare.system_pearson": Both("Pearson r", "Pearson r"),
    # Verdicts
    "contrast.better": Both("better", "更好"),
    "contrast.worse": Both("worse", "更差"),
    "contrast.no_difference_shown": Both("no difference shown", "未见差异"),
    "contrast.too_few_to_say": Both("too few to say", "样本太少，无法判断"),
    "contrast.never_objects": Both("never objects", "从不提出异议"),
    "contrast.prefers_own": Both("favours its own", "偏向同系列"),
    "contrast.prefers_others": Both("favours others", "偏向其他系列"),
    # What stands under the tables
    "compare.note": Both(
        "Missed: of what any expert flagged, unread counts as missed; all else against the experts' majority. "
        "Differences (of shares in percentage points): paired bootstrap over clusters, 95 %.",
        "漏报：以任一专家标记者计，未读到也算漏报；其余以专家多数为参照。差异（比例以百分点计）：按聚类配对自助法，95%。",
    ),
    "compare.p_note": Both(
        "McNemar: mid-p, over clusters where a cluster holds several items. p Holm: the two swapped within clusters, "
        "for all dimensions and pairs together. --json has BH, BY, max-T and more statistics.",
        "McNemar：mid-p；一个聚类含多个条目时按聚类检验。p Holm：在聚类内互换两位评审的置换检验，"
        "对所有维度与配对一并校正。--json 中另有 BH、BY、max-T 及更多统计量。",
    ),
    "compare.cochran_note": Both(
        "Whether any judge is right more often than another, on items all answered; items are taken as independent.",
        "在全体都作答的条目上，是否有评审比其他评审更常判对；条目视为相互独立。",
    ),
    "compare.matrix_note": Both(
        "On everything both answered, labelled or not. Judges that agree are not thereby right.",
        "以双方都作答的全部条目计，不论有无标注。评审彼此一致，并不说明判断正确。",
    ),
    "compare.preference_note": Both(
        "Pass rates by the judge and by experts. Excess: (judge − experts) for its own family minus the same for "
        "others, in percentage points.",
        "评审与专家各自给出的通过率。偏高：对同系列的（评审 − 专家）减去对其他系列的同一差值，以百分点计。",
    ),
    "compare.kin": Both("{judge}: own family {candidates}", "{judge}：同系列为 {candidates}"),
    "compare.asks_note": Both(
        "Candidates' means by the judge against those of the experts; with few candidates these take few values.",
        "评审给出的被评模型均值与专家均值对比；被评模型很少时，这些数只能取少数几个值。",
    ),
    # Reasons of verdicts and tests
    "reason.the interval cannot rule out a difference of 0.1": Both(
        "the interval cannot rule out a difference of 0.1", "区间无法排除 0.1 的差异"
    ),
    "reason.one of the two flags none of these items, and experts flag some": Both(
        "one of the two flags none of these items, and experts flag some",
        "两者之一没有标记任何条目，而专家标记了一些",
    ),
    "reason.one of the two values is undefined": Both("one of the two values is undefined", "两个数值之一无定义"),
    "reason.the difference has no interval": Both("the difference has no interval", "差异没有区间"),
    "reason.shown by this comparison alone, not among all of its family": Both(
        "shown by this comparison alone, not among all of its family",
        "单看这一比较有差异，与同组全部比较一并校正后则没有",
    ),
    "reason.no item of its own family, or none of another, that experts and the judge decided": Both(
        "no item of its own family, or none of another, that experts and the judge decided",
        "专家与评审都作出判断的条目中，没有同系列的，或没有其他系列的",
    ),
    "reason.the two never differ: nothing to test": Both(
        "the two never differ: nothing to test", "两者从无不同：没有可检验的内容"
    ),
    "reason.no item on which any two differ: nothing to test": Both(
        "no item on which any two differ: nothing to test", "没有任何两位判断不同的条目：没有可检验的内容"
    ),
    "reason.fewer than two clusters: nothing to compare": Both(
        "fewer than two clusters: nothing to compare", "聚类不足两个：没有可比的内容"
    ),
    "reason.the difference is undefined: nothing to test": Both(
        "the difference is undefined: nothing to test", "差异无定义：没有可检验的内容"
    ),
    "reason.the difference is undefined in more than half of the swaps": Both(
        "the difference is undefined in more than half of the swaps", "半数以上的互换中差异无定义"
    ),
    "reason.McNemar's test counts items: this is no share of them": Both(
        "McNemar's test counts items: this is no share of them", "McNemar 检验按条目计数：这一统计量不是条目的比例"
    ),
    "reason.McNemar's test counts items: these count by their weights": Both(
        "McNemar's test counts items: these count by their weights", "McNemar 检验按条目计数：这些条目是加权的"
    ),
    "reason.Cochran's Q counts items: these count by their weights": Both(
        "Cochran's Q counts items: these count by their weights", "Cochran Q 按条目计数：这些条目是加权的"
    ),
    "reason.the experts' own agreement is not known, or not between 0 and 1": Both(
        "the experts' own agreement is not known, or not between 0 and 1",
        "专家之间的一致程度未知，或不在 0 与 1 之间",
    ),
    "interval.newcombe_paired": Both("Newcombe, paired, 95 %", "Newcombe 配对法，95%"),
    # judge plan
    "plan.half_width": Both("Items for a 95 % interval of ± {half_width}", "95% 区间为 ±{half_width} 所需条目数"),
    "plan.power": Both("Items to tell two judges apart", "分辨两位评审所需条目数"),
    "plan.bound": Both("Flagged items, none of them missed, for a bound", "为给漏报设上限所需的标记条目数（全无漏报）"),
    "plan.reliability": Both("Experts for a reliable panel", "使专家组结论可靠所需专家数"),
    "plan.dimension": Both("Dimension", "维度"),
    "plan.judge": Both("Judge", "评审"),
    "plan.statistic": Both("Statistic", "统计量"),
    "plan.expected": Both("Expected", "预期值"),
    "plan.items": Both("Items", "条目"),
    "plan.flagged": Both("Flagged among them", "其中标记"),
    "plan.conversations": Both("Conver- sations", "对话"),
    "plan.repeats": Both("Repeats", "重复"),
    "plan.judgments": Both("Judgments", "判断"),
    "plan.design_effect": Both("Design effect", "设计 效应"),
    "plan.experts": Both("Experts", "专家"),
    "plan.prevalence": Both("Prevalence", "标记率"),
    "plan.sensitivity": Both("Sensitivity", "灵敏度"),
    "plan.specificity": Both("Specificity", "特异度"),
    "plan.balanced_accuracy": Both("Balanced accuracy", "平衡准确率"),
    "plan.mcc": Both("MCC", "MCC"),
    "plan.cohen_kappa": Both("Cohen κ", "Cohen κ"),
    "plan.krippendorff_alpha_nominal": Both("Krippendorff α", "Krippendorff α"),
    "plan.gwet_ac1": Both("Gwet AC1", "Gwet AC1"),
    "plan.experts_alpha": Both("α among {experts} experts", "{experts} 位专家之间的 α"),
    "plan.difference": Both("Difference", "差异"),
    "plan.discordance": Both("Discordance", "不一致率"),
    "plan.power_of": Both("Power", "检验效能"),
    "plan.bound_of": Both("Bound", "上限"),
    "plan.expert_alpha": Both("α of two", "两位专家的 α"),
    "plan.reliability_of": Both("Reliability", "信度"),
    "plan.judge_experts": Both("experts", "专家之间"),
    "plan.note": Both(
        "Arithmetic before the data, as right as what is put in: take the least favourable values that are plausible.",
        "这是有数据之前的推算，准确与否取决于输入的数值：请取合理范围内最不利的数值。",
    ),
    "plan.pilot_note": Both(
        "From this run's own data; with few labels prevalence and quality are rough, and so is the plan.",
        "依据本次运行自身的数据；标注很少时，标记率与评审质量都很粗略，推算也一样。",
    ),
    "plan.bound_note": Both(
        "Exact, one-sided, 95 %: none missed among so many. One miss among them, and more are needed.",
        "精确法，单侧，95%：这么多条目中一个都不漏。只要漏掉一个，就需要更多。",
    ),
    "plan.experts_note": Both(
        "Spearman–Brown: experts are taken as interchangeable and their errors as independent.",
        "Spearman–Brown 公式：假定专家可以互换，且各自的错误相互独立。",
    ),
}
