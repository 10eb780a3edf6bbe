"""What is said about experts' labels, how they were drawn and which belong together, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "which responses belong to one scenario is not known: divided by the labels' column cluster",
        "不知道哪些回复属于同一情境：按标注的 cluster 列划分",
    ),
    (
        "the labels name clusters of their own: scenarios that share one are held together",
        "标注自带聚类名：同属一个聚类的情境不拆开",
    ),
    (
        "{:d} labels name no sampling_p and others do: they count as certain to be chosen",
        "有 {0} 个标注没有 sampling_p，而其他标注有：它们按必然入选计算",
    ),
    (
        "{!r} of response {!r} was chosen for labelling with probability {} by one label and {} by another",
        "回复 {1} 的 {0} 被选中标注的概率，一个标注写 {2}，另一个写 {3}",
    ),
    (
        "sampling_p belongs to the item: write the same number in every rater's row",
        "sampling_p 属于条目：请在每位评定者的行中写同一个数",
    ),
    (
        "labels of response {!r} name two clusters, {!r} and {!r}",
        "回复 {0} 的标注写了两个聚类名：{1} 和 {2}",
    ),
    (
        "a response was drawn once: write the same cluster in all its rows",
        "一条回复只抽取一次：请在它的所有行中写同一个聚类名",
    ),
    (
        "{:d} of {:d} labelled responses name their own cluster; elsewhere it is the scenario",
        "{1} 条有标注的回复中有 {0} 条自带聚类名；其余以情境为聚类",
    ),
    ("no response has the tag {!r}, to cluster by", "没有带标签 {0} 的回复，无法据此分聚类"),
    (
        "{:d} of {:d} responses have no tag {!r}: each is a cluster of its own",
        "{1} 条回复中有 {0} 条没有标签 {2}：各自成为一个聚类",
    ),
    (
        (
            "rater {!r} looks like an adjudicator, having labelled exactly the {:d} items on which the others differ; "
            "an adjudicator's labels need the role adjudicator"
        ),
        "评定者 {0} 像是裁定者：恰好只标注了其他人意见不一的 {1} 个条目；裁定者的标注应写明角色 adjudicator",
    ),
    (
        (
            "rater {!r} looks like an adjudicator, always with the others' majority, also on {:d} items where they "
            "split; an adjudicator's labels need the role adjudicator"
        ),
        "评定者 {0} 像是裁定者：总与其他人的多数一致，包括其意见分歧的 {1} 个条目；裁定者的标注应写明角色 adjudicator",
    ),
)
