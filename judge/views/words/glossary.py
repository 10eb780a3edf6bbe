"""Two sentences on each word a reader of the report may stumble over, in reading order."""

from judge.views.words.both import Both

TERMS = (
    "judge",
    "critical",
    "coverage",
    "refused",
    "gated",
    "interval",
    "flagged",
    "missed",
    "false_alarms",
    "always_pass",
    "bounds",
    "veto",
    "kappa",
    "alpha",
    "ac1",
    "sensitivity",
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
    "term.undefined": Both("Undefined", "无定义"),
    "about.undefined": Both(
        "The number cannot be computed from these labels, and the note says why. It is neither 0 nor 1: raters who "
        "never had a reason to differ have not shown that they agree.",
        "无法由这些标注算出该数值，注释说明原因。它既不是 0 也不是 1：从无机会产生分歧的评定者，并未证明彼此一致。",
    ),
}
