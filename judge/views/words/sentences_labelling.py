"""What is said about experts' labels, how they were drawn and which belong together, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "{!r} of response {!r} was chosen for labelling with probability {} by one label and {} by another",
        "回复 {1} 的 {0} 被选中标注的概率，一个标注写 {2}，另一个写 {3}",
    ),
    (
        "sampling_p belongs to the item: write the same number in every rater's row",
        "sampling_p 属于条目：请在每位评定者的行中写同一个数",
    ),
)
