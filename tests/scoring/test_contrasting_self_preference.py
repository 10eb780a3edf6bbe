"""A judge and its own kin: leniency towards a family, beyond what it shows everybody."""

import numpy as np
import pytest
from scoring_cases import one_question, units_of

from judge.scoring.coding import code
from judge.scoring.contrasts.self_preference import ONE_SIDE
from judge.scoring.contrasts.table import compare

TWO = ("gpt-4o", "qwen-max")


def preference(judges, experts, own, candidates=TWO):
    n = len(next(iter(judges.values())))
    ratings = one_question(judges, experts, units=units_of(n, candidates=candidates))
    return compare(code(ratings), own=own, replicates=200).about["self_preference"]


def test_it_is_a_difference_of_differences():
    """Own: the judge passes 2 of 2, experts 1 of 2. Others: the judge passes 1 of 2, experts 1 of 2."""
    #                  own other own other
    judges = {"J": "yyyn", "K": "yyyy"}

    (row,) = preference(judges, {"a": "yyny", "b": "yynn"}, {"J": {"gpt-4o"}})

    # Experts pass qwen's second response by one of two: (1 + 1/2)/2.
    assert (row["judge_own"], row["experts_own"]) == (1.0, 0.5)
    assert (row["judge_other"], row["experts_other"]) == (0.5, 0.75)
    assert row["difference"] == pytest.approx((1.0 - 0.5) - (0.5 - 0.75))
    assert (row["candidates"], row["n_own"], row["n_other"]) == (["gpt-4o"], 2, 2)
    assert row["verdict"] == "too_few_to_say"


def words(seed, lenient, n=1200):
    """A judge that passes *lenient* of what fails of its own family, and 20 % of what fails elsewhere."""
    rng = np.random.default_rng(seed)
    fails = rng.random(n) < 0.4
    own = np.arange(n) % 2 == 0
    passed = ~fails | (rng.random(n) < np.where(own, lenient, 0.2))
    experts = {f"e{i}": "".join(np.where(fails ^ (rng.random(n) < 0.05), "n", "y")) for i in range(3)}
    return {"J": "".join(np.where(passed, "y", "n")), "K": "y" * n}, experts


@pytest.mark.parametrize(("lenient", "word"), [(0.8, "prefers_own"), (0.2, "no_difference_shown")])
def test_a_judge_that_spares_its_kin_is_told_from_one_that_spares_everybody(lenient, word):
    """The same leniency towards all is no preference: a judge may simply be mild."""
    judges, experts = words(1, lenient)

    (row,) = preference(judges, experts, {"J": {"gpt-4o"}})

    assert row["verdict"] == word
    assert (row["low"] > 0) == (word == "prefers_own")
    # True excess: 0.4 x (lenient - 0.2).
    assert row["low"] < 0.4 * (lenient - 0.2) + 0.02
    assert row["high"] > 0.4 * (lenient - 0.2) - 0.02


def test_without_another_family_there_is_nothing_to_compare():
    """Undefined, with the reason; and no row for a judge whose family nobody is of."""
    judges = {"J": "yyny", "K": "ynyy"}

    rows = preference(judges, {"a": "ynyn"}, {"J": {"gpt-4o"}}, candidates=("gpt-4o",))

    assert [(r["judge"], r["status"], r["reason"]) for r in rows] == [("J", "undefined", ONE_SIDE)]
    assert preference(judges, {"a": "ynyn"}, {}) == []


def test_unread_items_and_ties_of_nobody_stay_out():
    """An item the judge did not read, and one no expert decided."""
    (row,) = preference({"J": "yyxyyy", "K": "yyyyyy"}, {"a": "yyyuny"}, {"J": {"gpt-4o"}})

    assert (row["n_own"], row["n_other"]) == (2, 2)
