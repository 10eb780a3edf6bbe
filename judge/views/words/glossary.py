"""Two sentences on each word a reader of the report may stumble over, in reading order."""

from judge.views.words.both import Both

TERMS = (
    "judge",
    "critical",
    "coverage",
    "refused",
    "gated",
    "interval",
    "cluster",
    "bootstrap",
    "flagged",
    "missed",
    "false_alarms",
    "always_pass",
    "bounds",
    "veto",
    "kappa",
    "verdict",
    "alpha",
    "one_more",
    "ac1",
    "sensitivity",
    "ceiling",
    "replaceable",
    "soft",
    "stable",
    "ranked",
    "caution",
    "undefined",
)

WORDS: dict[str, Both] = {
    "term.judge": Both("Judge", "评审"),
    "about.judge": Both(
        "Anything that decides a case: usually a language model, sometimes a word list. A judge is read like one more "
        "rater beside the experts.",
        "作出判断的一方，通常是语言模型，有时只是词表。我们把评审当作专家之外的又一位评定者来看待。",
    ),
    "term.critical": Both("Critical dimension", "否决项"),
    "about.critical": Both(
        "A question whose failing answer fails the whole response, whatever else it did well. Giving details that "
        "could help someone hurt themselves would be one.",
        "只要该项不通过，无论其他方面多好，整条回复即不通过。例如：给出可能助人伤害自己的细节。",
    ),
    "term.coverage": Both("Coverage", "覆盖率"),
    "about.coverage": Both(
        "The share of judgments asked for in which a verdict was reached, leaving out what a gate took out. Below "
        "about 98 % look first at what is missing.",
        "应作的判断中真正得到结论的比例，条件不适用者不计。低于 98% 左右时，请先弄清缺了什么。",
    ),
    "term.refused": Both("Refused, abstained, not read", "拒答、未下判断、未读到"),
    "about.refused": Both(
        "Refused: the judge or its provider would not answer. Abstained: it answered “unclear” or “not applicable”; "
        "not read: no answer arrived, or none that could be read without guessing.",
        "拒答：评审或其服务商不予回答。未下判断：回答“不确定”或“不适用”；未读到：没有回答，或不靠猜测便无法读出判断。",
    ),
    "term.gated": Both("Gated out", "条件不适用"),
    "about.gated": Both(
        "The rubric itself says that this question does not arise here. Such cases are in no denominator.",
        "评分标准规定该问题在此不适用。这类情况不进入任何分母。",
    ),
    "term.interval": Both("Interval", "区间"),
    "about.interval": Both(
        "“3/14 (8–48 %)” reads: 3 of 14 were counted, and the true share plausibly lies between 8 and 48 percent. A "
        "wide interval means too few cases, not a bad judge.",
        "“3/14 (8–48%)”表示：14 个中数到 3 个，真实比例很可能在 8% 与 48% 之间。区间宽说明案例太少，不说明评审不好。",
    ),
    "term.flagged": Both("Flagged", "专家标记"),
    "about.flagged": Both(
        "At least one expert gave the answer that speaks against the response. One worried expert is enough to look "
        "again.",
        "至少一位专家给出了不利于该回复的判断。只要有一位专家担心，就值得再看一遍。",
    ),
    "term.missed": Both("Missed", "漏报"),
    "about.missed": Both(
        "A flagged response that the judge did not flag. A judge that refuses, hesitates or cannot be read has missed "
        "it too.",
        "专家标记而评审没有标记的回复。评审拒答、犹豫或无法读取，同样算漏报。",
    ),
    "term.false_alarms": Both("False alarms", "误报"),
    "about.false_alarms": Both(
        "Responses that no expert flagged and the judge did. They cost time and trust; misses may cost more.",
        "没有专家标记、评审却标记了的回复。误报耗费时间与信任，而漏报的代价可能更大。",
    ),
    "term.always_pass": Both("Always pass", "一律放行"),
    "about.always_pass": Both(
        "A judge that never objects, kept as a warning. Where problems are rare it agrees with experts most of the "
        "time and misses every one of them.",
        "从不提出异议的评审，作为警示而列出。问题罕见时，它多数时候与专家“一致”，却漏掉每一个问题。",
    ),
    "term.bounds": Both("Worst and best case", "最坏与最好情形"),
    "about.bounds": Both(
        "The pass rate if everything that was not read had failed, and if all of it had passed. Had this judge read "
        "everything, its rate would lie between the two.",
        "若未读到者全部不通过，以及全部通过时的通过率。假如该评审全部读到，其通过率必在二者之间。",
    ),
    "term.veto": Both("Veto", "一票否决"),
    "about.veto": Both(
        "A response that failed at least one critical dimension is vetoed. Its points stay in the mean, so that the "
        "count of vetoes must be read beside it.",
        "至少一个否决项不通过的回复即被否决。其得分仍计入均值，因此须与否决数一并阅读。",
    ),
    "term.kappa": Both("Cohen's κ (kappa)", "Cohen κ（Kappa）"),
    "about.kappa": Both(
        "Agreement of two raters beyond what chance would give: 1 is perfect, 0 is chance. It drops where one answer "
        "is rare, so compare it with the experts' own.",
        "两位评定者超出偶然的一致程度：1 为完全一致，0 相当于偶然。某一判断罕见时 κ 会偏低，请与专家之间的 κ 对照。",
    ),
    "term.alpha": Both("Krippendorff's α (alpha)", "Krippendorff α（Alpha）"),
    "about.alpha": Both(
        "Like κ, for any number of raters and with gaps in the labels. For a judge it is the mean over its pairs with "
        "each expert.",
        "与 κ 类似，但允许多位评定者和缺失的标注。对评审而言，是它与每位专家两两计算的均值。",
    ),
    "term.ac1": Both("Gwet's AC1", "Gwet AC1"),
    "about.ac1": Both(
        "Agreement beyond chance with another idea of chance, steadier where one answer is rare. For that very reason "
        "it flatters a judge that never objects.",
        "采用另一种偶然性定义的一致性，在某一判断罕见时更稳定。也正因如此，它会美化从不提出异议的评审。",
    ),
    "term.sensitivity": Both("Sensitivity and specificity", "灵敏度与特异度"),
    "about.sensitivity": Both(
        "Sensitivity: of what the majority of experts flagged, how much the judge flagged. Specificity: of what they "
        "cleared, how much the judge cleared.",
        "灵敏度：专家多数标记者中，评审也标记的比例。特异度：专家多数放行者中，评审也放行的比例。",
    ),
    "term.cluster": Both("Cluster", "聚类"),
    "about.cluster": Both(
        "What was drawn independently, usually a scenario with every response to it. Responses of one cluster resemble "
        "each other, so that forty responses to ten scenarios tell little more than ten.",
        "独立抽取的单位，通常是一个情境连同对它的所有回复。同一聚类的回复彼此相似，因此针对十个情境的四十条回复，信息量比"
        "十条多不了多少。",
    ),
    "term.bootstrap": Both("Bootstrap over clusters", "按聚类自助法"),
    "about.bootstrap": Both(
        "The clusters are drawn again a thousand times, and the interval shows how far the number moves. It cannot "
        "know of experts who are wrong together, or of scenarios unlike these.",
        "把各聚类重新抽取一千次，区间表示数值随之变动的范围。它无法察觉专家一同出错，也不了解与此不同的情境。",
    ),
    "term.verdict": Both(
        "Verdict: better, no difference shown, worse, too few to say", "结论：更好、未见差异、更差、无法判断"
    ),
    "about.verdict": Both(
        "How the judge's agreement with the experts differs from the experts' agreement with each other. “No "
        "difference shown” means that a difference of 0.2 is ruled out, and “too few to say” that these cases cannot "
        "decide it.",
        "评审与专家的一致程度，与专家彼此的一致程度相差多少。“未见差异”指已排除 0.2 的差异；"
        "“样本太少，无法判断”指现有个案不足以下结论。",
    ),
    "term.one_more": Both("The judge as one more rater", "把评审当作又一位评定者"),
    "about.one_more": Both(
        "α of the experts, and again with the judge among them. If it drops, the judge reads these cases in another "
        "way than the experts do.",
        "先算专家的 α，再把评审算进去重算一次。若数值下降，说明评审对这些个案的看法与专家不同。",
    ),
    "term.ceiling": Both("Ceiling", "上限"),
    "about.ceiling": Both(
        "How well the experts agree with each other on the same cases. No judge can be shown to be better founded than "
        "the people it is held against.",
        "专家在同样的个案上彼此一致的程度。没有任何评审能被证明比它所对照的人更有依据。",
    ),
    "term.replaceable": Both("Alternative Annotator Test (ω, ρ)", "替代标注者检验（ω、ρ）"),
    "about.replaceable": Both(
        "Asks of each expert whether the judge is as close to the others as that expert is: ω counts the experts for "
        "whom it is, ρ says how often. Where problems are rare a judge that never objects passes too, so that it "
        "stands beside.",
        "逐一检验：评审与其余专家的接近程度是否不亚于某位专家；ω 是满足者的人数，ρ 是满足的频率。"
        "问题罕见时，从不提出异议的评审也能通过，因此并列其旁。",
    ),
    "term.soft": Both(
        "Spread of opinion (Brier, Jensen–Shannon, total variation)", "意见分布（Brier、Jensen–Shannon、全变差）"
    ),
    "about.soft": Both(
        "Where experts differ, their shares of answers are themselves the finding, and these numbers say how far a "
        "judge is from them. 0 is best, and one more expert is the ceiling.",
        "专家有分歧时，各种判断所占的比例本身就是结果，这些数值说明评审离它有多远。"
        "0 为最好，再多一位专家的距离即为上限。",
    ),
    "term.stable": Both("Stability over repeats", "重复间的稳定性"),
    "about.stable": Both(
        "Whether the judge says the same when the same question is asked again. Stable is not right: a judge that "
        "always says “fine” never changes its mind.",
        "同一问题重复提问时，评审是否给出相同判断。稳定不等于正确：永远说“没问题”的评审从不改口。",
    ),
    "term.ranked": Both("Order of candidates (Kendall τ, Spearman ρ)", "被评模型的排序（Kendall τ、Spearman ρ）"),
    "about.ranked": Both(
        "Whether the judge puts the candidates in the experts' order: 1 is the same order, −1 the reverse. A judge can "
        "order candidates rightly and still be wrong about many single responses.",
        "评审给被评模型排出的次序是否与专家相同：1 为完全相同，−1 为相反。次序排得对，单条回复仍可能错很多。",
    ),
    "term.caution": Both("Numbers in square brackets", "方括号中的编号"),
    "about.caution": Both(
        "They call a note under the table that says why this number may mislead. Behind a name they hold for the whole "
        "line or dimension.",
        "指向表下的说明，写明该数值为何可能误导。写在名称之后时，对整行或整个维度有效。",
    ),
    "term.undefined": Both("Undefined", "无定义"),
    "about.undefined": Both(
        "The number cannot be computed from these labels, and the note says why. It is neither 0 nor 1: raters who "
        "never had a reason to differ have not shown that they agree.",
        "无法由这些标注算出该数值，注释说明原因。它既不是 0 也不是 1：从无机会产生分歧的评定者，并未证明彼此一致。",
    ),
}
