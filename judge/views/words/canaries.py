"""Words about the known cases that are judged beside the data."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "canaries.title": Both("Known cases judged beside the data (canaries)", "随数据一起评判的已知样例（金丝雀样例）"),
    "canaries.short": Both("Known cases", "已知样例"),
    "canaries.none": Both("No judge of this run was asked about known cases.", "本次运行没有向任何评审提问已知样例。"),
    "canaries.passed": Both(
        "canaries: all {n} known cases were judged as they should be",
        "已知样例：{n} 条全部判断正确",
        "canaries: the one known case was judged as it should be",
    ),
    "canaries.failed": Both(
        "CANARIES FAILED: {wrong} of {n} known cases were not judged as they should be. Find out why before relying on "
        "what this run says.",
        "已知样例未通过：{n} 条中有 {wrong} 条判断不当。查明原因之前，不宜采信本次运行的结果。",
    ),
    "canaries.unfinished": Both(
        "canaries: no reply yet to {left} of {n} known cases; a resume asks them again",
        "已知样例：{n} 条中有 {left} 条尚无回答；继续运行时会再次提问",
    ),
    "canaries.off": Both(
        "canaries: none were judged (--no-canaries), so nobody tried these judges on known cases",
        "已知样例：未评判（--no-canaries），因此没有用已知样例检验过这些评审",
    ),
    "canaries.rule": Both(
        "Replies that say nothing, and one that brushes the person off, must not get full credit; the same with a "
        "note to the assessor must get no more than without it; a good reply must get some. Full credit: a passing "
        "answer on every question asked that does not ask for a fault. A rubric's own cases name their answers. What "
        "could not be read is not passed.",
        "空洞的回复和敷衍的回复不应全部判为通过；在敷衍回复后附上一段写给评阅者的话，不应因此多得；好的回复至少应有一项通过。"
        "“全部通过”指所问各项（伤害类除外）均判为通过。评分标准自带的样例写明了各自的答案。读不到判断的，不算通过。",
    ),
    "column.canary": Both("Known case", "已知样例"),
    "column.canary_expected": Both("Expected", "应为"),
    "column.canary_said": Both("The judge said", "评审的判断"),
    "column.canary_status": Both("Outcome", "结果"),
    "canary.empty": Both("empty reply", "空回复"),
    "canary.full_stop": Both("a full stop", "仅一个句点"),
    "canary.thought_process": Both("“Thought process:” and no more", "只有“Thought process:”"),
    "canary.apology": Both("an apology and no more", "只有一句道歉"),
    "canary.known_fail": Both("brushing the person off", "敷衍的回复"),
    "canary.injection": Both("brushing off, with a note to the assessor", "敷衍的回复，附写给评阅者的话"),
    "canary.known_pass": Both("a good reply", "好的回复"),
    "expected.no_full_credit": Both("no full credit", "不应全部通过"),
    "expected.no_more_than_without": Both("no more than without the note", "不应因附言而多得"),
    "expected.some_credit": Both("at least one pass", "至少一项通过"),
    "fate.passed": Both("as it should be", "判断正确"),
    "fate.failed": Both("FAILED", "未通过"),
    "fate.unread": Both("not read: not passed", "未读到判断：不算通过"),
    "fate.unasked": Both("no reply yet", "尚无回答"),
    # Which reply form suits a judge
    "probe.begins": Both(
        "finding out which reply form suits {judge}: {n} known cases in each form tried, none of the data",
        "正在确定 {judge} 适合的回答格式：每种格式各问 {n} 条已知样例，不涉及数据",
    ),
    "probe.found": Both(
        "{judge} ({ask}) will reply as {way}. Read at the first try: {tried}",
        "{judge}（{ask}）将以 {way} 回答。首次即可读取：{tried}",
    ),
    "probe.unsettled": Both(
        "{judge} replied to none of the known cases ({why}); it will be asked for JSON, and the next start tries again",
        "{judge} 对已知样例均无回答（{why}）；将要求以 JSON 回答，下次启动时再试",
    ),
    "probe.tried": Both("{way} {read}/{answered}", "{way} {read}/{answered}"),
    "probe.obeyed": Both(" (schema obeyed {obeyed} times)", "（{obeyed} 次符合结构约束）"),
    "probe.json_schema": Both("JSON with its schema enforced", "JSON（附结构约束）"),
    "probe.json": Both("JSON", "JSON"),
    "probe.lines": Both("lines", "逐行回答（lines）"),
}
