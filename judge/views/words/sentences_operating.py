"""What is said about probabilities and the points at which a judge may be operated (``judge operating``)."""

SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "judge {!r}: one repeat has no shares to be confident by",
        "评审 {0}：只询问一次，没有各次答案的比例可作为把握",
    ),
    (
        "judge {!r}: in the reply form 'trailing_dict' no probabilities are looked for",
        "评审 {0}：回答格式为 'trailing_dict' 时不读取概率",
    ),
    (
        "use --reply json, lines or label, or --confidence repeats",
        "请使用 --reply json、lines 或 label，或 --confidence repeats",
    ),
    (
        "judge {!r}: as far as LiteLLM knows, {!r} gives no log-probabilities",
        "评审 {0}：据 LiteLLM 所知，{1} 不返回对数概率",
    ),
    (
        "use --confidence repeats with --repeats 5, or a model that gives them",
        "请使用 --confidence repeats 并加上 --repeats 5，或换用能返回对数概率的模型",
    ),
    (
        "{:d} calls: no log-probabilities came back; those judgments have no probability",
        "{0} 次调用未返回对数概率，相应的判断没有概率",
    ),
    (
        "{:d} calls: the log-probabilities do not tell every answer's; those have none",
        "{0} 次调用返回的对数概率不足以确定每个答案的概率，不能确定的不给出",
    ),
    ("add --repeats 5", "请加上 --repeats 5"),
    ("operating points need the experts' labels", "工作点需要专家标注"),
    ("delays need the experts' labels, with their turns", "延迟统计需要带轮次的专家标注"),
    (
        "--choose-on and --split both say where a threshold is chosen",
        "--choose-on 与 --split 都用于指定在哪里选择阈值",
    ),
    (
        "every label is of the dev split: none is left to try a threshold on",
        "全部标注都属于 dev 部分，没有可用来检验阈值的标注",
    ),
    ("labels of response {!r} are of both splits", "回复 {0} 的标注同时属于两个部分"),
    ("write one split in all rows of a response", "同一回复的各行请写同一个 split"),
    ("--choose-on {!r} is not TAG=VALUE", "--choose-on {0} 不是“标签=值”的形式"),
    ("e.g. --choose-on part=dev", "例如 --choose-on part=dev"),
    ("no response has {!r} = {!r}", "没有回复的标签 {0} 为 {1}"),
    (
        "every response has {!r} = {!r}: none is left to try a threshold on",
        "所有回复的标签 {0} 均为 {1}，没有可用来检验阈值的回复",
    ),
    ("--split {} is no share", "--split {0} 不是比例"),
    ("above 0 and below 1, e.g. 0.5", "应大于 0 且小于 1，例如 0.5"),
    ("--recall {} is no share", "--recall {0} 不是比例"),
    ("above 0, at most 1, e.g. 0.95", "应大于 0 且不超过 1，例如 0.95"),
    ("--reference {!r} is none that thresholds are held against", "--reference {0} 不是可用于检验阈值的参照"),
    ("--reference {!r} is none that delays are counted by", "--reference {0} 不是可用于统计延迟的参照"),
    ("majority, any or all", "可选 majority、any 或 all"),
    ("the rubric has no dimension {!r}", "评分标准没有维度 {0}"),
    (
        "no answer of {!r} speaks against a response: nothing is flagged there",
        "维度 {0} 没有不通过的答案，其中没有可标记之处",
    ),
    ("name another dimension, or give it passes_on", "请换一个维度，或为其写明 passes_on"),
    (
        (
            "no threshold is recommended: one must be chosen on other responses than it is tried on; add --split 0.5,"
            " --choose-on TAG=VALUE, or a column split to the labels"
        ),
        (
            "未推荐阈值：阈值须在一部分回复上选择、在另一部分上检验；请加上 --split 0.5 或 --choose-on 标签=值，"
            "或在标注中加一列 split"
        ),
    ),
    (
        "{:d} clusters stand on both sides of the split: a threshold chosen there tests itself",
        "有 {0} 个聚类同时位于两个部分：在其上选择的阈值等于自己检验自己",
    ),
    (
        "{:d} of {:d} flagged items have no score: what was not obtained is in no order",
        "{1} 条被标记的条目中有 {0} 条没有得分：未取得的不参与排序",
    ),
    (
        "this run judges no turns: the unit of {!r} is {}",
        "该运行不逐轮评判：{0} 的评判单位为 {1}",
    ),
    (
        "judge with --unit user_turn, or a rubric about turns such as risk_turns",
        "请用 --unit user_turn 评判，或使用逐轮的评分标准，如 risk_turns",
    ),
    (
        "the labels name sampling_p, which is a turn's: delays count each conversation once",
        "标注写有 sampling_p，但那是轮次的抽样概率：延迟统计中每段对话只计一次",
    ),
    (
        "{:d} of {:d} turns have no verdict: nobody was warned there",
        "{1} 轮中有 {0} 轮没有判断：这些轮次无人得到警示",
    ),
    (
        "for probabilities, add --repeats 5 to this run, or judge into another folder with --confidence logprobs",
        "要得到概率，请在本次运行上加 --repeats 5，或用 --confidence logprobs 另建文件夹重新评判",
    ),
    (
        "each repeat has a threshold of its own, from {} to {}: nobody tried their mean",
        "各次重复的阈值各不相同，从 {0} 到 {1}；其平均值未经检验",
    ),
    (
        "{:d} conversation(s) have undecided turns before the first flagged one: it may be earlier",
        "有 {0} 段对话在首个被标记的轮次之前存在未定的轮次：起点可能更早",
    ),
    (
        "{:d} conversation(s) were never detected: this mean is of the others",
        "有 {0} 段对话从未发现：此平均值只含其余对话",
    ),
)
