"""What is said of judgments that were made elsewhere."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "import.done": Both(
        "{rows} rows of {file} ({source}): {replies} raw replies and {answers} answers on {responses} responses; "
        "nobody was asked",
        "{file}（{source}）共 {rows} 行：{responses} 条回复，{replies} 份评审原话，{answers} 个现成判断；"
        "未向任何模型提问",
    ),
    "import.read_here": Both(
        "raw replies were read again here, in the form {form}", "评审原话已由本工具按 {form} 格式重新读取"
    ),
    "import.read_there": Both("answers were taken as they were read elsewhere", "现成判断沿用别处的读取结果"),
    "import.nothing": Both(
        "{n} places hold no judgment; they count as not imported",
        "{n} 处没有判断，计为未导入",
        "1 place holds no judgment; it counts as not imported",
    ),
    "import.column_judge": Both("Judge", "评审"),
    "import.column_responses": Both("Responses", "回复"),
    "import.column_repeats": Both("Repeats", "重复"),
    "import.column_replies": Both("Raw replies", "评审原话"),
    "import.column_answers": Both("Answers", "现成判断"),
}
