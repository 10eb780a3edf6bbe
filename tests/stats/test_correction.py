"""Rogan and Gladen's estimate with the interval of Lee et al., and when no rate can be corrected."""

import numpy as np
import pytest

from judge.stats.correction import (
    CUT,
    NO_FAILING,
    NO_PASSING,
    NOTHING_JUDGED,
    SAYS_TOO_LITTLE,
    Calibration,
    delta_error,
    rogan_gladen,
)


def of(passed, n):
    """*n* verdicts of which *passed* are passes."""
    return np.repeat([1.0, 0.0], [passed, n - passed])


def calibration(failed_of_failing, passed_of_passing, *, first_cluster=10_000):
    """Labelled items, each in a cluster of its own, from (k, m0) and (k, m1)."""
    (k0, m0), (k1, m1) = failed_of_failing, passed_of_passing
    verdicts = np.concatenate([1 - of(k0, m0), of(k1, m1)])
    return Calibration(verdicts, np.repeat([0.0, 1.0], [m0, m1]), first_cluster + np.arange(m0 + m1))


def test_the_published_example_to_nine_digits():
    """Lee et al. 2025: p .4, specificity .7, sensitivity .9, N 1000, m0 = m1 = 200.

    (.4 + .7 - 1) / (.7 + .9 - 1) = .1 / .6.
    """
    found = rogan_gladen(of(400, 1000), np.arange(1000), calibration((140, 200), (180, 200)))

    assert found.value == pytest.approx(0.1666666666666668, abs=1e-9)
    assert (found.low, found.high) == pytest.approx((0.05635072484160894, 0.2627330257859588), abs=1e-9)
    assert found.standard_error == pytest.approx(0.052219267055866006, abs=1e-9)
    assert (found.design_effect, found.n_judged, found.n_labelled) == (1.0, 1000, 400)


def test_the_delta_error_is_the_published_one():
    """Rogan and Gladen 1978, with sensitivity and specificity estimated of 200 each."""
    assert delta_error((0.4, 1000), (0.7, 200), (0.9, 200)) == pytest.approx(0.052219267055866006, abs=1e-12)


def test_the_tutorial_s_corrected_pass_rate():
    """Experts fail: judge 30 fail 10 pass; experts pass: 2 fail 78 pass; 320 of 400 judged pass.

    (.8 + 30/40 - 1) / (30/40 + 78/80 - 1) = .55 / .725.
    """
    found = rogan_gladen(of(320, 400), np.arange(400), calibration((30, 40), (78, 80)))

    assert found.value == pytest.approx(0.758620689655, abs=1e-9)
    assert (found.specificity, found.sensitivity) == (30 / 40, 78 / 80)


def test_a_rate_that_cannot_be_is_cut_and_said():
    """A rate of .1 with specificity .7: (.1 + .7 - 1) < 0. No candidate passes less than never."""
    found = rogan_gladen(of(100, 1000), np.arange(1000), calibration((140, 200), (180, 200)))

    assert (found.value, found.reason) == (0.0, CUT)
    assert found.low == 0.0


@pytest.mark.parametrize(
    ("judged", "known", "reason"),
    [
        (of(0, 0), calibration((14, 20), (18, 20)), NOTHING_JUDGED),
        (of(4, 10), calibration((14, 20), (0, 0)), NO_PASSING),
        (of(4, 10), calibration((0, 0), (18, 20)), NO_FAILING),
        (of(4, 10), calibration((10, 20), (10, 20)), SAYS_TOO_LITTLE),  # a coin
        (of(4, 10), calibration((0, 50), (50, 50)), SAYS_TOO_LITTLE),  # always passes
        (of(4, 10), calibration((2, 20), (4, 20)), SAYS_TOO_LITTLE),  # upside down
        (of(4, 10), calibration((3, 4), (3, 4)), SAYS_TOO_LITTLE),  # .75 + .75, of eight items
    ],
)
def test_a_rate_that_cannot_be_corrected_is_no_rate(judged, known, reason):
    """Not 0, not the raw rate: nothing, and why."""
    found = rogan_gladen(judged, np.arange(judged.size), known)

    assert (found.value, found.low, found.high, found.defined) == (None, None, None, False)
    assert found.reason == reason


def test_a_judge_just_clear_of_chance_is_corrected():
    """The limit is the interval of sensitivity + specificity - 1, so more labels of the same judge clear it."""
    few, many = (
        rogan_gladen(of(50, 100), np.arange(100), calibration((6 * n, 10 * n), (6 * n, 10 * n))) for n in (2, 20)
    )

    assert (few.reason, few.value) == (SAYS_TOO_LITTLE, None)
    assert many.value == pytest.approx(0.5, abs=1e-12)


def test_items_that_say_the_same_twice_bring_nothing_new():
    """Each conversation entered twice: the value stays, and the interval is nearly the one of half as many items."""
    once = calibration((140, 200), (180, 200))
    twice = Calibration(*(np.repeat(part, 2) for part in (once.verdicts, once.truth, once.clusters)))
    judged = of(400, 1000)

    single = rogan_gladen(judged, np.arange(1000), once)
    double = rogan_gladen(np.repeat(judged, 2), np.repeat(np.arange(1000), 2), twice)

    assert double.value == pytest.approx(single.value, abs=1e-12)
    assert double.design_effect == pytest.approx(2 * 1400 / 1399, rel=1e-9)  # G / (G - 1) of 1400 clusters
    assert (double.low, double.high) == pytest.approx((single.low, single.high), abs=2e-4)


def test_few_clusters_reach_further_than_many():
    """Eight conversations of 50 items that do not depend on each other: t of 7 degrees of freedom, 2.365 for 1.960."""
    judged, clusters = np.tile([1.0, 1, 0, 1, 0], 80), np.repeat(np.arange(8), 50)
    known = calibration((140, 200), (180, 200))
    known = Calibration(known.verdicts, known.truth, np.arange(400) % 8)

    few, many = rogan_gladen(judged, clusters, known), rogan_gladen(judged, np.arange(400), known)

    assert few.design_effect == many.design_effect == 1.0
    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(2.365 / 1.960, rel=0.02)


def test_divided_experts_count_half_in_each_class():
    """Two items of truth 1/2, one passed and one failed: half a passing item each way.

    Sensitivity (8 + 1/2) / (9 + 1), specificity (7 + 1/2) / (9 + 1).
    """
    sure = calibration((7, 9), (8, 9))
    known = Calibration(np.append(sure.verdicts, [1, 0]), np.append(sure.truth, [0.5, 0.5]), np.arange(20))

    assert known.sizes == (10.0, 10.0)
    assert known.rates == (7.5 / 10, 8.5 / 10)


def test_known_probabilities_weigh_what_was_labelled():
    """Passed failing items were labelled with probability 1, all others with 1/2: weights 1 and 2.

    Specificity 2 x 30 / (2 x 30 + 1 x 10), of (60 + 10)^2 / (4 x 30 + 1 x 10) items.
    """
    some = calibration((30, 40), (78, 80))
    weights = np.where((some.truth == 0) & (some.verdicts == 1), 1.0, 2.0)
    known = Calibration(some.verdicts, some.truth, some.clusters, weights)

    assert known.rates == (pytest.approx(60 / 70, abs=1e-12), pytest.approx(78 / 80, abs=1e-12))
    assert known.sizes == (pytest.approx(4900 / 130, abs=1e-12), pytest.approx(80, abs=1e-12))


def test_taking_the_verdicts_the_other_way_round_mirrors_everything():
    """Calling passing failing, of judge and experts alike, turns theta into 1 - theta and the interval with it."""
    judged, known = of(430, 1000), calibration((30, 40), (78, 80))
    mirrored = Calibration(1 - known.verdicts, 1 - known.truth, known.clusters)

    one, other = rogan_gladen(judged, np.arange(1000), known), rogan_gladen(1 - judged, np.arange(1000), mirrored)

    assert (other.value, other.low, other.high) == pytest.approx((1 - one.value, 1 - one.high, 1 - one.low), abs=1e-12)
