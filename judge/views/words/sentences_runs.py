"""What is said about runs' folders and exports (``judge/store``, ``judge/exports``), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # A run's folder
    ("no run in {!r}", "{0} 中没有运行结果"),
    ("give the folder that judge evaluate -o filled", "请给出 judge evaluate -o 写入的文件夹"),
    ("start it with judge evaluate", "请先用 judge evaluate 开始运行"),
    ("cannot write to {!r}: {}", "无法写入 {0}：{1:own}"),
    ("choose another -o FOLDER", "请用 -o 指定另一个文件夹"),
    ("{!r} is being written by {}", "{0} 正在写入中（{1:own}）"),
    ("wait for it, or use another -o FOLDER", "请等待其结束，或用 -o 指定另一个文件夹"),
    ("cannot write {!r}: {}", "无法写入 {0}：{1:own}"),
    ("is there room, and is it yours?", "请检查磁盘空间与写入权限"),
    ("is it a run's folder, whole, with room on the disk?", "请检查它是否为完整的运行文件夹，磁盘是否有空间"),
    ("format {:d}, this psyjudge reads {:d}", "数据格式为 {0}，本版 psyjudge 读取的格式为 {1}"),
    (
        "use the psyjudge that made it (run.json names the version)",
        "请使用生成它的 psyjudge（版本见 run.json）",
    ),
    ("it holds no run", "其中没有运行结果"),
    ("cannot write to the run: {}", "无法写入运行文件夹：{0:own}"),
    (
        "what was acknowledged is safe; make room and resume",
        "已确认的内容都已保存；请腾出空间后继续运行",
    ),
    (
        "it refused {} of {} judgments, more than --max-refusals allows",
        "它拒答了 {1} 条判断中的 {0} 条，超过 --max-refusals 所允许的比例",
    ),
    ("this run holds no response {!r}", "本次运行中没有回复 {0}"),
    # Resuming and extending
    ("{} changed since this run was started:", "自运行开始以来有改动：{0:own}"),
    ("    and {:d} more", "    另有 {0} 处"),
    ("response {!r} changed since this run was started ({})", "自运行开始以来，回复 {0} 已有改动（{1}）"),
    ("this run was made with rubric {!r}, not {!r}", "本次运行所用的评分标准是 {0}，而不是 {1}"),
    ("give this its own folder: -o ANOTHER_FOLDER", "请另用一个文件夹：-o 另一文件夹"),
    # Exports
    ("no format {!r}", "没有 {0} 这种格式"),
    ("{!r} does not name a format", "从 {0} 看不出格式"),
    ("end it in one of .{}", "文件名请以 .{0} 之一结尾"),
    ("end it in one of .{}, or give --format", "文件名请以 .{0} 之一结尾，或指定 --format"),
    ("{!r} and --format {} contradict each other", "{0} 与 --format {1} 相互矛盾"),
    ("leave --format out", "请去掉 --format"),
    ("{} cannot be written to standard output", "{0} 格式不能写到标准输出"),
    ("add -o FILE.{}", "请加上 -o 文件.{0}"),
    ("{!r} is not a file", "{0} 不是文件"),
    ("name one with -o", "请用 -o 指定一个文件"),
    ("--excel-safe is for csv, not for {}", "--excel-safe 只用于 csv，不用于 {0}"),
    ("in xlsx, text is safe as it is", "在 xlsx 中，文本本来就是安全的"),
    ("does its folder exist, and is there room?", "请检查其文件夹是否存在、磁盘是否有空间"),
    ("response {!r}, {}: holds half of a character", "回复 {0}，{1}：含有半个字符"),
    (
        "response {!r}, {}: {:d} characters, and a spreadsheet cuts a cell at {:d}",
        "回复 {0}，{1}：有 {2} 个字符，而电子表格的单元格最多保留 {3} 个",
    ),
    ("holds half of a character", "含有半个字符"),
    (
        "{:d} characters, and a spreadsheet cuts a cell at {:d}",
        "有 {0} 个字符，而电子表格的单元格最多保留 {1} 个",
    ),
    ("export it as jsonl, which holds any text whole", "请导出为 jsonl，它能完整保存任何文本"),
    ("more rows than a sheet has ({:d})", "行数超过工作表的上限（{0}）"),
    ("export it as csv or parquet", "请导出为 csv 或 parquet"),
)
