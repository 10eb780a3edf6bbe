"""What is said where labels are split and judges are held to requirements, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # judge split
    ("--dev {} is no share", "--dev {0} 不是比例"),
    ("above 0 and below 1, e.g. 0.3", "应大于 0 且小于 1，如 0.3"),
    ("{:d} cluster(s) cannot be divided", "{0} 个聚类无法划分"),
    ("a cluster stays whole: label more of them first", "聚类须保持完整：请先标注更多聚类"),
    ("the split {!r} is none of ours", "split 列中的 {0} 无法识别"),
    ("write dev or test, or use --force", "请写 dev 或 test，或使用 --force"),
    ("{} {!r} stands on both sides of the split already", "{0} {1} 已同时出现在划分的两侧"),
    (
        "what was tuned on cannot test: use --force to divide anew, or correct it",
        "用来调整的内容不能再用来检验：请用 --force 重新划分，或予以更正",
    ),
    ("{!r} is no {} file", "{0} 不是 {1} 文件"),
    ("the copy has the format of the labels: name it so", "副本与标注文件格式相同：请照此命名"),
    ("{!r} is the file of labels itself", "{0} 就是标注文件本身"),
    ("name another one with -o", "请用 -o 指定另一个文件"),
    ("is split already", "已经划分过"),
    (
        "--keep assigns only what has no side yet; --force divides anew, and what was tuned on may test",
        "--keep 只为尚未划分者分配；--force 则全部重新划分，用来调整过的内容可能会用来检验",
    ),
    ("the labels name no cluster", "标注没有写明聚类"),
    ("add a column 'cluster', or use --by response", "请加上 cluster 列，或使用 --by response"),
    ("the tag {!r} is the responses', not the labels'", "标签 {0} 属于回复，不在标注文件中"),
    ("add --responses FILE or --run RUN", "请加上 --responses 文件 或 --run 运行文件夹"),
    ("none of the labelled responses is among the responses", "给出的回复中没有一条是被标注的"),
    ("are these the right ones?", "请确认是否给对了文件"),
    ("the response {!r} is in the cluster {!r} elsewhere", "回复 {0} 在别处属于聚类 {1}"),
    (
        "{:d} responses have no tag {!r}: they are held together by their scenario",
        "{0} 条回复没有标签 {1}：改按情境归在一起",
    ),
    (
        "{:d} labelled responses are in no cluster we know of: each is one of its own",
        "{0} 条被标注的回复不属于任何已知的聚类：各自单独成为一个聚类",
    ),
    (
        (
            "nothing tells which responses belong to one scenario, so each response is a cluster of its own and a "
            "scenario may stand on both sides: add --responses FILE or --run RUN"
        ),
        (
            "无从得知哪些回复属于同一情境，因此每条回复自成一个聚类，同一情境可能出现在两侧："
            "请加上 --responses 文件 或 --run 运行文件夹"
        ),
    ),
    (
        "name the rubric (-r) or the run (--run) to count what is flagged and cleared on each side",
        "给出评分标准（-r）或运行（--run），即可统计两侧的标记与放行数",
    ),
    ("--force and --keep contradict each other", "--force 与 --keep 互相矛盾"),
    ("written here: {}; save it as one of these", "可写的格式有：{0}；请存为其中一种"),
    ("no writer for {}", "无法写入 {0}"),
)
