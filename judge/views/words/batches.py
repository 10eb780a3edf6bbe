"""What is said about batches: how they stand, what became of them, what is left to do."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    "batches.waiting": Both(
        "batch {batch} (judge {judge}): {status}, {completed} of {lines} answered, {time} since it was handed in",
        "批次 {batch}（评审 {judge}）：{status}，已回答 {completed}/{lines}，提交后已过 {time}",
    ),
    "batches.collected": Both(
        "batch {batch} (judge {judge}) was read: {counts}", "批次 {batch}（评审 {judge}）已读取：{counts}"
    ),
    "batches.going_on": Both(
        "batch {batch} (judge {judge}) goes on at its provider; its answers are read when this command is run again",
        "批次 {batch}（评审 {judge}）在服务商处继续进行；再次运行本命令时读取其回答",
    ),
    "batches.left": Both(
        "batch {batch}: {n} questions for judge {judge} are in {file}",
        "批次 {batch}：给评审 {judge} 的 {n} 个问题已写入 {file}",
        "batch {batch}: 1 question for judge {judge} is in {file}",
    ),
    "batches.run_vllm": Both("  run it where the model is: {command}", "  请在模型所在的机器上运行：{command}"),
    "batches.run_elsewhere": Both(
        "  or hand it in where OpenAI's batches are taken, and bring the answers back: {command}",
        "  或提交到支持 OpenAI 批处理的服务商，再取回回答：{command}",
    ),
    "batches.then": Both("  then run this again: {command}", "  然后再次运行：{command}"),
    "batches.none": Both("this run has no batches", "此运行没有批次"),
    "batches.brought": Both(
        "{n} answers for batch {batch} were put into {file}",
        "批次 {batch} 的 {n} 条回答已放入 {file}",
        "1 answer for batch {batch} was put into {file}",
    ),
    "batches.not_brought": Both(
        "{n} lines of {file} answer no question of this run that is still open",
        "{file} 中有 {n} 行不对应此运行中任何尚未回答的问题",
        "1 line of {file} answers no question of this run that is still open",
    ),
    "batches.read_next": Both(
        "they are read when judge evaluate --engine batch is run again", "再次运行 judge evaluate --engine batch 时读取"
    ),
    "batches.dry_day": Both("within a day", "一天之内"),
    "batches.dry_time": Both(
        "time: providers answer a batch within a day; dimensions behind a gate wait for the batch before them",
        "耗时：服务商在一天之内回答一个批次；受门控的维度须等待之前的批次",
    ),
    # Columns of judge batch status
    "batches.column_batch": Both("batch", "批次"),
    "batches.column_judge": Both("judge", "评审"),
    "batches.column_lines": Both("questions", "问题数"),
    "batches.column_stage": Both("stage", "阶段"),
    "batches.column_status": Both("provider says", "服务商状态"),
    "batches.column_id": Both("id there", "服务商编号"),
    "batches.column_since": Both("handed in", "提交时间"),
    "batches.column_counts": Both("answers", "回答"),
    # Stages
    "stage.written": Both("written, not handed in", "已写入，未提交"),
    "stage.left": Both("left for you to run", "留待你运行"),
    "stage.uploaded": Both(
        "uploaded; whether it was handed in is seen at the next start", "已上传；是否已提交待下次运行时确认"
    ),
    "stage.submitted": Both("handed in", "已提交"),
    "stage.ended": Both("ended, not read yet", "已结束，尚未读取"),
    "stage.read": Both("read", "已读取"),
    # What was found in a batch's answers
    "found.answered": Both("answered", "已回答"),
    "found.unanswered": Both("without an answer", "无回答"),
    "found.failed": Both("failed", "失败"),
    "found.schema": Both("asked again without a schema", "将不带结构再问"),
    "found.late": Both("not needed any more", "不再需要"),
    "found.doubled": Both("answered twice, the first counts", "重复回答，以第一条为准"),
    "found.foreign": Both("to questions nobody asked", "对应未提出的问题"),
    "found.cut": Both("unreadable lines", "无法读取的行"),
}  # fmt: skip
