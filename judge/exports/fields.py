"""Which fields an export has, in which order, and what kind of value each holds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, cast

from judge.rubric import Rubric
from judge.store.reading import CALL_FIELDS as STORED_CALL_FIELDS
from judge.store.reading import shown, whole_id
from judge.store.rescoring import Place, rescored
from judge.store.run import Run

What = Literal["judgments", "calls"]
Kind = Literal["text", "integer", "number", "boolean"]
Row = dict[str, Any]  # plain values of the store

JUDGMENT_FIELDS = (
    "response_id", "unit", "turn", "scenario_id", "candidate", "rubric", "rubric_version", "dimension", "judge", "ask",
    "repeat", "state", "reason_code", "answer", "passed", "rationale", "evidence", "evidence_found", "call_id",
    "attempt", "reader_version", "rubric_sha256", "response_sha256", "criterion",
    "probability", "probabilities",
)  # fmt: skip
_FIRST_OF_CALL = (
    "call_id", "judge", "model", "model_returned", "route", "endpoint_host", "attempt", "asked_at", "latency_s",
    "http_attempts", "finish_reason", "raw_reply", "hidden_reasoning", "structured_requested", "params_sent",
    "prompt_sha256", "prompt_tokens", "completion_tokens", "cached_tokens", "reasoning_tokens", "cost_usd",
)  # fmt: skip
CALL_FIELDS = (*_FIRST_OF_CALL, *(name for name in STORED_CALL_FIELDS if name not in _FIRST_OF_CALL))
"""What is promised first, in its order; then whatever else the store knows of a call."""

FIELDS: Mapping[What, Sequence[str]] = {"judgments": JUDGMENT_FIELDS, "calls": CALL_FIELDS}

_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("turn", "repeat", "attempt", "http_attempts"), "integer"),
    **dict.fromkeys(("prompt_tokens", "completion_tokens", "cached_tokens", "reasoning_tokens"), "integer"),
    **dict.fromkeys(("latency_s", "cost_usd", "probability"), "number"),
    **dict.fromkeys(("passed", "evidence_found", "structured_requested"), "boolean"),
}


def kind_of(field: str) -> Kind:
    """What a column of tables holds; lists and objects become JSON text there."""
    return _KINDS.get(field, "text")


RESCORED = ("rescored_state", "rescored_answer")
"""What ``judge rescore`` made of a judgment's reply, where that differs; in exports of runs that have some."""


NODE = "node"
"""Which question of a tree fired; in exports of runs whose rubric is one."""


def fields_of(run: Run, what: What) -> Sequence[str]:
    """The fields of an export of *run*, in order."""
    if what == "calls":
        return CALL_FIELDS
    of_tree = (NODE,) if run.rubric.decide == "first" else ()
    return (*JUDGMENT_FIELDS, *of_tree, *(RESCORED if rescored(run) else ()))


def rows(run: Run, what: What, *, every: bool = False) -> Iterator[Row]:
    """The rows of an export, one at a time: a run of millions is never held in memory.

    Args:
        run: The run.
        what: Judgments, or the calls they were read from.
        every: Every attempt at a judgment, not only the one that counts; of calls, all are there anyway.
    """
    found = run.judgment_rows(every=every) if what == "judgments" else run.call_rows()
    fields = FIELDS[what]
    again = rescored(run) if what == "judgments" else {}
    fired = _firing(run.rubric) if what == "judgments" else None
    if not again and fired is None:
        return ({name: row[name] for name in fields} for row in map(shown, found))
    return (
        {
            **{name: row[name] for name in fields},
            **({} if fired is None else {NODE: fired.get((row["dimension"], row["answer"]))}),
            **(_again(row, again) if again else {}),
            "response_id": whole_id(row),
        }
        for row in found
    )


def _firing(rubric: Rubric) -> Mapping[tuple[str, str], str] | None:
    """Of a tree: the node that fires, by a row's dimension and answer: itself, and that of the class; else ``None``."""
    if rubric.decide != "first":
        return None
    fires = [(node.id, answer) for node in rubric.asked for answer in node.failing]
    return {(of, answer): node for node, answer in fires for of in (node, rubric.id)}


def _again(row: Row, again: Mapping[Place, tuple[str, str | None]]) -> Row:
    place = tuple(row[name] for name in ("response_id", "judge", "ask", "repeat", "dimension", "attempt"))
    return dict(zip(RESCORED, again.get(cast("Place", place), (None, None)), strict=True))
