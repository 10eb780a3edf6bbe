"""What is said where a classifier is trained or used, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # What is there to learn from
    ("{!r} has {} dimensions, and a classifier learns one", "{0} 有 {1} 个维度，而一个分类器只学一个"),
    ("add --dimension, e.g. --dimension {}", "请加上 --dimension，例如 --dimension {0}"),
    (
        "the criteria of {!r} are each scenario's own: a classifier answers one question about all texts",
        "{0} 的评判要点由各情境自带，而分类器对所有文本回答同一个问题",
    ),
    ("train by a rubric whose dimensions are its own", "请使用自带维度的评分标准来训练"),
    ("no label is on the side dev, which may be learned from", "没有属于 dev 一侧的标注，而只有这一侧可用于学习"),
    ("divide them: judge split", "请先划分：judge split"),
    (
        "the labels have no column split, so everything is learned from: nothing is left to test on but new texts",
        "标注没有 split 列，因此全部用于学习：只剩新的文本可用来检验",
    ),
    ("{} labels are not on the side dev: left unseen, for testing", "{0} 个标注不在 dev 一侧：训练时不看，留作检验"),
    (
        "{} labelled texts with {} different answers on {!r}: nothing to tell apart",
        "在 {2} 上有 {0} 条已标注文本、{1} 种不同判断：没有可区分的内容",
    ),
    ("are these the labels of these responses?", "请检查这些标注是否属于这些回复"),
    (
        "{} texts have as many raters for one answer as for another: left out",
        "{0} 条文本的评定者意见票数相同：未用于学习",
    ),
    (
        "{} texts have no answer, only abstentions or not applicable: left out",
        "{0} 条文本没有判断，只有弃权或不适用：未用于学习",
    ),
    ("{} labelled texts are not among the responses: left out", "{0} 条已标注文本不在回复文件中：未用于学习"),
    ("no text has the answer {}: the classifier cannot learn it", "没有文本的判断是 {0}：分类器学不到它"),
    ("{} conversations cannot be divided into {} parts", "{0} 个对话无法分成 {1} 份"),
    (
        "a conversation stays whole: label more of them, or ask for fewer parts (--folds)",
        "同一对话不会拆开：请标注更多对话，或减少份数（--folds）",
    ),
    ("the texts are empty: nothing can be learned from them", "文本都是空的：无从学习"),
    (
        "nothing is left to learn from: every text stands among those that are put aside too",
        "没有可供学习的文本：每条文本也都在留出的部分里",
    ),
    ("are the same texts repeated under other ids?", "请检查同样的文本是否以不同编号重复出现"),
    ("are these the responses?", "请检查这是否是回复文件"),
    # How it is trained
    ("--{} cannot be {!r}", "--{0} 不能是 {1}"),
    ("{} in {!r} is not what was trained there", "{1} 中的 {0} 不是当时训练所得的文件"),
    ("copy the whole folder again, or train it again into another", "请重新复制整个文件夹，或训练到另一个文件夹"),
    ("no model {!r} to train", "没有可供训练的模型 {0}"),
    (
        "{}, a folder with a model, or a name on Hugging Face",
        "{0}、放有模型的文件夹，或 Hugging Face 上的名称",
    ),
    ("--{} means nothing to {!r}", "--{0} 对 {1} 没有意义"),
    ("leave it out, or train another --model", "请去掉它，或改用别的 --model"),
    ("--seeds {!r} are no numbers", "--seeds {0} 不是数字"),
    ("numbers with commas, e.g. --seeds 42,43", "请用逗号分隔数字，例如 --seeds 42,43"),
    ("different numbers with commas, e.g. 42,43", "用逗号分隔的不同数字，例如 42,43"),
    ("a share above 0 and below 1, e.g. 0.15", "大于 0 且小于 1 的比例，例如 0.15"),
    ("a share, 0 or above and below 1", "大于等于 0 且小于 1 的比例"),
    ("a number above 0, e.g. 2e-5", "大于 0 的数，例如 2e-5"),
    (
        "cohen_kappa, f1_macro, f1_weighted, accuracy or loss",
        "cohen_kappa、f1_macro、f1_weighted、accuracy 或 loss",
    ),
    ("auto, fp32, bf16 or fp16", "auto、fp32、bf16 或 fp16"),
    ("auto, cpu or cuda", "auto、cpu 或 cuda"),
    ("no class weights {!r}", "没有类别权重 {0}"),
    ("balanced, none, or a file of weights: CLASS: NUMBER", "balanced、none，或写有权重的文件：类别: 数值"),
    (
        "balanced, none, or a YAML file with a line CLASS: NUMBER for each class",
        "balanced、none，或一个 YAML 文件，每个类别一行“类别: 数值”",
    ),
    ("{}: no weights", "{0}：没有权重"),
    ("a line CLASS: NUMBER for each class", "每个类别一行“类别: 数值”"),
    ("a weight for {!r}, which is no class", "为 {0} 给了权重，但没有这个类别"),
    ("the weight of {!r} is {!r}", "{0} 的权重是 {1}"),
    ("a number, 0 or above", "须为大于等于 0 的数"),
    ("no weight for {}", "缺少 {0} 的权重"),
    ("every class needs one; 1 is neither more nor less", "每个类别都要有权重；1 表示不增不减"),
    ("{!r} holds another training: {} differs", "{0} 中是另一次训练：{1} 不同"),
    ("{!r} holds seeds without {}", "{0} 中有种子文件夹，却没有 {1}"),
    ("choose another -o FOLDER, or train as before to go on", "请另选 -o 文件夹，或按原来的设置继续训练"),
    ("train again into another -o FOLDER", "请另选 -o 文件夹重新训练"),
    ("{!r} is not what judge train writes", "{0} 不是 judge train 写出的文件"),
    # What it needs
    ("an encoder needs {}, which is not installed", "编码器需要 {0}，但尚未安装"),
    ("tfidf needs scikit-learn, which is not installed", "tfidf 需要 scikit-learn，但尚未安装"),
    ("--device cuda: torch finds no GPU", "--device cuda：torch 没有找到 GPU"),
    (
        "--device cpu, or a torch that was built for CUDA",
        "请用 --device cpu，或安装支持 CUDA 的 torch",
    ),
    ("--precision fp16 needs a GPU", "--precision fp16 需要 GPU"),
    ("fp32 or bf16", "fp32 或 bf16"),
    ("not enough memory for batches of {} texts", "内存不足以一次处理 {0} 条文本"),
    ("a smaller --batch or --max-length", "请减小 --batch 或 --max-length"),
    ("the loss of seed {} is no number any more in epoch {}", "种子 {0} 的损失在第 {1} 轮已不再是数字"),
    ("a smaller --learning-rate, or --precision fp32", "请减小 --learning-rate，或使用 --precision fp32"),
    # Where models come from
    ("no folder {!r}", "没有文件夹 {0}"),
    ("no folder {!r}, and no such model could be fetched: {}", "没有文件夹 {0}，也无法获取同名模型：{1}"),
    (
        "a folder with config.json, the tokenizer and the weights",
        "须为含有 config.json、分词器和权重的文件夹",
    ),
    (
        "name a folder with config.json, the tokenizer and the weights, or fetch it where there is a network",
        "请指定含有 config.json、分词器和权重的文件夹，或在有网络的地方获取",
    ),
    ("no model in {!r}: it has no config.json", "{0} 中没有模型：缺少 config.json"),
    ("name the folder that holds it", "请指定它所在的文件夹"),
    (
        "the weights of {!r} would be fetched from {}, which egress does not name",
        "{0} 的权重需从 {1} 获取，而 egress 没有列出该主机",
    ),
    ("fetch them first, or name a folder", "请先行获取，或指定一个文件夹"),
    ("the model in {!r} cannot be loaded: {}", "{0} 中的模型无法加载：{1}"),
    (
        "it needs config.json, a fast tokenizer (tokenizer.json or vocab.txt) and weights",
        "它需要 config.json、快速分词器（tokenizer.json 或 vocab.txt）和权重",
    ),
    ("the model in {!r} cannot be read", "{0} 中的模型无法读取"),
    ("was a file of it changed? train it again", "是否有文件被改动？请重新训练"),
    # A classifier as a judge
    ("no trained classifier in {!r}", "{0} 中没有训练好的分类器"),
    (
        "judge train LABELS --model baseline/tfidf -o FOLDER makes one",
        "可由 judge train LABELS --model baseline/tfidf -o FOLDER 得到",
    ),
    ("the classifier in {!r} is no {}", "{0} 中的分类器不是 {1}"),
    ("write {}/{}", "请写 {0}/{1}"),
    ("the training in {!r} has not finished", "{0} 中的训练尚未完成"),
    ("run the same judge train again: it goes on from there", "请再次运行同样的 judge train：它会接着训练"),
    ("was it moved? train it again", "是否被移走？请重新训练"),
    ("the model {!r} does not say what it answers", "模型 {0} 没有说明它的类别"),
    ("its config.json needs id2label, or train it", "它的 config.json 需要 id2label，或请训练它"),
    ("{} is trained before it judges", "{0} 须先训练，才能评判"),
    (
        "judge train LABELS --model {} -o FOLDER, then -j tfidf/FOLDER",
        "先运行 judge train LABELS --model {0} -o FOLDER，再用 -j tfidf/FOLDER",
    ),
    ("no device {!r}", "没有设备 {0}"),
    ("{!r} takes no {}", "{0} 不接受 {1}"),
    (
        "--set dimension=ID and --set device=cpu are what a classifier takes",
        "分类器只接受 --set dimension=ID 和 --set device=cpu",
    ),
    (
        (
            "judge {!r} was trained on {} texts and picked on {}: its answers on these are marked "
            "trained_on and test nothing"
        ),
        "评审 {0} 由 {1} 条文本训练、按 {2} 条文本选出：它对这些文本的判断标有 trained_on，不能用于检验",
    ),
    (
        (
            "judge {!r} was trained on {} texts: on these it gives the answers of models that had not seen their "
            "conversations, marked out_of_fold"
        ),
        "评审 {0} 由 {1} 条文本训练：对这些文本，它给出未见过其所在对话的模型的判断，并标有 out_of_fold",
    ),
    (
        "judge {!r} was trained under version {!r} of the rubric, and this is {!r}",
        "评审 {0} 按评分标准 {1} 版训练，而现在是 {2} 版",
    ),
    ("judge {!r} was trained on {}: it abstains on {}", "评审 {0} 只学过 {1}：在 {2} 上不下判断"),
    ("judge {!r} was trained on {!r}, which {!r} does not have", "评审 {0} 学的是 {1}，而 {2} 没有这个维度"),
    (
        "judge {!r} answers {}, which are not the answers of {!r} in {!r}",
        "评审 {0} 的类别是 {1}，与 {3} 中 {2} 的答案不符",
    ),
    ("judge {!r} answers {}, which fits {} of {!r}", "评审 {0} 的类别是 {1}，在 {3} 中符合{2:own}"),
    (
        "name it with --set dimension=ID; its classes must be the dimension's answers",
        "请用 --set dimension=ID 指定；它的类别须是该维度的答案",
    ),
    ("train it by this rubric", "请按这个评分标准训练"),
)
