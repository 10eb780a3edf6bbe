"""Replaceability, soft labels, stability and hidden truth where there is little; and what must not matter."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raters_cases import one_question, rows_of, simulated
from scoring_cases import judged

from judge.ratings import Ratings
from judge.scoring.coding import code
from judge.scoring.raters.latent_truth import latent_truth
from judge.scoring.raters.replacing import replacing
from judge.scoring.raters.softness import softness
from judge.scoring.raters.steadiness import steadiness

BLOCKS = (replacing, softness, steadiness, latent_truth)


def asked_twice(first: str, second: str, experts: dict[str, str]) -> Ratings:
    """One judge of two repeats."""
    ratings = one_question({}, experts)
    return Ratings(
        ratings.rubric, ratings.units, judged(ratings.rubric, "j", {"safe": [first, second]}), ratings.experts
    )


LITTLE = {
    "no labels": one_question({"j": "yn"}, {}),
    "only labels without an answer": one_question({"j": "yn"}, {"a": "/u", "b": "//"}),
    "no judges": one_question({}, {"a": "yn", "b": "yn"}),
    "one item": one_question({"j": "y"}, {"a": "y", "b": "n", "c": "y"}),
    "a judge never asked": one_question({"j": ".."}, {"a": "yn", "b": "yn"}),
    "a judge never read": asked_twice("xr", "rx", {"a": "yn", "b": "nn", "c": "yy"}),
    "experts who share no item": one_question({"j": "ynyn"}, {"a": "yn..", "b": "..yn"}),
    "everything taken out by a gate": asked_twice("gg", "gg", {"a": "yn", "b": "yn"}),
}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda b: b.__name__)
@pytest.mark.parametrize("case", LITTLE)
def test_there_is_a_value_or_a_reason_and_no_value_outside_its_range(case, block):
    """Never both, never neither, never a number made of nothing."""
    for row in rows_of(block, LITTLE[case], replicates=20):
        assert (row["value"] is None) == (row["status"] == "undefined")
        assert row["value"] is not None or row["reason"]
        assert row["value"] is None or (row["n_items"] > 0 and -1 <= row["value"] <= 2)
        assert (row["low"] is None) == (row["high"] is None) == (row["interval_method"] is None)


WORDS = st.text(alphabet="yn/u", min_size=34, max_size=34)


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=4, max_size=4), WORDS, WORDS, st.randoms(use_true_random=False))
def test_neither_the_order_of_items_nor_that_of_experts_matters(experts, first, second, random):
    """Values are those of the same labels in another order (the random expert apart: its luck goes by place)."""
    items = random.sample(range(34), 34)
    names = random.sample("abcd", 4)
    given_experts = dict(zip("abcd", experts, strict=True))

    def moved(word: str) -> str:
        return "".join(word[i] for i in items)

    one = asked_twice(first, second, given_experts)
    other = asked_twice(moved(first), moved(second), {n: moved(given_experts[n]) for n in names})
    for block in BLOCKS:
        found, again = (
            {_about(r): r["value"] for r in rows_of(block, ratings, replicates=5)} for ratings in (one, other)
        )
        assert found.keys() == again.keys()
        for about, value in found.items():
            if about[0] != "random-expert":
                assert again[about] == (value if value is None else pytest.approx(value, abs=1e-5)), about


def _about(row):
    return tuple(row[field] for field in ("judge", "repeat", "statistic", "reference"))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda b: b.__name__)
def test_every_item_twice_in_its_cluster_is_the_same_data(block):
    """Values and intervals stay; only tests that take items for independent are fooled, and say so (seed 6)."""
    once = simulated(60, 0.4, seed=6, judges={"j": 0.8}, experts=4)
    panel = next(iter(once.judges))
    columns = once.judges[panel][0], {"harm": 1 - once.judges[panel][0]["harm"]}
    once = replace(once, judges={panel: dict(enumerate(columns))})
    twice = replace(
        once,
        units=tuple(np.repeat(np.array(once.units, dtype=object), 2)),
        clusters=np.repeat(once.clusters, 2),
        judges={panel: {r: {"harm": np.repeat(c["harm"], 2)} for r, c in once.judges[panel].items()}},
        experts={name: {"harm": np.repeat(c["harm"], 2)} for name, c in once.experts.items()},
    )

    for row, double in zip(rows_of(block, once), rows_of(block, twice), strict=True):
        alike = not row["statistic"].startswith(("alt_test_p", "alt_test_omega_0")) and row["judge"] != "random-expert"
        if alike and "alpha" not in row["statistic"]:
            for field in ("value", "low", "high"):
                assert double[field] == (row[field] if row[field] is None else pytest.approx(row[field], abs=1e-5)), row


def test_a_study_is_not_changed_by_being_looked_at():
    """Twice the same rows: nothing is drawn anew, nothing is kept."""
    coded = code(LITTLE["one item"])

    for block in BLOCKS:
        assert rows_of(block, coded) == rows_of(block, coded)
