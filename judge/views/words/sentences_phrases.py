"""Places in files, and words of ours that stand inside sentences, in Chinese."""

PLACES: tuple[tuple[str, str], ...] = (
    ("row {:d} (line {:d})", "第 {0} 行（文件第 {1} 行）"),
    ("item {:d} (line {:d})", "第 {0} 项（第 {1} 行）"),
    ("after item {:d}", "第 {0} 项之后"),
    ("item {:d}", "第 {0} 项"),
    ("line {:d}", "第 {0} 行"),
    ("row {:d}", "第 {0} 行"),
    ("record {:d}", "第 {0} 条记录"),
    ("task {:d}", "任务 {0}"),
    ("annotation {:d}", "第 {0} 份标注"),
    ("header", "表头"),
    ("sheet {!r}", "工作表 {0}"),
    ("cell {!r}", "单元格 {0}"),
    ("column {!r}", "列 {0}"),
    ("key {!r}", "键 {0}"),
)
"""Parts of a place: ``FILE, row 3, column 'answer': ...``."""

PHRASES: tuple[tuple[str, str], ...] = (
    # What JSON calls a value
    ("true or false", "布尔值（true 或 false）"),
    ("a number", "数字"),
    ("text", "文本"),
    ("a list", "列表"),
    ("an object", "对象"),
    ("something else", "其他类型的值"),
    ("none", "无"),
    # Who is meant
    ("judge", "评审"),
    ("model", "被评模型"),
    ("the provider of {}", "{0} 的服务商"),
    ("another process", "另一个进程"),
    ("process {} on {} since {}", "{1} 上的进程 {0}（自 {2} 起）"),
    # What a run was started with
    ("rubric {!r}", "评分标准 {0}"),
    ("judge {!r}", "评审 {0}"),
    ("candidate {!r}", "被评模型 {0}"),
    ("client {!r} asking {!r}", "扮演来访者的模型 {0}（说明 {1}）"),
    ("persona {!r}", "人物设定 {0}"),
    ("this simulation", "本次模拟"),
    ("this file's kind", "该文件的类型"),
    ("judge {!r} asking {!r}", "评审 {0}（提问方式 {1}）"),
    ("no message", "没有说明"),
    # Why replies are not read again
    (
        "it was asked from question to question: another reading may lead to questions that nobody asked",
        "它是逐题提问的：换一种读法可能通向没有问过的问题",
    ),
    # Why something is not judged
    ("they bring no criteria along", "没有随附评判要点"),
    ("nothing is said", "没有任何内容"),
    ("nobody with the role user speaks", "没有 role 为 user 的发言"),
    ("nobody with the role assistant speaks", "没有 role 为 assistant 的发言"),
    # Why answers cannot be chosen together
    ("one answer stands twice", "同一个答案写了两次"),
    ("an answer that stands alone stands beside another", "只能单选的答案与其他答案并列"),
    ("answers that exclude each other stand together", "互相排斥的答案并列"),
    ("nothing is chosen where something must be", "必须选择，却什么也没有选"),
    # What one call asks
    ("one question a call", "每次只问一个问题"),
    ("all questions in one call", "一次问出全部问题"),
    ("for the class at once", "一次问出类别"),
    # What may stand in a template
    ("nesting this deep", "这么深的嵌套"),
    ("a template of more than {:d} parts", "超过 {0} 个部分的模板"),
    # What may stand in a field
    ("{} or {!r}", "{0:own} 或 {1}"),
    ("a list of criteria chosen by `when`", "用 `when` 挑选的 criteria 列表"),
    ("then (decide: flow)", "then（decide: flow）"),
    ("applies_when, a gate on each dimension", "applies_when（各维度自己的适用条件）"),
    ("decide: each, where every dimension stands alone", "decide: each（各维度独立判断）"),
    ("none and quote", "none 与 quote"),
    # Parts of a rubric
    ("a dimension", "维度"),
    ("the rubric itself", "评分标准本身"),
    ("example {:d}", "示例 {0} "),
    ("canary {:d}", "第 {0} 条已知样例"),
    ("dimension {!r}, {}", "维度 {0}，{1:own}"),
    ("name", "简称"),
    ("question", "问题"),
    ("group", "分组"),
    ("step {:d}", "第 {0} 步"),
    ("criteria for {!r}", "{0} 的含义"),
    ("answer {!r}", "答案 {0}"),
    # What calls cost
    ("{} USD", "{0} 美元"),
    ("{} USD and {:d} calls whose price is not known", "{0} 美元，另有 {1} 次调用价格未知"),
    # Parts of a text
    ("a NUL character", " NUL 字符"),
    ("the control character U+{}", "控制字符 U+{0}"),
    ("context", "上文"),
    ("response", "回复"),
    (" (and {:d} more)", "（另有 {0} 条）"),
    # What a classifier's answers fit
    ("several dimensions", "多个维度"),
    ("no dimension", "零个维度"),
    # What a plan is made of
    ("prevalence", "标记率"),
    ("sensitivity", "灵敏度"),
    ("specificity", "特异度"),
    ("the half-width", "半宽"),
    ("the bound", "上限"),
    ("the power", "检验效能"),
    ("the discordance", "不一致率"),
    ("the intraclass correlation", "组内相关"),
    ("the share of noise", "重复噪声所占比例"),
    ("the experts' alpha", "专家之间的 α"),
    ("the reliability", "信度"),
)
