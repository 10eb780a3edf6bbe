"""What sheets of agreement there are: which statistics each shows of the many computed."""

from judge.views.sheets import Column, Layout

HEADLINE = Layout(
    "headline",
    (
        Column("statistic.percent_agreement", "percent_agreement", ("pairs", None)),
        Column("statistic.cohen_kappa", "cohen_kappa", ("pairs", None)),
        Column("statistic.krippendorff_alpha_nominal", "krippendorff_alpha_nominal", (None, "pairs")),
        Column("statistic.gwet_ac1", "gwet_ac1", ("pairs", None)),
        Column("statistic.sensitivity", "sensitivity", ("majority",), ranges="majority_without:"),
        Column("statistic.specificity", "specificity", ("majority",), ranges="majority_without:"),
    ),
    pictured=1,
    baselines=True,
    whole=True,
    scale=False,
)
"""No one of them is safe alone."""

SCALES = Layout(
    "scale",
    (
        Column("statistic.cohen_kappa_quadratic", "cohen_kappa_quadratic", ("pairs", None)),
        Column("block.scale_alpha", "krippendorff_alpha_*", (None, "pairs")),
        Column("statistic.gwet_ac2_quadratic", "gwet_ac2_quadratic", ("pairs", None)),
        Column("block.icc", "item_icc_a_1", ("pairs", None)),
        Column("block.error", "item_mae", ("pairs",)),
        Column("block.bias", "item_bias", ("mean",), signed=True),
        Column("block.within", "item_within_1", ("pairs",)),
    ),
    pictured=0,
    baselines=True,
    whole=True,
    scale=True,
)
"""The same for answers with an order, of which plain agreement says little: 4 for 5 is not 1 for 5."""

ONE_MORE = Layout(
    "one_more",
    (
        Column("block.alpha", "krippendorff_alpha_*_with_judge", ("experts",), experts="krippendorff_alpha_*"),
        Column("block.alpha_change", "krippendorff_alpha_*_difference", ("experts",), signed=True),
    ),
)

REPLACEABLE = Layout(
    "replaceable",
    (
        Column("block.omega", "alt_test_omega_0.2", bare=True),
        Column("block.omega_clustered", "alt_test_omega_clustered_0.2", bare=True),
        Column("block.rho", "alt_test_rho"),
    ),
)

SOFT = Layout(
    "soft",
    (
        Column("statistic.brier", "brier", ("leave_one_out",)),
        Column("statistic.jensen_shannon_bits", "jensen_shannon_bits", ("leave_one_out",)),
        Column("statistic.total_variation", "total_variation", ("leave_one_out",)),
    ),
)

STABLE = Layout(
    "stable",
    (
        Column("block.retest", "test_retest_alpha_*"),
        Column("block.flips", "flip_rate"),
        Column("block.all_equal", "all_repeats_equal"),
        Column("block.all_right", "pass_hat_*", ("majority",)),
        Column("block.worst_missed", "worst_of_k_missed", ("any",)),
    ),
)

RANKED = Layout(
    "ranked",
    (
        Column("block.kendall", "system_kendall_tau_b", ("mean", "pairs")),
        Column("block.spearman", "system_spearman", ("mean", "pairs")),
        Column("block.ordered_alike", "system_pairwise_ranking_accuracy", ("mean", "pairs")),
        Column("block.same_best", "system_same_best_probability", ("mean",), bare=True),
        Column("block.same_worst", "system_same_worst_probability", ("mean",), bare=True),
    ),
)

BLOCKS = (ONE_MORE, REPLACEABLE, SOFT, STABLE, RANKED)
"""After the headline, in this order; each only where there is something to show."""
