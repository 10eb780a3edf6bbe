"""An ordered tree from the command line: node by node, all nodes at once, or the class at once."""

import json
from pathlib import Path

import pytest
from tree_cases import CALLS, FINE, NODES, PLANS, answering, evaluated, rows, said, written

from judge.testing import Canned, LoopbackServer

REFUSED = Canned.ok("I cannot help with that.")


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")


def test_node_by_node_makes_exactly_the_calls_the_tree_needs():
    """One call a node, up to the one that fires; what that saves is counted at the end, in the status, for scripts."""
    written()
    with LoopbackServer(answering()) as server:
        code, ended, told = evaluated(server)
        assert code == 0
        assert server.requests == sum(CALLS) == 18
        asked_of = [b["messages"][-1]["content"].count("sense=") for b in server.seen]
    found = rows()
    _, status, _ = said(["status", "run", "--json"])

    assert [found[f"r{i}", "dialogue_safety"][2] for i in range(len(PLANS))] == [
        "safe_response", "nonsense", "humanoid_mimicry", "linguistic_neglect", "toxic_language", "nonsense",
        "linguistic_neglect",
    ]  # fmt: skip
    assert sum(asked_of) == 2
    said(["export", "run", "-o", "run.jsonl"])
    exported = [json.loads(line) for line in Path("run.jsonl").read_text(encoding="utf-8").splitlines()]
    nodes = {row["response_id"]: row["node"] for row in exported if row["dimension"] == "dialogue_safety"}
    assert list(nodes.values()) == [None, "sense", "mimicry", "neglect", "harm", "sense", "neglect"]
    assert {row["node"] for row in exported if row["dimension"] == "harm"} == {None, "harm"}
    assert ended["calls_saved"] == status["calls_saved"] == 4 * len(PLANS) - 18 == 10
    assert "10 calls were saved" in told
    assert found["r5", "harm"] == ("not_applicable", "gate", None)
    assert len(found) == 5 * len(PLANS)


def test_all_nodes_at_once_find_second_faults_that_the_order_masks():
    """One call a response. The classes are those of the nodes; two faults behind are seen, counted and listed."""
    written()
    with LoopbackServer(answering()) as server:
        code, ended, told = evaluated(server, ask="all_nodes")
        assert (code, server.requests) == (0, len(PLANS))
    found = rows()
    _, scores, _ = said(["scores", "run", "--json"])

    assert found["r5", "dialogue_safety"] == ("scored", None, "nonsense")
    assert found["r5", "harm"] == ("scored", "masked", "toxic_language")
    assert found["r5", "mimicry"] == ("scored", "masked", "no_pretence")
    assert [(row["response_id"], row["dimension"], row["answer"], row["decided"]) for row in scores["masked"]] == [
        ("r5", "harm", "toxic_language", "nonsense"), ("r6", "harm", "unauthorized_preachment", "linguistic_neglect"),
    ]  # fmt: skip
    assert "2 further faults stand behind the one that decides" in told
    assert "calls were saved" not in told
    assert ended["exit_code"] == 0


def test_the_class_at_once_is_one_call_and_says_what_the_nodes_were():
    """Derived, and said so: a table of nodes counts them beside those that were asked for."""
    written()
    with LoopbackServer(answering()) as server:
        evaluated(server, ask="flat")
        assert server.requests == len(PLANS)
    found = rows()

    assert [found["r6", node] for node in NODES] == [
        ("scored", "derived", "intelligible"), ("scored", "derived", "no_pretence"),
        ("scored", "derived", "linguistic_neglect"), ("not_applicable", "gate", None),
    ]  # fmt: skip
    assert found["r0", "harm"] == ("scored", "derived", "harmless")


def test_three_ways_in_one_run_agree_with_the_same_labels():
    """Labels of the class alone give agreement per class and per node, for each way."""
    written()
    labels = ["response_id,dimension,rater,answer"]
    labels += [f"r{i},dialogue_safety,{rater},{a}" for rater in ("a", "b") for i, a in enumerate(
        ["Safe Response", "Nonsense", "Humanoid Mimicry", "言语忽视", "Toxicity Language", "nonsense", "safe_response"]
    )]  # fmt: skip
    Path("labels.csv").write_text("\n".join(labels), encoding="utf-8")
    with LoopbackServer(answering()) as server:
        evaluated(server, "--ask", "all_nodes", "--ask", "flat")
    code, table, _ = said(["agreement", "run", "--labels", "labels.csv", "--replicates", "100", "--json"])

    assert code == 0
    exact = {
        (r["ask"], r["dimension"]): r["value"] for r in table["rows"]
        if (r["statistic"], r["judge"], r["reference"]) == ("percent_agreement", "m", "pairs")
    }  # fmt: skip
    assert {ask for ask, _ in exact} == {"nodes", "all_nodes", "flat"}
    assert {dimension for _, dimension in exact} == {*NODES, "dialogue_safety"}
    assert exact["nodes", "dialogue_safety"] == exact["flat", "dialogue_safety"] == pytest.approx(6 / 7)
    assert exact["nodes", "neglect"] == pytest.approx(3 / 4)


def test_a_dry_run_foresees_from_one_call_a_response_to_four():
    written()
    with LoopbackServer(answering()) as server:
        _, foreseen, _ = evaluated(server, "--ask", "all_nodes", "--ask", "flat", "--dry-run")
        assert server.requests == 0

    ranges = {e["ask"]: (e["calls"], e["calls_at_most"]) for e in foreseen["rows"] if e["part"] == "data"}
    assert ranges == {"nodes": (7, 28), "all_nodes": (7, 7), "flat": (7, 7)}


WRONG = [
    (["--ask", "flat", "--per", "dimension"], "--per dimension does not go with --ask flat"),
    (["--ask", "nodes", "--per", "rubric"], "--per rubric does not go with --ask nodes"),
    (["--ask", "all_nodes", "--per", "dimension"], "--per dimension does not go with --ask all_nodes"),
    (["-r", "psycrisis", "--ask", "flat"], "--ask flat asks for one class at once, and rubric 'psycrisis' has none"),
    (["--ask", "all_nodes", "--reply", "label"], "answers one question at a time"),
    (["--ask", "flat", "--shots-seed", "3"], "--shots-seed draws worked examples, and none are wished for"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_what_does_not_go_together_is_refused_before_a_call(options, message):
    written()
    given = ["-r", "dialogue_safety", *options] if "-r" not in options else options

    code, _, told = said(["evaluate", "responses.jsonl", *given, "-j", "m=openai/m", "-o", "run"])
    assert code == 2
    assert message in told
    assert not Path("run").exists()


def test_a_refused_node_is_asked_again_on_request_and_the_walk_goes_on():
    """What was withheld behind it is asked then, and the class is decided; nothing before it is asked twice."""
    written()
    with LoopbackServer(answering({"mimicry": REFUSED})) as server:
        evaluated(server)
        before = server.requests
        server._reply = answering()
        assert rows()["r0", "harm"] == ("withheld", "not_reached", None)
        assert rows()["r0", "dialogue_safety"] == ("refused_model", "refusal_text", None)
        code, became, _ = said(["retry", "run", "--state", "refused_model", "--json"])
        asked_again = server.requests - before
    found = rows()

    assert code == 0
    assert found["r0", "dialogue_safety"] == ("scored", None, "safe_response")
    assert found["r6", "dialogue_safety"] == ("scored", None, "linguistic_neglect")
    assert asked_again == 3 + 1 + 2 + 3 + 2 == 11, became
    assert not [row for row, (state, _, _) in found.items() if state == "withheld"]


def test_a_run_that_was_stopped_goes_on_where_the_answers_had_led():
    """A dead server in the middle: a resume asks what is missing, and ends as an undisturbed run."""
    written()
    with LoopbackServer(answering({"neglect": Canned.failure(500)})) as server:
        evaluated(server)
        half = server.requests
        server._reply = answering()
        code, _, _ = evaluated(server)

        assert code == 0
        assert server.requests > half
    assert {answer for (_, d), (_, _, answer) in rows().items() if d == "dialogue_safety"} == {
        "safe_response", "nonsense", "humanoid_mimicry", "linguistic_neglect", "toxic_language",
    }  # fmt: skip


def test_replies_read_again_decide_a_tree_anew_only_where_one_reply_holds_it_all():
    """Node by node another reading may lead to questions that nobody asked: left out, and said."""
    written()
    with LoopbackServer(answering()) as server:
        evaluated(server, "--ask", "flat", "--ask", "all_nodes")
    code, again, told = said(["rescore", "run", "--json"])

    assert code == 0
    assert (again["replies"], again["differ"]) == (2 * len(PLANS), 0)
    assert again["judgments"] == 2 * 5 * len(PLANS)
    assert "it was asked from question to question" in told


def test_a_sheet_for_experts_has_one_column_for_the_class(tmp_path):
    """Who fills it in names the class; the nodes follow from it."""
    written()
    code, _, _ = said(
        ["labels", "sheet", "responses.jsonl", "-r", "dialogue_safety", "-o", "sheet.csv", "--raters", "a"]
    )
    header = Path("sheet-a.csv").read_text(encoding="utf-8-sig").splitlines()[0] if Path("sheet-a.csv").exists() else ""

    assert code == 0
    assert "dialogue_safety" in header
    assert not any(node in header.split(",") for node in NODES)


def test_labels_that_contradict_each_other_are_found_by_name():
    written()
    rows_ = ["response_id,dimension,rater,answer", "r0,dialogue_safety,a,nonsense", "r0,sense,a,intelligible"]
    Path("labels.csv").write_text("\n".join(rows_), encoding="utf-8")
    code, _, told = said(["labels", "check", "labels.csv", "-r", "dialogue_safety"])

    assert code == 2
    assert "'a' called response 'r0' 'nonsense', and answered 'sense' with 'intelligible'" in told


def test_a_class_nobody_knows_is_answered_with_those_there_are():
    """Eight classes in two languages are too many words to guess from; their ids are not."""
    written()
    Path("labels.csv").write_text("response_id,dimension,rater,answer\nr0,dialogue_safety,a,rude\n", encoding="utf-8")
    code, _, told = said(["labels", "check", "labels.csv", "-r", "dialogue_safety"])

    assert code == 2
    assert "row 2, column 'answer'" in told
    assert "write one of: nonsense, humanoid_mimicry, linguistic_neglect" in told


def test_known_cases_of_a_tree_name_the_class():
    """The rubric's own canaries, and the general ones, beside the data; a judge that judges passes them."""
    written(PLANS[:1])
    known = {
        "badly badly": "nonsense",
        "不踏实就是": "nonsense",
        "real person": "humanoid_mimicry",
        "我是真人": "humanoid_mimicry",
    }

    def reply(body):
        text = body["messages"][-1]["content"]
        planned = next((answer for words, answer in known.items() if words in text), None)
        return answering()(body) if planned is None else planting(body, planned)

    with LoopbackServer(reply) as server:
        code, ended, _ = said([
            "evaluate", "responses.jsonl", "-r", "dialogue_safety", "-j", "m=openai/m", "--api-base", server.url,
            "-o", "run", "--json",
        ])  # fmt: skip
    fates = {row["canary"]: row["status"] for row in ended["canaries"]["rows"]}

    assert {fates["garbled"], fates["claims_a_childhood"]} == {"passed"}, fates
    assert code in (0, 6)


def planting(body, answer):
    """An answer that fires at its own node."""
    from judge.testing.answering import asked, verdict_reply  # noqa: PLC0415 - here alone

    return Canned.ok(
        verdict_reply(asked(body["messages"]), lambda d, offered: answer if answer in offered else FINE[d])
    )


def test_worked_examples_are_drawn_anew_for_every_repeat_and_never_of_what_is_judged():
    """Eight of eight classes are one of each; two repeats have two system messages; the draw is part of the run.

    `judge prompts show` shows them as the first repeat does, where it is told what else is judged.
    """
    written()
    classes = ["nonsense", "humanoid_mimicry", "linguistic_neglect", "unamiable_judgment", "toxic_language",
               "unauthorized_preachment", "nonfactual_statement", "safe_response"]  # fmt: skip
    pool = [{"user": f"Day {i}.", "response": f"Reply {i}.", "answer": classes[i % 8]} for i in range(24)]
    pool.append({"user": "Hello.", "response": "A made-up reply.", "answer": "safe_response"})
    Path("labelled.jsonl").write_text("".join(json.dumps(row) + "\n" for row in pool), encoding="utf-8")
    shots = ["--shots", "8", "--shots-from", "labelled.jsonl", "--repeats", "2"]
    with LoopbackServer(answering()) as server:
        _, _, told = evaluated(server, *shots, ask="flat")
        systems = {body["messages"][0]["content"] for body in server.seen}
        again = evaluated(server, *shots, ask="flat")[0], server.requests
        other, _, refused = evaluated(server, *shots, "--shots-seed", "1", ask="flat")
        nodes, _, why = evaluated(server, *shots, out="other")

    shown = [
        "prompts",
        "show",
        "dialogue_safety",
        "--ask",
        "flat",
        "--response",
        "r0",
        "--responses",
        "responses.jsonl",
    ]
    (prompt,) = said([*shown, *shots[:4], "--json"])[1]["prompts"]

    assert prompt["messages"][0]["content"] in systems
    assert "1 of 25 worked examples are judged themselves: never shown" in told
    assert len(systems) == 2
    assert all(text.count("Worked example ") == 8 for text in systems)
    assert all(text.count(f"\n{name}\n") == 1 for text in systems for name in classes)
    assert not any('"A made-up reply."' in text for text in systems)
    assert again == (0, 14)
    assert (other, nodes) == (2, 2)
    assert "shots.seed: 0 -> 1" in refused
    assert "worked examples are shown where the class is asked for at once" in why
