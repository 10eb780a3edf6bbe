"""What is said about trees and flows, worked examples and rubrics from others' files, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # A tree
    ("decide: first needs otherwise", "decide: first 需要写明 otherwise"),
    ("name the class when nothing fires: otherwise: safe", "请写明无一命中时的类别：otherwise: safe"),
    ("otherwise goes with decide: first", "otherwise 只用于 decide: first"),
    ("two nodes end in the class {!r}: {!r} and {!r}", "两个节点得出同一个类别 {0}：{1} 与 {2}"),
    ("two classes share the word {!r}: {!r} and {!r}", "两个类别共用了 {0} 这个词：{1} 与 {2}"),
    ("a class has one node; rename one of them", "一个类别只能属于一个节点；请改名"),
    ("node {!r} has no answer that passes, and so none that fires", "节点 {0} 没有“通过”的答案，也就没有命中的答案"),
    ("name the answers that lead on to the next node", "请写明哪些答案通向下一个节点"),
    ("the rubric's question asks for its class or outcome", "评分标准自己的 question 是用来问类别或结局的"),
    ("write decide: first", "请写 decide: first"),
    # A tree and a flow
    (
        "the dimension {!r} has the rubric's own id, which names what it comes to",
        "维度 {0} 与评分标准同名，而该名称用于最终结果",
    ),
    (
        "dimension {!r} has a gate, and decide: {} leads from question to question",
        "维度 {0} 设有适用条件，而 decide: {1} 由答案引向下一个问题",
    ),
    ("take the gate out", "请删去适用条件"),
    (
        "dimension {!r} may have several answers, and decide: {} follows one",
        "维度 {0} 可多选，而 decide: {1} 只依据一个答案",
    ),
    ("write choose: one", "请写 choose: one"),
    ("what an answer to a question means stands under its criteria", "问题的答案是什么含义，应写在 criteria 中"),
    ("write criteria: {{...}}", "请写 criteria: {{...}}"),
    ("{!r} and {!r} share the name {!r}", "{0} 与 {1} 共用名称 {2}"),
    ("a name in a label must mean one of them", "标注中的一个名称只能指其中一个"),
    # A flow
    ("decide: flow needs outcomes, from best to worst", "decide: flow 需要写明 outcomes，从好到坏"),
    ("outcomes: [good, harmful]", "例如 outcomes: [good, harmful]"),
    ("two outcomes have the id {!r}", "有两个结局的 id 都是 {0}"),
    ("{!r} always exists beside the outcomes", "{0} 总是与结局并存"),
    ("{!r} is no outcome", "{0} 不是结局"),
    ("passes_on must name some, not all, of the outcomes", "passes_on 应写明部分而非全部结局"),
    ("the good ones", "请写好的那些"),
    ("no question is of the group {!r}", "没有问题属于分组 {0}"),
    ("the group {!r} is called like a question or the rubric", "分组 {0} 与某个问题或评分标准同名"),
    (
        "in a flow the group of {!r} is an id, under which its outcome stands",
        "在流程中，{0} 的 group 是一个 id，其结局以此为名",
    ),
    ("write group: an_id, and its name under groups", "请写 group: 某个_id，名称写在 groups 中"),
    (
        "dimension {!r}: {!r} leads to {!r}, which the rubric does not have",
        "维度 {0}：{1} 通向 {2}，而评分标准中没有它",
    ),
    (
        "dimension {!r}: {!r} comes to {!r}, which is no outcome of the rubric",
        "维度 {0}：{1} 得出 {2}，而它不是评分标准的结局",
    ),
    ("{!r} is no answer of {!r}", "{0} 不是 {1} 的答案"),
    ("questions lead back to each other: {}", "问题之间绕成了圈：{0}"),
    ("end one of these ways", "请让其中一条路结束"),
    ("question {!r} is never reached", "问题 {0} 永远不会问到"),
    ("lead to it, or take it out", "请让某个答案通向它，或将其删去"),
    ("a way through the group {!r} has no outcome: {}", "有一条经过分组 {0} 的路没有结局：{1}"),
    ("a way to the end has no outcome: {}", "有一条走到底的路没有结局：{0}"),
    (
        'give it one under then: {{"no": {{outcome: good, next: q8}}}}, or outcome: not_applicable',
        '请在 then 中写明：{{"no": {{outcome: good, next: q8}}}}，或 outcome: not_applicable',
    ),
    ("{} goes with decide: flow", "{0} 只用于 decide: flow"),
    ("then goes with decide: flow", "then 只用于 decide: flow"),
    ("write decide: flow, or a gate", "请写 decide: flow，或改用适用条件"),
    (
        "dimensions_from: scenario asks one yes-or-no question of each criterion of a response",
        "dimensions_from: scenario 对回复的每条细则只问一个是否题",
    ),
    (
        'keep one dimension, with the answers yes and no and passes_on: ["yes"], and unit: response',
        '请只留一个维度，答案为 yes 和 no，passes_on: ["yes"]，且 unit: response',
    ),
    # What one call asks
    ("an ask.yaml has three fields", "ask.yaml 有三个字段"),
    ("must be class, each or all", "只能是 class、each 或 all"),
    ("--per {} does not go with --ask {}, which asks {}", "--per {0} 与 --ask {1} 不能并用：后者{2:own}"),
    ("leave --per out, or name another way of asking", "请去掉 --per，或换一种提问方式"),
    (
        "--ask {} asks for one class at once, and rubric {!r} has none",
        "--ask {0} 一次问出类别，而评分标准 {1} 没有类别",
    ),
    (
        "name another way of asking: --ask expert_chain; a class comes of decide: first",
        "请换一种提问方式：--ask expert_chain；类别来自 decide: first",
    ),
    (
        "--ask {}: a class does not tell what {} would have answered: several answers pass",
        "--ask {0}：从类别推不出 {1} 的答案，因为有多个答案都算“通过”",
    ),
    ("ask node by node: --ask nodes", "请逐个节点提问：--ask nodes"),
    # Worked examples
    ("--shots and --shots-from go together", "--shots 与 --shots-from 须一起使用"),
    (
        "--shots-seed draws worked examples, and none are wished for",
        "--shots-seed 是抽取示例的种子，而这里没有要求展示示例",
    ),
    ("add --shots 8 --shots-from FILE", "请加上 --shots 8 --shots-from 文件"),
    (
        "worked examples are shown where the class is asked for at once, and --ask {} does not",
        "只有一次问出类别时才展示示例，而 --ask {0} 不是这样",
    ),
    ("add --ask flat, or write examples into the rubric", "请加上 --ask flat，或把示例写进评分标准"),
    (
        "{} of {} worked examples are judged themselves: never shown",
        "{1} 个示例中有 {0} 个本身就在被评之列：一律不展示",
    ),
    ("{} leaves {} worked examples, and --shots {} wants more", "{0} 只剩 {1} 个示例，而 --shots {2} 需要更多"),
    ("label more responses that are not judged, or show fewer", "请再标注一些不在被评之列的回复，或少展示几个"),
    ("no worked example is of the class {}", "没有示例属于类别 {0}"),
    ("--ask {} shows no worked examples", "--ask {0} 不展示示例"),
    ("give its template the block examples", "请在其模板中加入 examples 块"),
    ("no row has an answer", "没有一行写了答案"),
    ("the column answer: {}", "请填写 answer 列：{0}"),
    ("{} of {} rows have no answer, and are no worked examples", "{1} 行中有 {0} 行没有答案，不能用作示例"),
    # Labels
    (
        "{!r} called response {!r} {!r}, and answered {!r} with {!r}: that is another class",
        "{0} 把回复 {1} 归为 {2}，却对 {3} 答了 {4}：那是另一个类别",
    ),
    ("keep the one that is right", "请保留正确的一个"),
    (
        "{} labels follow from others of the same expert: classes, nodes, outcomes",
        "{0} 个标注由同一专家的其他标注推出：类别、节点、结局",
    ),
    # What was saved, and what is hidden
    ("{} calls were saved: answers led past their questions", "省去了 {0} 次调用：前面的答案已使相应问题无须再问"),
    (
        "{} further faults stand behind the one that decides: {}; judge export lists them (reason_code masked)",
        "在决定类别的那一处之后还有 {0} 处问题：{1}；judge export 会列出它们（reason_code 为 masked）",
    ),
    # Rubrics from others' files
    ("rubrics of the kind {!r} are not read", "不支持读取 {0} 这种评分标准"),
    ("{} is there already", "{0} 已经存在"),
    ("name another file with -o", "请用 -o 另写一个文件名"),
    ("{}: cannot be written: {}", "{0}：无法写入：{1}"),
    ("no row has a Question ID", "没有一行写了 Question ID"),
    ("is it VERA-MH's rubric.tsv?", "这是 VERA-MH 的 rubric.tsv 吗？"),
    ("no column {!r}", "没有列 {0}"),
    ("a question needs its Dimension and its Question", "一个问题须写明 Dimension 和 Question"),
    ("ASSIGN_END has no Severity to assign", "ASSIGN_END 没有可用的 Severity"),
    ("write one", "请补写一个"),
    ("GOTO {!r} leads to no question", "GOTO {0} 没有通向任何问题"),
    ("an Auto Answer can only lead on here", "此处的 Auto Answer 只能通向下一个问题"),
    ("ask it, or take it out", "请改为提问，或将其删去"),
    ("the Severity {!r} is not known", "不认识 Severity {0}"),
    (
        "question {}: END takes back what earlier dimensions came to in VERA-MH; here they keep it",
        "问题 {0}：在 VERA-MH 中 END 会撤销此前各维度的结果；这里予以保留",
    ),
)
