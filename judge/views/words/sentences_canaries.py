"""What is said about known cases and about the form a judge replies in (``judge/results``, ``judge/evaluation``)."""

SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "{:d} of {:d} canaries were not judged as they should be: find out why before relying on this run",
        "{1} 条已知样例中有 {0} 条判断不当：查明原因之前，不宜采信本次运行的结果",
    ),
    ("{:d} of {:d} canaries have no reply yet", "{1} 条已知样例中有 {0} 条尚无回答"),
    (
        "no canaries were judged (--no-canaries): nobody tried these judges on known cases",
        "未评判已知样例（--no-canaries）：没有用已知样例检验过这些评审",
    ),
    (
        "no known case fits {!r}, so nobody tries these judges beside the data: give it canaries in {}",
        "没有适用于 {0} 的已知样例，因此这些评审未随数据接受检验：请在评分标准中添加 {1} 的 canaries",
    ),
    ("{} calls were paid for known cases: {} USD", "为已知样例付费调用 {0} 次：{1} 美元"),
    ("{} calls were paid for known cases, at a price that is not known", "为已知样例付费调用 {0} 次，价格未知"),
    (
        "--reply auto asks the judge, and --batch-files asks nobody",
        "--reply auto 需要向评审提问，而 --batch-files 不提问",
    ),
    ("name a form: --reply json, or lines", "请指定一种格式：--reply json 或 lines"),
)
