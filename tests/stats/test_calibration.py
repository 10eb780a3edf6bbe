"""Whether probabilities mean what they say: by hand, against scikit-learn, and where nothing can be said."""

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from judge.stats.calibration import BINS, CALIBRATION, bins, cells
from judge.stats.family import Ledger, Statistic
from judge.stats.resampling import Plan


def values(p, y):
    sums = cells(np.asarray(p, float), np.asarray(y, float)).sum(axis=0)
    return {name: float(value(sums)) for name, value in CALIBRATION.items()}


def test_ten_items_counted_by_hand():
    """Four items of .25 of which one is flagged, four of .75 of which two are, two of 1 of which both are.

    Brier: (3 x .0625 + .5625 + 2 x .0625 + 2 x .5625 + 0) / 10 = 2 / 10. Of the share .5: .25, of which .2 is left.
    Calibration: |1 - 1| + |3 - 2| + |2 - 2| over 10 = .1; bias: (1 + 3 + 2) / 10 - .5.
    """
    p, y = [0.25] * 4 + [0.75] * 4 + [1.0] * 2, [1, 0, 0, 0, 1, 1, 0, 0, 1, 1]

    expected = {"brier_of_flags": 0.2, "brier_skill": 0.2, "calibration_error": 0.1, "calibration_bias": 0.1}
    assert values(p, y) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_scikit_learn_finds_the_same_distances(seed):
    """Brier as it is, and the calibration error from the points of its reliability curve."""
    rng = np.random.default_rng(seed)
    p = rng.random(400)
    y = (rng.random(400) < p**1.5).astype(float)
    observed, predicted = calibration_curve(y, p, n_bins=BINS, strategy="uniform")
    counts = np.bincount(bins(p), minlength=BINS)
    found = values(p, y)

    assert found["brier_of_flags"] == pytest.approx(brier_score_loss(y, p), abs=1e-12)
    error = (np.abs(observed - predicted) * counts[counts > 0]).sum() / 400
    assert found["calibration_error"] == pytest.approx(error, abs=1e-12)


def test_a_share_of_repeats_is_in_the_bin_that_begins_there():
    """Three of ten is .3 and no less, however it is written in binary."""
    assert [int(bins(np.array([k / 10]))[0]) for k in range(11)] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert int(bins(np.array([np.nan]))[0]) == -1


def test_items_without_a_probability_or_a_flag_are_in_no_sum():
    """They would be taken for sure and right."""
    assert values([0.25, np.nan, 0.5], [0, 1, np.nan]) == pytest.approx(values([0.25], [0]), nan_ok=True)


def test_what_is_undefined():
    """Without items nothing is; where all are flagged or none, there is nothing to be better than."""
    assert all(np.isnan(value) for value in values([], []).values())
    one_class = values([0.5, 0.7], [1, 1])
    assert np.isnan(one_class.pop("brier_skill"))
    assert not any(np.isnan(value) for value in one_class.values())


def test_intervals_come_from_the_one_plan():
    """A distance is a number made of sums, with the interval of every other."""
    rng = np.random.default_rng(8)
    p = rng.random(80)
    ledger = Ledger(Plan(20, 300, 1), np.repeat(np.arange(20), 4))
    ledger.add("calibration", cells(p, (rng.random(80) < p).astype(float)), items=80)
    family = ledger.close()["calibration"]
    found = [family.estimate(Statistic(name, lambda _: "", value)) for name, value in CALIBRATION.items()]

    assert {e.interval_method for e in found} <= {"cluster_bootstrap_bca", "cluster_bootstrap_percentile"}
    assert all(e.low < e.high for e in found)
