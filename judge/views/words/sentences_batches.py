"""What is said about batches that cannot be handed in, written or read, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Which models batches reach
    (
        "--engine batch: {!r} takes no batches in OpenAI's shape (judge {!r})",
        "--engine batch：{0} 不接受 OpenAI 格式的批处理（评审 {1}）",
    ),
    ("ask it at once: leave out --engine batch", "请直接提问：去掉 --engine batch"),
    (
        "--engine batch: {!r} is not known to have OpenAI's files and batches (judge {!r})",
        "--engine batch：未知 {0} 是否支持 OpenAI 的文件与批处理接口（评审 {1}）",
    ),
    (
        "write the file and run it yourself with --batch-files, or leave out --engine batch",
        "用 --batch-files 写出文件后自行运行，或去掉 --engine batch",
    ),
    ("--batch-files writes batches", "--batch-files 用于写出批处理文件"),
    ("add --engine batch", "请加上 --engine batch"),
    (
        "--engine batch takes no helpers: its questions are answered elsewhere",
        "--engine batch 不需要帮手：问题在别处回答",
    ),
    ("leave out --workers and --join", "请去掉 --workers 和 --join"),
    # The folder of batches
    ("{!r} is no record of a batch", "{0} 不是批次记录"),
    ("put it back as it was, or remove it to ask anew", "请恢复原样，或删除它以重新提问"),
    ("this run has batches that are still to be read: {}", "此运行有尚未读取的批次：{0}"),
    (
        "add --engine batch to read them, or remove them from {!r} to ask anew",
        "加上 --engine batch 读取它们，或从 {0} 中删除它们以重新提问",
    ),
    ("check the path", "请检查路径"),
    ("no line of {!r} answers a question of this run that is still open", "{0} 中没有一行对应此运行中尚未回答的问题"),
    ("judge batch status lists its batches", "judge batch status 会列出其批次"),
    # What became of questions
    ("the batch's answers hold none for it", "批次的回答中没有这一条"),
    ("the batch expired before it was asked", "批次在提问前已过期"),
    ("the batch was cancelled before it was asked", "批次在提问前已取消"),
)
