"""What is said around the first table and the numbers of agreement, in the terminal and on the page."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # The verdict of the first table
    "column.verdict": Both("Verdict: κ judge − κ experts", "结论：κ评审 − κ专家"),
    "column.kappa": Both("κ", "κ"),
    "column.missed_by": Both("It said", "评审判为"),
    "column.flagged_by": Both("Flagged by", "标记者"),
    "verdict.said": Both("{word}: {reason}", "{word}：{reason}"),
    "verdict.because.fewer than 30 clusters": Both("fewer than 30 clusters", "聚类少于 30 个"),
    "verdict.because.the interval cannot rule out a difference of 0.2": Both("wide interval", "区间太宽"),
    "verdict.because.the judge left more than 5 % of these items without an answer": Both("unanswered", "未作答"),
    "verdict.because.the experts' own agreement is not shown to be above chance": Both(
        "experts at chance", "专家近偶然"
    ),
    "verdict.because.the judge's agreement is not shown to be above chance": Both("judge at chance", "评审近偶然"),
    "verdict.because.it misses more of what experts flag than the expert who misses most": Both(
        "misses more than any expert", "漏报多于任何专家"
    ),
    "verdict.because.the experts' own agreement is not known": Both("no κ of experts", "专家间无 κ"),
    "verdict.because.the judge's agreement is undefined": Both("no κ of the judge", "评审无 κ"),
    "verdict.because.fewer than two clusters: nothing to resample": Both("fewer than 2 clusters", "聚类少于 2 个"),
    "first.verdict_note": Both(
        "Verdict: the judge's mean κ with the experts less the experts' κ with each other, on what the judge answered "
        "[95 %]. Worse: the interval lies below 0, or it misses more than the expert who misses most. Better or no "
        "difference shown (0.2 ruled out) only where it answered and both κ are above chance. Else, and of κ "
        "with fewer than 30 clusters: too few to say. Never objects: it flags nothing of what experts flag.",
        "结论：在评审作答的条目上，评审与专家的平均 κ 减去专家之间的 κ [95%]。"
        "更差：区间低于 0，或漏报多于漏得最多的专家。"
        "更好或未见差异（已排除 0.2 的差异）：仅当评审作答且两个 κ 均高于偶然。其余情形或聚类少于 30 个：无法判断。"
        "从不提出异议：专家标记的，它一个也没有标记。",
    ),
    "first.experts_line": Both("experts, best…worst", "专家，最佳…最差"),
    "first.always_line": Both("a judge that never objects", "从不提出异议的评审"),
    "agreement.full": Both(
        "--full prints more: classes, the judge as one more rater, replaceability, soft labels, stability, ranking; "
        "-o FILE and --json hold every number",
        "--full 另列：各类别的指标、评审作为又一位评定者、可替代性、软标签、稳定性、排序；-o 文件 与 --json 含全部数值",
    ),
    # The missed cases
    "misses.title": Both("Missed on critical dimensions", "否决项上的漏报"),
    "misses.more": Both("{n} more in --json.", "另有 {n} 例见 --json。"),
    "misses.more_page": Both("{n} more in the JSON output.", "另有 {n} 例见 JSON 输出。"),
    "misses.baselines": Both(
        "{n} missed by baselines are not listed.",
        "基线漏报的 {n} 例未列出。",
        one="1 missed by a baseline is not listed.",
    ),
    "misses.caption": Both(
        "Each is a response that an expert flagged and the judge let pass. The link opens the case.",
        "每一行都是专家标记而评审放过的回复。点击链接可查看个案。",
    ),
    "state.unreached": Both("not reached", "未送达"),
    # Under every sheet
    "notes.more": Both("{n} more remarks in --json", "另有 {n} 条说明见 --json", one="1 more remark in --json"),
    "notes.no_interval": Both("no interval: {reason}", "没有区间：{reason}"),
    "notes.mean": Both(
        "mean over repeats: it has no interval, since not each of them has one",
        "各次重复的均值：并非每次重复都有区间，故没有区间",
    ),
    "notes.drawn": Both(
        "{replicates} replicates of {clusters} clusters, seed {seed}.",
        "{clusters} 个聚类，重抽样 {replicates} 次，种子 {seed}。",
    ),
    "notes.weighted": Both(
        "Items count by the inverse of their probability of being labelled.", "条目按入选标注概率的倒数加权。"
    ),
    "notes.ranges": Both(
        "Sensitivity and specificity against the experts' majority; of the experts, the range of each against the "
        "majority of the others.",
        "灵敏度与特异度以专家多数为参照；“专家之间”一行为每位专家以其余专家多数为参照的范围。",
    ),
    # Sheets: titles, columns and what they say
    "block.nothing": Both("No number: {reason}.", "没有数值：{reason}。"),
    "block.classes": Both("Classes, as papers print them", "各类别：论文中常见的指标"),
    "block.classes.note": Both(
        "In percent, but for κ, against the experts' majority (of ties there is none): mean over the repeats and their "
        "sample deviation (SD), or the 95 % interval of the one there is. Weighted: by how many responses are of each "
        "class; macro: every class counts alike. Weighted recall is the accuracy. κ takes off what chance alone would "
        "give: read it first.",
        "以专家多数为参照（票数相等者不计），除 κ 外单位为百分数：有多次重复时给出均值与样本标准差（SD），"
        "只有一次时给出 95% 区间。加权：按各类别的条数加权；宏平均：各类别同等看待。加权召回率即准确率。"
        "κ 已扣除仅凭随机就能得到的部分，请先看它。",
    ),
    "block.each_class": Both("Class by class", "逐个类别"),
    "block.each_class.note": Both(
        "In percent. Experts, judge: how much of what each answered is of this class. F1: agreement on the class, "
        "twice what both call so over what each calls so, added up; where a class is rare it hangs on few responses.",
        "单位为百分数。“专家”“评审”两列：各自的答案中属于该类别的比例。F1：双方在该类别上的一致程度，"
        "即双方都归入该类的两倍除以各自归入该类的总和；类别稀少时，它只取决于少数几条回复。",
    ),
    "block.class_experts": Both("Experts", "专家"),
    "block.class_judge": Both("Judge", "评审"),
    "block.deviation": Both("SD {value}", "SD {value}"),
    "block.one_more": Both("The judge as one more rater", "把评审当作又一位评定者"),
    "block.one_more.note": Both(
        "α of the experts, then of experts and judge together. A drop whose interval leaves out 0 is the judge's "
        "doing. α is nominal, or ordinal or interval where the answers have an order.",
        "先是专家的 α，再是专家加评审的 α。若下降且区间不含 0，便是评审所致。"
        "判断有顺序时用顺序或等距 α，否则用名义 α。",
    ),
    "block.alpha": Both("α", "α"),
    "block.alpha_change": Both("Change by judge", "加入评审的变化"),
    "block.replaceable": Both("Could the judge replace an expert?", "评审能否代替一位专家？"),
    "block.replaceable.note": Both(
        "Alternative Annotator Test. ω: experts (of those tested) whom the judge may replace at ε 0.2; it passes from "
        "half. ρ: how often it is at least as close to the others as the expert. Passing says nothing where the judge "
        "that always passes passes too. ω is the outcome of tests and has no interval.",
        "替代标注者检验。ω：受检专家中，ε=0.2 时评审可代替的人数，达到一半即通过。ρ：评审与其余专家的接近程度"
        "不亚于该专家的比例。若从不提出异议的评审也能通过，则通过说明不了什么。ω 是检验结果，没有区间。",
    ),
    "block.omega": Both("ω", "ω"),
    "block.omega_clustered": Both("ω by clusters", "ω（按聚类）"),
    "block.rho": Both("ρ", "ρ"),
    "block.soft": Both("Distance to the experts' spread of opinion", "与专家意见分布的距离"),
    "block.soft.note": Both(
        "0 is best. Each against the shares of the other experts, one expert left out in turn; the experts' line is "
        "the ceiling.",
        "0 为最好。依次去掉一位专家，与其余专家的意见分布相比；“专家之间”一行是上限。",
    ),
    "block.stable": Both("Does it say the same again?", "重复提问，答案是否相同？"),
    "block.stable.note": Both(
        "On labelled items, over all repeats. Right every time: as the experts' majority, in all repeats. Missed by "
        "any: of what any expert flags, what at least one repeat let pass. A judge that always says the same is "
        "perfectly stable, not right.",
        "以有标注的条目、全部重复计。次次皆对：每次重复都与专家多数相同。任一次漏报：任一专家标记者中，至少一次重复放过的"
        "比例。答案永远相同的评审最稳定，却不等于正确。",
    ),
    "block.retest": Both("Retest α", "重测 α"),
    "block.flips": Both("Flips", "改判率"),
    "block.all_equal": Both("All the same", "全部相同"),
    "block.all_right": Both("Right every time", "次次皆对"),
    "block.worst_missed": Both("Missed by any", "任一次漏报"),
    "block.ranked": Both("Does it rank candidates as the experts do?", "对被评模型的排序是否与专家相同？"),
    "block.ranked.note": Both(
        "Candidates' means, against the experts' mean; of the experts, the mean over their pairs. Same best and worst: "
        "the share of redrawn sets of clusters in which both name the same candidate.",
        "以被评模型的平均分与专家平均相比；“专家之间”一行为两两平均。最佳（最差）相同：重抽聚类时双方选出同一模型的比例。",
    ),
    "block.kendall": Both("Kendall τ-b", "Kendall τ-b"),
    "block.spearman": Both("Spearman ρ", "Spearman ρ"),
    "block.ordered_alike": Both("Pairs alike", "两两一致"),
    "block.same_best": Both("Same best", "最佳相同"),
    "block.same_worst": Both("Same worst", "最差相同"),
    "block.asks": Both("Ways of asking, side by side", "不同提问方式的比较"),
    "block.asks.note": Both(
        "Agreement and κ: mean over the pairs with each expert. Correlations with the experts' mean: over items, and "
        "over the candidates' means. Differences are paired, on what both ways read.",
        "一致率与 κ：与每位专家两两平均。相关系数以专家平均为参照：先按条目，再按被评模型的平均分。差异为配对差异，"
        "以两种方式都读到者计。",
    ),
    "block.asks.first": Both(
        "The first repeat is shown; the others are in --json.", "所示为第一次重复；其余见 --json。"
    ),
    "block.ask_less": Both("{ask} − {other}", "{ask} − {other}"),
    "block.item_spearman": Both("Items ρ", "条目 ρ"),
    "block.system_pearson": Both("Cand. r", "模型 r"),
    "block.system_spearman": Both("Cand. ρ", "模型 ρ"),
    "block.system_kendall": Both("Cand. τ-b", "模型 τ-b"),
    "block.open": Both("Show the table", "展开表格"),
    # The page
    "agreement.ceiling": Both("shaded: the experts' interval", "阴影：专家之间的区间"),
    "agreement.dot": Both("κ with interval", "κ（含区间）"),
}
