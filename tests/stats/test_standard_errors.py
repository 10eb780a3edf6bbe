"""Closed-form standard errors: what they are derivatives of, what others give, and where there is none."""

import doctest

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from judge.errors import InputError
from judge.stats import standard_errors as errors
from judge.stats.estimate import NO_ITEM, NO_PAIR, NO_VARIATION
from judge.stats.group import coincidences
from judge.stats.metrics import METRICS, linear, quadratic
from judge.stats.resampling import Plan, Sums, sum_by_cluster
from judge.stats.sampled import NO_SPREAD, TOO_FEW, Sampled
from judge.stats.tables import alpha_of_coincidences


def seeded(seed, *, raters=4, items=40, answers=3, missing=0.2):
    """Codes of raters who agree in about half the cases, some missing."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, answers, items)
    codes = np.where(rng.random((raters, items)) < 0.5, truth, rng.integers(0, answers, (raters, items)))
    return np.where(rng.random(codes.shape) < missing, -1, codes)


def sampled_alpha(codes, *, clusters=None, answers=3, metric="nominal"):
    """Alpha with what its jackknife needs; every item a cluster unless told."""
    clusters = np.arange(codes.shape[1]) if clusters is None else clusters
    n = int(clusters.max()) + 1
    sums = Sums.of(sum_by_cluster(coincidences(codes, answers), clusters, n), Plan(n, 2))
    return sums, Sampled.of(sums, lambda s: alpha_of_coincidences(s.reshape(*s.shape[:-1], answers, answers), metric))


def test_the_examples_in_the_docstrings_are_true():
    """Published numbers."""
    result = doctest.testmod(errors)

    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("weights", "theirs"), [(None, None), (linear, "linear"), (quadratic, "quadratic")])
def test_the_error_of_kappa_is_statsmodels(weights, theirs, seed):
    """Four answers, plain and weighted."""
    table = np.random.default_rng(seed).integers(0, 20, (4, 4)) + 15 * np.eye(4)

    found = errors.cohen_kappa(table, None if weights is None else weights(4))
    oracle = cohens_kappa(table, wt=theirs)
    assert (found.value, found.error) == pytest.approx((oracle.kappa, oracle.std_kappa), abs=1e-12)


@pytest.mark.parametrize("metric", METRICS)
def test_the_influences_are_the_derivative_of_alpha_by_weight(metric):
    """Each item's weight moved a little to both sides: (alpha(1 + h) - alpha(1 - h)) / 2h."""
    per_item = coincidences(seeded(3), 3).reshape(-1, 3, 3)
    values = np.array([0.0, 1.0, 2.5])
    whole, step = per_item.sum(axis=0), 1e-5 * per_item

    moved = alpha_of_coincidences(whole + step, metric, values) - alpha_of_coincidences(whole - step, metric, values)
    assert errors.alpha_influences(per_item, metric, values) == pytest.approx(moved / 2e-5, abs=1e-8)


def test_many_items_make_the_errors_of_alpha_the_same():
    """Of 2,000 items Gwet's, the jackknife's and the infinitesimal jackknife's differ by less than one per cent."""
    codes = seeded(5, items=2000, missing=0.1)
    sums, sampled = sampled_alpha(codes)

    infinitesimal = errors.infinitesimal_jackknife(sums.per_cluster.reshape(-1, 3, 3))
    assert errors.jackknife(sampled).error == pytest.approx(infinitesimal, rel=0.01)
    assert errors.krippendorff_alpha(codes, 3).error == pytest.approx(infinitesimal, rel=0.01)


def test_conversations_widen_the_error_that_items_alone_would_give():
    """Every item four times over: the error stays that of the 50 conversations, and by items it is half of it."""
    codes = seeded(6, items=50)
    fourfold, conversations = np.repeat(codes, 4, axis=1), np.repeat(np.arange(50), 4)

    by_conversation = errors.jackknife(sampled_alpha(fourfold, clusters=conversations)[1]).error
    by_item = errors.jackknife(sampled_alpha(fourfold)[1]).error
    assert by_conversation == pytest.approx(errors.jackknife(sampled_alpha(codes)[1]).error, rel=0.02)
    assert by_item == pytest.approx(by_conversation / 2, rel=0.03)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.integers(0, 4)), min_size=8, max_size=40))
def test_the_clustered_error_is_statsmodels(pairs):
    """A regression on a constant, with clustered covariance."""
    scores, clusters = np.array([s for s, _ in pairs], float), np.array([c for _, c in pairs])
    plain, small = (errors.clustered_mean(scores, clusters, corrected=c) for c in (False, True))

    if plain.error is None:
        assert plain.reason in {TOO_FEW, NO_SPREAD}
        return
    for found, correction in ((plain, False), (small, True)):
        how = {"groups": clusters, "use_correction": correction}
        fit = sm.OLS(scores, np.ones(scores.size)).fit(cov_type="cluster", cov_kwds=how)
        assert found.error == pytest.approx(float(fit.bse[0]), abs=1e-12)


@pytest.mark.parametrize("name", errors.CHANCES)
@pytest.mark.parametrize(
    ("codes", "reason"),
    [([[0, 0, 0], [0, 0, 0]], NO_VARIATION), ([[0, -1], [-1, 1]], NO_PAIR), ([[-1, -1], [-1, -1]], NO_PAIR)],
)
def test_a_coefficient_without_a_value_has_no_error(name, codes, reason):
    """Nor has alpha."""
    codes = np.array(codes)

    for found in (errors.of_group(name, codes, 2), errors.krippendorff_alpha(codes, 2)):
        assert (found.value, found.error, found.low, found.high, found.reason) == (None, None, None, None, reason)


def test_where_all_agree_no_error_is_invented():
    """The formula gives 0: an interval of no width would be a lie."""
    codes = np.array([[0, 1, 0, 1], [0, 1, 0, 1]])
    table = [[2, 0], [0, 2]]

    for found in (
        errors.of_group("gwet_ac1", codes, 2),
        errors.krippendorff_alpha(codes, 2),
        errors.cohen_kappa(table),
    ):
        assert found.value == pytest.approx(1)
        assert (found.error, found.low, found.high, found.reason) == (None, None, None, NO_SPREAD)


def test_too_little_to_tell_is_said():
    """One item, one cluster, none; and a kappa that nothing is known about."""
    one = np.array([[0], [1]])
    _, single = sampled_alpha(np.array([[0, 1, 1], [0, 1, 0]]), clusters=np.zeros(3, int), answers=2)
    _, flat = sampled_alpha(np.zeros((2, 3), int), answers=2)
    _, lone = sampled_alpha(np.array([[0, 0, 1], [0, 0, 1]]), answers=2)  # without the last item nothing varies

    assert errors.of_group("fleiss_kappa", one, 2).reason == errors.ONE_ITEM
    assert (errors.jackknife(single).error, errors.jackknife(single).reason) == (None, TOO_FEW)
    assert (errors.jackknife(flat).value, errors.jackknife(flat).reason) == (None, NO_VARIATION)
    assert (errors.jackknife(lone).error, errors.jackknife(lone).reason) == (None, errors.UNDEFINED_WITHOUT)
    assert np.isnan(errors.infinitesimal_jackknife(np.zeros((3, 2, 2))))
    assert (errors.clustered_mean([np.nan], [0]).value, errors.clustered_mean([np.nan], [0]).reason) == (None, NO_ITEM)
    assert errors.clustered_mean([1, 0], [7, 7]).reason == TOO_FEW
    assert [errors.cohen_kappa(t).reason for t in ([[0, 0], [0, 0]], [[3, 0], [0, 0]])] == [NO_ITEM, NO_VARIATION]


def test_every_score_needs_its_cluster():
    """One short."""
    with pytest.raises(InputError, match="each score needs its cluster: 2 scores, 1 clusters"):
        errors.clustered_mean([1, 0], [0])
