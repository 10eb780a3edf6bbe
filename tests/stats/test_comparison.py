"""Two judges on the same items: published numbers, other people's programs, and what must not matter."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats
from statsmodels.stats import contingency_tables

from judge.errors import InputError
from judge.stats import comparison as c

COUNTS = st.integers(0, 300)
PUBLISHED = [
    # (86 - 150)^2 / 236 and (64 - 1)^2 / 236: Agresti's approval of the Prime Minister, as R's mcnemar.test prints it
    (c.mcnemar_chi_square(86, 150), 17.355932203, 3.0992934e-05),
    (c.mcnemar_chi_square(86, 150, corrected=True), 16.817796610, 4.1145623e-05),
    (c.mcnemar_exact(5, 14), None, 0.063568115234),  # 2 x P(X <= 5), X of 19 by a coin
    (c.mcnemar_mid_p(5, 14), None, 0.041389465332),  # less P(X = 5)
]


@pytest.mark.parametrize(("found", "statistic", "p"), PUBLISHED, ids=lambda x: getattr(x, "method", None))
def test_mcnemar_gives_the_published_numbers(found, statistic, p):
    """To the digits printed."""
    assert found.p == pytest.approx(p, abs=1e-9, rel=1e-7)
    if statistic is not None:
        assert found.statistic == pytest.approx(statistic, abs=1e-9)


@pytest.mark.parametrize(("b", "c_"), [(5, 14), (14, 5), (0, 6), (7, 8), (86, 150), (9, 9)])
def test_mcnemar_is_what_statsmodels_gives(b, c_):
    """Exact and both chi-squares."""
    table = [[10, b], [c_, 20]]
    oracle = contingency_tables.mcnemar

    assert c.mcnemar_exact(b, c_).p == pytest.approx(oracle(table, exact=True).pvalue, abs=1e-12)
    plain = oracle(table, exact=False, correction=False)
    assert c.mcnemar_chi_square(b, c_).p == pytest.approx(plain.pvalue, abs=1e-12)
    if b != c_:  # statsmodels takes the correction past 0
        corrected = oracle(table, exact=False, correction=True)
        assert c.mcnemar_chi_square(b, c_, corrected=True).p == pytest.approx(corrected.pvalue, abs=1e-12)


@given(COUNTS, COUNTS)
def test_mid_p_is_the_exact_p_less_the_probability_of_what_was_seen(b, c_):
    """Fagerland's definition, by scipy's binomial; and the same whichever judge comes first."""
    found = c.mcnemar_mid_p(b, c_)

    assert found == c.mcnemar_mid_p(c_, b)
    if b + c_:
        point = scipy_stats.binom.pmf(min(b, c_), b + c_, 0.5)
        below = scipy_stats.binom.cdf(min(b, c_), b + c_, 0.5)
        assert found.p == pytest.approx(min(1.0, 2 * below - point), abs=1e-12)
        assert found.p <= c.mcnemar_exact(b, c_).p
    else:
        assert (found.p, found.reason) == (None, c.NEVER_DIFFER)


# a, b, c, d; low, high. The first two as printed by Newcombe (1998) for method 10; the third by Fagerland, Lydersen and
# Laake (2014), airway hyper-responsiveness before and after transplantation.
NEWCOMBE = [((36, 12, 2, 0), 0.0569, 0.3404), ((1, 1, 7, 12), -0.507, -0.026)]


@pytest.mark.parametrize(("table", "low", "high"), NEWCOMBE)
def test_newcombes_interval_is_the_printed_one(table, low, high):
    """To the digits printed."""
    digits = 4 if low > 0 else 3

    assert tuple(round(end, digits) for end in c.newcombe_paired(*table)) == (low, high)


@given(st.tuples(*[st.integers(0, 60)] * 4).filter(sum))
def test_newcombes_interval_holds_the_difference_and_turns_with_the_judges(table):
    """Inside -1 to 1, never without width, mirrored when the judges change places."""
    a, b, c_, d = table
    low, high = c.newcombe_paired(a, b, c_, d)

    assert -1 - 1e-12 <= low <= (b - c_) / sum(table) <= high <= 1 + 1e-12
    assert high > low
    assert c.newcombe_paired(a, c_, b, d) == pytest.approx((-high, -low), abs=1e-12)
    assert c.newcombe_paired(d, c_, b, a) == pytest.approx((-high, -low), abs=1e-12)  # wrong for right


def test_cochrans_q_is_what_statsmodels_gives():
    """Four judges on sixty items, each right with another probability; seed 7."""
    rng = np.random.default_rng(7)
    right = (rng.random((4, 60)) < np.array([[0.9], [0.8], [0.7], [0.85]])).astype(int)
    oracle = contingency_tables.cochrans_q(right.T)

    found = c.cochran_q(right)

    assert found.statistic == pytest.approx(oracle.statistic, abs=1e-12)
    assert found.p == pytest.approx(oracle.pvalue, abs=1e-12)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40), st.randoms())
def test_cochrans_q_of_two_is_mcnemars(items, chance):
    """The reduction; and neither the order of judges nor that of items matters."""
    first, second = np.array(items).T
    b, c_ = int((first & ~second).sum()), int((~first & second).sum())
    shuffled = list(items)
    chance.shuffle(shuffled)

    found, plain = c.cochran_q([first, second]), c.mcnemar_chi_square(b, c_)

    assert found == c.cochran_q(np.array(shuffled).T[::-1])
    assert (found.p is None) == (plain.p is None)
    if plain.p is not None:
        assert (found.statistic, found.p) == pytest.approx((plain.statistic, plain.p), abs=1e-12)


def test_clusters_of_one_item_change_next_to_nothing():
    """Durkalski's is McNemar's then; Obuchowski's differs by (K - 1)/K."""
    b, c_ = np.repeat([1, 0, 0], [14, 5, 31]), np.repeat([0, 1, 0], [14, 5, 31])

    plain = c.mcnemar_chi_square(14, 5)

    assert c.mcnemar_durkalski(b, c_, np.ones(50)).statistic == pytest.approx(plain.statistic, abs=1e-12)
    assert c.mcnemar_obuchowski(b, c_).statistic == pytest.approx(plain.statistic * 49 / 50, abs=1e-12)


def test_a_difference_from_few_conversations_is_worth_less_than_its_items():
    """Twelve items, all in three conversations: as much as three items say."""
    b, c_ = np.array([4, 4, 4, 0, 0, 0]), np.zeros(6)

    # 5/6 x 12^2 / (3 x 16) = 2.5; McNemar without clusters: 12^2 / 12 = 12.
    assert c.mcnemar_obuchowski(b, c_).statistic == pytest.approx(2.5)
    assert c.mcnemar_obuchowski(b, c_).p > 0.1
    assert c.mcnemar_chi_square(12, 0).p < 0.001


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30), st.randoms())
def test_clustered_tests_do_not_care_for_order(pairs, chance):
    """Judges may change places, and clusters may come in any order."""
    b, c_ = np.array(pairs).T
    sizes = b + c_ + 1
    order = list(range(len(pairs)))
    chance.shuffle(order)

    for test in (c.mcnemar_obuchowski, lambda b, c_, n=sizes: c.mcnemar_durkalski(b, c_, n)):
        found, turned = test(b, c_), test(c_, b)
        assert (found.statistic, found.reason) == (turned.statistic, turned.reason)
    shuffled = c.mcnemar_obuchowski(b[order], c_[order])
    assert shuffled.statistic == pytest.approx(c.mcnemar_obuchowski(b, c_).statistic)


def test_where_nobody_differs_there_is_no_p_value():
    """Not 1: nothing was tested."""
    found = [
        c.mcnemar_exact(0, 0),
        c.mcnemar_mid_p(0, 0),
        c.mcnemar_chi_square(0, 0),
        c.mcnemar_obuchowski([1, 0], [1, 0]),
        c.mcnemar_durkalski([1, 0], [1, 0], [2, 2]),
        c.cochran_q([[1, 0], [1, 0]]),
    ]

    assert {f.p for f in found} == {None}
    assert {f.reason for f in found} == {c.NEVER_DIFFER, c.NOBODY_DIFFERS}
    assert c.mcnemar_obuchowski([3], [0]).reason == c.ONE_CLUSTER


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: c.mcnemar_exact(-1, 2),
        lambda: c.newcombe_paired(0, 0, 0, 0),
        lambda: c.newcombe_paired(5, -1, 0, 0),
        lambda: c.cochran_q([[0, 1], [2, 1]]),
        lambda: c.cochran_q([0, 1]),
        lambda: c.mcnemar_obuchowski([1, 2], [1]),
        lambda: c.mcnemar_durkalski([1, 2], [1, 1], [2, 0]),
    ],
)
def test_what_is_no_count_is_refused(wrong):
    """Before any number is made of it."""
    with pytest.raises(InputError):
        wrong()


def test_the_examples_in_the_docstrings_are_true():
    """Each carries a number that can be checked by hand."""
    assert doctest.testmod(c).attempted > 5
    assert doctest.testmod(c).failed == 0
