"""What is said about ratings, scores and agreement (``judge/scoring``, ``judge/stats``, results), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Notes of tables
    ("rubric {!r} {}: not clinician-reviewed", "评分标准 {0} {1}：未经临床专家审阅"),
    (
        "{:d} labels speak of responses that this run does not hold; they are left out",
        "有 {0} 个标注所指的回复不在本次运行中，未予计入",
    ),
    ("the first of them: {!r}", "其中第一个：{0}"),
    ("{:d} labels are of responses this run does not hold", "有 {0} 个标注所指的回复不在本次运行中"),
    (
        "{:d} expert(s): how far experts agree among themselves is not known",
        "只有 {0} 位专家：无从得知专家之间的一致程度",
    ),
    (
        (
            "{:d} responses that an expert flagged were taken out by a gate for judge {}; they are in no count "
            "of what it missed"
        ),
        "专家标记的回复中，有 {0} 条因适用条件不归评审 {1} 判断，不计入其漏报",
    ),
    ("{:d} of {:d} responses have no tag {!r}: their group is null", "{1} 条回复中有 {0} 条没有标签 {2}：其分组为空"),
    (
        "{:d} of {:d} responses have no tag {!r}, which its gate reads; the gate lets them through",
        "{1} 条回复中有 {0} 条没有标签 {2}，而其适用条件要看该标签；这些回复照常提问",
    ),
    (
        "{:d} of {:d} responses have no tag {!r}: what a gate asks of it applies to them",
        "{1} 条回复中有 {0} 条没有标签 {2}：以该标签为适用条件的问题对它们照常提问",
    ),
    (
        "judge {!r} ({}) is unsuitable: {:d} of {:d} judgments could not be read (more than 2 %)",
        "评审 {0}（{1}）不适合：{3} 条判断中有 {2} 条无法读取（超过 2%）",
    ),
    (
        "judge {!r} is unsuitable: {:d} of {:d} judgments could not be read (more than 2 %)",
        "评审 {0} 不适合：{2} 条判断中有 {1} 条无法读取（超过 2%）",
    ),
    (
        "{:d} responses say nothing; they were decided without asking a judge",
        "有 {0} 条回复没有任何文字，未送交评审即作出判断",
    ),
    (
        "judge {!r} ({}) of the first run is compared with {!r} ({}) of the second",
        "第一次运行的评审 {0}（{1}）与第二次运行的 {2}（{3}）对比",
    ),
    (
        "the two runs have no judgment in common: nothing was compared",
        "两次运行没有共同的判断：没有可比的内容",
    ),
    (
        "{:d} labels are an adjudicator's: no independent rater, left out",
        "有 {0} 个标注来自裁定者：并非独立评定，未予计入",
    ),
    (
        "{:d} labels are of the dev split, on which rubrics are tuned: left out",
        "有 {0} 个标注属于用来调整评分标准的 dev 部分，未予计入",
    ),
    (
        "{:d} labels were given under another version than {!r} of the rubric",
        "有 {0} 个标注依据的评分标准版本不是 {1}",
    ),
    ("{:d} labels are of the rubric's worked examples: left out", "{0} 条标注属于评分标准中的示例，未计入"),
    ("{:d} calls were paid for, at a price that is not known", "共有 {0} 次付费调用，价格未知"),
    ("{:d} calls were paid for: {}", "共有 {0} 次付费调用：{1:own}"),
    ("{:d} responses were removed from this run on request", "应要求，已从本次运行中删除 {0} 条回复"),
    (
        "{:d} calls: the server seems to have cut the prompt; raise num_ctx",
        "有 {0} 次调用：服务器似乎截断了提示词；请增大 num_ctx",
    ),
    (
        "{:d} calls: another model answered than the one asked for",
        "有 {0} 次调用：作答的模型与所请求的不同",
    ),
    (
        "{:d} units hold characters that nobody sees: look at their texts (judge export --what calls: {})",
        "有 {0} 个评判单位含有看不见的字符：请查看其文本（judge export --what calls：{1}）",
    ),
    (
        "{:d} units hold Latin words with look-alike letters: look at their texts (judge export --what calls: {})",
        "有 {0} 个评判单位的拉丁字母词中混有其他文字的形近字母：请查看其文本（judge export --what calls：{1}）",
    ),
    (
        "{:d} replies gave a total that is not the sum of their answers; recomputed",
        "有 {0} 个回答给出的总分不等于各项之和，已重新计算",
    ),
    # Tags
    ("no response has the tag {!r}", "没有带标签 {0} 的回复"),
    # Ratings
    (
        "judge {!r} rated the response {!r}, which is none of the run's",
        "评审 {0} 评了回复 {1}，而它不在本次运行中",
    ),
    ("{!r} rated {!r} of response {!r} twice", "{0} 对回复 {2} 的 {1} 评了两次"),
    (
        "keep one row per rater, response and dimension",
        "每位评定者对每条回复的每个维度只保留一行",
    ),
    ("{!r} rated {!r}, which is no dimension of the rubric", "{0} 评了 {1}，而它不是评分标准中的维度"),
    (
        "{!r} answered {!r} to {!r} of response {!r}, which is none of its answers",
        "{0} 对回复 {3} 的 {2} 答了 {1}，而它不是该维度的答案",
    ),
    ("an expert cannot be called {!r}: that names a reference", "专家不能叫 {0}：这是一种参照的名称"),
    ("rename the rater", "请给该标注者改名"),
    ("a judge cannot be called {!r}: that names the experts", "评审不能叫 {0}：它指专家"),
    ("-j NAME=MODEL", "-j 名称=模型"),
    # Arrays given to a statistic
    (
        "an interval for {} successes in {} trials does not exist",
        "不存在 {1} 次试验中 {0} 次成功的区间",
    ),
    ("ratings must be numbers, not {}", "评定应为数字，而不是 {0}"),
    (
        "ratings must be a table, raters x items; these rows differ in length",
        "评定应为“评定者 × 条目”的表；这里各行长度不一",
    ),
    (
        "give each answer a code (0, 1, ...) and write nan where there is no rating",
        "请为每个答案编一个代码（0、1……），没有评定处写 nan",
    ),
    (
        "ratings must be a table, raters x items; this array has {:d} dimension(s)",
        "评定应为“评定者 × 条目”的表；这个数组有 {0} 维",
    ),
    (
        "this statistic compares {:d} raters (one a row); there are {:d}",
        "该统计量比较 {0} 位评定者（每行一位）；这里有 {1} 位",
    ),
    ("a rating cannot be infinite", "评定不能是无穷大"),
    (
        "flags are 1 (found failing), 0 (cleared) or nan (no verdict)",
        "标记应为 1（不通过）、0（放行）或 nan（没有判断）",
    ),
)
