"""``judge export --format label-studio``: a task a response, answers as predictions, gaps as gaps, a page."""

import json
import sqlite3
import tracemalloc
from pathlib import Path

import pytest
from cli_cases import a_reply, a_run, ran, some_responses
from label_studio_cases import ANY, TALK, annotated, exported, page, scripted

import judge
from judge.exports import write_tasks
from judge.judges.scripted import ScriptedJudge
from judge.judgment import State
from judge.library import load_rubric
from judge.readers import read_labels
from judge.rubric import Rubric
from judge.scenario import Criterion, Response


def choices(task):
    return {r["from_name"]: r["value"]["choices"] for p in task["predictions"] for r in p["result"]}


def missing(task):
    return {m["dimension"]: (m["state"], m["reason_code"]) for m in task["meta"]["without_choice"]}


def test_a_task_is_a_response_and_a_prediction_what_one_judge_said_of_it(capsys):
    """The ids with which the answers find back, the conversation as it was, and whose answers they are."""
    a_run()

    first, *others = exported(capsys)

    assert first["data"] == {
        "response_id": "r0", "scenario_id": "s0", "candidate": "alder", "language": "en",
        "context": [{"author": "user", "text": "I feel low 0"}], "response": "I hear you 0",
    }  # fmt: skip
    assert first["predictions"] == [
        {
            "model_version": "strict (expert_chain)",
            "result": [
                {
                    "id": "warm", "from_name": "warm", "to_name": "response", "type": "choices",
                    "value": {"choices": ["yes"]}, "meta": {"text": ["because"], "evidence": "I hear you"},
                },
                {
                    "id": "cold", "from_name": "cold", "to_name": "response", "type": "choices",
                    "value": {"choices": ["yes"]}, "meta": {"text": ["because"]},
                },
            ],
        }
    ]  # fmt: skip
    assert (first["meta"]["rubric"], first["meta"]["without_choice"]) == ("small", [])
    assert [task["data"]["response_id"] for task in others] == ["r1", "r2"]


def test_each_repeat_is_a_prediction_of_its_own(capsys):
    a_run(responses=some_responses(1), repeats=2)

    (task,) = exported(capsys)

    assert [p["model_version"] for p in task["predictions"]] == [
        "strict (expert_chain)", "strict (expert_chain), repeat 2",
    ]  # fmt: skip


def test_what_was_not_obtained_is_no_choice_and_its_state_is_said(capsys):
    """Neither an answer nor a number stands in for a reply that nobody could read."""
    a_run(responses=some_responses(2), replies=lambda m: "hm" if "I hear you 0" in m[-1].content else a_reply(m))

    silent, answered = exported(capsys)

    assert silent["predictions"] == []
    assert silent["meta"]["without_choice"] == [
        {
            "model_version": "strict (expert_chain)", "dimension": d, "state": "malformed",
            "reason_code": silent["meta"]["without_choice"][0]["reason_code"], "answer": None,
        }
        for d in ("warm", "cold")
    ]  # fmt: skip
    assert choices(answered) == {"warm": ["yes"], "cold": ["yes"]}


def test_a_judges_own_unclear_is_a_choice_and_a_gap_is_none(capsys):
    """*Unclear* and *not applicable* are on the page; a refusal is not."""
    said = {"warm": State.ABSTAINED, "cold": State.REFUSED_MODEL, "r1": State.NOT_APPLICABLE}
    rubric = Rubric.model_validate(a_run().rubric.model_dump(mode="json"))
    judge.evaluate(
        some_responses(2), rubric, [ScriptedJudge(lambda r, d, _: said.get(r.id, said[d.id]))],
        folder="other", canaries=False,
    )  # fmt: skip

    ran(capsys, "export", "other", "--format", "label-studio", "-o", "tasks.json")

    one, two = json.loads(Path("tasks.json").read_bytes())
    assert (choices(one), missing(one)["cold"][0]) == ({"warm": ["unclear"]}, "refused_model")
    assert choices(two) == {"warm": ["not_applicable"], "cold": ["not_applicable"]}


@pytest.mark.parametrize(
    ("asks", "reflects", "chosen"),
    [
        ("yes", "yes", ["asks", "reflects"]),
        ("no", "yes", ["reflects"]),
        ("no", "no", ["none_of_these"]),
        (State.ABSTAINED, State.ABSTAINED, ["unclear"]),
        ("yes", State.MALFORMED, None),
        ("yes", State.ABSTAINED, None),
    ],
)
def test_of_a_question_with_several_answers_all_are_known_or_it_is_no_choice(capsys, asks, reflects, chosen):
    """Half of a list would say that the rest was not chosen."""
    rubric = Rubric.model_validate(ANY)
    scripted(rubric, lambda _, d, __: {"moves.asks": asks, "moves.reflects": reflects}[d.id])

    (task,) = exported(capsys)

    assert choices(task).get("moves") == chosen
    assert set(missing(task)) == (set() if chosen else {"moves.asks", "moves.reflects"})
    labels = {(x.dimension, x.state, x.answer) for x in read_labels(annotated(task), rubric)}
    unclear = chosen == ["unclear"]
    states = {"moves.asks": asks, "moves.reflects": reflects} if chosen else {}
    assert labels == {(d, "abstained", None) if unclear else (d, "observed", a) for d, a in states.items()}


@pytest.mark.parametrize("unit", ["assistant_turn", "conversation"])
def test_parts_of_a_conversation_are_told_by_the_whole_and_the_turn(capsys, unit):
    """The pair that labels of turns name, and the whole talk where that is judged."""
    rubric = Rubric.model_validate({**ANY, "unit": unit})
    scripted(rubric, lambda *_: "yes", [Response("c", "s", "alder", TALK[:3], "Long.")])

    tasks = exported(capsys)

    whole = unit == "conversation"
    assert [(t["data"]["response_id"], t["data"].get("turn")) for t in tasks] == (
        [("c", None)] if whole else [("c", 1), ("c", 3)]
    )
    assert [t["data"]["response"] for t in tasks] == ([""] if whole else ["Since when?", "Long."])
    assert len(tasks[-1]["data"]["context"]) == (4 if whole else 3)
    assert {r["to_name"] for t in tasks for p in t["predictions"] for r in p["result"]} == {
        "context" if whole else "response"
    }
    assert {(x.response_id, x.turn) for x in read_labels(annotated(tasks[-1]), rubric)} == {("c", None if whole else 3)}


def test_a_criterion_of_a_response_is_a_task_with_its_words(capsys):
    rubric = load_rubric("scenario_criteria")
    held = Response("r", "s", "alder", TALK[:1], "Hm.", criteria=(Criterion("c1", "Asks <how> long", 5.0),))
    scripted(rubric, lambda _, d, __: d.answer_ids[0], [held])

    (task,) = exported(capsys)

    assert [task["data"][name] for name in ("response_id", "criterion", "criterion_text")] == [
        "r", "c1", "Asks <how> long",
    ]  # fmt: skip
    assert page("criterion").get("value") == "$criterion_text"
    assert {(x.response_id, x.criterion) for x in read_labels(annotated(task), rubric)} == {("r", "c1")}


def test_a_response_that_was_forgotten_is_no_task(capsys):
    a_run()
    ran(capsys, "forget", "run", "--response", "r1")

    assert [task["data"]["response_id"] for task in exported(capsys)] == ["r0", "r2"]
    assert "I hear you 1" not in Path("tasks.json").read_text(encoding="utf-8")


def test_memory_does_not_grow_with_the_run():
    """Texts are held a few at a time."""
    run = a_run()
    with sqlite3.connect(run.folder / "judgments.sqlite") as db:
        (body,) = db.execute("SELECT body FROM responses LIMIT 1").fetchone()
        more = [(i, f"more{i}", body.replace('"r0"', f'"more{i}"')) for i in range(1000, 6000)]
        db.executemany("INSERT INTO responses VALUES (?, ?, 'x', ?)", more)
        db.executemany("INSERT INTO planned VALUES (1, ?, 1)", ((i,) for i, *_ in more))
    db.close()

    tracemalloc.start()
    try:
        count, _ = write_tasks(run, Path("tasks.json"), ui="en")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert count == len(json.loads(Path("tasks.json").read_bytes())) == 5_003
    assert Path("tasks.json").stat().st_size > 3_000_000
    assert peak < 2_000_000


def test_what_annotators_chose_is_compared_with_the_judges(capsys):
    """The whole way: out, labelled, and in again."""
    a_run()
    tasks = exported(capsys)
    for task in tasks:
        task["annotations"] = [{"completed_by": n, "result": task["predictions"][0]["result"]} for n in (1, 2)]
    Path("annotated.json").write_text(json.dumps(tasks), encoding="utf-8")

    done = ran(capsys, "agreement", "run", "--labels", "annotated.json", "--json")

    agreed = {r["dimension"]: r["value"] for r in done.document["rows"] if r["statistic"] == "percent_agreement"}
    assert agreed == {"warm": 1.0, "cold": 1.0}
