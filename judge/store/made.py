"""The judgments of a run as arrays, so that a million of them are read in about a second.

SQLite turns each into one number that holds its place, its attempt and its code; no text leaves the store.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from judge.judgment import EMPTY_CANDIDATE, GATED, State
from judge.ratings import status_of
from judge.record import dataclass
from judge.rubric import Rubric
from judge.scoring.coding import CODES, UNREACHED
from judge.store.planned import Numbers

STRANGE = UNREACHED - 1
"""The code of an answer that is none of its dimension's."""
_ATTEMPTS = 4096
"""A higher attempt than the last below this is taken for it."""
_CHUNK = 1_000_000
"""So many judgments are turned into numbers at once."""


@dataclass(frozen=True)
class Made:
    """Judgments, one of each: of several attempts the highest. All arrays are equally long."""

    panel: Numbers
    repeat: Numbers
    dimension: Numbers
    """The place among the rubric's."""
    seq: Numbers
    """The response's number in the store."""
    attempt: Numbers
    code: Numbers
    """As `judge.scoring.coding` has them, or `STRANGE`."""
    silent: NDArray[np.bool_]
    """Decided without asking, because the response says nothing."""

    def those(self, kept: NDArray[np.bool_]) -> "Made":
        """Only these of them."""
        return Made(*(getattr(self, f.name)[kept] for f in fields(self)))


def read_made(db: sqlite3.Connection, rubric: Rubric, *, repeats: int) -> Made:
    """Every judgment of the run on a dimension of the rubric, of at most so many *repeats*."""
    (panels, seqs) = (
        db.execute(f"SELECT coalesce(max({column}), 0) + 1 FROM {table}").fetchone()[0]  # noqa: S608 - our own names
        for column, table in (("panel", "panels"), ("seq", "responses"))
    )
    shape = panels, max(repeats, 1), len(rubric.dimensions), seqs
    kinds = 2 * (1 + max(len(d.answer_ids) for d in rubric.dimensions) - STRANGE)
    numbers = np.concatenate([np.empty(0, np.int64), *_chunks(db, _number(rubric, shape, kinds))])
    places, kind = np.divmod(numbers, kinds)
    order = np.argsort(places, kind="stable")
    place, attempt = np.divmod(places[order], _ATTEMPTS)
    last = np.append(place[1:] != place[:-1], np.ones(min(1, place.size), np.bool_))
    kind = kind[order][last]
    panel, repeat, dimension, seq = np.unravel_index(place[last], shape)
    return Made(panel, repeat, dimension, seq, attempt[last], kind // 2 + STRANGE, kind % 2 == 1)


def _chunks(db: sqlite3.Connection, number: str) -> Iterator[Numbers]:
    """The numbers of all judgments, in the order they were written."""
    (end,) = db.execute("SELECT coalesce(max(judgment), 0) + 1 FROM judgments").fetchone()
    sql = f"SELECT group_concat({number}) FROM judgments WHERE judgment >= ? AND judgment < ?"  # noqa: S608 - quoted
    for start in range(0, end, _CHUNK):
        (text,) = db.execute(sql, (start, start + _CHUNK)).fetchone()
        if text is not None:
            yield np.fromstring(text, np.int64, sep=",")


def _number(rubric: Rubric, shape: tuple[int, ...], kinds: int) -> str:
    """The expression of one judgment's number; ``NULL``, and so left out, where it is outside *shape*."""
    _, repeats, dimensions, seqs = shape
    repeat = f"iif(repeat < {repeats}, repeat, NULL)"
    at = _case("dimension", ((d.id, str(i)) for i, d in enumerate(rubric.dimensions)), "NULL")
    place = f"((panel * {repeats} + {repeat}) * {dimensions} + {at}) * {seqs} + seq"
    kind = f"(({_code(rubric)}) - ({STRANGE})) * 2 + (reason_code IS {_quoted(EMPTY_CANDIDATE)})"
    return f"(({place}) * {_ATTEMPTS} + min(attempt, {_ATTEMPTS - 1})) * {kinds} + {kind}"


def _code(rubric: Rubric) -> str:
    strange = str(STRANGE)
    places = {
        d.id: _case("answer", ((a, str(i)) for i, a in enumerate(d.answer_ids)), strange) for d in rubric.dimensions
    }
    # What nearly all are stands first: SQLite compares one after the other.
    ends = {"scored": _case("dimension", places.items(), strange)}
    ends |= {state.value: str(CODES[status_of(state, None)]) for state in State if state is not State.SCORED}
    gated = CODES[status_of(State.NOT_APPLICABLE, GATED)]
    ends["not_applicable"] = f"iif(reason_code IS {_quoted(GATED)}, {gated}, {ends['not_applicable']})"
    return _case("state", ends.items(), strange)


def _case(column: str, branches: Iterable[tuple[str, str]], otherwise: str) -> str:
    whens = " ".join(f"WHEN {_quoted(value)} THEN {then}" for value, then in branches)
    return f"CASE {column} {whens} ELSE {otherwise} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
