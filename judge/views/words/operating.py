"""Words of ``judge operating`` and ``judge delays``, and of their pictures."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # judge operating: what thresholds find
    "operating.heading": Both("Operating points", "工作点"),
    "operating.lead": Both(
        "A judge that says how sure it is can be made to alarm earlier or later. Here is what that costs: how many"
        " alarms are false where nine in ten, or nineteen in twenty, of what experts flag are found, and whether a"
        " probability means what it says.",
        "能给出把握程度的评审可以调得更早报警或更晚报警。此处列出相应的代价：在找出专家所标记条目的九成或九成五时"
        "有多少误报，以及其概率是否名副其实。",
    ),
    "block.operating_order": Both("What thresholds find, and at which price", "不同阈值能找出多少、代价如何"),
    "block.operating_order.note": Both(
        "Flagged is {reference}. AUROC: how often a flagged response scores above a cleared one (.5: chance). Average"
        " precision: about the share of flagged ones by chance. False alarms: of the cleared ones, at the highest"
        " threshold that finds the share; under it the counts. These thresholds were read off the responses they are"
        " counted on.",
        "“标记”指{reference}。AUROC：被标记的回复得分高于被放行的回复的频率（0.5 为随机水平）。"
        "平均精确率：随机水平约为标记所占比例。误报：在能找出相应比例的最高阈值下，被放行的回复中的误报比例，"
        "其下为计数。这些阈值取自用于计数的同一批回复。",
    ),
    "operating.reference_majority": Both("what most experts flag", "多数专家标记"),
    "operating.reference_any": Both("what any expert flags", "任一专家标记"),
    "operating.reference_all": Both("what all experts flag", "全体专家标记"),
    "operating.auroc": Both("AUROC", "AUROC"),
    "operating.average_precision": Both("Average precision", "平均精确率"),
    "operating.fpr_90": Both("False alarms, recall .90", "召回率 90% 时的误报"),
    "operating.fpr_95": Both("False alarms, recall .95", "召回率 95% 时的误报"),
    "operating.found": Both("finds {found} of {flagged}", "找出 {flagged} 条中的 {found} 条"),
    "operating.first_repeat": Both("{judge}, first repeat", "{judge}，第一次重复"),
    "operating.repeats": Both("{judge} (share of repeats)", "{judge}（各次答案的比例）"),
    # judge operating: a threshold
    "block.operating_threshold": Both("A threshold, tried where it was not chosen", "阈值：在未用于选择的部分上检验"),
    "block.operating_threshold.note": Both(
        "An alarm is a score of the threshold or more. It was chosen as the highest that finds {recall} of the flagged"
        " responses of one part, and everything else in the line was counted on the other: {where}.",
        "得分达到或超过阈值即为报警。阈值取在其中一部分上能找出 {recall} 被标记回复的最高值，"
        "该行其余各数均在另一部分上统计：{where}。",
    ),
    "operating.parts_labels": Both("the labels' column {what} says which", "依标注文件的 {what} 列划分"),
    "operating.parts_tag": Both("it was chosen where {what}", "在 {what} 的回复上选择"),
    "operating.parts_drawn": Both(
        "clusters drawn at random (share and seed: {what})", "随机抽取聚类（比例与种子：{what}）"
    ),
    "operating.threshold": Both("Threshold", "阈值"),
    "operating.recall": Both("Recall", "召回率"),
    "operating.false_alarms": Both("False alarms", "误报"),
    "operating.alarms": Both("Alarms", "报警"),
    # judge operating: calibration
    "block.operating_calibration": Both("Whether a score is a probability", "得分是否为真正的概率"),
    "block.operating_calibration.note": Both(
        "Brier: mean squared distance from what was found (0 best; .25 for one that says .5 of everything). Skill: how"
        " much of it is saved against giving everything the share of flagged ones. Calibration error: how far bins of"
        " scores are from what was flagged in them. Bias: above 0 the scores are too high on the whole.",
        "Brier：与实际结果的均方距离（0 最佳，对一切都给 0.5 时为 0.25）。"
        "技巧分：与对所有条目都给出标记比例相比，减少了多少距离。"
        "校准误差：各分箱的平均得分与其中实际标记比例的差距。偏差：大于 0 表示得分总体偏高。",
    ),
    "operating.brier": Both("Brier", "Brier 分数"),
    "operating.skill": Both("Brier skill", "Brier 技巧分"),
    "operating.error": Both("Calibration error", "校准误差"),
    "operating.bias": Both("Bias", "偏差"),
    "operating.bins": Both("Calibration, bin by bin", "逐箱校准"),
    "operating.bins_note": Both(
        "Flagged should be about the mean score in every bin. Bins without a response are left out.",
        "各箱中的标记比例应接近其平均得分。没有回复的分箱不列出。",
    ),
    "operating.bin": Both("Score", "得分"),
    "operating.items": Both("Responses", "回复"),
    "operating.mean_score": Both("Mean score", "平均得分"),
    "operating.share": Both("Flagged", "标记"),
    "operating.interval": Both("Interval", "区间"),
    # The pictures
    "operating.curves": Both("Curves, dimension by dimension", "各维度的曲线"),
    "operating.roc": Both("ROC", "ROC 曲线"),
    "operating.pr": Both("Precision and recall", "精确率与召回率"),
    "operating.x_roc": Both("False alarms (of what is cleared)", "误报（占放行者）"),
    "operating.y_roc": Both("Found (of what is flagged)", "找出（占标记者）"),
    "operating.x_pr": Both("Found (of what is flagged)", "找出（占标记者）"),
    "operating.y_pr": Both("Right (of the alarms)", "正确（占报警者）"),
    "operating.line": Both("{judge}: AUROC {auroc}, AP {ap}", "{judge}：AUROC {auroc}，AP {ap}"),
    "operating.chance": Both("chance", "随机水平"),
    "operating.dots": Both(
        "Dots: where 90 and 95 % are found. Each line is drawn through every threshold there is.",
        "圆点：找出 90% 与 95% 之处。每条线经过所有可用阈值。",
    ),
    "operating.more_lines": Both("{n} more scores are in the tables only.", "另有 {n} 个得分仅列于表中。"),
    "operating.picture": Both(
        "{dimension}: curves of {judges}; the numbers stand in the tables", "{dimension}：{judges} 的曲线；数值见表"
    ),
    "operating.written": Both("The curves are in {file}", "曲线已写入 {file}"),
    "operating.no_curve": Both(
        "there is no curve to draw: see the reasons in the tables", "没有可绘制的曲线，原因见各表"
    ),
    # judge delays
    "block.delays": Both("How late alarms come, and how many there are", "报警有多晚、有多少"),
    "block.delays.note": Both(
        "Flagged is {reference}; the first such turn is the onset. The delay is counted in judged turns, 0 at the very"
        " turn; an alarm before it is early and detects nothing. What was never detected is later than any delay: it is"
        " in every share, and the median is of all. Alarms are per conversation; false ones are at turns that experts"
        " clear.",
        "“标记”指{reference}；首个被标记的轮次为起点。延迟以所评判的轮次计，当轮报警为 0；"
        "起点之前的报警算提前报警，不算发现。从未发现的视为晚于任何延迟：各比例均将其计入，中位数取自全部。"
        "报警数按每段对话计；误报指在专家放行的轮次上报警。",
    ),
    "delays.never": Both("Never detected", "从未发现"),
    "delays.at_once": Both("Detected at once", "当轮发现"),
    "delays.within_2": Both("Within 2 turns", "两轮之内"),
    "delays.median": Both("Median delay", "延迟中位数"),
    "delays.alarms": Both("Alarms", "报警"),
    "delays.false": Both("False alarms", "误报"),
    "delays.early": Both("Early alarms", "提前报警"),
    "delays.late": Both("Conversations detected late or never", "发现较晚或从未发现的对话"),
    "delays.late_note": Both(
        "Turns are numbered as in the file, from 0. Never detected: at least so many turns, to the conversation's end.",
        "轮次编号与文件一致，从 0 起。从未发现：至少这么多轮，直至对话结束。",
    ),
    "delays.more": Both("{n} more are in --json.", "另有 {n} 段见 --json。"),
    "delays.conversation": Both("Conversation", "对话"),
    "delays.dimension": Both("Dimension", "维度"),
    "delays.judge": Both("Judge", "评审"),
    "delays.onset": Both("Onset", "起点"),
    "delays.detected": Both("Alarm", "报警"),
    "delays.delay": Both("Delay", "延迟"),
    "delays.false_alarms": Both("False", "误报"),
    "delays.turns": Both("Turns", "轮数"),
    "delays.never_short": Both("never", "从未"),
    "delays.at_least": Both("≥ {n}", "≥ {n}"),
    # Why a number is not there
    "reason.every item has the same score: it orders nothing": Both(
        "every item has the same score: it orders nothing", "所有条目得分相同，无法排序"
    ),
    "reason.the reference flags every item or none: there is nothing to be better than": Both(
        "the reference flags every item or none: there is nothing to be better than",
        "参照标记了全部条目或一条也没有标记，无从比较",
    ),
    "reason.the judge gave no probability and was asked once: there is nothing to put in order": Both(
        "the judge gave no probability and was asked once: there is nothing to put in order",
        "评审未给出概率且只被问了一次，无法排序",
    ),
    "reason.the reference flags no turn of any conversation": Both(
        "the reference flags no turn of any conversation", "参照没有标记任何对话的任何轮次"
    ),
    "reason.no conversation was detected after its first flagged turn": Both(
        "no conversation was detected after its first flagged turn", "没有对话在首个被标记的轮次之后被发现"
    ),
    "reason.more than half of the conversations were never detected: there is no median delay": Both(
        "more than half of the conversations were never detected: there is no median delay",
        "半数以上的对话从未发现，没有中位延迟",
    ),
    "reason.no conversation has a labelled turn": Both(
        "no conversation has a labelled turn", "没有任何对话有标注的轮次"
    ),
}
