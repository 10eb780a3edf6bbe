"""Trees by the batch: a round a node, and nothing asked that the answers do not lead to."""

import re

import pytest
from batch_cases import Served, one_state_each, states

from judge.rubric import Rubric
from judge.scenario import Response
from judge.testing import Canned, asked, verdict_reply

PLANS = ("", "sense=nonsense", "person=pretence", "tone=rude", "sense=nonsense tone=rude", "tone=rude")


def tree(per):
    nodes = [("sense", "nonsense"), ("person", "pretence"), ("tone", "rude")]
    return Rubric.model_validate({
        "id": "tree",
        "version": "1",
        "title": {"en": "Tree"},
        "decide": "first",
        "otherwise": "safe",
        "per": per,
        "dimensions": [
            {"id": name, "name": {"en": name}, "question": {"en": "?"}, "answers": [fires, "ok"], "passes_on": ["ok"]}
            for name, fires in nodes
        ],
    })  # fmt: skip


def texts():
    return [Response(id=f"r{i}", scenario_id=f"s{i}", candidate="c", turns=(), response=f"A reply. {plan}",
                     context="A hard week.", language="en") for i, plan in enumerate(PLANS)]  # fmt: skip


def as_planned(body):
    wanted = asked(body["messages"])
    planned = dict(re.findall(r"(\w+)=(\w+)", wanted.response))
    return Canned.ok(verdict_reply(wanted, lambda name, _: planned.get(name, "ok")))


@pytest.mark.parametrize(("per", "rounds", "lines", "masked"), [("dimension", 3, 6 + 4 + 3, 0), ("rubric", 1, 6, 1)])
def test_a_round_asks_what_the_answers_before_lead_to(tmp_path, per, rounds, lines, masked):
    """As many rounds as the tree is deep, or one for all nodes together."""
    with Served(tmp_path, as_planned) as served:
        run = served.evaluate(texts(), tree(per))
        records = served.records()

    ends = states(run)
    assert len(records) == rounds
    assert sum(len(record["asked"]) for record in records) == lines
    assert one_state_each(run, n=6, dimensions=4)
    classes = [row["answer"] for row in run.judgment_rows() if row["dimension"] == "tree"]
    assert classes == ["safe", "nonsense", "pretence", "rude", "nonsense", "rude"]
    assert sum(row["passed"] is False for row in run.judgment_rows() if row["reason_code"] == "masked") == masked
    assert (ends["not_applicable:gate"] > 0) == (per == "dimension")
