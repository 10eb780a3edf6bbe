"""What is said of turns, conversations, questions of several answers and guard models, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Rubrics: several answers
    ("a critical dimension needs passes_on", "关键维度必须写明 passes_on"),
    ("exclusive goes with choose: any", "exclusive 只用于 choose: any"),
    ("leave it out: one answer is one class", "请去掉：一个答案就是一个类别"),
    ("alone goes with choose: any", "alone 只用于 choose: any"),
    ("of a scale one answer is chosen", "量表题只能选一个答案"),
    ("write choose: one, or scale: nominal", "请写 choose: one，或 scale: nominal"),
    (
        "exclusive must name every answer once, by precedence: {}",
        "exclusive 必须按优先顺序写出每个答案各一次：{0}",
    ),
    ("name them all, or leave it out", "请全部写出，或去掉这一项"),
    # Labels: several answers
    ("{} is no choice: {}", "{0} 不是有效的选择：{1:own}"),
    (
        "write every answer that applies, ; between them; one that stands alone, alone",
        "请写出所有符合的答案，用 ; 分隔；只能单选的答案请单独写",
    ),
    ("the rows of {!r} by {!r} are no choice: {}", "{1} 在 {0} 各行上的标注不是有效的选择：{2:own}"),
    ("one of them is wrong", "其中有一处是错的"),
    # What is judged
    ("--unit {!r} is nothing that can be judged", "--unit {0} 不是可以评判的单位"),
    ("{!r} asks about responses and nothing else", "{0} 只针对回复提问"),
    ("leave --unit out", "请去掉 --unit"),
    (
        "response {!r} has its context in one text, and turns are judged",
        "回复 {0} 的上下文是一整段文本，而评判是逐轮进行的",
    ),
    ("give it as turns, each with its role", "请按轮次给出，每轮注明 role"),
    ("one text, in which nobody knows who said what", "一整段文本，无法知道哪句是谁说的"),
    ("turns are judged: give them as turns, each with its role", "评判逐轮进行：请按轮次给出，每轮注明 role"),
    ("there is nothing to judge: {}", "没有可评判的内容：{0}"),
    (
        "is it the right file for this rubric? --unit judges another part of it",
        "这个文件与评分标准相配吗？--unit 可以改为评判其他部分",
    ),
    ("{} of {} responses are not judged: {}", "{1} 条回复中有 {0} 条不评判：{2}"),
    ("{!r} judges turns, and the label names none", "{0} 逐轮评判，而该标注没有写明是哪一轮"),
    (
        "which turn was labelled: its index into the conversation's turns; the first one is 0",
        "请写明标注的是哪一轮：在对话 turns 中的序号，第一轮为 0",
    ),
    ("{} of these are of turns that {!r} does not judge", "其中 {0} 条属于 {1} 不评判的轮次"),
    (
        "the general known cases are replies, and {!r} judges a user's turns: they are left out",
        "通用的已知案例都是回复，而 {0} 评判的是来访者的发言：不使用这些案例",
    ),
    # Context
    (
        "{!r} judges conversations as a whole: there is no context to cut",
        "{0} 评判整段对话：没有可以截去的上下文",
    ),
    ("leave --context-tokens out", "请去掉 --context-tokens"),
    (
        "{} units were judged without the oldest turns before them: --context-tokens",
        "有 {0} 个评判单位未给出最早的若干轮上下文：--context-tokens",
    ),
    # Guards
    ("a guard answers one question, and {!r} has {}", "安全护栏模型只回答一个问题，而 {0} 有 {1} 个"),
    ("judge by a rubric of one question, such as risk_turns", "请用只有一个问题的评分标准，例如 risk_turns"),
    (
        "a guard says safe or unsafe, and no one answer of {!r} alone means safe",
        "安全护栏模型只说安全或不安全，而 {0} 没有唯一表示安全的答案",
    ),
    ("passes_on names one answer", "passes_on 只应写一个答案"),
    ("category {!r} stands for {!r}, which is no answer of {!r}", "类别 {0} 对应的 {1} 不是 {2} 的答案"),
    ("write {}hosted_vllm/{}, ...", "请写 {0}hosted_vllm/{1} 等"),
    ("{!r} is asked and answers in its own way", "{0} 有自己的提问和回答方式"),
    ("leave ask and reply out of its settings", "请从它的设置中去掉 ask 和 reply"),
    ("{!r} is no guard: categories are a guard's", "{0} 不是安全护栏模型：categories 只用于护栏模型"),
    ("write guard/ before it", "请在前面写 guard/"),
)
