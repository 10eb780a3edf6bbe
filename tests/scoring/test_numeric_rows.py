"""Ratings on a scale as rows: how far judges and experts are apart, item by item."""

import numpy as np
import pytest
from scipy import stats as oracle
from scoring_cases import a_dimension, one_question

from judge.scoring.coding import code
from judge.scoring.raters import numerics as module
from judge.scoring.raters.numerics import numerics
from judge.scoring.study import studies
from judge.stats.icc import NO_SPREAD_OF_ITEMS, NO_TWO_ITEMS

SCALE = a_dimension("warm", answers=["1", "2", "3", "4", "5"], passes_on=["4", "5"], scale="ordinal")
"""The digit of a letter is the place: 0 is the answer "1"."""
SHROUT_FLEISS = {"a": "857695", "b": "103041", "c": "425153", "d": "717586"}
"""Their example, 9 2 5 8 / 6 1 3 2 / 8 4 6 8 / 7 1 2 6 / 10 5 6 9 / 6 2 4 7, as places on a scale of ten."""
TEN = a_dimension("degree", answers=[str(i) for i in range(1, 11)], passes_on=["10"], scale="interval")


def rows(judges, experts, dimension=None):
    study = studies(code(one_question(judges, experts, dimension=dimension or SCALE)))[0]
    return [row for row in numerics(study) if row["dimension"] != "total"]


def the(found, **wanted):
    kept = [row for row in found if all(row[k] == v for k, v in wanted.items())]
    assert len(kept) == 1, kept
    return kept[0]


def test_the_experts_have_shrout_and_fleiss_coefficients():
    """Under all ten names, of all four raters at once."""
    found = rows({"J": "......"}, SHROUT_FLEISS, TEN)

    published = {"1_1": 0.165741768405, "2_1": 0.289763779528, "3_1": 0.714840714841}
    published |= {"1_k": 0.442797133679, "2_k": 0.620050547599, "3_k": 0.909315542377}
    published |= {"a_1": published["2_1"], "c_1": published["3_1"], "a_k": published["2_k"], "c_k": published["3_k"]}
    for name, value in published.items():
        row = the(found, judge="experts", statistic=f"item_icc_{name}", reference=None)
        assert (row["n_items"], row["n_raters"]) == (6, 4)
        assert row["value"] == pytest.approx(value, abs=1e-9)


def test_a_judge_is_held_against_the_mean_and_against_each_expert():
    """Values 1 2 3 4 by the mean of a (1 2 3 4) and b (1 2 3 4) against a judge one too high in the last item."""
    found = rows({"J": "0124"}, {"a": "0123", "b": "0123"})

    for reference in ("mean", "a", "b", "pairs"):
        assert the(found, judge="J", statistic="item_mae", reference=reference)["value"] == 0.25
        assert the(found, judge="J", statistic="item_bias", reference=reference)["value"] == 0.25
        assert the(found, judge="J", statistic="item_rmse", reference=reference)["value"] == 0.5
        assert the(found, judge="J", statistic="item_within_1", reference=reference)["value"] == 1.0
    shared = the(found, judge="J", statistic="item_within_1", reference="mean")
    assert (shared["numerator"], shared["denominator"]) == (4, 4)


def test_correlations_are_scipys_on_the_items_both_rated():
    """Item 4 the judge could not decide, item 6 nobody labelled: five of six labelled items enter."""
    found = rows({"J": "034u12"}, {"a": "024431", "b": "123.3."})

    mean, judge = [0.5, 2, 3.5, 3, 1], [0, 3, 4, 1, 2]
    expected = {
        "item_pearson": oracle.pearsonr(mean, judge).statistic,
        "item_spearman": oracle.spearmanr(mean, judge).statistic,
        "item_kendall_tau_b": oracle.kendalltau(mean, judge).statistic,
    }
    for name, value in expected.items():
        row = the(found, judge="J", statistic=name, reference="mean")
        assert row["value"] == pytest.approx(value, abs=1e-12)
        assert (row["n_items"], row["dropped"], row["n_clusters"]) == (5, 1, 5)


def test_the_ceiling_is_each_expert_against_the_mean_of_the_others():
    """Ratings: a = 1 2 3, b = 1 2 4, c = 1 4 3: the mean of b and c is 1 3 3.5, a's distances 0 1 .5."""
    found = rows({"J": "..."}, {"a": "012", "b": "013", "c": "032"})

    assert the(found, judge="experts", statistic="item_mae", reference="mean_without:a")["value"] == 0.5
    # Pairs: a-b 1/3, a-c 2/3, b-c 1.
    assert the(found, judge="experts", statistic="item_mae", reference="pairs")["value"] == pytest.approx(2 / 3)


def test_an_expert_is_held_against_the_others_where_both_gave_a_number():
    """The second item a did not label: it is in no comparison of a, and counted as dropped."""
    row = the(
        rows({"J": "..."}, {"a": "0.2", "b": "142"}), judge="experts", statistic="item_mae", reference="mean_without:a"
    )

    assert (row["value"], row["n_items"], row["dropped"]) == (0.5, 2, 1)


def test_names_have_no_numbers():
    """A nominal dimension has no mean and no correlation."""
    assert rows({"J": "yn"}, {"a": "yn"}, a_dimension("safe")) == []


@pytest.mark.parametrize(
    ("judge", "expert", "reason"), [("2222", "2222", NO_SPREAD_OF_ITEMS), ("2uuu", "2222", NO_TWO_ITEMS)]
)
def test_what_has_no_value_says_why(judge, expert, reason):
    """All alike is not perfect, and one item is no agreement."""
    row = the(rows({"J": judge}, {"a": expert}), judge="J", statistic="item_icc_2_1", reference="mean")

    assert (row["value"], row["status"], row["reason"]) == (None, "undefined", reason)


def test_a_judge_that_read_nothing_has_reasons_and_no_numbers():
    """Every row is there, and every row undefined."""
    found = [row for row in rows({"J": "xxxx"}, {"a": "0123", "b": "0123"}) if row["judge"] == "J"]

    assert {row["status"] for row in found} == {"undefined"}
    assert {row["reason"] for row in found} == {"no item was rated by both"}
    assert {row["dropped"] for row in found} == {4}


def test_one_expert_alone_has_no_pairs():
    """The coefficients of a group of one are undefined, not 1."""
    found = [row for row in rows({"J": "0123"}, {"a": "0123"}) if row["judge"] == "experts"]

    assert found
    assert {row["value"] for row in found} == {None}


def test_each_repeat_stands_for_itself():
    """Two repeats, two sets of rows."""
    found = rows({"J": ["0123", "0124"]}, {"a": "0123"})

    values = [the(found, judge="J", repeat=r, statistic="item_mae", reference="a")["value"] for r in (0, 1)]
    assert values == [0.0, 0.25]


def test_a_row_has_the_interval_of_the_reports_plan():
    """Twice the same: seeded."""
    judges, experts = {"J": "0123401234"}, {"a": "0123301233", "b": "0023401134"}
    first, second = rows(judges, experts), rows(judges, experts)

    assert first == second
    row = the(first, judge="J", statistic="item_icc_a_1", reference="mean")
    assert row["low"] < row["value"] < row["high"]
    assert row["interval_method"].startswith("cluster_bootstrap")
    assert row["cautions"] == ["10 cluster(s), fewer than 30: the interval is rough"]


def test_ranks_of_very_many_values_have_a_value_and_no_interval(monkeypatch):
    """A table of a thousand times a thousand numbers cannot be resampled; the value is the same, and says why."""
    judges, experts = {"J": "0123401234"}, {"a": "0123301233"}
    sampled = the(rows(judges, experts), judge="J", statistic="item_spearman", reference="a")
    monkeypatch.setattr(module, "MOST_CELLS", 10)
    row = the(rows(judges, experts), judge="J", statistic="item_spearman", reference="a")

    assert row["value"] == pytest.approx(sampled["value"], abs=1e-12)
    assert (row["low"], row["interval_reason"]) == (None, "too many different values to resample their ranks")


def test_values_are_those_of_the_answers_and_not_their_places():
    """Answers 0, 1 and 5: a judge that says 5 for 1 is four apart, not one step."""
    sparse = a_dimension("risk", answers=["0", "1", "5"], passes_on=["0"], scale="interval")
    found = rows({"J": "022"}, {"a": "012"}, sparse)

    assert the(found, judge="J", statistic="item_mae", reference="a")["value"] == pytest.approx(4 / 3)
    assert np.isclose(the(found, judge="J", statistic="item_within_1", reference="a")["value"], 2 / 3)
