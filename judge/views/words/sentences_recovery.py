"""What is said about asking again and reading again (``judge status``, ``retry``, ``rescore``), in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    # Which judgments
    ("no state was named", "没有指定状态"),
    ("add --state with one of {}", "请用 --state 指定以下之一：{0}"),
    ("no judgment is in state {!r}", "没有 {0} 这种状态"),
    ("what is {!r} was read and is not asked again", "{0} 表示已读到判断，不会重新提问"),
    (
        "how steady a judge is, --repeats shows: every answer counts, not the one you like",
        "评审是否稳定请用 --repeats 考察：每个回答都算数，不能只取想要的那个",
    ),
    ("what is 'withheld' waits for the dimension its gate looks at", "withheld 的判断取决于其适用条件所看的维度"),
    ("name the state of that one", "请指定那个维度的状态"),
    ("this run has no judge {!r}", "本次运行没有评审 {0}"),
    ("judge {!r} was left out: {}", "未重读评审 {0}：{1:own}"),
    # What readers of tables must know
    ("{:d} judgments were asked again on request (judge retry)", "有 {0} 条判断应要求重新提问过（judge retry）"),
    (
        "{:d} judgments read otherwise by reader {} (judge rescore); tables count them as they were read",
        "有 {0} 条判断在读取器 {1} 下结果不同（judge rescore）；表格仍按原先读到的计",
    ),
    # Judges made again
    ("judge {!r} cannot be made again: it came from Python", "评审 {0} 无法重建：它来自 Python"),
    ("judge {!r} cannot be made again from run.json", "无法根据 run.json 重建评审 {0}"),
    ("judge {!r} cannot be made again: {}", "评审 {0} 无法重建：{1:own}"),
    (
        "judge evaluate asks again what a resume asks; judge.retry(judges=[...]) takes judges from Python",
        "judge evaluate 会重问可继续的部分；judge.retry(judges=[...]) 可直接传入 Python 评审",
    ),
)
