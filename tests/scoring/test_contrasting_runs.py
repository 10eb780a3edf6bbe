"""Judges of several runs in one table."""

import pytest
from scoring_cases import a_harm, one_question

from judge.errors import InputError
from judge.scoring.coding import code
from judge.scoring.contrasts.joining import join, judge_names
from judge.scoring.contrasts.table import compare


def test_runs_are_joined_by_their_responses_and_judges_told_apart():
    """The same judge in two runs; the second holds one response more."""
    old = code(one_question({"gpt": "nny", "only": "yyy"}, {"a": "nny"}))
    new = code(one_question({"gpt": "nyyn"}, {"a": "nnyn"}))

    coded = join([("old", old), ("new", new)])

    assert list(coded.judges) == [("gpt@old", "expert_chain"), ("only", "expert_chain"), ("gpt@new", "expert_chain")]
    assert [u.response_id for u in coded.units] == ["r0", "r1", "r2", "r3"]
    assert coded.column(("gpt@old", "expert_chain"), 0, "safe").tolist() == [1, 1, 0, -1]
    assert coded.experts["a"]["safe"].tolist() == [1, 1, 0, 1]
    assert coded.labelled_clusters == 4
    assert judge_names([("x", old), ("x", new)])[1, "gpt"] == "gpt@x-2"
    assert join([("old", old)]) is old
    wanted = {"statistic": "missed", "reference": "any", "judge_a": "gpt@old", "judge_b": "gpt@new"}
    (row,) = [r for r in compare(coded, replicates=100).rows if wanted.items() <= r.items()]
    assert (row["value_a"], row["value_b"], row["n_items"]) == (0.0, 0.5, 3)


def test_runs_of_different_rubrics_are_refused():
    """Other questions are other judges' work."""
    one, other = (code(one_question({"A": "ny"}, {"a": "ny"}, dimension=d)) for d in (None, a_harm("harm")))

    with pytest.raises(InputError, match="different rubrics"):
        join([("one", one), ("other", other)])
    with pytest.raises(InputError, match="no run"):
        join([])
