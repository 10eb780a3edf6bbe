"""What is said of answers that are values: scales, and questions of which no answer passes."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "block.scale": Both("Agreement on scales", "量表评分的一致性"),
    "block.scale.note": Both(
        "Answers with an order: a step apart counts for less than the whole scale. κ and AC2 weigh by squared "
        "distance; error and bias are in steps of the scale (bias: the judge minus the experts' mean).",
        "答案有次序：相差一级与相差整个量表并不相同。κ 与 AC2 按距离平方加权；"
        "误差与偏差以量表的级为单位（偏差 = 评审 − 专家均值）。",
    ),
    "block.scale_alpha": Both("Krippendorff α by distance", "Krippendorff α（按距离）"),
    "block.icc": Both("ICC(A,1)", "ICC(A,1)"),
    "block.error": Both("Mean error", "平均绝对误差"),
    "block.bias": Both("Bias", "偏差"),
    "block.within": Both("Within one step", "相差不超过一级"),
    "scores.mean": Both("mean {mean}", "均值 {mean}"),
    "scores.mean_bounds": Both("[{low}…{high}] with unread", "含未读 [{low}…{high}]"),
    "scores.scored": Both("{n} scored", "{n} 条已判定"),
    "scores.values_note": Both(
        "Where no answer passes there is no rate: a mean of the scale (interval), how often each answer was given, and "
        "where something was not read the mean with all of it lowest and all of it highest. No points are summed.",
        "没有哪个答案算“通过”时不计通过率：给出量表均值（区间）和各答案的分布；有未读到的判断时，"
        "另给出未读全部取最低与全部取最高的均值。这类问题不计分。",
    ),
    "scores.held_note": Both(
        "Criteria come with each scenario. A line of theirs counts those done right: met, or where their points are "
        "below 0 not met. The total is HealthBench's score: points of what was met over points that could be earned, "
        "averaged over responses and cut to 0–100 %; in brackets the bounds, where a criterion was not answered.",
        "细则随情境给出。细则一行统计处理得当的条数：符合；分值为负的，则以不符合为得当。总计为 HealthBench 得分："
        "所符合细则的分值之和除以可得的分值，对各回复取平均，截至 0–100%；有细则未判定时，方括号内为上下界。",
    ),
    "first.values_title": Both("Judges beside the experts", "评审与专家相比"),
    "first.values_lead": Both(
        "No answer here passes or fails, so that nothing is missed or caught. What can be said is how near a judge's "
        "answers come to the experts', beside how near the experts come to each other.",
        "这里的答案不分通过与否，因此无所谓漏报。能说的是：评审的答案离专家有多近，并与专家彼此之间的距离并列。",
    ),
    "scores.values_lead": Both(
        "What each candidate was given, as each judge sees it: values, of which none passes and none fails.",
        "在各评审眼中，每个被评模型得到的取值；取值不分通过与否。",
    ),
    "asked.units": Both("Parts judged one by one", "逐一评判的部分"),
    "asked.labelled_units": Both("Parts with labels", "有标注的部分"),
    "first.weighted": Both("quadratically weighted κ", "平方加权 κ"),
    "first.values_note": Both(
        "Where no answer passes nothing can be missed: there the verdict rests on κ alone, on a scale weighted by "
        "squared distance.",
        "没有哪个答案算“通过”时，谈不上漏报：结论只依据 κ；若为量表，κ 按距离平方加权。",
    ),
    "column.criterion": Both("Criterion", "细则"),
    "column.standing_mean": Both("Mean", "均值"),
    "column.standing_mixed": Both("Rate or mean", "比率或均值"),
    "column.difference_mean": Both("To the best", "与最佳之差"),
    "ranking.mean": Both("means, highest first", "均值，由高到低"),
    "asked.values": Both("none: a value", "无：只是取值"),
    "rubric.criteria_when": Both("Where {gate}", "适用于：{gate}"),
    "rubric.always": Both("nothing before fits", "以上均不符合"),
    "rubric.passes_none": Both("none: its answers are values, not verdicts", "无：答案只是取值，不分通过与否"),
    "reason.no answer passes here, so that nothing is flagged": Both(
        "no answer passes here, so that nothing is flagged", "这里没有哪个答案算“通过”，因此也无从标记"
    ),
    "judge.always-same": Both("always the commonest answer", "总给最常见的答案"),
}
