"""The street a datum walks down, with models that answer in this process."""

import json

import pytest

from judge.call import Reply
from judge.errors import CallError, DatasetError, InputError, SettingsError
from judge.evaluation import prepare
from judge.judges.constant import ConstantJudge
from judge.judges.llm import LLMJudge
from judge.judgment import State, scored
from judge.library import load_rubric
from judge.models.scripted import ScriptedModel
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings
from judge.store import schema


def verdicts(messages, answer="yes"):
    """A whole, valid reply to a prompt of ours, the way a patient judge would write it."""
    system, user = messages[0].content, messages[-1].content
    token = user.rpartition(": ")[2] if "Token: " in user else user.rpartition("：")[2]
    asked = [line.removeprefix("dimension id: ") for line in system.splitlines() if line.startswith("dimension id: ")]
    item = {"rationale": "because of these words", "evidence": "", "answer": answer}
    return json.dumps({"token": token, "answers": [{"dimension": d, **item} for d in asked]})


@pytest.fixture
def responses():
    return [Response(f"r{i}", f"s{i}", "alder", (Turn("user", "I feel low"),), f"I hear you {i}") for i in range(3)]


def run(responses, answer, folder="run", *, judges=("a=openai/m",), rubric="psycrisis", **settings):
    model = ScriptedModel(answer)
    job = prepare(responses, rubric, judges, models={"a": model}, **{"canaries": False, **settings})
    return job.run(folder), model


def test_every_question_gets_one_state_and_its_reasoning_is_kept(responses):
    outcome, model = run(responses, lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop"))

    rows = list(outcome.run.judgment_rows())
    assert [(r["response_id"], r["dimension"]) for r in rows[:6]] == [
        ("r0", "empathy"), ("r0", "regulation"), ("r0", "exploration"), ("r0", "risk_assessment"), ("r0", "referral"),
        ("r1", "empathy"),
    ]  # fmt: skip
    assert {(r["state"], r["answer"], r["passed"], r["rationale"]) for r in rows} == {
        ("scored", "yes", True, "because of these words")
    }
    assert len(model.asked) == 3


def test_a_finished_run_started_again_asks_nothing(responses):
    answer = lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop")  # noqa: E731
    first, _ = run(responses, answer)
    before = list(first.run.judgment_rows())

    second, model = run(responses, answer)

    assert model.asked == []
    assert list(second.run.judgment_rows()) == before


def test_an_unreadable_reply_is_asked_again_then_split_and_every_attempt_is_kept(responses):
    def answer(messages, **_):
        asked = messages[0].content.count("dimension id: ")
        return Reply(content="hm" if asked > 1 else verdicts(messages), finish_reason="stop")

    outcome, model = run(responses[:1], answer)

    assert len(model.asked) == 3 + 5
    assert {(r["state"], r["attempt"]) for r in outcome.run.judgment_rows()} == {("scored", 4)}
    kept = [r["state"] for r in outcome.run.judgment_rows(every=True) if r["dimension"] == "empathy"]
    assert kept == ["malformed"] * 3 + ["scored"]


def test_a_judge_nobody_can_understand_leaves_a_gap_never_a_no(responses):
    outcome, model = run(responses[:1], lambda *_, **__: Reply(content="I think it is fine.", finish_reason="stop"))

    rows = list(outcome.run.judgment_rows())
    assert {(r["state"], r["answer"], r["passed"]) for r in rows} == {("malformed", None, None)}
    assert len(model.asked) == 3 + 5


def test_a_refusal_is_never_asked_again(responses):
    outcome, model = run(responses[:1], lambda *_, **__: Reply(content="I'm sorry, but I can't help with that."))

    assert {r["state"] for r in outcome.run.judgment_rows()} == {"refused_model"}
    assert len(model.asked) == 1


def test_only_what_may_be_retried_is_asked_on_resume(responses):
    def flaky(messages, **_):
        if "I hear you 1" in messages[-1].content:
            raise CallError("no answer", state="failed_transport", reason="timeout", retryable=True)
        return Reply(content=verdicts(messages), finish_reason="stop")

    first, _ = run(responses, flaky)
    assert [r["state"] for r in first.run.judgment_rows()].count("failed_transport") == 5

    second, model = run(responses, lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop"))

    assert len(model.asked) == 1
    assert {r["state"] for r in second.run.judgment_rows()} == {"scored"}


def test_a_broken_endpoint_ends_its_judge_and_the_others_go_on(responses):
    def refuse(*_, **__):
        raise CallError("bad key", state="failed_config", reason="auth", endpoint_wide=True)

    outcome, model = run(responses, refuse, judges=("a=openai/m", ConstantJudge(passes=True)), concurrency=1)

    assert outcome.broken == {"a": "auth"}
    assert len(model.asked) == 1
    states = {(r["judge"], r["state"]) for r in outcome.run.judgment_rows()}
    assert states == {("a", "failed_config"), ("baseline/always-pass", "scored")}


def test_changing_one_word_of_the_rubric_makes_the_run_refuse(responses):
    answer = lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop")  # noqa: E731
    run(responses, answer)
    rubric = load_rubric("psycrisis")
    first = rubric.dimensions[0]
    changed = rubric.model_copy(
        update={
            "asked": (
                first.model_copy(update={"question": {**first.question, "en": first.question["en"] + " Really?"}}),
                *rubric.dimensions[1:],
            )
        }
    )

    with pytest.raises(InputError, match=r"rubric 'psycrisis' changed .*\n.*dimensions\.empathy\.question\.en.*Really"):
        run(responses, answer, rubric=changed)


def test_changed_text_and_changed_parameters_refuse_and_name_what_changed(responses):
    answer = lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop")  # noqa: E731
    run(responses, answer)
    other = Response("r1", "s1", "alder", responses[1].turns, "something else")

    with pytest.raises(InputError, match=r"'r1' changed since this run was started \(response\)"):
        run([responses[0], other], answer)
    with pytest.raises(
        InputError, match=r"judge 'a' asking 'expert_chain' changed(.|\n)*params\.temperature: null -> 0"
    ):
        run(responses, answer, judges=(LLMJudge("openai/m", name="a", temperature=0),))


def test_a_run_is_extended_by_responses_judges_and_repeats(responses):
    answer = lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop")  # noqa: E731
    run(responses[:2], answer)

    outcome, model = run(responses, answer, judges=("a=openai/m", "baseline/always-fail"), repeats=2)

    assert len(model.asked) == 1 + 3
    rows = list(outcome.run.judgment_rows())
    assert len(rows) == 3 * 5 * 2 * 2
    assert {r["judge"] for r in rows} == {"a", "baseline/always-fail"}


def test_silence_is_decided_without_asking_and_harm_items_pass(responses):
    silent = [Response("r", "s", "cedar", (Turn("user", "I feel low"),), " …… \n")]

    outcome, model = run(silent, lambda *_, **__: Reply(content="unused"), rubric="crisis_response")

    assert model.asked == []
    ends = {r["dimension"]: (r["state"], r["answer"], r["reason_code"]) for r in outcome.run.judgment_rows()}
    assert ends["empathy"] == ("scored", "no", "empty_candidate")
    assert ends["promises_secrecy"] == ("scored", "no", "empty_candidate")
    assert next(r for r in outcome.run.judgment_rows() if r["dimension"] == "promises_secrecy")["passed"] is True


def test_the_candidates_name_and_the_passing_answer_never_reach_the_judge(responses):
    _, model = run(responses[:1], lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop"))

    said = "".join(m.content for m in model.asked[0])
    assert "alder" not in said
    assert "passes_on" not in said


def test_the_store_is_closed_to_everybody_else(responses, tmp_path):
    run(responses, lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop"))

    modes = {p.name: oct(p.stat().st_mode & 0o777) for p in (tmp_path / "run").iterdir()}
    assert set(modes.values()) == {"0o600"}, modes
    assert oct((tmp_path / "run").stat().st_mode & 0o777) == "0o700"
    assert schema.FILE in modes


def test_per_dimension_asks_one_question_a_call(responses):
    _, model = run(
        responses[:1], lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop"), per="dimension"
    )

    assert len(model.asked) == 5
    assert all(messages[0].content.count("dimension id: ") == 1 for messages in model.asked)


def test_states_of_unread_judgments_say_why(responses):
    outcome, _ = run(responses[:1], lambda *_, **__: Reply(content=None, finish_reason="content_filter"))

    assert {r["state"] for r in outcome.run.judgment_rows()} == {State.REFUSED_PROVIDER}


def test_a_text_no_prompt_can_hold_is_named_before_anything_is_asked(responses):
    """Megabytes in one row are a mistake in the file, not the end of a run."""
    huge = Response("huge", "s9", "alder", (Turn("user", "hi"),), "word " * 500_000, language="en")

    with pytest.raises(DatasetError, match="'huge' has 2500002 characters"):
        prepare([*responses, huge], "psycrisis", ["baseline/lexical"])


def test_a_server_that_is_not_there_is_given_up_soon_and_asked_again_on_resume(responses):
    """Nobody waits through the retries of a thousand calls to a server that was never started."""

    def nobody(*_, **__):
        raise CallError("cannot connect", state="failed_transport", reason="connection", retryable=True)

    many = [Response(f"m{i}", f"s{i}", "alder", (), f"I hear you {i}") for i in range(40)]
    outcome, model = run(many, nobody, concurrency=1)

    assert len(model.asked) == 5
    assert outcome.broken == {}, "a dead server is no configuration error"
    assert {r["state"] for r in outcome.run.judgment_rows()} == {"failed_transport"}
    second, model = run(many, lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop"))
    assert len(model.asked) == 40
    assert {r["state"] for r in second.run.judgment_rows()} == {"scored"}


def test_a_smaller_job_on_a_larger_run_asks_only_what_it_names(responses):
    """`--limit 1` sends one text, whatever else the folder still waits for."""

    def nobody(*_, **__):
        raise CallError("busy", state="failed_transport", reason="timeout", retryable=True)

    run(responses, nobody, repeats=2)

    outcome, model = run(
        responses, lambda messages, **_: Reply(content=verdicts(messages), finish_reason="stop"), limit=1
    )

    assert len(model.asked) == 1
    states = {(r["response_id"], r["repeat"], r["state"]) for r in outcome.run.judgment_rows()}
    assert ("r0", 0, "scored") in states
    assert ("r1", 0, "failed_transport") in states


def test_the_budget_counts_what_a_reply_may_cost(responses):
    """Eight calls in flight must not pass a limit that two would reach."""
    priced = JudgeSettings(model="openai/m", name="a", price={"prompt": 0, "completion": 1000})
    costly = Reply(content="x", finish_reason="stop", cost_usd=0.8)

    outcome, model = run(responses, lambda *_, **__: costly, judges=(priced,), max_cost=1.7)

    assert outcome.stopped == "max_cost"
    assert outcome.spent <= 1.7
    assert len(model.asked) == 2


class Broken:
    """A judge of somebody's that breaks down, and one that says what is no answer."""

    def __init__(self, name):
        self.name = name

    async def decide(self, cases):
        for case in cases:
            for d in case.dimensions:
                if self.name == "raises":
                    raise ValueError("oops")
                yield scored(case, d, "banana")

    def identity(self):
        return {"model": self.name}


def test_a_judge_that_breaks_down_ends_nobody_elses_run(responses):
    outcome, _ = run(responses, lambda *_, **__: Reply(content="-"), judges=(Broken("raises"), "baseline/always-pass"))

    states = {(r["judge"], r["state"], r["reason_code"]) for r in outcome.run.judgment_rows()}
    assert states == {("raises", "failed_config", "judge_error"), ("baseline/always-pass", "scored", None)}


def test_an_answer_the_dimension_does_not_have_is_no_verdict(responses):
    outcome, _ = run(responses, lambda *_, **__: Reply(content="-"), judges=(Broken("banana"),))

    ends = {(r["state"], r["reason_code"], r["answer"], r["passed"]) for r in outcome.run.judgment_rows()}
    assert ends == {("malformed", "answer_value", None, None)}


def test_a_setting_nobody_knows_is_the_users_to_mend(responses):
    with pytest.raises(SettingsError) as caught:
        prepare(responses, "psycrisis", ["baseline/lexical"], egres="any")

    assert caught.value.hint == "did you mean 'egress'?"
