"""What tables say, in the terminal and on the page."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # Marks and short words
    "unknown": Both("–", "–"),
    "baseline": Both("baseline", "基线"),
    "unsuitable.named": Both("{name} – unsuitable", "{name} – 不适合"),
    "baseline.named": Both("{name} (baseline)", "{name}（基线）"),
    "critical": Both("critical", "否决项"),
    "experts": Both("experts", "专家之间"),
    "undefined.short": Both("undef.", "无定义"),
    "undefined.note": Both("undefined: {reason}", "无定义：{reason}"),
    "undefined.pairs": Both("{some} of {of} pairs undefined: {reason}", "{of} 对中有 {some} 对无定义：{reason}"),
    "undefined.repeats": Both(
        "undefined in {some} of {of} repeats: {reason}", "{of} 次重复中有 {some} 次无定义：{reason}"
    ),
    "undefined.no_reason": Both("no reason was recorded", "未记录原因"),
    "unreviewed": Both("This rubric is not clinician-reviewed.", "本评分标准未经临床专家审阅。"),
    "total": Both("Total", "总分"),
    "nothing": Both("Nothing to show.", "没有可显示的内容。"),
    "yes": Both("yes", "是"),
    "no": Both("no", "否"),
    # Columns
    "column.dimension": Both("Dimension", "维度"),
    "column.dimension_judge": Both("Dimension / judge", "维度 / 评审"),
    "column.judge": Both("Judge", "评审"),
    "column.ask": Both("Way of asking", "提问方式"),
    "column.candidate": Both("Candidate", "被评模型"),
    "column.response_id": Both("Response", "回复"),
    "column.scenario_id": Both("Scenario", "情境"),
    "column.context": Both("Context", "上文"),
    "column.rationale": Both("Reason", "理由"),
    "column.evidence": Both("Quote", "引文"),
    "column.rater": Both("Rater", "评定者"),
    "column.group": Both("Group", "分组"),
    "column.repeat": Both("Repeat", "重复"),
    "column.answer": Both("Answer", "判断"),
    "column.state": Both("State", "状态"),
    "column.experts": Both("Experts", "专家"),
    "column.asked": Both("Asked", "应判"),
    "column.gated": Both("Gated out", "条件不适用"),
    "column.read": Both("Read", "可读"),
    "column.scored": Both("Scored", "已判定"),
    "column.abstained": Both("Abstained", "未下判断"),
    "column.refused": Both("Refused", "拒答"),
    "column.failed": Both("Not read", "未读到"),
    "column.coverage": Both("Coverage", "覆盖率"),
    "column.read_share": Both("Read share", "可读比例"),
    "column.first_try": Both("First try", "首次可读"),
    "column.flagged": Both("Flagged any|all", "专家标记 任一|全部"),
    "column.missed": Both("Missed", "漏报"),
    "column.false_alarms": Both("False alarms", "误报"),
    "column.best_expert": Both("Best expert", "最佳专家"),
    "column.worst_expert": Both("Worst expert", "最差专家"),
    "column.always_pass": Both("Always pass", "一律放行"),
    "column.expert_kappa": Both("κ experts", "κ 专家间"),
    "column.judge_kappa": Both("κ judge", "κ 评审"),
    "column.rate": Both("Pass rate", "通过率"),
    "column.worst": Both("Worst case", "最坏"),
    "column.best": Both("Best case", "最好"),
    # Titles
    "coverage.title": Both("Coverage and refusals", "覆盖率与拒答"),
    "coverage.unsuitable": Both(
        "unsuitable: too little of what it was asked could be read", "不适合作评审：可读的回答太少"
    ),
    "coverage.note": Both(
        "Coverage = scored / (asked − gated out). What was not obtained is counted, never guessed.",
        "覆盖率 = 已判定 /（应判 − 条件不适用）。没有得到的判断如实计数，绝不猜测。",
    ),
    "first.title": Both("What judges miss of what experts flag", "专家标记的问题，评审漏掉了多少"),
    "first.note": Both(
        "Flagged = any expert (behind the bar: every expert) gave a failing answer. Missed is of those any expert "
        "flagged; not reading, refusing or not deciding counts as missing it.",
        "专家标记 = 至少一位专家（竖线后：全部专家）给出“不通过”的判断。漏报以任一专家标记者计；"
        "未读到、拒答或未下判断均计为漏报。",
    ),
    "first.expert_note": Both(
        "Best and worst expert: of what the other experts flagged. Always pass: a judge that never objects.",
        "最佳 / 最差专家：在其他专家标记的问题中漏掉的数量。一律放行：从不提出异议的评审。",
    ),
    "scores.title": Both("Scores by {judge}", "{judge} 给出的评分"),
    "scores.group": Both("group {group}", "分组 {group}"),
    "scores.note": Both(
        "passed / scored (interval). Where something was not read, the line below bounds the rate: all of it failing, "
        "all of it passing.",
        "通过 / 已判定（区间）。有未读到的判断时，下一行给出上下界：未读到的全部不通过，或全部通过。",
    ),
    "scores.points": Both("{points} points", "{points} 分"),
    "scores.share": Both("{share} of reachable", "得分率 {share}"),
    "scores.complete": Both("over {n} complete responses", "共 {n} 条完整回复", one="over 1 complete response"),
    "scores.incomplete": Both("no complete response", "没有完整判定的回复"),
    "scores.points_bounds": Both("{worst} to {best} over all", "全部回复 {worst} 至 {best} 分"),
    "scores.vetoed": Both("{n} vetoed", "{n} 条被否决"),
    "agreement.title": Both("Agreement with the experts, and among them", "与专家的一致性，及专家之间的一致性"),
    "agreement.note": Both(
        "Read each judge against the row “experts”: experts disagree with each other too.",
        "请将各评审与“专家之间”一行对照：专家之间也有分歧。",
    ),
    "diff.title": Both("Verdicts that differ: {n}", "判断不同的个案：{n}"),
    "diff.nothing": Both("Nothing could be compared.", "没有可供比较的判断。"),
    "diff.none": Both("No verdict differs.", "所有判断都相同。"),
    "diff.a": Both("First run", "第一次运行"),
    "diff.b": Both("Second run", "第二次运行"),
    "interval.note": Both("Intervals: {methods}.", "区间：{methods}。"),
    "passed": Both("passes", "通过"),
    "not_passed": Both("fails", "不通过"),
}
