"""What is said beside the order of candidates and the cost of errors, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "{} candidates: numbers about their order take few values",
        "只有 {0} 个被评模型：有关其名次的数字只有少数几种取值",
    ),
    ("the weights are the user's: a miss {}, a false alarm {}", "权重由使用者给定：漏报 {0}，误报 {1}"),
    (
        "{!r} weighs no error: miss and false_alarm can be weighed",
        "{0} 不是错误的权重：可以加权的有 miss 和 false_alarm",
    ),
    (
        "write miss=10,false_alarm=1; for one dimension DIMENSION:miss=50",
        "请写成 miss=10,false_alarm=1；针对一个维度则写成 维度:miss=50",
    ),
    ("{} must weigh a number from 0 up, not {!r}", "{0} 的权重应为不小于 0 的数字，而不是 {1}"),
    ("no dimension {!r}, to weigh its errors", "没有维度 {0}，无法为其错误加权"),
    ("each score needs its cluster: {} scores, {} clusters", "每个分数都要有所属的聚类：{0} 个分数，{1} 个聚类"),
    ("cannot draw {} replicates of {} clusters", "无法对 {1} 个聚类作 {0} 次重抽样"),
)
