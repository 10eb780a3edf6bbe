"""What is said of judges' reasons, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "no judgment of this run has reasons: its judges give none, or their reply form has no place for them",
        "本次运行的判断都没有理由：评审没有给出，或其回答格式中没有理由的位置",
    ),
    (
        "judge {!r} ({}): {:d} answers share one text of reasons with others",
        "评审 {0}（{1}）：有 {2} 个答案与其他答案共用同一段理由",
    ),
    (
        "judge {!r}: {:d} answers share one text of reasons with others",
        "评审 {0}：有 {1} 个答案与其他答案共用同一段理由",
    ),
    (
        "judge {!r} was asked elsewhere: whether its prompts showed the steps is not known",
        "评审 {0} 是在别处提问的，无从得知其提示词是否展示了步骤",
    ),
    (
        "judge {!r} ({}): its prompts are not here as they were, so whether they showed the steps is not known",
        "评审 {0}（{1}）：当时的提示词已不在此处，无从得知是否展示了步骤",
    ),
    (
        "the reasons given for {:d} of {:d} responses were checked, drawn with seed {:d}",
        "{1} 条回复中抽取了 {0} 条核查其理由，随机种子为 {2}",
    ),
)
