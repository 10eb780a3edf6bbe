"""What thresholds of a score find and cost: counted by hand, held to scikit-learn, undefined where nothing is said."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from judge.stats import calibration, curves
from judge.stats.curves import auroc, average_precision, false_positive_rate, needed, running, threshold
from judge.stats.estimate import NO_CLEARED, NO_FLAG, NO_ITEM
from judge.stats.resampling import Plan
from judge.stats.scored import ORDER, Scored

# Forty-two flagged turns and fifty-eight cleared ones, as so many stand in each row at one score:
#
#   score   flagged  cleared   flagged so far   cleared so far
#   .95        20        0           20                0
#   .90        10        1           30                1
#   .80         7        2           37                3
#   .70         2        3           39                6     39 >= 38: nine in ten are found here
#   .60         0        4           39               10
#   .50         1        0           40               10     40 >= 40: nineteen in twenty are found here
#   .30         1       18           41               28
#   .10         1       30           42               58
FORTY_TWO = [
    (0.95, 20, 0),
    (0.9, 10, 1),
    (0.8, 7, 2),
    (0.7, 2, 3),
    (0.6, 0, 4),
    (0.5, 1, 0),
    (0.3, 1, 18),
    (0.1, 1, 30),
]
SCORES = np.array([s for s, y, n in FORTY_TWO for _ in range(y + n)])
FLAGS = np.array([f for _, y, n in FORTY_TWO for f in [1.0] * y + [0.0] * n])
# Pairs of a flagged and a cleared item that stand right, ties counting half, 42 x 58 = 2436 in all. Each flagged item
# beats the cleared ones below it: .95: 58. .90: 57 and half of 1. .80: 55 and half of 2. .70: 52 and half of 3.
# .50: 48. .30: 30 and half of 18. .10: half of 30.
PAIRS = 20 * 58 + 10 * 57.5 + 7 * 56 + 2 * 53.5 + 1 * 48 + 1 * 39 + 1 * 15
# What each threshold adds to the recall times its precision, over 42; the row with no flagged item adds nothing.
PRECISIONS = 20 * 20 / 20 + 10 * 30 / 31 + 7 * 37 / 40 + 2 * 39 / 45 + 1 * 40 / 50 + 1 * 41 / 69 + 1 * 42 / 100


def scored(scores=SCORES, flags=FLAGS, clusters=None, weights=None):
    places = np.arange(len(scores)) if clusters is None else np.asarray(clusters)
    return Scored.of(np.asarray(scores, float), np.asarray(flags, float), places, weights)


def test_forty_two_flagged_items_counted_by_hand():
    """Nine in ten of 42 are 38 and nineteen in twenty are 40; a threshold passes items of one score together."""
    items = scored()
    flagged, cleared = items.counts

    assert (needed(items.flagged, 0.9), needed(items.flagged, 0.95)) == (38, 40)
    assert flagged.tolist() == [20, 30, 37, 39, 39, 40, 41, 42]
    assert cleared.tolist() == [0, 1, 3, 6, 10, 10, 28, 58]
    assert false_positive_rate(flagged, cleared, recall=0.9) == 6 / 58
    assert false_positive_rate(flagged, cleared, recall=0.95) == 10 / 58
    assert threshold(flagged, cleared, items.thresholds, recall=0.9) == 0.7
    assert threshold(flagged, cleared, items.thresholds, recall=0.95) == 0.5
    assert auroc(flagged, cleared) == pytest.approx(PAIRS / 2436, abs=1e-15)
    assert average_precision(flagged, cleared) == pytest.approx(PRECISIONS / 42, abs=1e-15)


def test_a_share_of_the_flagged_that_is_a_whole_number_needs_no_more():
    """In binary .07 of 100 and .55 of 100 are a little more than 7 and 55, and must not need one item more."""
    assert [needed(100, r) for r in (0.07, 0.29, 0.55, 0.57, 1.0)] == [7, 29, 55, 57, 100]
    flagged, cleared = running(np.arange(200.0), [1, 0] * 100)
    for recall in (0.07, 0.29, 0.55, 0.57, 1.0):
        place = 2 * (100 - needed(100, recall))
        assert threshold(flagged, cleared, np.arange(200.0)[::-1], recall=recall) == place


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("steps", [3, 11, 1000])
def test_scikit_learn_finds_the_same(seed, steps):
    """Few scores with many ties, and as many scores as items; weights too."""
    rng = np.random.default_rng(10 * steps + seed)
    flags = (rng.random(300) < 0.15).astype(float)
    scores = np.round(np.clip(rng.normal(0.3 + 0.3 * flags, 0.2), 0, 1) * steps) / steps
    weights = rng.random(300) + 0.1 if seed % 2 else None
    items = scored(scores, flags, weights=weights)
    found = items.sampled(ORDER, Plan(300, 1))

    fpr, tpr, _ = metrics.roc_curve(flags, scores, sample_weight=weights, drop_intermediate=False)
    expected = {
        "auroc": metrics.roc_auc_score(flags, scores, sample_weight=weights),
        "average_precision": metrics.average_precision_score(flags, scores, sample_weight=weights),
        **{f"fpr_at_tpr_{r:.2f}": fpr[tpr >= r - 1e-12].min() for r in curves.RECALLS},
    }
    assert {name: one.value for name, one in found.items()} == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
def test_a_replicate_is_the_statistic_of_the_items_it_drew(weighted):
    """Twenty conversations of six turns: drawn again by hand, and left out one at a time."""
    rng = np.random.default_rng(3)
    clusters = np.repeat(np.arange(20), 6)
    flags = (rng.random(120) < 0.3).astype(float)
    scores = np.round(np.clip(rng.normal(0.3 + 0.3 * flags, 0.2), 0, 1), 1)
    weights = rng.random(120) + 0.5 if weighted else None
    plan = Plan(20, 30, 4)
    found = scored(scores, flags, clusters, weights).sampled(ORDER, plan)

    for row in range(30):
        at = np.concatenate([np.flatnonzero(clusters == c) for c in np.repeat(np.arange(20), plan.counts[row])])
        alone = scored(scores[at], flags[at], weights=None if weights is None else weights[at])
        for name, one in alone.sampled(ORDER, Plan(at.size, 1)).items():
            assert found[name].replicates[row] == pytest.approx(one.value, abs=1e-12, nan_ok=True)
    for gone in range(20):
        at = np.flatnonzero(clusters != gone)
        alone = scored(scores[at], flags[at], weights=None if weights is None else weights[at])
        assert found["auroc"].without[gone] == pytest.approx(alone.sampled(ORDER, Plan(at.size, 1))["auroc"].value)


def test_the_interval_widens_where_turns_come_from_few_conversations():
    """A hundred turns, each for itself, and the same in ten conversations that are of one kind."""
    alone = scored().sampled(ORDER, Plan(100, 400, 1))["auroc"].interval()
    held = scored(clusters=np.sort(np.arange(100) % 10)).sampled(ORDER, Plan(10, 400, 1))["auroc"].interval()

    assert alone.method == "cluster_bootstrap_bca"
    assert held.high - held.low > alone.high - alone.low
    assert alone.low < PAIRS / 2436 < alone.high


@pytest.mark.parametrize(
    ("scores", "flags", "why"),
    [
        ([], [], NO_ITEM),
        ([0.2, 0.4], [0, 0], NO_FLAG),
        ([0.2, 0.4], [1, 1], NO_CLEARED),
        ([0.5, 0.5, 0.5], [1, 0, 0], curves.ALL_EQUAL),
        ([np.nan, 0.4], [1, 0], NO_FLAG),
    ],
)
def test_an_order_that_says_nothing_has_no_number(scores, flags, why):
    """No flagged item, no cleared one, one score for everything: undefined, with the reason, and never .5."""
    items = scored(scores, flags)
    estimates = [items.estimate(one) for one in items.sampled(ORDER, Plan(max(1, len(scores)), 20)).values()]

    assert {(e.value, e.status, e.reason) for e in estimates} == {(None, "undefined", why)}


def test_replicates_without_a_flagged_item_are_counted():
    """One flagged item in a cluster of its own is missing from a third of the draws."""
    items = scored([0.9, 0.2, 0.4], [1, 0, 0])
    estimate = items.estimate(items.sampled(ORDER, Plan(3, 300, 2))["auroc"])

    assert estimate.value == 1.0
    assert 60 < estimate.replicates_undefined < 200
    assert estimate.interval_method is None


SOME = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30)


@given(SOME)
def test_turning_the_scores_round_turns_the_order_round(pairs):
    """The area of the reverse is what is left of 1, and any rising change of the scores changes nothing."""
    scores, flags = (np.array(column, float) for column in zip(*pairs, strict=True))
    one, other, risen = (auroc(*running(s, flags)) for s in (scores, -scores, np.exp(scores)))

    assert risen == pytest.approx(one, nan_ok=True)
    assert other == pytest.approx(1 - one, nan_ok=True)


@given(SOME, st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_the_threshold_finds_enough_and_the_next_one_does_not(pairs, recall):
    """What is promised is found: at least the share, with the highest threshold that does."""
    scores, flags = (np.array(column, float) for column in zip(*pairs, strict=True))
    items = scored(scores, flags)
    found = float(threshold(*items.counts, items.thresholds, recall=recall))
    if np.isnan(found):
        return
    assert np.count_nonzero(scores[flags == 1] >= found) >= needed(items.flagged, recall)
    assert np.count_nonzero(scores[flags == 1] > found) < needed(items.flagged, recall)


def test_the_points_of_both_curves():
    """From nothing to everything, one point for each score."""
    flagged, cleared = running([0.9, 0.8, 0.8, 0.1], [1, 1, 0, 0])

    assert curves.roc_points(flagged, cleared).tolist() == [[0, 0], [0, 0.5], [0.5, 1], [1, 1]]
    assert curves.precision_recall_points(flagged, cleared).round(6).tolist() == [[0.5, 1], [1, 0.666667], [1, 0.5]]


@pytest.mark.parametrize("module", [curves, calibration], ids=lambda m: m.__name__)
def test_the_examples_of_curves_and_calibration_are_true(module):
    """Each module has some, and none fails."""
    result = doctest.testmod(module)

    assert result.attempted > 0
    assert result.failed == 0
