"""What is said about files of scenarios, responses and labels (``judge/readers``), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Any file
    ("no file {!r}", "没有文件 {0}"),
    ("a folder, not a file", "这是文件夹，不是文件"),
    ("name one file in it", "请指定其中的一个文件"),
    ("no reader for {}", "没有读取 {0} 文件的方法"),
    ("no reader for a file without a suffix", "没有后缀的文件，无从得知如何读取"),
    ("read here: {}", "可读取的格式：{0}"),
    ("cannot be opened: {}", "无法打开：{0:own}"),
    ("may you read it?", "请确认您有权读取该文件"),
    ("holds no row", "没有任何数据行"),
    ("is it the right file?", "请确认文件是否正确"),
    # Encodings
    ("not UTF-8 text (byte {:d})", "不是 UTF-8 文本（第 {0} 个字节）"),
    ("not UTF-8 text (byte {:d} of the line)", "不是 UTF-8 文本（该行第 {0} 个字节）"),
    ("save it as UTF-8", "请另存为 UTF-8"),
    ("JSON is UTF-8: save the file as UTF-8", "JSON 须为 UTF-8：请将文件另存为 UTF-8"),
    ("holds a NUL character", "含有 NUL 字符"),
    ("save it as 'CSV UTF-8'", "请另存为“CSV UTF-8”"),
    ("begins as UTF-16 and is not", "以 UTF-16 标记开头，内容却不是 UTF-16"),
    (
        "neither UTF-8 (byte {:d}) nor Chinese text in GB18030",
        "既不是 UTF-8（第 {0} 个字节），也不是 GB18030 编码的中文",
    ),
    (
        "save it as UTF-8; in Excel: 'CSV UTF-8 (comma delimited)'",
        "请另存为 UTF-8；在 Excel 中选择“CSV UTF-8（逗号分隔）”",
    ),
    ("read as UTF-16: it begins with that byte order mark", "按 UTF-16 读取：文件以该字节顺序标记开头"),
    (
        (
            "read as GB18030: it is not UTF-8, and as GB18030 it is common Chinese text; if it looks wrong, save it as "
            "'CSV UTF-8'"
        ),
        "按 GB18030 读取：文件不是 UTF-8，而按 GB18030 读出的是常见中文；如显示有误，请另存为“CSV UTF-8”",
    ),
    # Tables
    ("the header has {}", "表头有问题：{0:own}"),
    ("the first row names the columns, in words", "第一行应写各列的名称"),
    ("two columns are called {!r}", "有两列都叫 {0}"),
    ("rename or remove one of them", "请将其中一列改名或删除"),
    ("the columns are not separated by commas", "各列不是以逗号分隔的"),
    (
        "save it with commas ('CSV UTF-8'), or, with tabs, as .tsv",
        "请以逗号分隔保存（“CSV UTF-8”）；以制表符分隔的请存为 .tsv",
    ),
    ("{:d} cells where the header has {:d}", "该行有 {0} 个单元格，表头有 {1} 个"),
    (
        "is a comma or line break of the text outside its quotes, or is the row cut off?",
        "请检查文本中的逗号或换行是否在引号之外，或该行是否不完整",
    ),
    ("cell {:d} stands in a column without a name", "第 {0} 个单元格所在的列没有名称"),
    (
        "name the column in the first row, or empty it; a comma inside a text needs quotes around the text",
        "请在第一行为该列命名，或清空该列；含逗号的文本须加引号",
    ),
    (
        "put a text with quotes in quotes, and double the quotes inside it; or save it from a spreadsheet",
        "含引号的文本须整体加引号，并将其中的引号写两遍；也可用电子表格软件保存",
    ),
    ("ignored columns: {}", "未读取的列：{0}"),
    ("the header has no column {}", "表头缺少列 {0}"),
    ("rename {!r} to {!r}?", "是否应将 {0} 改名为 {1}？"),
    (
        "add a first row that names the columns, among them: {}",
        "请在最前面加一行列名，其中须有：{0}",
    ),
    # Workbooks and Parquet
    ("not a readable .xlsx workbook ({})", "不是可读取的 .xlsx 工作簿（{0}）"),
    (
        "save it as 'Excel workbook (.xlsx)' without a password, or as 'CSV UTF-8'",
        "请另存为不带密码的“Excel 工作簿 (.xlsx)”，或“CSV UTF-8”",
    ),
    ("read the sheet {!r}; {} not read", "读取了工作表 {0}；未读取 {1}"),
    ("holds no sheet with data", "没有含数据的工作表"),
    ("put the table on a sheet of its own", "请将表格放在单独的工作表中"),
    ("a formula", "这是公式"),
    (
        "replace it by its value (copy, then paste as values); a text that begins with '=' needs the text format",
        "请换成公式的值（复制后粘贴为数值）；以“=”开头的文本须设为文本格式",
    ),
    ("cell {!r} is an error value", "单元格 {0} 是错误值"),
    (
        "cell {!r} is a date or a time, which every Excel shows differently",
        "单元格 {0} 是日期或时间，不同的 Excel 会有不同的显示",
    ),
    (
        "cell {!r} is a number that is not shown as it is stored ({})",
        "单元格 {0} 是数字，但显示的与存储的不同（{1}）",
    ),
    ("format the column as text and enter the value again", "请将该列设为文本格式，再重新输入"),
    ("Parquet needs pyarrow, which is not installed", "读写 Parquet 需要 pyarrow，但尚未安装"),
    ("not a readable Parquet file ({})", "不是可读取的 Parquet 文件（{0}）"),
    ("is the suffix right, and is it complete?", "请检查后缀是否正确、文件是否完整"),
    ("a {} where text is expected", "应为文本，实为 {0}"),
    ("write the column as text", "请将该列写成文本"),
    # JSON
    ("expected an array of objects", "应为由对象组成的数组"),
    (
        "put the objects in one array, [{{...}}, {{...}}]; one object a line is a .jsonl file",
        "请将各对象放进一个数组 [{{...}}, {{...}}]；每行一个对象的文件应为 .jsonl",
    ),
    ("expected a comma or the closing ]", "此处应为逗号或结尾的 ]"),
    ("is it cut off?", "请检查文件是否不完整"),
    ("something follows the array", "数组之后还有内容"),
    ("one array a file", "每个文件只放一个数组"),
    ("correct it there", "请在该处改正"),
    ("expected an object, found {}", "应为对象，实为{0:own}"),
    ("an array of objects: [{{...}}]", "应为对象数组：[{{...}}]"),
    ("something follows the object", "对象之后还有内容"),
    ("one whole JSON object a line: {{...}}", "每行一个完整的 JSON 对象：{{...}}"),
    (
        "a file that holds one array of objects is a .json file: rename it",
        "只含一个对象数组的文件应为 .json：请更改后缀",
    ),
    ("not valid JSON: {} (character {:d} of it)", "不是有效的 JSON：{0:own}（第 {1} 个字符）"),
    (
        "the key {!r} stands twice in one object; keep one of them",
        "同一个对象中键 {0} 出现了两次；请只保留一个",
    ),
    ("{} is not JSON; write null when it is not known", "{0} 不是 JSON 的值；未知请写 null"),
    ("nested too deep to be read", "嵌套太深，无法读取"),
    (
        "holds a number too long to be one; put it in double quotes when it is text",
        "含有过长的数字；若是文本，请加双引号",
    ),
    (
        "holds half of a character (a lone surrogate), so its text was damaged earlier",
        "含有半个字符（孤立的代理码位），说明文本此前已损坏",
    ),
    # Rows
    ("expected text, found {}", "应为文本，实为{0:own}"),
    ("content: expected text, found {}", "content：应为文本，实为{0:own}"),
    ("put it in double quotes", "请加双引号"),
    ("holds a line break or a control character", "含有换行或控制字符"),
    ("keep ids to one line", "编号须写在一行之内"),
    ("missing or empty", "缺失或为空"),
    ("every row needs one", "每一行都须填写"),
    ("unknown key {!r}", "未知的键 {0}"),
    ("{}; what only you use goes under {!r}", "{0:own}；仅供您自己使用的内容请放在 {1} 下"),
    ("the id {!r} stands here and in {}", "编号 {0} 重复（另一处：{1:own}）"),
    (
        "give each row its own id, or leave the column out and ids are made from the content",
        "请为每一行写不同的编号；也可去掉这一列，由内容自动生成",
    ),
    # Scenarios, responses and conversations
    ("the last turn is {}'s, not the user's", "最后一轮是 {0} 的话，而不是用户的话"),
    (
        "a scenario ends where the candidate is to speak; read whole conversations as responses",
        "情境应在轮到被评模型说话处结束；完整的对话请作为回复读取",
    ),
    ("the user's last turn is empty", "用户的最后一轮为空"),
    ("write what the user says, or remove the row", "请写上用户说的话，或删除该行"),
    ("what the user says: {} given", "用户说的话：给出了 {0}"),
    ("what the user says: nothing given", "没有给出用户说的话"),
    ("give exactly one of turns and text", "turns 与 text 须且只能给出一个"),
    ("what was said before the response: {} given", "回复之前的话：给出了 {0}"),
    ("what was said before the response: nothing given", "没有给出回复之前的话"),
    (
        "give exactly one of turns, user (one turn of the user) and context (one string)",
        "turns、user（用户的一轮话）与 context（一段文字）须且只能给出一个",
    ),
    ("the response is also the last of the turns", "回复同时也是 turns 的最后一轮"),
    ("leave it out of turns", "请从 turns 中去掉"),
    ("nothing that the response answers", "没有回复所针对的内容"),
    ("both response and assistant are given", "同时给出了 response 和 assistant"),
    ("keep one: they mean the same", "请只保留一个：二者含义相同"),
    ("no response", "没有回复"),
    (
        'give "response", or end turns with the candidate\'s turn (role assistant)',
        '请给出 "response"，或让 turns 以被评模型的话（role 为 assistant）结尾',
    ),
    ("expected a list of turns, found {}", "应为各轮对话的列表，实为{0:own}"),
    ("a turn is an object with the keys role and content", "每一轮应为含 role 和 content 两个键的对象"),
    (
        '[{{"role": "user", "content": "..."}}, ...], no other keys',
        '[{{"role": "user", "content": "..."}}, ...]，不要有其他键',
    ),
    ("no role {}", "role 不能是{0:own}"),
    ("{!r} is not a language tag", "{0} 不是语言标签"),
    ("write {!r}", "请写成 {0}"),
    ("write a tag such as zh, en or pt-BR", "请写语言标签，例如 zh、en 或 pt-BR"),
    ("a tag without a name", "标签没有名称"),
    ("name it: tags.NAME", "请写明名称：tags.名称"),
    # Labels
    ("no dimension {!r} in {!r}", "评分标准 {1} 中没有维度 {0}"),
    ("{!r} is no answer to {!r}", "{0} 不是维度 {1} 的答案"),
    (
        (
            "{!r} is not read as an answer to {!r}: where a pass is not simply a yes, 1 and 0 mean opposite things to "
            "different people"
        ),
        "{0} 不能作为维度 {1} 的答案：当“通过”并不等于“是”时，不同的人对 1 和 0 的理解正好相反",
    ),
    ("write one of: {}", "请写以下之一：{0}"),
    ("a dimension's name, and a column of its own", "既是维度的名称，又是另有用途的列"),
    ("use the long form", "请改用长表格式"),
    ("no dimension of the rubric", "不是评分标准中的维度"),
    ("the same dimension as {!r}", "与 {0} 是同一个维度"),
    ("keep one of them", "请只保留一个"),
    ("no {!r} beside the answers", "答案旁边缺少 {0}"),
    ("add it: every row needs its {}", "请补上：每一行都须有 {0}"),
    ("no answers: no dimension has a column", "没有答案：没有任何维度的列"),
    (
        "a column for each of {}; or the columns dimension and answer",
        "请为以下各维度各设一列：{0}；或设 dimension 和 answer 两列",
    ),
    ("the key {!r} is not in the key file", "代号 {0} 不在对照文件中"),
    (
        "was the key changed while labelling, or does the key file belong to another sheet?",
        "请检查标注时是否改动了代号，或对照文件是否属于另一份标注表",
    ),
    ("{!r} is no index of a turn", "{0} 不是轮次的序号"),
    ("a whole number; the first turn is 0", "应为整数；第一轮为 0"),
    ("{!r} is no probability", "{0} 不是概率"),
    (
        "the probability with which this item was chosen: above 0, at most 1",
        "应为该条被抽中的概率：大于 0，不超过 1",
    ),
    (
        "{!r} has labelled {!r} of {!r} here and in {}",
        "{0} 对 {2} 的 {1} 重复标注（另一处：{3:own}）",
    ),
    (
        "keep one of them; a second opinion is another rater's, or has the role adjudicator",
        "请只保留一个；第二意见应来自另一位标注者，或将 role 设为 adjudicator",
    ),
    (
        "has keys instead of response ids, and no {} lies beside it",
        "只有代号而没有回复编号，旁边又没有 {0}",
    ),
    (
        "put the key file that judge labels sheet wrote beside the sheet",
        "请将 judge labels sheet 生成的对照文件放在标注表旁边",
    ),
    ("the key {!r} stands for two responses", "代号 {0} 对应两条回复"),
    ("restore the key file", "请恢复对照文件"),
    ("there is no label: every answer is empty", "没有任何标注：所有答案都为空"),
    ("an empty cell is not a label", "空单元格不算标注"),
    ("none of the {:d} labels is of a response that is here", "{0} 个标注中，没有一个属于这里的回复"),
    ("labels speak of e.g. {!r}, responses are e.g. {!r}", "标注中的回复编号如 {0}，这里的回复编号如 {1}"),
)
