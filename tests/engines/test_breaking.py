"""A judge is stopped when asking it is useless, or when it refuses more than the user allows; the others go on."""

from collections import Counter
from itertools import count

import pytest

from judge.cli.app import run
from judge.engines.breaking import BREAKER, ENOUGH, REFUSAL_RATE, Breaker
from judge.evaluation import prepare
from judge.judgment import Judgment, State
from judge.models.faults import failure
from judge.scenario import Response, Turn
from judge.settings import JudgeSettings
from judge.store.run import read_run
from judge.testing import Canned, LoopbackServer, StandIn

KEY = "sk-planted-1234567890abcdef"


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def answer(state, dimensions=2):
    return [Judgment("r", f"d{n}", 0, state) for n in range(dimensions)]


def test_configuration_failures_in_a_row_end_a_judge_and_an_answer_between_them_does_not():
    breaker = Breaker()
    bad = failure("bad_request", "too odd")

    for _ in range(BREAKER - 1):
        assert breaker.failed(bad) is None
    assert breaker.judged_as(answer(State.SCORED)) is None
    for _ in range(BREAKER - 1):
        assert breaker.failed(bad) is None

    assert breaker.failed(bad).state == State.FAILED_CONFIG


def test_what_concerns_a_whole_endpoint_ends_a_judge_at_once():
    end = Breaker().failed(failure("auth", "no such key"))

    assert (end.state, end.reason) == (State.FAILED_CONFIG, "auth")


@pytest.mark.parametrize("answered", [False, True])
def test_nobody_there_ends_a_judge_only_where_nobody_ever_was(answered):
    breaker = Breaker()
    if answered:
        breaker.judged_as(answer(State.SCORED))

    ends = [breaker.failed(failure("connection", "refused")) for _ in range(BREAKER)]

    assert (ends[-1] is not None) == (not answered)


@pytest.mark.parametrize(
    ("most", "refused", "stopped"),
    [(0.3, 7, True), (0.3, 6, False), (0.0, 1, True), (1.0, 20, False), (None, 20, False)],
)
def test_refusals_count_after_twenty_answers_and_only_above_the_share_that_is_allowed(most, refused, stopped):
    breaker = Breaker(most)
    states = [State.REFUSED_MODEL] * refused + [State.SCORED] * (ENOUGH - refused)

    ends = [breaker.judged_as(answer(state)) for state in states]

    assert ends[:-1] == [None] * (ENOUGH - 1)
    assert (ends[-1] is not None) == stopped
    assert ends[-1] is None or (ends[-1].state, ends[-1].reason) == (State.CANCELLED, REFUSAL_RATE)


def responses(number):
    return [
        Response(f"r{n}", f"s{n}", "c", (Turn("user", f"I feel low {n}"),), f"I hear you {n}", language="en")
        for n in range(number)
    ]


def test_a_judge_that_refuses_too_much_is_stopped_and_a_resume_may_ask_again():
    """What was not asked is not held against it, and is asked when the user allows more."""
    numbers, stand_in = count(), StandIn()

    def model(body):
        return Canned.filtered() if next(numbers) % 2 else stand_in(body)

    with LoopbackServer(model) as server:
        judges = [JudgeSettings(name="shy", model="openai/shy", api_base=server.url)]
        settings = {"canaries": False, "concurrency": 4, "per": "rubric"}
        prepare(responses(60), "psycrisis", judges, max_refusals=0.3, **settings).run("run")
        asked = server.requests
        states = Counter((r["state"], r["reason_code"]) for r in read_run("run").judgment_rows())
        left = prepare(responses(60), "psycrisis", judges, **settings).run("run")

    assert ENOUGH <= asked <= ENOUGH + 4
    assert states[("cancelled", REFUSAL_RATE)] == (60 - asked) * 5
    assert left.stopped is None
    assert "cancelled" not in {r["state"] for r in read_run("run").judgment_rows()}


def test_the_command_says_it_once_and_its_exit_code_is_that_of_low_coverage(tmp_path, capsys):
    rows = "".join(
        f'{{"id": "r{n}", "candidate": "c", "language": "en", "turns": [{{"role": "user", "content": "low {n}"}}], '
        f'"response": "I hear you {n}"}}\n'
        for n in range(40)
    )
    (tmp_path / "responses.jsonl").write_text(rows, encoding="utf-8")
    with LoopbackServer(lambda _: Canned.filtered()) as server:
        code = run([
            *("evaluate", "responses.jsonl", "-r", "psycrisis", "-j", "openai/shy", "--api-base", server.url),
            *("-o", "run", "--max-refusals", "0.5", "--no-canaries", "--concurrency", "2", "--ui", "en"),
        ])  # fmt: skip

    assert code == 6
    assert capsys.readouterr().err.count("more than --max-refusals allows") == 1
    assert server.requests < 40
