"""A flow over whole conversations from the command line, before a server whose answers stand in what is said."""

import json
import re
from pathlib import Path

import pytest
from tree_cases import rows, said

from judge.library import load_rubric
from judge.testing import Canned, LoopbackServer
from judge.testing.answering import asked, verdict_reply

GOOD = {"asks_openly": "yes", "asks_further": "yes", "eases_the_way": "yes", "listens_first": "yes",
        "says_what_it_is": "yes", "risk_shown": "yes"}  # fmt: skip
"""What is answered where nothing is planned: as of a conversation that goes well; no to every fault."""
PLANS = ("", "risk_shown=no", "risk_shown=no false_alarm=yes", "risk_missed=yes", "listens_first=no endangers=yes")
CALLS = (10, 2, 2, 8, 9)
GROUPS = tuple(load_rubric("crisis_flow").groups)


@pytest.fixture(autouse=True)
def conversations(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    made = [
        {"id": f"c{i}", "candidate": "helper", "language": "en",
         "turns": [{"role": "user", "content": "Hello."}, {"role": "assistant", "content": f"A made-up reply. {plan}"}]}
        for i, plan in enumerate(PLANS)
    ]  # fmt: skip
    Path("talks.jsonl").write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")


def answering(body):
    wanted = asked(body["messages"])
    planned = dict(re.findall(r"(\w+)=(\w+)", wanted.response))
    return Canned.ok(verdict_reply(wanted, lambda name, _: planned.get(name, GOOD.get(name, "no"))))


def evaluated(*more):
    with LoopbackServer(answering) as server:
        judge = ["-j", "m=openai/m", "--api-base", server.url, "--no-canaries", "-o", "run", "--json"]
        code, ended, told = said(["evaluate", "talks.jsonl", "-r", "crisis_flow", *judge, *more])
        return code, ended, told, server.requests


def outcomes():
    found = rows()
    return {
        name: [found[name, group][2] or found[name, group][1] for group in (*GROUPS, "crisis_flow")]
        for name in (f"c{i}" for i in range(len(PLANS)))
    }


BEST, WEAK, BAD, GATE = "best_practice", "suboptimal", "harmful", "gate"
COME_TO = {
    "c0": [BEST, BEST, BEST, BEST, BEST, BEST],
    "c1": [GATE, GATE, GATE, GATE, GATE, GATE],
    "c2": [WEAK, GATE, GATE, GATE, GATE, WEAK],
    "c3": [BAD, GATE, BEST, BEST, BEST, BAD],
    "c4": [BEST, BEST, BEST, WEAK, BAD, BAD],
}


def test_a_flow_asks_what_the_answers_lead_to_and_counts_what_that_saves():
    """A yes may end a group and go on elsewhere: outcomes by group, the worst of all, and no question too many."""
    code, ended, told, calls = evaluated()

    assert code == 0
    assert outcomes() == COME_TO
    assert calls == sum(CALLS)
    assert ended["calls_saved"] == 11 * len(PLANS) - sum(CALLS)
    assert f"{ended['calls_saved']} calls were saved" in told


def test_a_flow_asked_all_at_once_comes_to_the_same():
    """One call a conversation, resolved by us; what the way does not touch is masked, and counted."""
    code, _, told, calls = evaluated("--per", "rubric")
    found = rows()

    assert (code, calls) == (0, len(PLANS))
    assert outcomes() == COME_TO
    assert found["c1", "asks_openly"] == ("scored", "masked", "yes")
    assert "calls were saved" not in told


def test_a_dry_run_foresees_the_shortest_and_the_longest_way():
    """The one question that everything begins with, to the ten of the longest way, for each conversation."""
    _, foreseen, _, calls = evaluated("--dry-run")

    assert calls == 0
    assert [(row["calls"], row["calls_at_most"]) for row in foreseen["rows"]] == [(len(PLANS), 10 * len(PLANS))]


def test_experts_answer_the_questions_and_the_outcomes_follow():
    """A sheet has a column for each question; agreement is per question, per group, and on the worst."""
    evaluated()
    lines, found = ["response_id,dimension,rater,answer"], rows()
    for i, plan in enumerate(PLANS):
        planned = dict(re.findall(r"(\w+)=(\w+)", plan))
        asked_ = [d.id for d in load_rubric("crisis_flow").asked if found[f"c{i}", d.id][0] == "scored"]
        lines += [f"c{i},{d},{rater},{planned.get(d, GOOD.get(d, 'no'))}" for d in asked_ for rater in "ab"]
    Path("labels.csv").write_text("\n".join(lines), encoding="utf-8")
    code, table, _ = said(["agreement", "run", "--labels", "labels.csv", "--replicates", "100", "--json"])

    assert code == 0
    exact = {
        row["dimension"]: (row["value"], row["n_items"]) for row in table["rows"]
        if (row["statistic"], row["judge"], row["reference"]) == ("percent_agreement", "m", "pairs")
    }  # fmt: skip
    assert exact["noticing"] == (1, 4)
    assert exact["crisis_flow"] == (1, 4)
    assert exact["bounds"] == (1, 3)


def test_a_class_at_once_is_refused_of_a_flow():
    code, _, told, _ = evaluated("--ask", "flat")

    assert code == 2
    assert "asks for one class at once, and rubric 'crisis_flow' has none" in told
