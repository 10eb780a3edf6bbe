"""What is said where judges are compared and studies planned, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # judge compare
    ("compare needs the experts' labels", "compare 需要专家的标注"),
    ("no run was given", "没有给出运行"),
    ("judge compare RUN... --labels FILE", "judge compare 运行文件夹… --labels 标注文件"),
    ("there is no judge to compare", "没有可比较的评审"),
    ("one judge cannot be compared with itself", "只有一位评审，无从比较"),
    (
        "give another run, or a run of several judges or ways of asking",
        "请再给一次运行，或给出含多位评审或多种提问方式的运行",
    ),
    ("no response of these runs has an expert's label", "这些运行的回复都没有专家标注"),
    ("judge agreement tells what matched", "judge agreement 会说明哪些标注对上了"),
    (
        "runs {!r} and {!r} are of different rubrics: {} {} and {} {}",
        "运行 {0} 与 {1} 的评分标准不同：{2} {3} 与 {4} {5}",
    ),
    ("judges can be compared on the same questions only", "只能在相同的问题上比较评审"),
    (
        "response {!r} has one text in run {!r} and another in run {!r}",
        "回复 {0} 在运行 {1} 与运行 {2} 中文本不同",
    ),
    ("judges can be compared on the same responses only", "只能在相同的回复上比较评审"),
    ("--family {!r} is not judge=candidate", "--family {0} 不是“评审=被评模型”的形式"),
    ("e.g. --family gpt=gpt-4o,gpt-5", "如 --family gpt=gpt-4o,gpt-5"),
    ("--family names {!r}, which is no judge here", "--family 中的 {0} 不是这里的评审"),
    ("--family names {!r}, which is no candidate here", "--family 中的 {0} 不是这里的被评模型"),
    (
        "judges {!r} ({}) and {!r} ({}) are compared on the {:d} repeats that both have",
        "评审 {0}（{1}）与 {2}（{3}）在双方都有的 {4} 次重复上比较",
    ),
    ("judges {!r} ({}) and {!r} ({}) have no repeat in common", "评审 {0}（{1}）与 {2}（{3}）没有共同的重复"),
    # judge plan
    (
        "a plan has one wish: --half-width, --power (or --items), --bound, or --reliability",
        "每次推算只能有一个目标：--half-width、--power（或 --items）、--bound 或 --reliability",
    ),
    ("{} and {} are two wishes", "{0} 与 {1} 是两个目标"),
    (
        "e.g. judge plan --half-width 0.05 --prevalence 0.1 --sensitivity 0.9 --specificity 0.9",
        "如 judge plan --half-width 0.05 --prevalence 0.1 --sensitivity 0.9 --specificity 0.9",
    ),
    ("{} needs {} beside it", "使用 {0} 时须同时给出 {1}"),
    ("add it, or leave both out", "请补上，或两者都不用"),
    ("or take it from a run: judge plan RUN", "或取自一次运行：judge plan 运行文件夹"),
    ("{} says nothing about {}", "{0} 与 {1} 无关"),
    ("leave one of the two out", "请去掉其中之一"),
    (
        "a plan from a run needs the run, --labels and --half-width",
        "依据运行推算时，须给出运行文件夹、--labels 与 --half-width",
    ),
    (
        "e.g. judge plan RUN --labels experts.csv --half-width 0.05",
        "如 judge plan 运行文件夹 --labels experts.csv --half-width 0.05",
    ),
    ("{} is taken from the run's own data", "{0} 取自运行自身的数据"),
    ("leave it out, or leave RUN out", "请去掉它，或不给运行文件夹"),
    ("no plan for the statistic {!r}", "无法为统计量 {0} 推算"),
    ("{} must lie between {} and {}, not be {}", "{0:own} 应介于 {1} 与 {2} 之间，而不是 {3}"),
    ("a conversation holds at least one item, not {}", "一段对话至少含一个条目，而不是 {0}"),
    (
        "a difference of {} needs at least that share of items on which the two differ, not {}",
        "差异为 {0} 时，两者判断不同的条目至少要占这么多，而不是 {1}",
    ),
    ("raise --discordance, or lower --difference", "请增大 --discordance，或减小 --difference"),
    (
        "a paired comparison needs a difference other than 0 and at least one repeat of each judge",
        "配对比较需要不为 0 的差异，且每位评审至少有一次重复",
    ),
    ("experts agree or not from two of them on, not {}", "至少要有两位专家才谈得上一致与否，而不是 {0} 位"),
    # Arrays given to a test
    (
        "Cochran's Q takes raters x items of 1 (right) and 0 (not right)",
        "Cochran Q 需要“评定者 × 条目”的表，1 为判对，0 为未判对",
    ),
    (
        "a paired difference needs four counts of items, none below 0 and not all of them 0",
        "配对差异需要四个条目数，不得为负，也不能全为 0",
    ),
    ("counts by cluster are two rows of one length, an entry a cluster", "按聚类的计数应为等长的两行，每个聚类一项"),
    ("counts of differing items cannot be negative: {}, {}", "判断不同的条目数不能为负：{0}、{1}"),
    ("each cluster needs the number of its items, at least one", "每个聚类都需要其条目数，至少为一"),
    (
        "p-values are a row of numbers between 0 and 1, nan where there is none",
        "p 值应为一行 0 到 1 之间的数，没有则写 nan",
    ),
    (
        "statistics with different numbers of replicates have no common interval",
        "自助次数不同的统计量没有共同的区间",
    ),
    ("differences are one finite number a cluster", "差异应为每个聚类一个有限的数"),
)
