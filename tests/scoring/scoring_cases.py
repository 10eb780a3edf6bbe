"""Ratings in shorthand: a letter an item, in the order of the units.

``y`` yes, ``n`` no (or a digit: that answer), ``u`` unclear, ``/`` not applicable, ``r`` refused, ``x`` unreadable,
``g`` taken out by a gate, ``.`` no rating at all.
"""

import json
from collections.abc import Mapping, Sequence

from judge.judgment import State
from judge.ratings import Rating, Ratings, Status, Unit, status_of
from judge.rubric import Rubric
from judge.table import Row, Table

ASK = "expert_chain"

_ENDS = {
    "u": (State.ABSTAINED, None),
    "/": (State.NOT_APPLICABLE, None),
    "r": (State.REFUSED_MODEL, None),
    "x": (State.MALFORMED, "json"),
    "g": (State.NOT_APPLICABLE, "gate"),
}
_LABELS = {"u": Status.ABSTAINED, "/": Status.NOT_APPLICABLE}


def a_dimension(name: str, **fields: object) -> dict[str, object]:
    """A yes/no question that passes on yes."""
    return {"id": name, "name": {"en": name}, "question": {"en": f"{name}?"}, "passes_on": ["yes"]} | fields


def a_harm(name: str, **fields: object) -> dict[str, object]:
    """A yes/no question that passes on no."""
    return a_dimension(name, passes_on=["no"], **fields)


def a_rubric(*dimensions: dict[str, object], **fields: object) -> Rubric:
    """A rubric of these dimensions, reviewed by nobody."""
    body = {"id": "small", "version": "1.0", "title": {"en": "small"}, "dimensions": list(dimensions)}
    return Rubric.model_validate_json(json.dumps(body | fields))


def units_of(
    n: int, *, candidates: Sequence[str] = ("model-a",), tags: Sequence[Mapping[str, str]] = ()
) -> dict[str, Unit]:
    """*n* responses, candidates taking turns, each to a scenario of its own; the last tags repeat."""
    return {
        f"r{i}": Unit(f"r{i}", f"s{i}", candidates[i % len(candidates)], tags[i] if i < len(tags) else {})
        for i in range(n)
    }


def judged(rubric: Rubric, judge: str, columns: Mapping[str, str | Sequence[str]], *, ask: str = ASK) -> list[Rating]:
    """A judge's ratings: for each dimension a word of letters, or one for each repeat."""
    found = []
    for name, words in columns.items():
        dimension = rubric.dimension(name)
        assert dimension is not None
        for repeat, word in enumerate([words] if isinstance(words, str) else words):
            for i, letter in enumerate(word):
                if letter != ".":
                    answer = _answer(letter, dimension.answer_ids)
                    state, reason = (State.SCORED, None) if answer else _ENDS[letter]
                    status = status_of(state, reason)
                    found.append(Rating(f"r{i}", name, judge, ask, repeat, status, answer, str(state), reason))
    return found


def labelled(rubric: Rubric, expert: str, columns: Mapping[str, str]) -> list[Rating]:
    """An expert's labels."""
    found = []
    for name, word in columns.items():
        dimension = rubric.dimension(name)
        assert dimension is not None
        for i, letter in enumerate(word):
            if letter != ".":
                answer = _answer(letter, dimension.answer_ids)
                status = Status.OBSERVED if answer else _LABELS[letter]
                found.append(Rating(f"r{i}", name, expert, "", 0, status, answer))
    return found


def one_question(
    judges: Mapping[str, str | Sequence[str]],
    experts: Mapping[str, str] | None = None,
    *,
    dimension: dict[str, object] | None = None,
    units: Mapping[str, Unit] | None = None,
) -> Ratings:
    """Judges and experts on a rubric of one dimension, ``safe`` unless another is given."""
    rubric = a_rubric(dimension or a_dimension("safe"))
    name = rubric.dimensions[0].id
    words = [*judges.values(), *(experts or {}).values()]
    n = max(len(w if isinstance(w, str) else w[0]) for w in words)
    return Ratings(
        rubric,
        units or units_of(n),
        [r for judge, word in judges.items() for r in judged(rubric, judge, {name: word})],
        [r for expert, word in (experts or {}).items() for r in labelled(rubric, expert, {name: word})],
    )


def the_row(table: Table, **wanted: object) -> Row:
    """The one row that fits; fails when there is none or another."""
    found = [row for row in table.rows if all(row[k] == v for k, v in wanted.items())]
    assert len(found) == 1, [(r["statistic"], r["reference"], r["repeat"]) for r in found]
    return found[0]


def _answer(letter: str, answers: tuple[str, ...]) -> str | None:
    if letter in "yn":
        return {"y": "yes", "n": "no"}[letter]
    return answers[int(letter)] if letter.isdigit() else None
