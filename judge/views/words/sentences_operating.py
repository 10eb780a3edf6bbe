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
)
