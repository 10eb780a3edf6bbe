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
    ("leave one of them out", "请去掉其中一个"),
    ("written here: {}; save it as one of these", "可写的格式有：{0}；请存为其中一种"),
    ("no writer for {}", "无法写入 {0}"),
    # Cautions beside a number
    ("{:d} cluster(s), fewer than {:d}: the interval is rough", "只有 {0} 个聚类，少于 {1} 个：区间只是粗略的"),
    (
        "{} % of the experts' answers are the same: here it is low and unsteady however good a rater is",
        "专家的答案有 {0}% 相同：此时无论评定者多好，该系数都偏低且不稳定",
    ),
    (
        "{} % of the experts' answers are the same: a rater who always gives that one scores high here too",
        "专家的答案有 {0}% 相同：此时总给同一答案的评定者也会得高分",
    ),
    (
        "{:d} experts, an even number: a tie decides nothing, {:d} item(s) left out for it",
        "专家 {0} 位，为偶数：票数相等时不作裁决，因此略去 {1} 条",
    ),
    (
        "{:d} item(s) with as many votes for as against: a tie decides nothing, left out",
        "有 {0} 条赞成与反对票数相等：不作裁决，予以略去",
    ),
    (
        ("{:d} flagged item(s) cannot bound misses under 5 %: with none missed, up to {} % still may be (exact, 95 %)"),
        "被标记的只有 {0} 条，无法断定漏报低于 5%：即使一条未漏，漏报率仍可能高达 {1}%（精确法，95%）",
    ),
    (
        "weights are very unequal: {:d} items tell no more than {:d} would",
        "权重相差很大：{0} 条所含的信息不多于 {1} 条",
    ),
    (
        ("judge {!r} is of one family ({}) with {}: a judge may favour its own; look at these candidates apart"),
        "评审 {0} 与 {2} 同属一个模型家族（{1}）：评审可能偏袒同族，请将这些被评模型分开来看",
    ),
    (
        (
            "{:d} % of what this judge flagged was labelled and {:d} % of what it passed: without sampling_p"
            " the numbers speak of the labelled items only"
        ),
        "该评审标记的有 {0}% 得到标注，放行的有 {1}%：没有 sampling_p 时，这些数字只说明已标注的条目",
    ),
    (
        (
            "only what this judge flagged was labelled, so what it missed cannot be known: write sampling_p, or label"
            " some of what it passed"
        ),
        "只标注了该评审所标记的条目，因而无从得知其漏报：请写明 sampling_p，或补充标注一些其放行的条目",
    ),
    (
        (
            "only what this judge passed was labelled, so what it gets right cannot be known: write sampling_p, or"
            " label some of what it flagged"
        ),
        "只标注了该评审所放行的条目，因而无从得知其判对了多少：请写明 sampling_p，或补充标注一些其标记的条目",
    ),
    # judge gate
    ("the requirement {!r} compares nothing", "要求 {0} 没有比较"),
    ("the requirement {!r} names nothing before {!r}", "要求 {0} 在 {1} 之前没有写明对象"),
    ("the requirement {!r} names one dimension and every critical one", "要求 {0} 既写了一个维度，又写了所有否决项"),
    ("the requirement {!r} ends in no number", "要求 {0} 结尾不是数字"),
    (
        "e.g. sensitivity.low >= 0.8, or empathy:missed@any.high <= 0.1",
        "如 sensitivity.low >= 0.8，或 empathy:missed@any.high <= 0.1",
    ),
    ("coverage is counted: it has no interval and no reference", "coverage 是计数所得：没有区间，也没有参照"),
    ("e.g. coverage >= 0.95", "如 coverage >= 0.95"),
    ("{} lies between 0 and 1, never at {}", "{0} 介于 0 与 1 之间，不可能是 {1}"),
    ("80 % is written 0.8", "80% 写作 0.8"),
    (
        (
            "nothing required here sees a judge that does not answer what is hard for it: require coverage, or missed, "
            "which counts what it left unanswered"
        ),
        "这些要求看不出回避难题的评审：请要求 coverage，或要求 missed（未作答也计为漏报）",
    ),
    (
        (
            "none of these requirements can see a judge that never objects: where failing answers are rare it agrees "
            "nearly always; require e.g. sensitivity >= 0.8 or missed <= 0.1 too"
        ),
        (
            "这些要求都看不出从不提出异议的评审：不通过的情形罕见时，它几乎总是“一致”；"
            "请再加上如 sensitivity >= 0.8 或 missed <= 0.1"
        ),
    ),
    ("{!r}: the rubric has no critical dimension", "{0}：评分标准没有否决项"),
    ("name the dimensions", "请写明维度"),
    ("{!r}: no dimension {!r} in {!r}", "{0}：{2} 中没有维度 {1}"),
    ("{!r}: no statistic {!r} in this table", "{0}：表中没有统计量 {1}"),
    ("{!r}: {} has no reference {!r} here", "{0}：此处 {1} 没有参照 {2}"),
    ("{!r}: {} has several references", "{0}：{1} 有多种参照"),
    ("write @ and one of {}", "请写 @ 和其中之一：{0}"),
    ("nothing is required", "没有任何要求"),
    ("add --require 'sensitivity.low >= 0.8'", "请加上 --require 'sensitivity.low >= 0.8'"),
    ("this run has no judge but baselines", "本次运行只有基线评审"),
    ("name one of them with --judge", "请用 --judge 指明其中之一"),
    ("a gate needs the experts' labels", "设门槛需要专家标注"),
    ("check the path given with --requirements", "请检查 --requirements 所给的路径"),
    # Why a requirement is missed
    ("{} {:d} is not {} {:d}", "{0} 为 {1}，不满足 {2} {3}"),
    ("this dimension has no such statistic", "该维度没有这个统计量"),
    ("the judge was asked nothing here", "此处未向该评审提问"),
    ("no interval", "没有区间"),
    ("no interval: {}", "没有区间：{0:own}"),
)
