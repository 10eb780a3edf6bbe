"""What is said of scales, of questions of which no answer passes, and of criteria, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    ("points are earned by an answer that passes", "只有算“通过”的答案才能得分"),
    ("name passes_on, or leave it out", "请写明 passes_on，或去掉这一项"),
    # Criteria chosen by tags
    ("criteria are chosen by tags, before anything is answered", "评分要点按标签选取，这时还没有任何答案"),
    ("write a condition on tag.NAME", "请写一个针对 tag.名称 的条件"),
    ("these criteria say nothing", "这一组评分要点没有内容"),
    ("write what each answer means beside when", "请在 when 旁写明每个答案的含义"),
    (
        "nothing comes to these criteria: part {:d} is for every case",
        "不会用到这一组评分要点：第 {0} 组已适用于所有个案",
    ),
    ("put the part without a when last", "请把没有 when 的那一组放在最后"),
    (
        "nothing comes to these criteria: an earlier part has the same gate",
        "不会用到这一组评分要点：前面已有一组条件相同",
    ),
    (
        "{}: no criteria are written for the tags of {:d} of {:d} responses; they are judged by the question alone",
        "{0}：{2} 条回复中有 {1} 条的标签没有对应的评分要点，只能仅凭问题本身评判",
    ),
    # Judges
    ("judge {!r} abstains on {}, of which no answer passes", "评审 {0} 在 {1} 上弃权：它们没有哪个答案算“通过”"),
    (
        "judge {!r} replies in the form {}, which has no place for quotes: it gives none on {}",
        "评审 {0} 以 {1} 格式回答，其中没有引文的位置：在 {2} 上不会给出引文",
    ),
    # Scales
    (
        "the judge that always gives the commonest answer passes this test too: it says nothing here",
        "总给最常见答案的评审也能通过这项检验：在此说明不了什么",
    ),
    (
        (
            "the judge that always gives the commonest answer is as near to the experts as one of them: it says nothing"
            " here"
        ),
        "总给最常见答案的评审与专家的距离不大于专家之间：在此说明不了什么",
    ),
    ("{!r} asks nothing of {}, of which no answer passes", "{0} 对 {1} 不作要求：它们没有哪个答案算“通过”"),
    # Tags of a response that stands for any
    ("--tag {!r} names no value", "--tag {0} 没有写值"),
    ("write --tag NAME=VALUE", "请写 --tag 名称=值"),
    # Criteria that come with each scenario
    ("expected a list of criteria, found {}", "此处应为细则列表，实为{0:own}"),
    (
        (
            '[{{"text": "...", "points": 5, "tags": ["axis:..."]}}, ...]; id may be added, and criterion may stand for'
            " text"
        ),
        '[{{"text": "...", "points": 5, "tags": ["axis:..."]}}, ...]；可加 id，text 也可写作 criterion',
    ),
    ("a criterion says in one text what a response should do", "一条细则用一段文字写明回复应做什么"),
    ("two criteria have the id {!r}", "有两条细则的 id 都是 {0}"),
    ("give each its own, or none an id", "请给每条各自的 id，或都不写 id"),
    ("an id that cannot name a criterion", "这个 id 不能用来指称细则"),
    ("a word of one line without #; or leave it out", "请写一行之内、不含 # 的名称；或去掉 id"),
    ("expected a number of points, found {}", "此处应为分值（数），实为{0:own}"),
    ("a number; below 0 for what a response should not do", "请写一个数；回复不应做的写负数"),
    ("expected a list of tags", "此处应为标签列表"),
    ("the completion {!r} has another text in {}", "回复 {0} 在{1}处另有不同文本"),
    (
        "is it the file of the meta-evaluation? the benchmark itself is a file of scenarios",
        "这是元评测文件吗？基准本身是情境文件",
    ),
    ("{}: holds no rows", "{0}：没有数据行"),
    ("expected as many labels as physicians", "标签数应与医师数相同"),
    (
        "no answer of the rubric {!r} speaks against a response: nothing is flagged",
        "评分标准 {0} 没有不利于回复的答案：无从标记",
    ),
    (
        "a scale without passes_on has no thresholds: see judge agreement",
        "没有 passes_on 的量表没有阈值可选：请看 judge agreement",
    ),
    (
        "a guard raises an alarm at an answer that does not pass, and in rubric {!r} none passes",
        "守卫在答案“不通过”时报警，而评分标准 {0} 没有哪个答案算“通过”",
    ),
    (
        "add passes_on to one of its questions, or name another, e.g. --guard-rubric risk_turns",
        "请为其中一题加上 passes_on，或另指定一个，例如 --guard-rubric risk_turns",
    ),
    ("a worked example shows no criterion", "示范案例中没有细则可看"),
    ("leave examples out", "请去掉 examples"),
    ("{!r} asks nothing of criteria", "{0} 不就细则提问"),
    (
        "which criteria have points below 0 is not known without the responses: a no counts as flagged",
        "不读回复就不知道哪些细则分值为负：“否”一律计为标记",
    ),
    ("expected true or false", "应为 true 或 false"),
    ("{!r} judges criteria, and the label names none", "{0} 评判的是细则，而这个标签没有写明是哪一条"),
    (
        "which criterion of the response was labelled: its id; without one c1, c2 and so on, as in the file",
        "请写明标注的是回复的哪一条细则，即其 id；没有 id 的按文件中的次序为 c1、c2……",
    ),
)
