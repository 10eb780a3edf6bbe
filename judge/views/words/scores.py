"""What is said about corrected scores and about how candidates stand to each other."""

from judge.views.words.both import Both

WORDS: dict[str, Both] = {
    # Columns
    "column.raw_rate": Both("Judge's rate", "评审通过率"),
    "column.corrected_rate": Both("Corrected rate", "校正通过率"),
    "column.labels_used": Both("Labels", "标注数"),
    "column.correction_method": Both("How", "校正方法"),
    "column.tied_group": Both("Ties", "并列"),
    "column.standing": Both("Rate", "比率"),
    "column.difference": Both("Points to best", "与最佳之差（百分点）"),
    "column.first_probability": Both("First", "居首概率"),
    # The corrected rates
    "corrected.title": Both("Rates in the experts' terms, from {judge}", "按专家标准校正的通过率：{judge}"),
    "corrected.note": Both(
        "The judge's rate is what it passed; the corrected rate is what the experts would have passed of the same "
        "responses, by the method their labels allow.",
        "评审通过率是评审判为通过的比例；校正通过率是专家对同样的回复会判为通过的比例，校正方法取决于标注的抽取方式。",
    ),
    "corrected.refused": Both("not corrected", "不予校正"),
    "corrected.left_out": Both("{range} without one labelled candidate", "去掉任一有标注的被评模型：{range}"),
    "correction.post_stratified": Both("post-stratified, own labels", "后分层（本模型的标注）"),
    "correction.doubly_robust": Both("doubly robust (AIPW), own labels", "双重稳健 AIPW（本模型的标注）"),
    "correction.rogan_gladen_lee": Both(
        "expert-equivalent rate: Rogan–Gladen, others' labels", "专家等效通过率：Rogan–Gladen（其他模型的标注）"
    ),
    # Intervals of these
    "interval.post_stratified": Both("post-stratified, over scenarios, 95 %", "后分层，按情境，95%"),
    "interval.doubly_robust": Both("doubly robust, over scenarios, 95 %", "双重稳健，按情境，95%"),
    "interval.rogan_gladen_lee": Both("Lee et al., over scenarios, 95 %", "Lee 等，按情境，95%"),
    "interval.mover": Both("from the two rates' own intervals, 95 %", "由两个比率各自的区间得出，95%"),
    # How candidates stand to each other
    "ranking.title": Both("How candidates stand to each other, by {judge}", "被评模型之间的比较：{judge}"),
    "ranking.note": Both(
        "Candidates that share a letter could not be told apart (difference paired by scenario, 95 %, each pair by "
        "itself). “First” is the share of redrawn sets of scenarios in which the candidate comes first.",
        "字母相同的被评模型无法区分（按情境配对之差，95%，逐对比较）。“居首概率”是重抽情境时该模型居首的比例。",
    ),
    "ranking.raw": Both("judge's rates", "评审通过率"),
    "ranking.corrected": Both("corrected rates", "校正通过率"),
    "ranking.share": Both("share of points", "得分率"),
    "ranking.all_tied": Both("no two of {n} candidates could be told apart", "{n} 个被评模型两两均无法区分"),
    "ranking.of": Both("{dimension}: {basis}", "{dimension}：{basis}"),
}
