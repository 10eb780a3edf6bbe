"""What is said where responses are held against reference texts, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    ("textmetrics needs reference texts", "textmetrics 需要参考文本"),
    ("add --references references.csv", "请加上 --references references.csv"),
    ("--dimension says which labels are correlated with", "--dimension 指明与哪个维度的标注作相关"),
    (
        "--bertscore-model and --bertscore-layer are BERTScore's",
        "--bertscore-model 与 --bertscore-layer 只用于 BERTScore",
    ),
    ("add --metric bertscore", "请加上 --metric bertscore"),
    ("labels need the rubric whose dimensions they name", "读取标注需要其所用的评分标准"),
    ("add -r psycrisis", "请加上 -r psycrisis"),
    ("no text metric {!r}", "没有名为 {0} 的文本指标"),
    ("{} needs {}, which is not installed here", "{0} 需要 {1}，此处未安装"),
    ("pip install 'psyjudge[{}]', or leave {} out", "pip install 'psyjudge[{0}]'，或不用 {1}"),
    ("BERTScore needs an encoder", "BERTScore 需要一个编码器模型"),
    (
        "add --bertscore-model bert-base-chinese, or a folder with its files",
        "请加上 --bertscore-model bert-base-chinese，或存有模型文件的文件夹",
    ),
    ("the model {!r} has no layer {}: it has {}", "模型 {0} 没有第 {1} 层：共 {2} 层"),
    ("one from 1 to {}", "请取 1 至 {0}"),
    ("the model in {!r} cannot be loaded for BERTScore: {}", "无法载入 {0} 中的模型来计算 BERTScore：{1}"),
    ("it needs config.json, a tokenizer and weights", "需要 config.json、分词器与权重"),
    ("METEOR needs the WordNet data, which is not here", "METEOR 需要 WordNet 数据，此处没有"),
    (
        "where there is a network: python -m nltk.downloader wordnet; or leave METEOR out",
        "请在有网络处运行：python -m nltk.downloader wordnet；或不用 METEOR",
    ),
    ("neither a response nor a scenario is named", "既没有写明回复，也没有写明情境"),
    ("fill in response_id or scenario_id", "请填写 response_id 或 scenario_id"),
    ("no reference text", "没有参考文本"),
    ("write it, or leave the row out", "请写上，或去掉这一行"),
    ("none of the {:d} references is of a response that is here", "{0} 条参考文本都不属于这里的回复"),
    (
        "references are e.g. of {!r}, responses are e.g. {!r} in {!r}",
        "参考文本如属于 {0}，回复如 {1}（情境 {2}）",
    ),
    ("{:d} of {:d} responses have no reference: left out", "{1} 条回复中有 {0} 条没有参考文本：未予计入"),
    (
        "{:d} references are of responses or scenarios that are not here",
        "有 {0} 条参考文本所属的回复或情境不在这里",
    ),
    ("{:d} labels are of responses that are not here", "有 {0} 个标注所指的回复不在这里"),
    (
        "{}: {:d} clusters with labels and references, fewer than {:d}: rough intervals",
        "{0}：有标注和参考文本的聚类为 {1} 个，少于 {2} 个：区间较粗略",
    ),
    (
        "no expert's labels make a total: the rubric gives no points, or answers that carry them are missing",
        "没有专家的标注能得出总分：评分标准没有分值，或缺少计分问题的答案",
    ),
    ("name one dimension: --dimension ID", "请指定一个维度：--dimension ID"),
    ("no expert labelled {!r}", "没有专家标注 {0}"),
    ("name another dimension, or none for the total", "请指定其他维度，或不指定以使用总分"),
    (
        "no answer of {!r} passes, and its answers have no order",
        "{0} 没有表示通过的答案，答案之间也没有次序",
    ),
    ("name another dimension", "请指定其他维度"),
)
