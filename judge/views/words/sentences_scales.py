"""What is said of scales, of questions of which no answer passes, and of criteria, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    ("points are earned by an answer that passes", "只有算“通过”的答案才能得分"),
    ("name passes_on, or leave it out", "请写明 passes_on，或去掉这一项"),
    ("no answer passes here, so that nothing is flagged", "这里没有哪个答案算“通过”，因此也无从标记"),
    (
        "the judge that always gives the commonest answer passes this test too: it says nothing here",
        "总给最常见答案的评审也能通过这项检验：在此说明不了什么",
    ),
    (
        (
            "the judge that always gives the commonest answer is as near to the experts as one of them: it says nothing"
            " here"
        ),
        "总给最常见答案的评审与专家的距离不大于专家之间：在此说明不了什么",
    ),
    ("{!r} asks nothing of {}, of which no answer passes", "{0} 对 {1} 不作要求：它们没有哪个答案算“通过”"),
)
