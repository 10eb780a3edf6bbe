"""Turns and conversations as units: unfolded, put before judges with what was said before, and held to the experts."""

import json
from pathlib import Path

import pytest
from turn_cases import CONVERSATIONS, RISK, conversation, conversations_file, labels_file, words_judge

from judge.cli.app import run as judge_command
from judge.errors import DatasetError, InputError, SettingsError
from judge.evaluation import prepare
from judge.exports.fields import rows
from judge.library import load_rubric
from judge.results import agreement, diff, scores
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings
from judge.store.forgetting import forget
from judge.store.run import read_run
from judge.testing import LoopbackServer, StandIn
from judge.unfolding import of_unit, units_of


def evaluated(responses=None, rubric=RISK, folder="run", judges=None, **more):
    job = prepare(responses or conversations_file(), rubric, judges or [words_judge()], canaries=False, **more)
    return job.run(folder).run


def exported(run):
    return {(r["response_id"], r["turn"], r["dimension"]): r for r in rows(run, "judgments")}


def test_each_turn_of_the_client_is_judged_with_everything_that_was_said_before_it():
    parts = [part for whole in conversations_file() for part in units_of(whole, RISK)]

    assert [p.id for p in parts] == ["c1#0", "c1#2", "c2#0", "c2#2", "c3#0", "c3#2", "c4#0", "c4#2", "c4#4"]
    last = parts[-1]
    assert (last.of, last.turn, last.response) == ("c4", 4, "It is better today.")
    assert [t.content for t in last.turns] == CONVERSATIONS[3][1][:4]
    assert parts[0].turns == ()


def test_the_other_side_and_the_whole_are_units_too():
    whole = next(iter(conversations_file()))

    assert [p.id for p in units_of(whole, of_unit(RISK, "assistant_turn"))] == ["c1#1", "c1#3"]
    (one,) = units_of(whole, of_unit(RISK, "conversation"))
    assert (one.id, one.response, len(one.turns)) == ("c1", "", 4)
    assert one.said.splitlines() == CONVERSATIONS[0][1]


def test_a_response_with_its_context_is_a_conversation_that_ends_with_it():
    """As `judge respond` writes them, and as a sheet of two columns holds them."""
    one = Response("r", "s", "fir", (Turn("user", "I am tired."),), "Tell me more.")

    assert [(p.id, p.response) for p in units_of(one, of_unit(RISK, "assistant_turn"))] == [("r#1", "Tell me more.")]
    with pytest.raises(DatasetError, match="'r' has its context in one text, and turns are judged"):
        units_of(Response("r", "s", "fir", (), "Hm.", context="U: hi"), RISK)


def test_ids_are_made_and_conversations_are_their_own_clusters_unless_a_scenario_is_named():
    lines = [conversation("", ["a"]), conversation("named", ["b"], scenario_id="s7")]
    del lines[0]["id"]
    first, second = conversations_file(*lines)

    assert first.id.startswith("r-")
    assert first.scenario_id == first.of == first.id
    assert (second.scenario_id, second.of) == ("s7", "named")


def test_an_export_names_the_conversation_and_the_turn():
    found = exported(evaluated())

    assert len(found) == 9 * 4
    row = found["c4", 2, "risk"]
    assert (row["unit"], row["scenario_id"], row["answer"], row["passed"]) == (
        "user_turn",
        "c4",
        "self_harm_risk",
        False,
    )
    assert found["c4", 2, "risk.harm_to_others"]["answer"] == "yes"
    assert {r["turn"] for r in rows(read_run("run"), "calls")} == set()
    assert set(read_run("run").judgments()["response_id"]) == {"c1", "c2", "c3", "c4"}


def test_a_model_is_asked_once_for_each_turn_and_never_again():
    with LoopbackServer(StandIn(seed=3)) as server:
        judge = JudgeSettings(name="strict", model="hosted_vllm/m", api_base=server.url)
        for _ in range(2):
            run = evaluated(judges=[judge])
        assert server.requests == 9
    assert {r["state"] for r in run.judgment_rows()} <= {"scored", "abstained", "not_applicable"}
    assert [r["turn"] for r in rows(run, "calls")].count(2) == 4


def test_unit_can_be_wished_for_and_is_part_of_the_run():
    run = evaluated(conversations_file(unit="assistant_turn"), unit="assistant_turn")

    assert {(r["response_id"], r["turn"]) for r in rows(run, "judgments")} == {
        *(("c1", 1), ("c1", 3), ("c2", 1), ("c3", 1), ("c4", 1), ("c4", 3)),
    }
    assert run.rubric.unit == "assistant_turn"
    with pytest.raises(InputError, match="unit"):
        evaluated()
    with pytest.raises(SettingsError, match="asks about responses and nothing else"):
        of_unit(load_rubric("scenario_criteria"), "user_turn")


def test_a_limit_counts_conversations():
    assert {r["response_id"] for r in rows(evaluated(limit=2), "judgments")} == {"c1", "c2"}


def test_a_conversation_without_such_a_turn_is_said_and_not_judged():
    silent = {"id": "c9", "candidate": "fir", "turns": [{"role": "assistant", "content": "Hello?"}], "language": "en"}

    job = prepare(conversations_file(silent, conversation("c1", ["hi"])), RISK, [words_judge()])
    assert "1 of 2 responses are not judged: nobody with the role user speaks" in job.notes
    with pytest.raises(DatasetError, match="there is nothing to judge: nobody with the role user speaks"):
        prepare(conversations_file(silent), RISK, [words_judge()])


def test_silence_is_an_answer_of_the_candidate_and_never_of_the_client():
    """A client's dots are put before the judge; a candidate's are decided, and so is a conversation of its silence."""
    said = conversation("c1", ["...", "", "hm"])

    client = exported(evaluated(conversations_file(said)))
    assert client["c1", 0, "risk"]["reason_code"] is None
    other = exported(evaluated(conversations_file(said, unit="assistant_turn"), unit="assistant_turn", folder="other"))
    assert (other["c1", 1, "risk"]["answer"], other["c1", 1, "risk"]["reason_code"]) == (
        "no_current_risk",
        "empty_candidate",
    )
    whole = exported(evaluated(conversations_file(said, unit="conversation"), unit="conversation", folder="whole"))
    assert whole["c1", None, "risk"]["reason_code"] == "empty_candidate"


def test_earlier_turns_are_left_out_from_the_oldest_on_and_the_run_says_of_how_many_units():
    """Whole turns; the judged one stays; the prompt says that something is missing."""
    asked, stand_in = [], StandIn(seed=3)

    def reply(body):
        asked.append(body["messages"][-1]["content"])
        return stand_in(body)

    with LoopbackServer(reply) as server:
        judge = JudgeSettings(name="strict", model="hosted_vllm/m", api_base=server.url)
        run = evaluated(judges=[judge], context_tokens=20)

        with pytest.raises(InputError, match="context_tokens"):
            evaluated(judges=[judge], context_tokens=50)
    flagged = {(c["response_id"], c["turn"]) for c in rows(run, "calls") if "context_cut" in c["flags"]}
    assert flagged == {("c4", 4)}
    assert "1 units were judged without the oldest turns before them: --context-tokens" in scores(run).notes
    (cut,) = [text for text in asked if "earlier_turns_left_out" in text]
    assert '"context": [{"earlier_turns_left_out": 3}, {"role": "assistant", "text": "That is a lot' in cut
    with pytest.raises(SettingsError, match="judges conversations as a whole"):
        prepare(conversations_file(unit="conversation"), RISK, [judge], unit="conversation", context_tokens=9)


def value(table, dimension, statistic, judge="words", **where):
    found = [
        r
        for r in table.rows
        if (r["judge"], r["dimension"], r["statistic"]) == (judge, dimension, statistic)
        and all(r[k] == v for k, v in where.items())
    ]
    assert len(found) == 1, found
    return found[0]


def test_agreement_is_over_turns_and_its_clusters_are_conversations():
    """By hand. Self-harm: both raters flag c1#2, anna c4#2 as well; the judge flags c4#2 and, taken in, c2#2."""
    table = agreement(evaluated(), labels_file(), replicates=100)

    found = value(table, "risk.self_harm_risk", "sensitivity", reference="any")
    assert (found["value"], found["numerator"], found["denominator"]) == (0.5, 1, 2)
    assert (found["n_items"], found["n_clusters"]) == (9, 4)
    missed = value(table, "risk.self_harm_risk", "missed", reference="any")
    assert (missed["numerator"], missed["denominator"]) == (1, 2)
    others = value(table, "risk.harm_to_others", "sensitivity", reference="any")
    assert (others["numerator"], others["denominator"]) == (2, 3)
    exclusive = value(table, "risk", "percent_agreement", "experts", reference="pairs")
    assert (exclusive["numerator"], exclusive["denominator"]) == (6, 8)  # c2#2 has one answer; c3#0 and c4#2 differ


def test_labels_of_turns_that_are_not_judged_are_counted_apart():
    table = agreement(
        evaluated(),
        labels_file(
            [
                *[("c1", 2, "self_harm_risk"), ("c2", 0, "no_current_risk")],
                ("c1", 1, "no_current_risk"),
                ("zz", 0, "no_current_risk"),
            ]
        ),
    )

    assert "8 labels are of responses this run does not hold" in table.notes
    assert "4 of these are of turns that 'risk_turns' does not judge" in table.notes


def test_a_conversation_is_forgotten_with_all_its_turns_and_does_not_come_back():
    evaluated()

    assert forget(Path("run"), "c4") == 1
    run = evaluated()
    assert {r["response_id"] for r in rows(run, "judgments")} == {"c1", "c2", "c3"}
    assert b"better today" not in Path("run/judgments.sqlite").read_bytes()


def test_every_command_on_a_run_of_turns_ends_well(capsys):
    run = evaluated()
    evaluated(folder="again")
    assert diff(run, read_run("again")).about["differing"] == 0
    labels = labels_file()
    for command in (
        ["scores", "run", "--labels", labels, "--replicates", "100"],
        ["agreement", "run", "--labels", labels, "--replicates", "100"], ["status", "run"],
        ["report", "run"], ["rescore", "run"], ["diff", "run", "again", "--json"],
        ["labels", "check", labels, "-r", "risk_turns", "--responses", "turns.jsonl"],
        ["prompts", "show", "risk_turns", "--responses", "turns.jsonl", "--response", "c4#4"],
        ["split", labels, "--run", "run", "--dev", "0.5"],
    ):  # fmt: skip
        assert judge_command(command) == 0, command
    assert '"turn": "It is better today."' in capsys.readouterr().out


def test_known_cases_are_the_rubrics_own_where_the_clients_turns_are_judged():
    with LoopbackServer(StandIn(seed=3)) as server:
        judge = JudgeSettings(name="strict", model="hosted_vllm/m", api_base=server.url)
        run = prepare(conversations_file(), RISK, [judge]).run("run").run

    seen = scores(run).about["canaries"]["rows"]
    assert {r["canary"]: r["status"] for r in seen} == dict.fromkeys(
        ("wish_not_to_wake", "essay_on_the_subject", "threat_to_a_brother", "both_at_once"), "passed"
    )


def test_whole_conversations_go_before_a_judge_as_one():
    session = load_rubric("psy_insight_session")
    with LoopbackServer(StandIn(seed=3)) as server:
        judge = JudgeSettings(name="strict", model="hosted_vllm/m", api_base=server.url)
        run = prepare(conversations_file(unit="conversation"), session, [judge]).run("run").run

    found = exported(run)
    assert {(r["unit"], r["turn"]) for r in found.values()} == {("conversation", None)}
    assert len({d for _, _, d in found}) == 12 + 8 + 1
    assert {r["status"] for r in scores(run).about["canaries"]["rows"]} == {"passed"}


def test_a_large_file_of_conversations_is_read_row_by_row(monkeypatch):
    monkeypatch.setattr("judge.readers.material.LARGE", 10)
    file = conversations_file()

    assert file.streams
    assert len(exported(evaluated(file))) == 9 * 4


def test_json_of_the_prompt_holds_the_turn_under_its_own_name(capsys):
    conversations_file()
    judge_command(["prompts", "show", "risk_turns", "--responses", "turns.jsonl", "--response", "c1#2", "--json"])

    user = json.loads(capsys.readouterr().out)["prompts"][0]["messages"][1]["content"]
    case = json.loads(next(line for line in user.splitlines() if line.startswith("{")))
    assert case["turn"] == "That I would rather not wake up."
    assert [t["role"] for t in case["context"]] == ["user", "assistant"]


def test_known_cases_of_another_unit_are_left_out_and_that_is_said():
    own = load_rubric("psycrisis")

    assert of_unit(own, "assistant_turn").canaries == own.canaries
    assert of_unit(own, "user_turn").canaries == of_unit(RISK, "assistant_turn").canaries == ()
    job = prepare(conversations_file(), own, ["openai/m"], unit="user_turn", keys=False)
    assert any(note.startswith("no known case fits 'psycrisis', so nobody tries these judges") for note in job.notes)
    job = prepare(conversations_file(), RISK.model_copy(update={"general_canaries": True}), ["openai/m"], keys=False)
    assert any(note.startswith("the general known cases are replies, and 'risk_turns' judges") for note in job.notes)


def test_a_reply_is_tried_with_the_general_known_cases_as_the_last_turn():
    with LoopbackServer(StandIn(seed=3)) as server:
        judge = JudgeSettings(name="strict", model="hosted_vllm/m", api_base=server.url)
        run = (
            prepare(conversations_file(unit="assistant_turn"), "psycrisis", [judge], unit="assistant_turn")
            .run("run")
            .run
        )

    seen = scores(run).about["canaries"]["rows"]
    assert {r["canary"]: r["status"] for r in seen}["injection"] == "passed"
    assert {r["status"] for r in seen} == {"passed"}
