"""What is said beside replaceability, soft labels, stability and hidden truth, and of panels, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Beside a number
    (
        "the always-pass judge passes this test too: it says nothing here",
        "一律放行的评审也能通过这项检验：在此说明不了什么",
    ),
    (
        "items of one cluster are taken for independent here: alt_test_omega_clustered_0.2 does not",
        "此处把同一聚类的条目视为相互独立；alt_test_omega_clustered_0.2 则不然",
    ),
    (
        "the always-pass judge is as near to the experts as one of them: it says nothing here",
        "一律放行的评审与专家的距离不大于专家之间：在此说明不了什么",
    ),
    (
        "the always-pass judge does this as often or more: it says nothing here",
        "一律放行的评审也能做到，甚至更多：在此说明不了什么",
    ),
    (
        "stability is not validity: a judge that always says the same is perfectly stable",
        "稳定不等于正确：答案永远相同的评审最稳定",
    ),
    (
        "fewer than four experts: several hidden truths fit about equally well; this is one of them",
        "专家少于四位：有几种真值与数据同样相符，这只是其中之一",
    ),
    ("the fit had not settled after 5,000 steps", "迭代 5,000 步后拟合仍未收敛"),
    # Panels
    ("a panel is NAME=judge,judge,..., not {!r}", "评审组应写成 NAME=judge,judge,…，而不是 {0}"),
    ("e.g. three=gpt,claude,qwen", "例如 three=gpt,claude,qwen"),
    ("the panel {!r} stands twice", "评审组 {0} 出现了两次"),
    ("give each panel a name of its own", "请给每个评审组各起一个名称"),
    ("a panel cannot be called {!r}: that names a rater", "评审组不能叫 {0}：已有评定者用此名称"),
    ("judge {!r} was not asked by {!r}", "评审 {0} 没有以 {1} 的方式提问"),
    ("no judge {!r} in this run", "本次运行中没有评审 {0}"),
    ("judge {!r} was asked in {:d} ways; name one", "评审 {0} 以 {1} 种方式提问过，请指明一种"),
    ("e.g. {}@{}", "例如 {0}@{1}"),
    ("a judge stands twice in the panel {!r}", "评审组 {0} 中有评审出现了两次"),
    ("name each member once", "每个成员只写一次"),
    ("the panel {!r} mixes votes of judges with votes of repeats", "评审组 {0} 把评审的票与重复的票混在一起"),
    ("write @repeats behind each member, or behind none", "请在每个成员后都写 @repeats，或都不写"),
    ("the members of the panel {!r} have no repeat in common", "评审组 {0} 的成员没有共同的重复"),
    ("the panel {!r} has a single vote", "评审组 {0} 只有一票"),
    (
        "name several judges, or {}@repeats for a judge with several repeats",
        "请写多个评审；评审有多次重复时，可写 {0}@repeats",
    ),
    # Ratings as arrays
    ("each rating must be one of 0 to {:d}, or nan", "每个评定须为 0 至 {0}，或 nan"),
    ("the judge rated {:d} items, the experts {:d}", "评审评了 {0} 个条目，专家评了 {1} 个"),
    ("epsilon is from 0 to below 1, not {}", "epsilon 应不小于 0 且小于 1，而不是 {0}"),
    ("smoothing is from 0 to 1, not {}", "平滑系数应在 0 到 1 之间，而不是 {0}"),
    ("k is at least 1, not {:d}", "k 至少为 1，而不是 {0}"),
)
