"""Many comparisons at once: the published list, statsmodels, and intervals that hold together."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from judge.errors import InputError
from judge.stats import multiplicity as m
from judge.stats.resampling import Plan, Sums
from judge.stats.sampled import NO_SPREAD, Sampled

# Benjamini and Hochberg (1995), section 4.1: fifteen hypotheses of one trial.
BH_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip
P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_the_published_list_is_decided_as_published():
    """3 by Holm, 4 by Benjamini and Hochberg, 3 by Benjamini and Yekutieli; the fourth p-value as adjusted."""
    adjusted = {name: adjust(BH_1995) for name, adjust in m.ADJUSTMENTS.items()}

    assert {name: int((p <= 0.05).sum()) for name, p in adjusted.items()} == {"holm": 3, "bh": 4, "by": 3}
    # 0.0095 x 12, x 15/4, and that times 1 + 1/2 + ... + 1/15
    assert [adjusted[n][3] for n in ("holm", "bh", "by")] == pytest.approx([0.1140, 0.035625, 0.118211908], abs=1e-9)


@given(P_VALUES)
@pytest.mark.parametrize(("ours", "theirs"), [("holm", "holm"), ("bh", "fdr_bh"), ("by", "fdr_by")])
def test_it_is_what_statsmodels_gives(ours, theirs, p_values):
    """Any list, ties and zeros included."""
    assert m.ADJUSTMENTS[ours](p_values) == pytest.approx(multipletests(p_values, method=theirs)[1], abs=1e-12)


@given(P_VALUES, st.randoms())
def test_order_does_not_matter_and_what_was_not_asked_does_not_count(p_values, chance):
    """A nan stays where it is and costs the others nothing; no adjusted value is below its own."""
    order = list(range(len(p_values)))
    chance.shuffle(order)
    given_ = np.array(p_values)

    for adjust in m.ADJUSTMENTS.values():
        plain = adjust(given_)
        assert adjust(given_[order]) == pytest.approx(plain[order])
        assert adjust([*p_values, np.nan])[:-1] == pytest.approx(plain)
        assert np.isnan(adjust([np.nan, *p_values])[0])
        assert (plain >= given_ - 1e-15).all()


def means(seed, *, items=60, shifts=(0.0, 0.0, 0.0), shared=1.0, replicates=999):
    """Means of columns that hang together, on one plan."""
    rng = np.random.default_rng(seed)
    columns = shared * rng.normal(size=(items, 1)) + rng.normal(size=(items, len(shifts))) + np.array(shifts)
    plan = Plan(items, replicates, seed)
    return [Sampled.of(Sums.of(column[:, None], plan), lambda s: s[..., 0] / items) for column in columns.T]


def test_one_statistic_alone_has_its_own_bootstrap_interval():
    """No adjustment for one; the interval is symmetrical in standard errors of the replicates."""
    (only,) = means(4, shifts=(0.5,))

    (found,) = m.max_t([only])

    away = np.abs(only.replicates - only.value) / only.replicates.std(ddof=1)
    reach = np.quantile(away, 0.95) * only.replicates.std(ddof=1)
    assert (found.low, found.high) == pytest.approx((only.value - reach, only.value + reach))
    as_far = (away >= abs(only.value) / only.replicates.std(ddof=1)).sum()
    assert found.p == pytest.approx((1 + as_far) / 1000)


def test_statistics_that_move_together_cost_less_than_independent_ones():
    """The same statistic five times costs nothing; five independent ones widen the interval, less than Bonferroni."""
    parts = means(5, shifts=(0.4,) * 5, shared=0.0)
    width = {
        n: m.max_t(ps)[0].high - parts[0].value
        for n, ps in {"one": parts[:1], "same": [parts[0]] * 5, "five": parts}.items()
    }
    away = np.abs(parts[0].replicates - parts[0].value)

    assert width["same"] == pytest.approx(width["one"])
    assert width["one"] < width["five"] < np.quantile(away, 1 - 0.05 / 5) * 1.15


def test_all_intervals_hold_together_about_as_often_as_they_say():
    """200 tables of three differences of 0, seed by table: at least one interval without 0 in about 5 %."""
    wrong = np.mean(
        [any(f.low > 0 or f.high < 0 for f in m.max_t(means(5000 + seed, replicates=499))) for seed in range(200)]
    )

    # 60 clusters make a bootstrap a little optimistic (6 % in 1,500 tables); three standard errors in 200 are 5 %.
    assert 0.01 < wrong < 0.11


def test_swapping_the_judges_mirrors_interval_and_keeps_p():
    """A difference and its opposite are one finding."""
    parts = means(6, shifts=(0.5, 0.0, -0.3))
    turned = [Sampled(-s.value, -s.replicates, -s.without, s.clusters) for s in parts]

    for found, mirrored in zip(m.max_t(parts), m.max_t(turned), strict=True):
        assert (mirrored.low, mirrored.high, mirrored.p) == pytest.approx((-found.high, -found.low, found.p))


def test_what_cannot_be_tested_is_left_out_and_says_why():
    """An undefined one, one without a spread; the others are as if they were alone."""
    good, *_ = means(8)
    flat = Sampled(0.0, np.zeros(999), np.zeros(60), 60)
    nothing = Sampled(float("nan"), np.full(999, np.nan), np.zeros(60), 60)

    found = m.max_t([nothing, good, flat])

    assert [f.reason for f in found] == [m.UNDEFINED, None, NO_SPREAD]
    assert found[1] == m.max_t([good])[0]
    assert m.max_t([flat])[0].p is None


def test_numbers_that_are_no_p_values_and_plans_that_differ_are_refused():
    """Before any number is made of them."""
    with pytest.raises(InputError):
        m.holm([0.5, 1.5])
    with pytest.raises(InputError):
        m.max_t([means(1)[0], Sampled(0.0, np.zeros(5), np.zeros(60), 60)])


def test_the_examples_in_the_docstrings_are_true():
    """One of each."""
    assert doctest.testmod(m).attempted == 3
    assert doctest.testmod(m).failed == 0
