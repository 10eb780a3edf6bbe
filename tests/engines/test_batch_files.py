"""S22: whatever a batch brings back, every question of it ends in one state, and a resume asks the rest."""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from batch_cases import Served, one_state_each, responses, says_yes, states

from judge.testing import Canned

N = 4
OK = "scored"
MISSING = "failed_transport:batch_missing"


def parts(line: bytes) -> dict[str, Any]:
    return json.loads(line)


def written(**changed: Any):
    """A delivery whose first line has these fields instead of its own."""

    def deliver(out, errors):
        return [json.dumps({**parts(out[0]), **changed}).encode(), *out[1:]], errors

    return deliver


def answered_otherwise(line: bytes) -> bytes:
    return line.replace(b"yes", b"no")


def foreign(line: bytes, custom_id: object = "somebody-else") -> bytes:
    return json.dumps({**parts(line), "custom_id": custom_id}).encode()


def response(status: object, body: object) -> dict[str, Any]:
    return {"status_code": status, "request_id": "r", "body": body}


@dataclass
class Case:
    """What a batch does, and how many of its four questions (two judgments each) end how."""

    states: dict[str, int]
    server: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    """What the record says beside the number of answers."""
    asked: int = N
    """Questions the provider ran and would bill."""


def delivered(deliver, states, **more):
    return Case(states, {"deliver": deliver}, **more)


CASES = {
    "in order": Case({OK: N}),
    "backwards": delivered(lambda out, err: (out[::-1], err), {OK: N}),
    "shuffled": delivered(lambda out, err: (Random(1).sample(out, N), err), {OK: N}),  # noqa: S311 - a fixed order
    "first missing": delivered(lambda out, err: (out[1:], err), {OK: 3, MISSING: 1}),
    "last missing": delivered(lambda out, err: (out[:-1], err), {OK: 3, MISSING: 1}),
    "all missing": delivered(lambda *_: ([b" "], []), {MISSING: N}),
    "no files": delivered(lambda *_: ([], []), {MISSING: N}),
    "all doubled": delivered(lambda out, err: (out + out, err), {OK: N}, counts={"doubled": N}),
    "doubled with another answer": delivered(
        lambda out, err: ([*out, *map(answered_otherwise, out)], err), {OK: N}, counts={"doubled": N}
    ),
    "doubled beside the error file": delivered(
        lambda out, _: (out, [json.dumps({**parts(out[0]), "response": None, "error": {"code": "x"}}).encode()]),
        {OK: N},
        counts={"doubled": 1},
    ),
    "expired": Case({"failed_transport:batch_expired": N}, {"ends": "expired", "answered": 0}, asked=0),
    "expired half-way": Case(
        {OK: 2, "failed_transport:batch_expired": 2}, {"ends": "expired", "answered": 2}, asked=2
    ),
    "expired, without a word of the rest": Case(
        {OK: 2, "failed_transport:batch_expired": 2},
        {"ends": "expired", "answered": 2, "deliver": lambda out, _: (out, [])},
        asked=2,
    ),
    "cancelled": Case({OK: 1, "failed_transport:batch_cancelled": 3}, {"ends": "cancelled", "answered": 1}, asked=1),
    "failed: not JSON": Case({"failed_transport:batch_failed": N}, {"ends": "failed"}, asked=0),
    "failed: too many tokens waiting": Case(
        {"failed_transport:batch_failed": N},
        {"ends": "failed", "failure": {"code": "token_limit_exceeded", "message": "Enqueued token limit reached"}},
        asked=0,
    ),
    "failed: no such model": Case(
        {"failed_config:not_found": N},
        {"ends": "failed", "failure": {"code": "model_not_found", "message": "The model does not exist"}},
        asked=0,
    ),
    "a rate limit": delivered(
        written(response=response(429, {"error": {"message": "Rate limit", "code": "rate_limit_exceeded"}})),
        {OK: 3, "failed_transport:rate_limit": 1},
    ),
    "a server error": delivered(
        written(response=response(500, {"error": {"message": "broken"}})), {OK: 3, "failed_transport:server_error": 1}
    ),
    "too long": delivered(
        written(response=response(400, {"error": {"message": "too long", "code": "context_length_exceeded"}})),
        {OK: 3, "failed_config:context_window": 1},
    ),
    "filtered": delivered(
        written(response=response(400, {"error": {"message": "no", "code": "content_filter"}})),
        {OK: 3, "refused_provider:content_filter": 1},
    ),
    "an error without a response": delivered(
        written(response=None, error={"code": "odd", "message": "what?"}), {OK: 3, "failed_transport:server_error": 1}
    ),
    "an error in a word": delivered(
        written(response=None, error="engine died"), {OK: 3, "failed_transport:server_error": 1}
    ),
    "no reply in the body": delivered(written(response=response(200, {})), {OK: 3, "failed_transport:bad_envelope": 1}),
    "neither response nor error": delivered(
        written(response=None, error=None), {OK: 3, "failed_transport:server_error": 1}
    ),
    "the status as text": delivered(
        lambda out, err: ([line.replace(b'"status_code": 200', b'"status_code": "200"') for line in out], err), {OK: N}
    ),
    "the reply where response and body should be": delivered(
        lambda out, err: (
            [json.dumps({**parts(line), "response": parts(line)["response"]["body"]}).encode() for line in out],
            err,
        ),
        {OK: N},
    ),
    "foreign ids between": delivered(
        lambda out, err: ([foreign(out[0]), *out, foreign(out[1])], err), {OK: N}, counts={"foreign": 2}
    ),
    "only foreign ids": delivered(
        lambda out, err: (list(map(foreign, out)), err), {MISSING: N}, counts={"foreign": N}
    ),
    "an id that is a number": delivered(
        lambda out, err: ([foreign(out[0], 7), *out[1:]], err), {OK: 3, MISSING: 1}, counts={"cut": 1}
    ),
    "the last line cut": delivered(
        lambda out, err: ([*out[:-1], out[-1][:60]], err), {OK: 3, MISSING: 1}, counts={"cut": 1}
    ),
    "two lines glued": delivered(
        lambda out, err: ([out[0][:80] + out[1], *out[2:]], err), {OK: 2, MISSING: 2}, counts={"cut": 1}
    ),
    "no text at all": delivered(
        lambda out, err: ([b"\xff\xfe\x00[" * 9, *out], err), {OK: N}, counts={"cut": 1}
    ),
    "carriage returns and empty lines": delivered(
        lambda out, err: ([line + b"\r\n\r" for line in out], err), {OK: N}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_every_asked_id_ends_in_one_state(tmp_path, name):
    """As the table says; what was not answered is asked again by a resume, and nothing that was."""
    case = CASES[name]
    with Served(tmp_path, **case.server) as served:
        run = served.evaluate(responses(N))
        first, asked, records = states(run), served.batches.asked.total(), served.records()
        served.batches.ends, served.batches.deliver = "completed", None
        again = served.evaluate(responses(N))

    assert one_state_each(run, N)
    assert first == {state: 2 * n for state, n in case.states.items()}
    assert asked == case.asked
    counts = {k: v for k, v in records[0]["counts"].items() if k not in ("answered", "unanswered", "failed")}
    assert counts == case.counts
    final = sum(
        n for state, n in case.states.items() if not state.startswith("failed_transport") and "not_found" not in state
    )
    assert states(again)[OK] == 2 * (case.states.get(OK, 0) + N - final)
    assert served.batches.asked.total() == asked + N - final


@pytest.mark.parametrize(
    ("canned", "state"),
    [
        (Canned.filtered(), "refused_provider:content_filter"),
        (Canned.refused("I cannot assess this."), "refused_model:refusal_field"),
        (Canned.truncated('{"token": "1'), "truncated:length"),
        (Canned.filter_error(), "refused_provider:content_filter"),
    ],
)
def test_replies_without_a_verdict_end_as_they_would_on_the_wire(tmp_path, canned, state):
    """A batch's replies go through the same reader; these states are final, and no resume asks again."""
    with Served(tmp_path, lambda _: canned) as served:
        run = served.evaluate(responses(N))
        served.evaluate(responses(N))

    assert states(run) == {state: 2 * N}
    assert served.batches.asked.total() == N


def test_an_unreadable_reply_is_asked_again_in_the_next_round(tmp_path):
    """Nobody has to start the run again for it."""
    prompts = set()

    def stumbles(body):
        new = (prompt := json.dumps(body["messages"])) not in prompts
        prompts.add(prompt)
        return Canned.ok("Let me think.") if new else says_yes(body)

    with Served(tmp_path, stumbles) as served:
        run = served.evaluate(responses(N))

    assert states(run) == {OK: 2 * N}
    assert served.batches.requests["create"] == 2
    assert [row["attempt"] for row in run.judgment_rows()] == [2] * 2 * N


def test_a_server_that_takes_no_schema_is_asked_without_one(tmp_path):
    """As on the wire: nobody set the schema, so its refusal is no failure of the judge."""

    def strict(body):
        return Canned.unsupported("response_format") if "response_format" in body else says_yes(body)

    with Served(tmp_path, strict) as served:
        run = served.evaluate(responses(N))

    assert states(run) == {OK: 2 * N}
    assert served.batches.asked.total() == 2 * N
    assert {row["structured_requested"] for row in run.call_rows()} == {False}
