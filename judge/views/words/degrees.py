"""Words for ratings as numbers, for the order of candidates, and for why these have no value.

Reasons are keyed by the sentence that ``judge.stats`` and ``judge.scoring`` give.
"""

from judge.views.words.both import Both

_ICC = {
    f"{form}_{mean}": Both(f"ICC({form.upper()},{mean})", f"ICC({form.upper()},{mean})")
    for form in ("1", "2", "3", "a", "c")
    for mean in ("1", "k")
}
_BOTH_LEVELS = {
    **{f"icc_{name}": both for name, both in _ICC.items()},
    "pearson": Both("Pearson r", "Pearson r"),
    "spearman": Both("Spearman ρ", "Spearman ρ"),
    "kendall_tau_b": Both("Kendall τ-b", "Kendall τ-b"),
    "mae": Both("Mean absolute error", "平均绝对误差"),
    "rmse": Both("Root mean squared error", "均方根误差"),
    "within_1": Both("At most one step apart", "相差不超过一级"),
    "bias": Both("Judge higher by", "评审偏高"),
}
_SYSTEM = {
    "pairwise_ranking_accuracy": Both("Pairs of candidates ordered alike", "被评模型两两排序一致率"),
    "pairwise_ranking_accuracy_significant": Both(
        "Pairs that the experts tell apart, ordered alike", "专家能分出高下的两两排序一致率"
    ),
    "same_best_probability": Both("Same best candidate", "最佳者相同的概率"),
    "same_worst_probability": Both("Same worst candidate", "最差者相同的概率"),
    "spearman_p": Both("Spearman p", "Spearman p"),
    "kendall_tau_b_p": Both("Kendall p", "Kendall p"),
}

WORDS: dict[str, Both] = {
    **{f"statistic.item_{n}": Both(f"{b.en}, over items", f"{b.zh}（按条目）") for n, b in _BOTH_LEVELS.items()},
    **{
        f"statistic.system_{n}": Both(f"{b.en}, over candidates", f"{b.zh}（按被评模型）")
        for n, b in _BOTH_LEVELS.items()
    },
    **{f"statistic.system_{n}": b for n, b in _SYSTEM.items()},
    "statistic.healthbench_macro_f1": Both("Macro F1 over pairs (HealthBench)", "两两宏平均 F1（HealthBench）"),
    "statistic.harm_weighted_cost": Both("Cost of errors by harm, per item", "按危害加权的错误代价（每条目）"),
    "statistic.error_rate": Both("Errors, all alike", "错误率（不加权）"),
    "reference.mean": Both("mean of the experts", "专家平均"),
    # Why there is no value
    "reason.fewer than two items were rated by all of them": Both(
        "fewer than two items were rated by all of them", "各方都评过的条目不足两个"
    ),
    "reason.no variation: every item was rated the same, so there is nothing to tell apart": Both(
        "no variation: every item was rated the same, so there is nothing to tell apart",
        "没有差异：所有条目的评分都相同，无从区分",
    ),
    "reason.no variation: the items' means hardly differ, so that the reliability of a mean cannot be told": Both(
        "no variation: the items' means hardly differ, so that the reliability of a mean cannot be told",
        "没有差异：各条目的平均分几乎相同，无法得知平均分的信度",
    ),
    "reason.no variation: one of the two gave every item the same number": Both(
        "no variation: one of the two gave every item the same number", "没有差异：其中一方对所有条目的评分都相同"
    ),
    "reason.no item was rated by all experts, of whom there must be two": Both(
        "no item was rated by all experts, of whom there must be two",
        "没有一个条目由全体专家评过，而专家至少要有两位",
    ),
    "reason.too many different values to resample their ranks": Both(
        "too many different values to resample their ranks", "不同取值太多，无法对名次重抽样"
    ),
    "reason.fewer than three candidates: there is no ranking to compare": Both(
        "fewer than three candidates: there is no ranking to compare", "被评模型不足三个：没有名次可比"
    ),
    "reason.no variation: the experts rank all candidates alike": Both(
        "no variation: the experts rank all candidates alike", "没有差异：专家给所有被评模型的名次相同"
    ),
    "reason.no variation: one of the two ranks all candidates alike": Both(
        "no variation: one of the two ranks all candidates alike", "没有差异：其中一方给所有被评模型的名次相同"
    ),
    "reason.no variation: all candidates have the same mean": Both(
        "no variation: all candidates have the same mean", "没有差异：所有被评模型的平均分相同"
    ),
    "reason.in more than half of the replicates a candidate has no item": Both(
        "in more than half of the replicates a candidate has no item", "超过半数的重抽样中有被评模型没有条目"
    ),
    "reason.the experts tell no two candidates apart beyond chance": Both(
        "the experts tell no two candidates apart beyond chance", "专家对任何两个被评模型都未分出超过偶然的高下"
    ),
    "reason.fewer than ten candidates: a large-sample p-value would mean nothing": Both(
        "fewer than ten candidates: a large-sample p-value would mean nothing",
        "被评模型不足十个：大样本 p 值没有意义",
    ),
    "reason.it is a share of the replicates itself": Both(
        "it is a share of the replicates itself", "它本身就是重抽样中的比例"
    ),
    "reason.no variation: the pairs hold only one of the two answers": Both(
        "no variation: the pairs hold only one of the two answers", "没有差异：各对中只出现两种判断之一"
    ),
    "reason.a standard error needs two items": Both("a standard error needs two items", "标准误至少需要两个条目"),
    "reason.undefined without one of the clusters": Both(
        "undefined without one of the clusters", "去掉其中一个聚类后即无定义"
    ),
}
