"""What is said of scales, of questions of which no answer passes, and of criteria, in Chinese."""

SENTENCES: tuple[tuple[str, str], ...] = (
    ("points are earned by an answer that passes", "只有算“通过”的答案才能得分"),
    ("name passes_on, or leave it out", "请写明 passes_on，或去掉这一项"),
    # Criteria chosen by tags
    ("criteria are chosen by tags, before anything is answered", "评分要点按标签选取，这时还没有任何答案"),
    ("write a condition on tag.NAME", "请写一个针对 tag.名称 的条件"),
    ("these criteria say nothing", "这一组评分要点没有内容"),
    ("write what each answer means beside when", "请在 when 旁写明每个答案的含义"),
    (
        "nothing comes to these criteria: part {:d} is for every case",
        "不会用到这一组评分要点：第 {0} 组已适用于所有个案",
    ),
    ("put the part without a when last", "请把没有 when 的那一组放在最后"),
    (
        "nothing comes to these criteria: an earlier part has the same gate",
        "不会用到这一组评分要点：前面已有一组条件相同",
    ),
    (
        "{}: no criteria are written for the tags of {:d} of {:d} responses; they are judged by the question alone",
        "{0}：{2} 条回复中有 {1} 条的标签没有对应的评分要点，只能仅凭问题本身评判",
    ),
    # Judges
    ("judge {!r} abstains on {}, of which no answer passes", "评审 {0} 在 {1} 上弃权：它们没有哪个答案算“通过”"),
    (
        "judge {!r} replies in the form {}, which has no place for quotes: it gives none on {}",
        "评审 {0} 以 {1} 格式回答，其中没有引文的位置：在 {2} 上不会给出引文",
    ),
    # Scales
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
