"""Rates corrected by labels of the candidate's own items: PPI, PPI++, post-stratified, doubly robust."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judge.stats.correction import NOTHING_JUDGED
from judge.stats.intervals import wilson
from judge.stats.linearised import design_effect
from judge.stats.rectification import (
    NO_LABEL,
    NOTHING_UNLABELLED,
    NOTHING_VARIES,
    STRATUM_WITHOUT_LABEL,
    Items,
    bounded,
    doubly_robust,
    merged,
    post_stratified,
    ppi,
    ppi_plus_plus,
)

NONE = np.nan


def the_example():
    """Y_i = [i mod 10 < 6], f_i = Y_i flipped where i mod 7 = 0 (i < 100); f_j = [j mod 20 < 11] (j < 1000)."""
    i, j = np.arange(100), np.arange(1000)
    truth = (i % 10 < 6) * 1.0
    verdicts = np.concatenate([np.where(i % 7 == 0, 1 - truth, truth), j % 20 < 11])
    return Items(verdicts, np.concatenate([truth, np.full(1000, NONE)]), np.arange(1100))


def items(verdicts, truth, clusters=None, weights=None):
    """Items in shorthand; each in a cluster of its own unless told."""
    places = np.arange(len(verdicts)) if clusters is None else np.array(clusters)
    return Items(
        np.array(verdicts, float), np.array(truth, float), places, None if weights is None else np.array(weights, float)
    )


@pytest.mark.parametrize(
    ("estimate", "power", "expected"),
    [
        # PPI / PPI++ formulas with variances divided by n throughout
        (lambda i: ppi(i, power=0), 0.0, (0.6, 0.5039817664728938, 0.6960182335271061, 0.04898979485566356)),
        (ppi, 1.0, (0.5800000000000001, 0.49827866765784634, 0.6617213323421538, 0.041695323478778766)),
        (
            ppi_plus_plus,
            0.6175417960173901,
            (0.5876491640796522, 0.5155247855958913, 0.659773542563413, 0.03679882847474173),
        ),
    ],
)
def test_the_rows_of_the_golden_table(estimate, power, expected):
    """To 1e-12: value, both ends, standard error and power."""
    found = estimate(the_example())

    assert (found.value, found.low, found.high, found.standard_error) == pytest.approx(expected, abs=1e-12)
    assert found.power == pytest.approx(power, abs=1e-12)
    assert (found.n_judged, found.n_labelled, found.design_effect) == (1100, 100, 1.0)


def test_the_convention_of_ppi_py_gives_its_numbers():
    """ppi_py 0.2.3: pooled variance divided by one less. Power, value and both ends as it prints them."""
    found = ppi_plus_plus(the_example(), convention="ppi_py")

    assert (found.power, found.value) == pytest.approx((0.616980394385, 0.587660392112), abs=1e-9)
    assert (found.low, found.high) == pytest.approx((0.515535585418, 0.659785198807), abs=1e-9)


def test_the_post_stratified_value_of_the_golden_table():
    """Namely w P(Y | passed) + (1 - w) P(Y | failed), w of all 1,100 verdicts."""
    assert post_stratified(the_example()).value == pytest.approx(0.587537554245, abs=1e-9)


def test_post_stratification_by_hand():
    """Passed: 2 of 3 labelled pass; failed: 0 of 1; 6 of 10 passed. 0.6 x 2/3 + 0.4 x 0.

    Smoothed: passed 3/5 -> 6/25 / 3, failed 1/3 -> 2/9 / 1; between: (.6 (2/3 - .4)^2 + .4 (0 - .4)^2) / 10.
    """
    found = post_stratified(items([1] * 6 + [0] * 4, [1, 1, 0, NONE, NONE, NONE, 0, NONE, NONE, NONE]))

    within = 0.36 * (6 / 25) / 3 + 0.16 * (2 / 9) / 1
    between = (0.6 * (2 / 3 - 0.4) ** 2 + 0.4 * 0.4**2) / 10
    assert found.value == pytest.approx(0.4, abs=1e-12)
    assert found.standard_error == pytest.approx((within + between) ** 0.5, abs=1e-12)


def test_with_everything_labelled_and_passed_it_is_wilson_s_interval():
    """36 of 36: experts who passed all of them have not shown that none can fail."""
    found = post_stratified(items([1] * 36, [1] * 36))

    assert (found.low, found.high) == pytest.approx(wilson(36, 36), abs=1e-9)


def test_an_unread_judgment_is_a_kind_of_verdict_of_its_own():
    """4 passed (2/2 pass), 4 failed (0/2), 2 unread (1/2): .4 + 0 + .2 x 1/2. For PPI an unread one is no pass."""
    some = items([1] * 4 + [0] * 4 + [NONE] * 2, [1, 1, NONE, NONE, 0, 0, NONE, NONE, 1, 0])

    assert post_stratified(some).value == pytest.approx(0.5, abs=1e-12)
    assert list(some.passed) == [1.0] * 4 + [0.0] * 6


def test_doubly_robust_with_equal_probabilities_is_post_stratified():
    """The known probability then cancels, in value and interval."""
    even = the_example()
    weighted = Items(even.verdicts, even.truth, even.clusters, np.full(1100, 11.0))

    one, other = post_stratified(even), doubly_robust(weighted)
    assert (other.value, other.low, other.high) == pytest.approx((one.value, one.low, one.high), abs=1e-12)


def test_doubly_robust_by_hand():
    """10 of 10 judged passed; labelled with probability 1: one failing; with probability 1/4: three passing.

    Mean of m + R/pi (Y - m): weights 1, 4, 4, 4, so m = 12/13; the corrections add up to 0. Unweighted it would be 3/4.
    """
    some = items([1] * 10, [0, 1, 1, 1] + [NONE] * 6, weights=[1, 4, 4, 4] + [NONE] * 6)

    assert doubly_robust(some).value == pytest.approx(12 / 13, abs=1e-12)
    assert post_stratified(Items(some.verdicts, some.truth, some.clusters)).value == pytest.approx(3 / 4, abs=1e-12)


def test_unequal_weights_widen_the_interval():
    """The same labels of the same verdicts, once of equal and once of very unequal probability."""
    truth = [1, 0] * 10 + [NONE] * 20
    even, uneven = (
        doubly_robust(items([1] * 40, truth, weights=[*weights, *[NONE] * 20]))
        for weights in ([2] * 20, [1, 1, 9, 9] * 5)
    )

    assert uneven.value == pytest.approx(even.value, abs=1e-12)
    assert uneven.standard_error > 1.2 * even.standard_error


@pytest.mark.parametrize(
    ("estimate", "some", "reason"),
    [
        (ppi, items([1, 0], [NONE, NONE]), NO_LABEL),
        (ppi, items([1, 0], [1, 0]), NOTHING_UNLABELLED),
        (ppi_plus_plus, items([1, 0], [NONE, NONE]), NO_LABEL),
        (post_stratified, items([], []), NOTHING_JUDGED),
        (post_stratified, items([1, 0], [NONE, NONE]), NO_LABEL),
        (post_stratified, items([1, 0], [1, NONE]), STRATUM_WITHOUT_LABEL),
        (doubly_robust, items([1, NONE], [1, NONE], weights=[2, NONE]), STRATUM_WITHOUT_LABEL),
    ],
)
def test_what_cannot_be_estimated_is_no_rate(estimate, some, reason):
    """A reason, and never 0."""
    found = estimate(some)

    assert (found.value, found.low, found.high, found.reason) == (None, None, None, reason)


def test_labels_that_all_say_the_same_have_no_interval_of_no_width():
    """PPI's variance is then 0; the post-stratified form is smoothed and keeps a width."""
    all_pass = items([1] * 10, [1] * 5 + [NONE] * 5)

    assert (ppi_plus_plus(all_pass).value, ppi_plus_plus(all_pass).low) == (1.0, None)
    assert ppi_plus_plus(all_pass).reason == NOTHING_VARIES
    assert post_stratified(all_pass).low < 0.9 < post_stratified(all_pass).high == 1.0


def test_a_kind_of_verdict_without_labels_is_merged_with_the_commonest():
    """Passed: 2 of 4 labelled pass; failed: one label only. Everything in one kind: the mean of the labels, 2/5."""
    some = items([1] * 8 + [0] * 2, [1, 1, 0, 0, NONE, NONE, NONE, NONE, 0, NONE])

    assert merged(some).value == pytest.approx(2 / 5, abs=1e-12)
    assert merged(some, fewest=1).value == post_stratified(some).value == pytest.approx(0.8 / 2, abs=1e-12)


def test_a_kind_of_verdict_without_labels_holds_the_interval_open():
    """8 of 10 have a kind that was labelled: .8 of their interval, and .2 that may all pass or all fail."""
    some = items([1] * 8 + [0] * 2, [1, 1, 0, 0, *[NONE] * 6])
    rest = post_stratified(items([1] * 8, [1, 1, 0, 0, *[NONE] * 4]))

    found = bounded(some, merged(some))

    assert found.value == merged(some).value == pytest.approx(1 / 2)
    assert (found.low, found.high) == pytest.approx((0.8 * rest.low, 0.8 * rest.high + 0.2), abs=1e-12)


def test_with_a_label_of_each_kind_nothing_is_held_open():
    """The estimate stays what it was; without any label there is none to widen."""
    for some in (the_example(), items([1, 0], [NONE, NONE])):
        assert bounded(some, merged(some)) == merged(some)


def test_the_clustered_error_is_the_published_one():
    """Scores 1 1 0 1 0 0 1 1 1 0 in clusters 0 0 0 1 1 2 2 2 3 3: .04, with the factor 4 / 3 .046188, below .154919.

    A design effect below 1 would shorten an interval on the strength of ten items: it is 1.
    """
    scores = np.array([1, 1, 0, 1, 0, 0, 1, 1, 1, 0.0])
    clusters = np.array([0, 0, 0, 1, 1, 2, 2, 2, 3, 3])
    influence = (scores - 0.6) / 10

    summed = np.bincount(clusters, influence)
    assert (summed**2).sum() ** 0.5 == pytest.approx(0.04, abs=1e-12)
    assert ((summed**2).sum() * 4 / 3) ** 0.5 == pytest.approx(0.046188021535, abs=1e-12)
    assert design_effect(influence, clusters) == 1.0


def test_where_nothing_varies_a_cluster_counts_as_one_item():
    """Ten passes in five conversations are not ten witnesses."""
    assert design_effect(np.zeros(10), np.repeat(np.arange(5), 2)) == 2.0


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from([0, 1, NONE]), st.sampled_from([0, 0.5, 1, NONE])), min_size=1, max_size=30))
def test_whatever_the_data_the_interval_holds_the_value(pairs):
    """Inside 0 to 1, the value between its ends, a reason where there is none; the order of the items is nothing."""
    verdicts, truth = zip(*pairs, strict=True)
    for estimate in (merged, post_stratified, doubly_robust, ppi_plus_plus, ppi):
        found = estimate(items(verdicts, truth))
        back = estimate(items(verdicts[::-1], truth[::-1]))

        assert found.defined or found.reason
        assert back.value == (None if found.value is None else pytest.approx(found.value, abs=1e-12))
        if found.low is not None:
            assert 0 <= found.low <= found.value + 1e-12
            assert found.value - 1e-12 <= found.high <= 1
