"""Judges side by side: what the differences are made of, and the words they earn."""

import json
from dataclasses import replace

import numpy as np
import pytest
from contrasting_cases import compared, the_contrast
from scoring_cases import a_dimension, a_harm, a_rubric, judged, labelled, one_question, units_of

from judge.errors import InputError
from judge.ratings import Ratings
from judge.scoring.coding import code
from judge.scoring.contrasts.rows import ONLY_ALONE, SILENT, WIDE_SHARE
from judge.scoring.contrasts.table import compare
from judge.scoring.contrasts.testing import WEIGHTED
from judge.scoring.raters.verdicts import FEW_CLUSTERS
from judge.stats.comparison import mcnemar_exact, mcnemar_mid_p, newcombe_paired

SHARES = ("missed", "sensitivity", "specificity", "percent_agreement")


def drawn(seed, n, quality, experts=3, prevalence=0.3):
    """Words of judges with (sensitivity, specificity) each, and of experts of 0.95 and 0.95; n fails, y passes."""
    rng = np.random.default_rng(seed)
    truth = rng.random(n) < prevalence

    def word(found, quiet):
        return "".join(np.where(np.where(truth, rng.random(n) < found, rng.random(n) > quiet), "n", "y"))

    judges = {name: word(*pair) for name, pair in quality.items()}
    return judges, {f"e{i}": word(0.95, 0.95) for i in range(experts)}


def test_shares_are_counted_on_items_both_answered_but_misses_on_everything():
    """B does not answer the fourth flagged item: it is out of sensitivity, and a miss of B's."""
    #             flagged cleared
    judges = {"A": "nnny" + "yyyn", "B": "nyyx" + "yyyy"}

    table = compared(judges, {"a": "nnnnyyyy"})

    missed = the_contrast(table, "missed", "any")
    assert (missed["value_a"], missed["value_b"], missed["denominator"]) == (1 / 4, 3 / 4, 4)
    found = the_contrast(table, "sensitivity", "any")
    assert (found["value_a"], found["value_b"], found["denominator"]) == (1.0, 1 / 3, 3)
    quiet = the_contrast(table, "specificity")
    assert (quiet["value_a"], quiet["value_b"], quiet["difference"]) == (3 / 4, 1.0, -1 / 4)
    # Of eight items put before each, one of B's was not read.
    assert (missed["unread_a"], missed["unread_b"], missed["unanswered_b"]) == (0.0, 1 / 8, 1 / 8)
    assert (found["n_items"], found["dropped"], missed["n_items"]) == (7, 1, 8)


def test_unclear_is_no_answer_and_yet_was_read():
    """An evasive judge is not unreadable, and gains nothing either."""
    table = compared({"A": "nnyy", "B": "nuyu"}, {"a": "nnyy"})

    row = the_contrast(table, "missed", "any")
    assert (row["unread_b"], row["unanswered_b"], row["value_b"]) == (0.0, 1 / 2, 1 / 2)


def test_mcnemar_counts_who_was_right_where_the_other_was_not():
    """Six flagged items: both find two, A alone three, B alone one."""
    table = compared({"A": "nnnnny" + "yy", "B": "nnyyyn" + "yy"}, {"a": "nnnnnnyy"})

    row = the_contrast(table, "sensitivity", "any")
    assert (row["only_a"], row["only_b"]) == (3, 1)
    assert row["mcnemar_exact"] == mcnemar_exact(3, 1).p
    assert row["mcnemar_mid_p"] == mcnemar_mid_p(3, 1).p
    assert (row["newcombe_low"], row["newcombe_high"]) == newcombe_paired(2, 3, 1, 0)
    assert row["mcnemar_clustered"] is None
    # What is missed is what is not found: the same items, the difference with the other sign.
    missed = the_contrast(table, "missed", "any")
    assert missed["difference"] == pytest.approx(-row["difference"])
    assert (missed["newcombe_low"], missed["newcombe_high"]) == (-row["newcombe_high"], -row["newcombe_low"])


def test_a_conversation_with_several_items_has_a_test_of_its_own():
    """Two items a scenario: McNemar by clusters stands beside McNemar by items, and Newcombe is silent."""
    units = {k: replace(u, scenario_id=f"s{i // 2}") for i, (k, u) in enumerate(units_of(8).items())}

    row = the_contrast(
        compared({"A": "nnnnyyyy", "B": "yynnyyyy"}, {"a": "nnnnyyyy"}, units=units), "sensitivity", "any"
    )

    # Clusters of (b - c) = 2 and 0: 1/2 x 2^2 / 2^2 = 0.5, chi-square of one degree: p = 0.4795.
    assert row["mcnemar_clustered"] == pytest.approx(0.4795, abs=1e-4)
    assert (row["mcnemar_exact"], row["newcombe_low"]) == (mcnemar_exact(2, 0).p, None)
    assert row["n_clusters"] == 2


def test_swapping_the_judges_mirrors_every_row():
    """A minus B is minus B minus A, with the same p-values."""
    judges, experts = drawn(1, 60, {"A": (0.9, 0.8), "B": (0.7, 0.95)})
    there, back = compared(judges, experts), compared(dict(reversed(judges.items())), experts)

    for row, other in zip(there.rows, back.rows, strict=True):
        assert (row["value_a"], row["value_b"]) == (other["value_b"], other["value_a"])
        assert row["difference"] == pytest.approx(-other["difference"])
        assert row["low"] == pytest.approx(-other["high"], abs=0.02)  # quantiles of 200 replicates
        assert (row["p"], row["mcnemar_exact"]) == (other["p"], other["mcnemar_exact"])
        assert row["p_max_t"] == pytest.approx(other["p_max_t"])


def test_better_needs_the_whole_family_and_an_interval():
    """A judge that finds 95 % against one that finds 60 %, 200 items: better, and worse the other way round."""
    judges, experts = drawn(2, 200, {"A": (0.95, 0.95), "B": (0.6, 0.9)})

    words = {
        (first, s): the_contrast(compared({k: judges[k] for k in order}, experts), s, "any" if s == "missed" else None)
        for first, order in (("A", "AB"), ("B", "BA"))
        for s in ("missed", "balanced_accuracy", "cohen_kappa")
    }

    assert {(first, row["verdict"]) for (first, _), row in words.items()} == {("A", "better"), ("B", "worse")}
    assert all(row["p_holm"] <= 0.05 for row in words.values())


def test_the_same_judge_twice_differs_in_nothing():
    """No test has anything to test, and nothing is shown."""
    judges, experts = drawn(3, 100, {"A": (0.8, 0.9)})

    table = compared({"A": judges["A"], "twin": judges["A"]}, experts)

    assert {row["difference"] for row in table.rows} == {0.0}
    assert {row["p"] for row in table.rows} == {row["mcnemar_exact"] for row in table.rows} == {None}
    assert not {row["verdict"] for row in table.rows} & {"better", "worse"}
    agreed = [r["value"] for r in table.about["matrix"]]
    assert agreed == [1.0, 1.0, 1.0]


def test_few_conversations_say_too_little():
    """29 items: whatever the numbers are."""
    table = compared({"A": "n" * 15 + "y" * 14, "B": "y" * 29}, {"a": "n" * 15 + "y" * 14})

    row = the_contrast(table, "missed", "any")
    assert row["difference"] == -1.0
    assert (row["verdict"], row["verdict_reason"]) == ("too_few_to_say", FEW_CLUSTERS)


def test_an_interval_that_leaves_much_open_is_too_few_and_not_no_difference():
    """Equal judges: with 150 items nothing is ruled out, with 2,000 a difference of a tenth is."""
    few, many = (
        the_contrast(compared(*drawn(4, n, {"A": (0.8, 0.9), "B": (0.8, 0.9)})), "missed", "any") for n in (150, 2000)
    )

    assert (few["verdict"], few["verdict_reason"]) == ("too_few_to_say", WIDE_SHARE)
    assert (many["verdict"], many["verdict_reason"]) == ("no_difference_shown", None)


@pytest.mark.parametrize(("flagged", "word"), [(40, "too_few_to_say"), (200, "no_difference_shown")])
def test_a_difference_that_only_one_of_many_comparisons_shows_is_not_called_shown(flagged, word):
    """B misses six more in one dimension of nine: 2/64 alone, and nine times that among all.

    Six of forty may be a quarter, and nobody may say that there is no difference; six of 200 are less than a tenth.
    """
    names = [f"q{i}" for i in range(9)]
    rubric = a_rubric(*(a_dimension(n) for n in names))
    truth = "n" * flagged + "y" * 20
    spared = "y" * 6 + truth[6:]
    first, second = "yn" + truth[2:], "ny" + truth[2:]  # one each way
    ratings = Ratings(
        rubric,
        units_of(flagged + 20),
        judged(rubric, "A", dict.fromkeys(names, first) | {"q0": truth})
        + judged(rubric, "B", dict.fromkeys(names, second) | {"q0": spared}),
        labelled(rubric, "a", dict.fromkeys(names, truth)),
    )

    row = the_contrast(compare(code(ratings), replicates=200), "sensitivity", "any", dimension="q0")

    assert row["low"] > 0
    assert (row["p"], row["family"], row["p_holm"]) == (2 / 64, 9, 18 / 64)
    assert (row["high"] <= 0.1) == (word == "no_difference_shown")
    assert (row["verdict"], row["verdict_reason"]) == (word, ONLY_ALONE)


@pytest.mark.parametrize("first", ["real", "silent"])
def test_a_judge_that_never_objects_is_never_better(first):
    """At 5 % flagged it agrees with experts more often than a real judge, and clears all that is to be cleared."""
    judges, experts = drawn(5, 400, {"real": (0.9, 0.9)}, prevalence=0.05)
    both = {"real": judges["real"], "silent": "y" * 400}

    table = compared({first: both[first], **both}, experts)

    praised = "better" if first == "silent" else "worse"
    assert praised not in {row["verdict"] for row in table.rows}
    quiet = the_contrast(table, "percent_agreement")
    assert (quiet["value_a"] > quiet["value_b"]) == (first == "silent")
    assert (quiet["verdict"], quiet["verdict_reason"]) == ("never_objects", SILENT)
    assert the_contrast(table, "missed", "any")["verdict"] == ("better" if first == "real" else "worse")


def test_repeats_stand_for_themselves_and_only_those_both_have_count():
    """A was asked twice, B once: the first repeat of both, and it is said."""
    ratings = one_question({"A": ["nnyy", "yyyy"], "B": "nyyy"}, {"a": "nnyy"})

    table = compare(code(ratings), replicates=100)
    both = compare(code(one_question({"A": ["nnyy", "yyyy"], "B": ["nyyy", "nyyy"]}, {"a": "nnyy"})), replicates=100)

    assert the_contrast(table, "sensitivity", "any")["value_a"] == 1.0
    assert (
        "judges 'A' (expert_chain) and 'B' (expert_chain) are compared on the 1 repeats that both have" in table.notes
    )
    row = the_contrast(both, "sensitivity", "any")
    # A found 2 of 2 and 0 of 2, B 1 of 2 twice.
    assert (row["value_a"], row["value_b"], row["n_repeats"]) == (0.5, 0.5, 2)


def test_items_with_weights_are_not_counted_by_mcnemar():
    """An item that stands for ten is not one item; the difference itself is weighted."""
    ratings = one_question({"A": "nnyy", "B": "nyyy"}, {"a": "nnyy"})
    weighted = [replace(r, sampling_p=0.1 if r.response_id == "r1" else 1.0) for r in ratings.experts]

    row = the_contrast(compare(code(replace(ratings, experts=weighted)), replicates=100), "sensitivity", "any")

    # B found r0 (weight 1) of r0 and r1 (weight 10).
    assert (row["value_a"], row["value_b"]) == (1.0, pytest.approx(1 / 11))
    assert (row["mcnemar_exact"], row["mcnemar_reason"]) == (None, WEIGHTED)


def test_polarity_is_the_rubrics_and_undefined_is_undefined():
    """A harm item fails on yes; nothing flagged leaves sensitivity without a value, never 0 or 1."""
    flagged = compare(
        code(one_question({"A": "yynn", "B": "ynnn"}, {"a": "yynn"}, dimension=a_harm("harm"))), replicates=100
    )
    none = compared({"A": "yyyy", "B": "yyyn"}, {"a": "yyyy"})

    assert the_contrast(flagged, "sensitivity", "any")["value_b"] == 0.5
    row = the_contrast(none, "sensitivity", "any")
    assert (row["value_a"], row["difference"], row["status"]) == (None, None, "undefined")
    assert row["reason"] == "the reference flags no item"
    assert (row["verdict"], row["p"], row["p_holm"]) == ("too_few_to_say", None, None)


def test_the_document_is_plain_json_and_the_same_every_time():
    """No NaN, no numpy scalar, and a seed makes it repeatable."""
    judges, experts = drawn(6, 40, {"A": (0.9, 0.9), "B": (0.6, 0.9), "C": (0.8, 0.7)})

    one, other = (json.dumps(compared(judges, experts).as_json(), allow_nan=False) for _ in range(2))

    assert one == other


def test_cochrans_q_stands_beside_three_judges_and_not_two():
    """On items all three answered; the order of judges does not matter."""
    judges, experts = drawn(7, 80, {"A": (0.95, 0.9), "B": (0.6, 0.9), "C": (0.8, 0.7)})

    (row,) = [r for r in compared(judges, experts).about["cochran"] if r["statistic"] == "sensitivity"]
    turned = compared(dict(reversed(judges.items())), experts).about["cochran"]

    assert compared({k: judges[k] for k in "AB"}, experts).about["cochran"] == []
    assert row["degrees"] == 2
    assert row["p_holm"] >= row["p"]
    assert row["q"] == pytest.approx(next(r["q"] for r in turned if r["statistic"] == "sensitivity"))


def test_one_judge_and_no_labels_are_refused():
    """With a sentence that says what is missing."""
    with pytest.raises(InputError, match="one judge cannot be compared"):
        compared({"A": "ny"}, {"a": "ny"})
    with pytest.raises(InputError, match="no response of these runs"):
        compare(code(one_question({"A": "ny", "B": "yy"})))


def test_ways_of_asking_are_compared_like_judges_and_order_candidates_beside_each_other():
    """One judge, two asks, four candidates: pairs of asks, and the correlation of each with the experts' order."""
    base = one_question({}, {"a": "nnny" * 10, "b": "nnyy" * 10}, units=units_of(40, candidates=("w", "x", "y", "z")))
    rubric = base.rubric
    asks = judged(rubric, "J", {"safe": "nnyy" * 10}, ask="chain") + judged(
        rubric, "J", {"safe": "yynn" * 10}, ask="plain"
    )

    table = compare(code(replace(base, judges=asks)), replicates=100)

    assert {(r["ask_a"], r["ask_b"]) for r in table.rows} == {("chain", "plain")}
    order = {
        r["ask"]: r["value"]
        for r in table.about["asks"]
        if r["statistic"] == "system_pearson" and r["dimension"] == "total"
    }
    assert order["chain"] > 0 > order["plain"]
