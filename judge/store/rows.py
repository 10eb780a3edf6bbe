"""Calls and judgments as the rows of the store."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from judge.call import Call
from judge.judgment import Judgment
from judge.record import dataclass

INSERT_CALL = "INSERT INTO calls VALUES (NULL" + ", ?" * 28 + ")"
INSERT_JUDGMENT = "INSERT INTO judgments VALUES (NULL" + ", ?" * 15 + ")"
INSERT_PROBABILITIES = "INSERT INTO probabilities VALUES (?, ?, ?, ?, ?, ?)"
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One judgment with its place in the run."""

    panel: int
    seq: int
    attempt: int
    judgment: Judgment
    call_id: str | None
    reader_version: str
    final: bool


@dataclass(frozen=True, slots=True)
class Record:
    """What is committed together: at most one call, and the judgments read from it."""

    entries: Sequence[Entry] = ()
    call: Call | None = None
    panel: int = 0
    seq: int = 0


class Rows:
    """Makes the rows of calls; what is the same for call after call is written as JSON once."""

    def __init__(self) -> None:
        self._sent: dict[int, tuple[Mapping[str, Any], str]] = {}  # JSON values; kept, so that ids stay theirs

    def call(self, record: Record) -> tuple[object, ...]:
        """The row of the record's call."""
        call = record.call
        assert call is not None  # noqa: S101 - whoever asks for its row has looked
        reply = call.reply
        return (
            call.call_id, record.panel, record.seq, call.repeat, _listed(call.dimensions), call.attempt,
            call.model, text(reply.model_returned), call.route, call.endpoint_host,
            call.asked_at, call.latency_s, reply.http_attempts,
            text(reply.finish_reason), text(reply.content), text(reply.refusal), reply.shape,
            text(reply.hidden_reasoning), reply.structured_requested, self._params(reply.params_sent),
            call.prompt_sha256, reply.prompt_tokens, reply.completion_tokens, reply.cached_tokens,
            reply.reasoning_tokens, reply.cost_usd, text(call.error), _listed(call.flags),
        )  # fmt: skip

    def _params(self, sent: Mapping[str, Any]) -> str:  # JSON values
        known = self._sent.get(id(sent))
        if known is None:
            if len(self._sent) >= _KEPT:
                self._sent.clear()
            known = self._sent[id(sent)] = (sent, json.dumps(sent, sort_keys=True))
        return known[1]


def judgment_row(entry: Entry) -> tuple[object, ...]:
    """The row of one judgment."""
    j = entry.judgment
    return (
        entry.panel, entry.seq, j.repeat, j.dimension, entry.attempt, j.state.value, j.reason_code, j.answer, j.passed,
        text(j.rationale), text(j.evidence), j.evidence_found, entry.call_id, entry.reader_version, entry.final,
    )  # fmt: skip


def probability_rows(records: Sequence[Record]) -> list[tuple[object, ...]]:
    """The rows of what judges gave each answer, where they say."""
    return [
        (e.panel, e.seq, j.repeat, j.dimension, e.attempt, json.dumps(dict(j.probabilities)))
        for record in records
        for e in record.entries
        if (j := e.judgment).probabilities is not None
    ]


def text(value: str | None) -> str | None:
    """*value* as SQLite can hold it: a lone surrogate, which no reader accepts anyway, becomes its escape."""
    if value is None or value.isascii():
        return value
    return value.encode("utf-8", "backslashreplace").decode("utf-8")


@lru_cache(maxsize=1024)
def _listed(words: Sequence[str]) -> str:
    return json.dumps(words)
