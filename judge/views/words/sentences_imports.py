"""What is said about judgments made elsewhere (``judge import``), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Options
    ("{} {!r} is not NAME=VALUE", "{0} {1} 的写法不是 名称=值"),
    ("e.g. --map reply=gpt_output, --answers 1=yes", "例如 --map reply=gpt_output，--answers 1=yes"),
    ("{!r} names no column", "{0} 没有写出列名"),
    ("e.g. --replies gpt=run1,run2", "例如 --replies gpt=run1,run2"),
    ("--join row joins two files", "--join row 用来对齐两个文件"),
    ("add --responses FILE", "请加上 --responses 文件"),
    ("--join {!r} is no way to join rows", "--join 不能是 {0}"),
    ("id, or row", "应为 id 或 row"),
    ("no reply form {!r}", "没有 {0} 这种回答格式"),
    (
        "--map {!r} is no part of a judgment, and no dimension of {!r}",
        "--map 中的 {0} 既不是判断的组成部分，也不是 {1} 的维度",
    ),
    ("--answers {}={}: no dimension of {!r} has the answer {!r}", "--answers {0}={1}：{2} 没有任何维度有 {3} 这个答案"),
    ("--map {!r} is a column's, and this file has none", "--map 中的 {0} 指的是列，而该文件没有列"),
    ("here --map DIMENSION=NAME says what is what", "此处请用 --map 维度=名称 说明对应关系"),
    # Whose file it is
    ("read as {}", "按 {0} 格式读取"),
    ("no format named {!r}", "没有名为 {0} 的格式"),
    ("nobody can tell whose file this is", "无法判断这是哪种工具的文件"),
    ("say whose: --from {}", "请指明格式：--from {0}"),
    ("a folder, and none of VERA-MH", "这是文件夹，但不是 VERA-MH 的"),
    ("name one file in it, or --from vera-mh", "请指明其中一个文件，或加上 --from vera-mh"),
    ("holds no judgment", "其中没有任何判断"),
    ("is it the right file, and the right column?", "请检查文件和列是否正确"),
    ("not JSON", "不是 JSON"),
    ("is it whole, and is it the right file?", "请检查文件是否完整、是否正确"),
    ("expected one object of JSON", "应为一个 JSON 对象"),
    ("not a readable log ({})", "无法读取该日志（{0}）"),
    ("packed as Zstandard, which needs pyarrow", "以 Zstandard 压缩，需要 pyarrow 才能读取"),
    (
        "pip install 'psyjudge[parquet]'; or inspect log convert --to json, and import that",
        "pip install 'psyjudge[parquet]'；或先用 inspect log convert --to json 转换，再导入转换后的文件",
    ),
    ("{!r} is larger than any log of ours", "{0} 过大，不像是日志"),
    # Columns
    ("has no column {!r}", "没有 {0} 这一列"),
    ("nothing says which column holds the judgments", "没有说明哪一列是判断"),
    (
        "--map reply=COLUMN (or answer=COLUMN), or --replies COLUMN,COLUMN (or --verdicts) for repeats",
        "请用 --map reply=列名（或 answer=列名），重复判断请用 --replies 列名,列名（或 --verdicts）",
    ),
    ("holds raw replies, and nobody says how they are read", "其中是评审原话，但没有说明按什么格式读取"),
    ("--reply label, trailing_dict, json or lines", "请加上 --reply：label、trailing_dict、json 或 lines"),
    (
        "no column after the first two holds replies that end in a dictionary",
        "前两列之后，没有哪一列的评审原话以字典结尾",
    ),
    (
        "--replies COLUMN names it; --from table with --map reads any other sheet",
        "请用 --replies 列名 指明；其他表格请用 --from table 加 --map",
    ),
    # Texts
    ("no column holds the texts that were judged", "没有哪一列是被评的文本"),
    (
        "--map user=COLUMN --map response=COLUMN, or --responses FILE, or --no-texts",
        "请用 --map user=列名 --map response=列名，或 --responses 文件，或 --no-texts",
    ),
    ("{:d} rows, and {} has {:d}", "共 {0} 行，而 {1} 有 {2} 行"),
    (
        "--join row needs a row of texts for each row of judgments, in the same order",
        "--join row 要求每行判断都有一行文本与之对应，且顺序相同",
    ),
    ("no id, so its text cannot be found", "没有 id，找不到对应的文本"),
    (
        "--map id=COLUMN, or --join row where the rows stand in the same order",
        "请用 --map id=列名；两个文件顺序相同时也可用 --join row",
    ),
    ("{} has no response {!r}", "{0} 中没有回复 {1}"),
    (
        "an id there is e.g. {!r}; --join row takes rows by their order",
        "其中的 id 形如 {0}；--join row 则按行的顺序对齐",
    ),
    ("without texts an id is all there is: --map id=COLUMN", "没有文本时只能靠 id 识别：请用 --map id=列名"),
    (
        "the run holds no texts of what was imported, so no case can be shown",
        "本次运行没有导入文本，因此无法展示具体案例",
    ),
    # What was said, and about what
    ("the id {!r} stands for another text here than in {}", "id {0} 在此处与在{1:own}对应的文本不同"),
    ("--map id=COLUMN names the column that tells responses apart", "请用 --map id=列名 指明能区分各条回复的列"),
    ("judge {!r} has judged {!r} here and in {}", "评审 {0} 在此处和{2:own}都评了 {1}"),
    (
        "--map repeat=COLUMN (or judge=, dimension=) tells them apart; or is one of them superfluous?",
        "请用 --map repeat=列名（或 judge=、dimension=）加以区分；或者其中一行是多余的？",
    ),
    ("one word answers one question, and {!r} asks {:d}", "一个词只能回答一个问题，而 {0} 有 {1} 个问题"),
    (
        "--map dimension=COLUMN says which, or --dimension ID for all of them",
        "请用 --map dimension=列名 逐行说明，或用 --dimension 统一指定",
    ),
    ("no answer", "没有答案"),
    ("an empty cell is no judgment", "空单元格不是判断"),
    (
        "names no criterion, and {!r} judges those that responses bring along",
        "没有指明评判要点，而 {0} 评的是回复自带的要点",
    ),
    (
        "--from healthbench reads them; another rubric judges responses",
        "--from healthbench 可读取要点；评整条回复请换一个评分标准",
    ),
    ("names no turn, and {!r} judges turns", "没有指明话轮，而 {0} 逐个话轮评判"),
    ("--map turn=COLUMN, counted from 0", "请用 --map turn=列名，从 0 数起"),
    ("turn {:d} is none that is judged", "第 {0} 个话轮不在评判之列"),
    ("judged here: {}; the first turn is 0", "此处评判的话轮：{0}（第一个是 0）"),
    ("no judgment there is about a dimension of {!r}; found: {}", "其中没有关于 {0} 任何维度的判断；找到的有：{1}"),
    ("say which is which: --map {}=NAME", "请说明对应关系：--map {0}=名称"),
    ("no dimension of the rubric, passed over: {}", "不是评分标准的维度，已略过：{0}"),
    # Other tools' files
    ("expected a list of criteria", "应为评判要点的列表"),
    (
        "an example of HealthBench that was graded has them, with criteria_met in each",
        "已评分的 HealthBench 样例都有，每个要点含 criteria_met",
    ),
    ("holds no graded examples of HealthBench", "其中没有已评分的 HealthBench 样例"),
    ("is it an _allresults.json?", "是否应为 _allresults.json？"),
    ("holds no results of promptfoo", "其中没有 promptfoo 的结果"),
    ("write it with: promptfoo eval -o results.json", "请这样生成：promptfoo eval -o results.json"),
    (
        "{:d} results hold no output, so there is nothing that could have been judged",
        "有 {0} 条结果没有输出，没有可评判的内容",
    ),
    ("no ratings of VERA-MH", "其中没有 VERA-MH 的评级"),
    (
        "give the folder of one evaluation (j_...), with a .tsv for each conversation",
        "请给出一次评估的文件夹（j_...），其中每段对话有一个 .tsv",
    ),
    ("no transcripts lie beside the ratings", "评级旁边没有对话记录"),
    (
        "--responses FOLDER names where they lie, --no-texts does without",
        "请用 --responses 文件夹 指明位置，或用 --no-texts 不要文本",
    ),
    ("no transcript {!r}", "没有对话记录 {0}"),
    (
        "--responses FOLDER names where transcripts lie, --no-texts does without",
        "请用 --responses 文件夹 指明对话记录的位置，或用 --no-texts 不要文本",
    ),
    ("no line begins with 'user:' or 'agent:'", "没有哪一行以 user: 或 agent: 开头"),
    ("a turn begins with who speaks and a colon", "每个话轮以说话者加冒号开头"),
    # An imported run
    (
        "judgments of {} were imported from {!r} ({}); nobody was asked",
        "{0} 的判断是从 {1}（{2}）导入的；未向任何模型提问",
    ),
    (
        "what judge {!r} said of {!r} is not what was imported before",
        "评审 {0} 对 {1} 的判断与先前导入的不同",
    ),
    (
        "judge {!r} of this run was imported: its judgments were made elsewhere, and are not asked for",
        "本次运行中的评审 {0} 是导入的：其判断在别处做出，不会再提问",
    ),
    (
        "name yours otherwise: -j mine={}; or give it its own folder: -o ANOTHER_FOLDER",
        "请换个名称：-j mine={0}；或另用一个文件夹：-o 另一文件夹",
    ),
    ("judge {!r} of this run was asked here, not imported", "本次运行中的评审 {0} 是在此处提问的，不是导入的"),
    ("name the imported one otherwise: --judge NAME", "请给导入的评审另起名称：--judge 名称"),
    ("judge {!r} was imported: there is nobody to ask again", "评审 {0} 是导入的：无从重新提问"),
    (
        "import what is missing, or judge with a judge of your own",
        "请导入缺少的部分，或用自己的评审来判断",
    ),
    ("its answers were imported as they were read elsewhere", "其答案沿用别处的读取结果导入"),
)
