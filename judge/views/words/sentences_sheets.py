"""What is said about blind labelling sheets (``judge/sheets``), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Writing
    ("a sheet is .csv or .xlsx", "标注表应为 .csv 或 .xlsx"),
    ("the rubric {!r} has no texts in {!r}", "评分标准 {0} 没有 {1} 的文本"),
    ("no responses to label", "没有可标注的回复"),
    ("two responses have the same id", "有两条回复的编号相同"),
    ("give each its own", "请为每一条写不同的编号"),
    ("{!r} cannot be a rater's name: it names a file", "{0} 不能用作标注者的名字：它会成为文件名的一部分"),
    (
        "a letter, then letters, digits, '.', '-' or '_'; {!r} is the key file's",
        "以字母开头，其后可用字母、数字、“.”、“-”或“_”；{0} 是对照文件专用的",
    ),
    ("raters must be at least one, all different", "标注者至少一位，且不得重名"),
    ("{!r} is already there", "{0} 已经存在"),
    (
        "an expert's work may be in it: choose another -o FILE, or move it away",
        "其中可能有专家的标注：请用 -o 指定另一个文件，或先将它移走",
    ),
    ("cannot write the sheets: {}", "无法写入标注表：{0:own}"),
    ("choose another -o FILE", "请用 -o 指定另一个文件"),
    # Columns and cells
    ("the dimension {!r} is called like a column of the sheet", "维度 {0} 与标注表的一列同名"),
    ("rename it", "请改名"),
    ("response {!r}: its {} holds half of a character", "回复 {0} 的{1:own}含有半个字符"),
    ("repair the text", "请修复文本"),
    (
        "response {!r}: its {} has {:d} characters, and a spreadsheet cuts a cell at {:d}",
        "回复 {0} 的{1:own}有 {2} 个字符，而电子表格的单元格最多保留 {3} 个",
    ),
    (
        "leave it out, or show it to the experts in another way",
        "请去掉该条，或以其他方式给专家看",
    ),
    ("a text of the rubric has more than {:d} characters", "评分标准中有文本超过 {0} 个字符"),
    ("shorten it", "请缩短"),
    # Sampling
    ("stratify by {!r} needs a sample size", "按 {0} 分层抽样须指定样本量"),
    ("a sample of {:d} from {:d} responses", "要从 {1} 条回复中抽取 {0} 条"),
    ("from 1 to {:d}", "应为 1 至 {0}"),
    ("a sample of {:d} for {:d} strata", "样本量为 {0}，而分层有 {1} 个"),
    (
        "at least {:d}: one for each, so that none is left without any chance",
        "至少为 {0}：每层一条，以免有的层毫无机会",
    ),
    # What came back
    ("labels speak of a response that is not there: {!r}{}", "标注所指的回复不存在：{0}{1:own}"),
    ("are these the responses that were labelled?", "请确认这些就是被标注的回复"),
    (
        "{:d} labels were made with version {!r} of the rubric; this is {!r}",
        "有 {0} 个标注依据评分标准的版本 {1}；当前版本为 {2}",
    ),
    (
        "{:d} labels are of the split 'dev' and never make a headline",
        "有 {0} 个标注属于 dev 部分，不进入主要结果",
    ),
)
