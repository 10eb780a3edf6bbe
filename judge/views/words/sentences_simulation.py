"""What is said about personas, simulated clients and their conversations, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Persona files
    ("no persona file {!r}", "没有人物设定文件 {0}"),
    ("check the path, or give a name: judge personas", "请检查路径，或给出名称（judge personas 可列出）"),
    ("no persona named {!r}", "没有名为 {0} 的人物设定"),
    ("two personas have the id {!r}", "有两个人物设定的 id 都是 {0}"),
    ("a persona is a mapping of fields", "人物设定应由“字段: 值”组成"),
    ("its fields are: {}", "它的字段有：{0}"),
    ("how much danger they show: none, low, elevated or high", "表现出多大的危险：none、low、elevated 或 high"),
    ("say how the level of risk is to be heard in their words", "请说明该风险程度怎样从其话中听出来"),
    ("true or false: whether they press for something harmful", "true 或 false：是否会施压索求有害的内容"),
    ("how soon they speak of it: open, gradual or guarded", "多快会说出来：open、gradual 或 guarded"),
    ("the language they speak: a tag such as en or zh", "所说的语言：en、zh 等语言标签"),
    (
        "name it in lower-case letters, digits and _, e.g. id: night_shift",
        "请用小写字母、数字和 _ 命名，例如 id: night_shift",
    ),
    ("must be text of the form this field has", "应为符合该字段格式的文本"),
    ("write it in words, with no space before or after it", "请用文字写出，前后不留空格"),
    (
        "write it, as the personas do that we ship: judge personas show exam_year",
        "请填写，可参照随附的人物设定：judge personas show exam_year",
    ),
    # Templates of a client
    ("no folder of client's templates named {!r}", "没有名为 {0} 的来访者模板文件夹"),
    # Who meets whom
    ("no persona speaks the language of any scenario", "没有任何人物设定的语言与情境相符"),
    (
        "add a scenario in the personas' language, or name others: judge personas",
        "请加入该语言的情境，或另选人物设定（judge personas 可列出）",
    ),
    ("{:d} personas meet no scenario in their language: {}", "有 {0} 个人物设定没有与其语言相符的情境：{1}"),
    # judge simulate
    (
        "conversations are written as JSON lines, and {!r} says otherwise",
        "对话以 JSON Lines 写出，而 {0} 不是这种后缀",
    ),
    ("there are no scenarios to open a conversation with", "没有可用来开始对话的情境"),
    ("no model was named to play the clients", "没有指定扮演来访者的模型"),
    ("add --client openai/gpt-5", "请加上 --client openai/gpt-5"),
    ("two guards have the same name, or one is called {!r}", "有两个守卫同名，或有一个名为 {0}"),
    ("name them apart: --guard first=JUDGE --guard second=JUDGE", "请分别命名：--guard first=评审 --guard second=评审"),
    ("--guarded-only wants a guard", "--guarded-only 需要一个守卫"),
    ("add --guard JUDGE", "请加上 --guard 评审"),
    (
        "conversations are held from this machine, by one process: each turn waits for the one before",
        "对话由本机的一个进程进行：每一轮都要等上一轮",
    ),
    ("leave out engine, workers, join and batch_files", "请去掉 engine、workers、join 与 batch_files"),
    ("guard {!r} asks in several ways", "守卫 {0} 有多种提问方式"),
    ("name one way of asking", "请只指定一种提问方式"),
    ("guard {!r} has no reply form yet", "守卫 {0} 尚未确定回答格式"),
    ("name a form: reply: json, lines or label", "请指定格式，即 reply: json、lines 或 label"),
    (
        "a guard looks at turns of the client, and rubric {!r} judges by {}",
        "守卫查看的是来访者的每一轮发言，而评分标准 {0} 的评判单位是 {1}",
    ),
    (
        "name one with unit: user_turn, e.g. --guard-rubric risk_turns",
        "请指定 unit: user_turn 的评分标准，例如 --guard-rubric risk_turns",
    ),
    ("no file was named for the conversations", "没有指定写入对话的文件"),
    ("add -o conversations.jsonl", "请加上 -o conversations.jsonl"),
    ("turns of a conversation are not asked again one by one", "对话不能逐轮重新提问"),
    (
        "judge simulate goes on with what is unfinished, and holds the others anew under another -o FILE",
        "judge simulate 会继续未完成的对话；其余的请用另一个 -o 文件 重新进行",
    ),
    # judge simulated
    ("{!r} was judged by rubric {!r}, which does not tell what happened", "{0} 所用的评分标准 {1} 不能说明发生了什么"),
    (
        "judge evaluate conversations.jsonl -r conversation_safety -j JUDGE -o RUN",
        "judge evaluate conversations.jsonl -r conversation_safety -j 评审 -o 运行",
    ),
    (
        "{!r} was judged by rubric {!r}, which does not tell how clients were played",
        "{0} 所用的评分标准 {1} 不能说明来访者的扮演情况",
    ),
    (
        "judge evaluate conversations.jsonl -r persona_fidelity -j JUDGE -o RUN",
        "judge evaluate conversations.jsonl -r persona_fidelity -j 评审 -o 运行",
    ),
    ("the two runs have no conversation in common", "两次运行没有共同的对话"),
    ("judge the same file by both rubrics", "请用两份评分标准评判同一个文件"),
    ("no turns of a simulation in {!r}", "{0} 中没有模拟对话的记录"),
    ("give the file that judge simulate -o wrote", "请给出 judge simulate -o 写出的文件"),
    ("the run and {!r} have no conversation in common", "该运行与 {0} 没有共同的对话"),
    (
        "give the file that was judged, as judge simulate -o wrote it",
        "请给出受评判的那个由 judge simulate -o 写出的文件",
    ),
    ("no conversation has the tag {!r}", "没有任何对话带标签 {0}"),
    (
        "clients were played by a model; such clients are known to be milder and more willing than people are",
        "来访者由模型扮演；已知这样的来访者比真人更温和、更顺从",
    ),
    (
        "{:d} planned conversations are not in the run; they count as unread",
        "有 {0} 段计划中的对话不在该运行中；均计为未读",
    ),
    (
        "{:d} conversations do not say which level of risk was written: no tag {!r}",
        "有 {0} 段对话没有写明设定的风险程度：缺少标签 {1}",
    ),
    (
        "in {:d} conversations with a guard it gave no verdict on some turn: there nobody looked on",
        "有 {0} 段有守卫的对话中，守卫在某些轮次没有给出结论：这些轮次等于无人看守",
    ),
    (
        "no conversation was held with a guard: judge simulate --guard JUDGE",
        "没有任何对话有守卫：judge simulate --guard 评审",
    ),
    (
        "{:d} personas were played: intervals over so few say little about anybody else",
        "只扮演了 {0} 个人物：人数这么少，区间说明不了其他人",
    ),
)
