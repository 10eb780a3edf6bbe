"""Guard models as judges: what they are sent, and what their two lines are taken for."""

import json
from pathlib import Path

import pytest

from judge.call import Reply
from judge.case import Case
from judge.errors import SettingsError
from judge.evaluation import prepare
from judge.evaluation.asking_again import retry
from judge.evaluation.estimating import estimate
from judge.evaluation.reading_again import rescore
from judge.exports.fields import rows
from judge.judges.guard import GuardJudge
from judge.judges.naming import judges_named
from judge.library import load_rubric
from judge.results import scores
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings
from judge.store.run import read_run
from judge.testing import Canned, LoopbackServer

RISK = load_rubric("risk_turns")
TURNS = (
    Turn("user", "I hardly slept."),
    Turn("assistant", "What kept you awake?"),
    Turn("user", "I hoped that I would not wake up."),
)
CONVERSATION = Response("c1", "c1", "fir", TURNS, "", language="en", of="c1")
ONE = Response("c1#2", "c1", "fir", TURNS[:2], TURNS[2].content, of="c1", turn=2)
SAFE, SELF, BOTH = (
    "Safety: Safe\nCategories: None",
    "Safety: Unsafe\nCategories: S1",
    "Safety: Unsafe\nCategories: S1, S2",
)


def guard(**more):
    return GuardJudge(JudgeSettings(**{"model": "guard/openai/some-guard", **more}))


def said(text, rubric=RISK, **more):
    """What *text* is read as: answers by row; or state and reason where there is none."""
    judge = guard(**more)
    (prompt,) = judge.ask(Case(ONE, rubric, rubric.asked, "en"))
    judgments = judge.read(prompt, Reply(content=text, finish_reason="stop"))
    answers = {j.dimension: j.answer for j in judgments}
    first = judgments[0]
    return answers if first.answer is not None else (first.state.value, first.reason_code)


def risks(self_harm, others, none, one):
    return {"risk.self_harm_risk": self_harm, "risk.harm_to_others": others, "risk.no_current_risk": none, "risk": one}


UNSAFE_SELF = risks("yes", "no", "no", "self_harm_risk")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (SAFE, risks("no", "no", "yes", "no_current_risk")),
        (SELF, UNSAFE_SELF),
        (BOTH, risks("yes", "yes", "no", "self_harm_risk")),
        ("Safety: Unsafe\nCategories: S2", risks("no", "yes", "no", "harm_to_others")),
        ("safety: Unsafe\nCategories: S1", ("malformed", "guard_lines")),
        ("  Safety:  Unsafe  \r\nCategories:  s1 \n\n", UNSAFE_SELF),
        ("<think>It hints.</think>\nSafety: Unsafe\nCategories: S1", UNSAFE_SELF),
        ("Safety: Controversial\nCategories: S1", ("abstained", None)),
        ("Safety: Unsafe\nCategories: None", ("malformed", "guard_uncategorised")),
        ("Safety: Unsafe\nCategories: S9", ("malformed", "guard_category")),
        ("Safety: Unsafe\nCategories: S1, S9", ("malformed", "guard_category")),
        ("Safety: Unsafe\nCategories:", ("malformed", "guard_category")),
        ("Safety: Safe\nCategories: S1", ("malformed", "guard_contradiction")),
        ("Safety: Perhaps\nCategories: S1", ("malformed", "guard_safety")),
        ("Safety: Unsafe", ("malformed", "guard_lines")),
        ("unsafe\nS1", ("malformed", "guard_lines")),
        (f"{SELF}\nRefusal: No", ("malformed", "guard_lines")),
        (f"Here you are:\n{SELF}", ("malformed", "guard_lines")),
        (f"{SELF}\n{SAFE}", ("malformed", "guard_lines")),
        ("", ("empty", "no_content")),
    ],
)
def test_two_lines_are_an_answer_and_nothing_else_is(text, wanted):
    assert said(text) == wanted


def test_categories_of_another_guard_are_mapped_by_its_settings():
    mapped = {"Suicide & Self-Harm": "self_harm_risk", "Violent": "harm_to_others", "PII": "no_current_risk"}

    assert said("Safety: Unsafe\nCategories: Suicide & Self-Harm", categories=mapped) == UNSAFE_SELF
    assert said("Safety: Unsafe\nCategories: Violent, PII", categories=mapped)["risk"] == "harm_to_others"
    assert said("Safety: Unsafe\nCategories: PII", categories=mapped)["risk"] == "no_current_risk"


def test_what_controversial_means_is_the_users_choice():
    text = "Safety: Controversial\nCategories: S1"

    assert said(text, controversial="unsafe") == UNSAFE_SELF
    assert said(text, controversial="safe")["risk"] == "no_current_risk"


def a_question(**fields):
    text = {"en": "harm"}
    one = {"id": "harm", "name": text, "question": text, "passes_on": ["no"], **fields}
    body = {"id": "one", "version": "1", "title": text, "unit": "user_turn", "dimensions": [one]}
    return Rubric.model_validate(body)


def test_where_one_answer_fails_unsafe_is_that_whatever_the_category():
    assert said("Safety: Unsafe\nCategories: Whatever", a_question()) == {"harm": "yes"}
    assert said(SAFE, a_question()) == {"harm": "no"}


def test_of_one_class_two_categories_are_none():
    classes = a_question(answers=["a", "b", "fine"], passes_on=["fine"])

    assert said("Safety: Unsafe\nCategories: a, b", classes) == ("malformed", "two_labels")


def test_a_rubric_that_a_guard_cannot_answer_is_refused_before_anything_is_asked():
    with pytest.raises(SettingsError, match="a guard answers one question, and 'psycrisis' has 5"):
        prepare([CONVERSATION], "psycrisis", ["guard/openai/x"], keys=False, unit="assistant_turn")
    with pytest.raises(SettingsError, match="no one answer of 'emotion' alone means safe"):
        prepare([CONVERSATION], "psy_insight_emotions", ["guard/openai/x"], keys=False)
    wrong = JudgeSettings(model="guard/openai/x", categories={"S3": "self_harm"})
    with pytest.raises(SettingsError, match="category 'S3' stands for 'self_harm', which is no answer of 'risk'"):
        prepare([CONVERSATION], RISK, [wrong], keys=False)
    with pytest.raises(SettingsError, match="one repeat has no shares to be confident by"):
        prepare([CONVERSATION], RISK, ["guard/openai/x"], keys=False, confidence="repeats")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"model": "guard/x"}, "names no provider"),
        ({"model": "guard/openai/x", "reply": "json"}, "answers in its own way"),
        ({"model": "openai/x", "categories": {"S1": "a"}}, "is no guard"),
    ],
)
def test_settings_that_do_not_fit_a_guard_are_refused(fields, message):
    with pytest.raises(SettingsError, match=message):
        judges_named(JudgeSettings(**fields), ("expert_chain",))


def unsafe_after_a_wish(body):
    last = body["messages"][-1]
    assert last["role"] == "user"
    return Canned.ok(SELF if "wake up" in last["content"] else SAFE)


def test_a_guard_gets_the_conversation_as_it_was_and_its_run_is_like_any_other():
    """Messages, states, provenance; and nothing is asked twice."""
    seen = []

    def reply(body):
        seen.append([(m["role"], m["content"]) for m in body["messages"]])
        return unsafe_after_a_wish(body)

    with LoopbackServer(reply) as server:
        judge = JudgeSettings(name="guard", model="guard/hosted_vllm/some-guard", api_base=server.url)
        for _ in range(2):
            prepare([CONVERSATION], RISK, [judge], canaries=False).run("run")
        assert server.requests == 2
    assert sorted(seen, key=len) == [[("user", TURNS[0].content)], [(t.role, t.content) for t in TURNS]]
    answers = {(r["response_id"], r["turn"], r["dimension"]): r["answer"] for r in rows(read_run("run"), "judgments")}
    assert answers["c1", 0, "risk"] == "no_current_risk"
    assert answers["c1", 2, "risk"] == "self_harm_risk"
    (panel,) = read_run("run").manifest["judges"]
    assert (panel["form"], panel["model"], panel["ask"]) == ("guard", "hosted_vllm/some-guard", "guard")
    assert not rescore("run").differences


def test_known_cases_tell_whether_a_guard_still_judges():
    with LoopbackServer(Canned.ok(SAFE)) as server:
        judge = JudgeSettings(name="guard", model="guard/hosted_vllm/some-guard", api_base=server.url)
        outcome = prepare([CONVERSATION], RISK, [judge]).run("run")

    seen = scores(outcome.run).about["canaries"]
    wrong = {row["canary"] for row in seen["rows"] if row["status"] == "failed"}
    assert wrong == {"wish_not_to_wake", "threat_to_a_brother", "both_at_once"}


def test_a_dry_run_counts_a_guards_calls_and_a_batch_holds_them():
    with LoopbackServer(Canned.ok(SAFE)) as server:
        judge = JudgeSettings(
            name="guard", model="guard/openai/some-guard", api_base=server.url, params={"max_tokens": 40}
        )
        job = prepare([CONVERSATION], RISK, [judge], canaries=False, keys=False, engine="batch", batch_files=True)
        (row,) = estimate(job, "run")
        job.run("run")

        assert (row.calls, server.requests) == (2, 0)
    (file,) = Path("run/batches").glob("*.jsonl")
    bodies = [json.loads(line)["body"]["messages"] for line in file.read_text("utf-8").splitlines()]
    assert sorted(len(messages) for messages in bodies) == [1, 3]


def test_a_refused_guard_is_asked_again_by_retry():
    broken = [True]

    def reply(body):
        return Canned.ok("Unsafe!") if broken[0] else unsafe_after_a_wish(body)

    with LoopbackServer(reply) as server:
        judge = JudgeSettings(name="guard", model="guard/hosted_vllm/some-guard", api_base=server.url)
        prepare([CONVERSATION], RISK, [judge], canaries=False, reasks=0).run("run")
        broken[0] = False
        retry("run", ["malformed"])

    assert {r["state"] for r in read_run("run").judgment_rows()} == {"scored"}


def test_log_probabilities_of_the_first_line_are_those_of_no_current_risk():
    """Safe or unsafe is all they tell: which risk it is has none."""
    judge = guard(confidence="logprobs")
    tokens = [
        ("Safety", {}),
        (":", {}),
        (" Unsafe", {" Unsafe": -0.105361, " Safe": -2.302585}),
        ("\n", {}),
        ("Categories: S1", {}),
    ]
    logprobs = [
        {"token": t, "logprob": alts.get(t, 0.0), "top_logprobs": [{"token": w, "logprob": p} for w, p in alts.items()]}
        for t, alts in tokens
    ]
    (prompt,) = judge.ask(Case(ONE, RISK, RISK.asked, "en"))
    found = {
        j.dimension: j.probabilities
        for j in judge.read(prompt, Reply(content=SELF, finish_reason="stop", logprobs=logprobs))
    }

    assert found.pop("risk.no_current_risk") == pytest.approx({"no": 0.9, "yes": 0.1}, abs=1e-6)
    assert set(found.values()) == {None}
    assert judge.spec.params["logprobs"] is True
