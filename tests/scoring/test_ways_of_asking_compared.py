"""One judge asked in several ways, side by side."""

import pytest
from scoring_cases import a_dimension, a_rubric, judged, labelled, units_of

from judge.ratings import Ratings
from judge.scoring.coding import code
from judge.scoring.raters.asks import asks
from judge.scoring.study import studies

RUBRIC = a_rubric(a_dimension("one"), a_dimension("two"))
EXPERTS = {"one": "yynnyynnyynn", "two": "ynynynynynyn"}
"""Totals 2 1 1 0, three times; four candidates in turn."""
SHORT = {"one": "yynnyynnyynn", "two": "yyynyyynyyyn"}
"""Totals 2 2 1 0."""


def rows(ways, experts=EXPERTS):
    units = units_of(12, candidates=["m0", "m1", "m2", "m3"])
    judges = [r for ask, columns in ways.items() for r in judged(RUBRIC, "J", columns, ask=ask)]
    study = studies(code(Ratings(RUBRIC, units, judges, labelled(RUBRIC, "a", experts))))[0]
    return asks(study)


def the(found, **wanted):
    kept = [row for row in found if all(row[k] == v for k, v in wanted.items())]
    assert len(kept) == 1, kept
    return kept[0]


def test_a_judge_asked_in_one_way_is_compared_with_nothing():
    """No rows, rather than a difference from itself."""
    assert rows({"chain": EXPERTS}) == []


def test_each_way_has_its_correlations_at_both_levels():
    """The chain gives the experts' totals; the short way ranks one candidate of four too high."""
    found = rows({"chain": EXPERTS, "short": SHORT})

    for name in ("item_pearson", "item_spearman", "item_kendall_tau_b", "system_pearson", "system_kendall_tau_b"):
        assert the(found, ask="chain", against=None, dimension="total", statistic=name)["value"] == pytest.approx(1)
    # Means 2 1 1 0 against 2 2 1 0: deviations 1 0 0 -1 and .75 .75 -.25 -1.25, products 2, squares 2 and 2.75.
    pearson = the(found, ask="short", against=None, dimension="total", statistic="system_pearson")["value"]
    assert pearson == pytest.approx(2 / (2 * 2.75) ** 0.5)
    # Six pairs: ties (1,2) by the experts and (0,1) by the judge; the other four alike: 4 / 5.
    tau = the(found, ask="short", against=None, dimension="total", statistic="system_kendall_tau_b")["value"]
    assert tau == pytest.approx(4 / 5)


def test_the_difference_is_that_of_the_two_and_has_an_interval():
    """Paired: the same replicates for both."""
    found = rows({"chain": EXPERTS, "short": SHORT})

    for name in ("item_pearson", "system_kendall_tau_b"):
        one, other = (the(found, ask=a, against=None, dimension="total", statistic=name) for a in ("chain", "short"))
        difference = the(found, ask="chain", against="short", dimension="total", statistic=name)
        assert difference["value"] == pytest.approx(one["value"] - other["value"])
    assert the(found, ask="chain", against="short", dimension="total", statistic="item_pearson")["low"] is not None


def test_agreement_on_each_dimension_stands_beside_it():
    """The chain agrees on all, the short way on nine of twelve of the second dimension."""
    found = rows({"chain": EXPERTS, "short": SHORT})

    row = the(found, ask="short", against=None, dimension="two", statistic="percent_agreement")
    assert (row["value"], row["reference"]) == (0.75, "pairs")
    assert the(found, ask="chain", against="short", dimension="two", statistic="percent_agreement")["value"] == 0.25
    # The experts say yes to 6 of 12, the judge to 9: kappa = (.75 - .5) / (1 - .5).
    kappa = the(found, ask="chain", against="short", dimension="two", statistic="cohen_kappa")
    assert kappa["value"] == pytest.approx(1 - 0.5)


def test_a_difference_rests_on_what_both_read():
    """The short way could not read the last three: the chain's errors there are not held against it."""
    wrong_at_the_end = {"one": "yynnyynnynnn", "two": "ynynynynyyyn"}
    unread_at_the_end = {"one": "yynnyynnyxxx", "two": "ynynynynyxxx"}
    found = rows({"chain": wrong_at_the_end, "short": unread_at_the_end})

    alone = the(found, ask="chain", against=None, dimension="two", statistic="percent_agreement")
    beside = the(found, ask="chain", against="short", dimension="two", statistic="percent_agreement")
    assert (alone["n_items"], alone["value"]) == (12, pytest.approx(11 / 12))
    assert (beside["n_items"], beside["dropped"], beside["value"]) == (9, 3, 0.0)
    for name in ("item_pearson", "system_pearson"):
        total = the(found, ask="chain", against="short", dimension="total", statistic=name)
        assert (total["n_items"], total["value"]) == (9, 0.0)


def test_a_difference_of_what_has_no_value_has_none():
    """One way passes everything: its totals do not vary, and the reason says so."""
    found = rows({"chain": EXPERTS, "always": {"one": "y" * 12, "two": "y" * 12}})

    row = the(found, ask="chain", against="always", dimension="total", statistic="item_pearson")
    assert (row["value"], row["status"]) == (None, "undefined")
    assert row["reason"] == "no variation: one of the two gave every item the same number"


def test_three_ways_have_three_differences():
    """Every two of them, once."""
    found = rows({"chain": EXPERTS, "short": SHORT, "plain": SHORT})

    pairs = {(r["ask"], r["against"]) for r in found if r["against"]}
    assert pairs == {("chain", "short"), ("chain", "plain"), ("short", "plain")}
