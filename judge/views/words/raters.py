"""Words for replaceability, soft labels, stability and hidden truth, and for why they have no value.

Reasons are keyed by the sentence that ``judge.stats`` and ``judge.scoring`` give.
"""

from judge.views.words.both import Both

_ALT_TEST = {
    f"statistic.alt_test_omega_{epsilon}": Both(
        f"Alternative annotator ω, ε {epsilon}", f"替代标注者检验 ω（ε={epsilon}）"
    )
    for epsilon in ("0.05", "0.1", "0.15", "0.2", "0.3")
}
_PASS_HAT = {
    f"statistic.pass_hat_{k}": Both(f"Right {k} times of {k} (pass^{k})", f"{k} 次皆对（pass^{k}）")
    for k in range(1, 17)
}

WORDS: dict[str, Both] = {
    # Replaceability
    **_ALT_TEST,
    "statistic.alt_test_omega_clustered_0.2": Both(
        "Alternative annotator ω by clusters, ε 0.2", "替代标注者检验 ω（按聚类，ε=0.2）"
    ),
    "statistic.alt_test_rho": Both("Alternative annotator ρ", "替代标注者检验 ρ"),
    "statistic.alt_test_p_0.2": Both("Alternative annotator p, ε 0.2", "替代标注者检验 p（ε=0.2）"),
    # Soft labels
    "statistic.brier": Both("Brier", "Brier 分数"),
    "statistic.jensen_shannon_bits": Both("Jensen–Shannon, bits", "Jensen–Shannon 散度（比特）"),
    "statistic.total_variation": Both("Total variation", "全变差距离"),
    "reference.distribution": Both("shares of the experts", "专家意见的分布"),
    "reference.leave_one_out": Both("shares of the other experts", "其余专家意见的分布"),
    # Stability
    "statistic.test_retest_alpha_nominal": Both("Test–retest α, nominal", "重测 α（名义）"),
    "statistic.test_retest_alpha_ordinal": Both("Test–retest α, ordinal", "重测 α（顺序）"),
    "statistic.test_retest_alpha_interval": Both("Test–retest α, interval", "重测 α（等距）"),
    "statistic.test_retest_alpha_ratio": Both("Test–retest α, ratio", "重测 α（比率）"),
    "statistic.flip_rate": Both("Flips between repeats", "重复间改判率"),
    "statistic.all_repeats_equal": Both("All repeats the same", "各次重复全同"),
    "statistic.worst_of_k_missed": Both("Missed by any repeat", "任一重复漏报"),
    "statistic.best_of_k_missed": Both("Missed by every repeat", "每次重复皆漏报"),
    **_PASS_HAT,
    "repeat.all": Both("all repeats", "全部重复"),
    # Hidden truth
    "statistic.latent_prevalence": Both("Prevalence by the model", "模型估计的不通过比例"),
    "statistic.latent_sensitivity": Both("Sensitivity by the model", "模型估计的灵敏度"),
    "statistic.latent_specificity": Both("Specificity by the model", "模型估计的特异度"),
    "reference.latent": Both("hidden truth by the model", "模型推断的真值"),
    # Judges beside the judges
    "judge.always-pass": Both("always passes", "一律放行"),
    "judge.random-expert": Both("an expert at random", "随机一位专家"),
    "ask.vote": Both("vote", "投票"),
    # Why there is no value
    "reason.fewer than 30 items with the judge, this expert and another: a t test would not hold": Both(
        "fewer than 30 items with the judge, this expert and another: a t test would not hold",
        "评审、该专家与另一位专家都作答的条目不足 30 个：t 检验不成立",
    ),
    "reason.no expert has 30 items with the judge and another expert: a t test would not hold": Both(
        "no expert has 30 items with the judge and another expert: a t test would not hold",
        "没有一位专家与评审及另一位专家共有 30 个条目：t 检验不成立",
    ),
    "reason.experts with fewer than 30 items are not tested; they stay among the others": Both(
        "experts with fewer than 30 items are not tested; they stay among the others",
        "条目不足 30 个的专家不作检验，但仍计入“其余专家”",
    ),
    "reason.no item was answered by the judge and two experts": Both(
        "no item was answered by the judge and two experts", "没有评审与两位专家都作答的条目"
    ),
    "reason.every item gives the same difference, equal to epsilon: there is nothing to test": Both(
        "every item gives the same difference, equal to epsilon: there is nothing to test",
        "所有条目的差都等于 ε：无从检验",
    ),
    "reason.the outcome of tests, each with its own uncertainty: it has no interval": Both(
        "the outcome of tests, each with its own uncertainty: it has no interval",
        "这是检验的结果，检验本身已计入不确定性：没有区间",
    ),
    "reason.no labelled item has two repeats with an answer": Both(
        "no labelled item has two repeats with an answer", "没有一个有标注的条目有两次重复给出答案"
    ),
    "reason.no labelled item was put before the judge more than once": Both(
        "no labelled item was put before the judge more than once", "没有一个有标注的条目向评审提问过一次以上"
    ),
    "reason.no item was put before the judge that often and decided by the experts' majority": Both(
        "no item was put before the judge that often and decided by the experts' majority",
        "没有一个条目提问达到这一次数且专家有多数意见",
    ),
    "reason.fewer than two experts: a hidden truth cannot be told from one opinion": Both(
        "fewer than two experts: a hidden truth cannot be told from one opinion",
        "专家少于两位：无法从一家之言中分辨真值",
    ),
    "reason.by the model no item is failing": Both("by the model no item is failing", "按模型，没有不通过的条目"),
    "reason.by the model every item is failing": Both("by the model every item is failing", "按模型，所有条目都不通过"),
}
