"""Expert labels: long or wide, from any file, or from a blind sheet that came back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, fields
from math import isfinite
from pathlib import Path
from typing import Literal, Required, TypedDict, cast

from judge.dimension import Dimension
from judge.errors import near_miss
from judge.label import ExpertLabel, LabelState
from judge.readers.answers import Words, label_words, read_answer
from judge.readers.choices import Found, derived_classes, question_named, read_choice
from judge.readers.files import read_rows
from judge.readers.keys import Labelled, read_keys
from judge.readers.label_studio import from_label_studio, is_label_studio
from judge.readers.row import RawRow, shown
from judge.readers.vocabulary import ASIDE, TAG, check_names
from judge.record import dataclass
from judge.rubric import Rubric
from judge.unfolding import SPEAKER

_ROLES = ("independent", "adjudicator")
_LONG = tuple(f.name for f in fields(ExpertLabel) if f.name != "state")
_WIDE = frozenset({*_LONG, "key", ASIDE} - {"dimension", "answer", "evidence"})
_BARE = frozenset({"response_id", "key", "dimension", "rater", "answer"})
_TEXTS = frozenset({"language", "context", "response"})
"""Columns of a blind sheet that are there to be read, not to be read back."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What reading one file of labels needs to know."""

    rubric: Rubric
    words: Words
    keys: Mapping[str, Labelled] = field(default_factory=dict)
    wide: dict[tuple[str, ...], list[tuple[str, Dimension]]] = field(default_factory=dict)
    """The dimensions' columns, by all names of a row: found once, not for every row."""
    needed: dict[object, str] = field(default_factory=dict)
    """The word in each cell that was looked at already; ids, raters and dimensions stand in many rows."""
    named: dict[str, Dimension] = field(default_factory=dict)
    """The dimension of each name that rows have used."""
    answered: dict[tuple[str, object], tuple[LabelState, str | None] | None] = field(default_factory=dict)
    """What each text was read as, by dimension."""

    def word(self, row: RawRow, column: str) -> str:
        """What `RawRow.needed` finds there."""
        cell = row.fields.get(column)
        found = self.needed.get(cell) if isinstance(cell, str) else None
        if found is None:
            found = row.needed(column)
            self.needed[cell] = found
        return found

    def dimension(self, row: RawRow) -> Dimension:
        """The dimension that a row of the long form names.

        Raises:
            DatasetError: There is none of that name.
        """
        name = self.word(row, "dimension")
        if name not in self.named:
            dimension = named_in(self.rubric, name)
            if dimension is None:
                hint = near_miss(name, (d.id for d in self.rubric.dimensions))
                raise row.error(f"no dimension {shown(name)} in {self.rubric.id!r}", column="dimension", hint=hint)
            self.named[name] = dimension
        return self.named[name]

    def answers(self, row: RawRow, column: str, dimension: Dimension) -> list[Found]:
        """What stands there, by the id of what is rated: one answer, or a list of those that were chosen."""
        if dimension.choose == "any":
            return read_choice(row, column, dimension)
        found = self.answer(row, column, dimension)
        return [] if found is None else [(dimension.id, *found)]

    def answer(self, row: RawRow, column: str, dimension: Dimension) -> tuple[LabelState, str | None] | None:
        """What `read_answer` finds there."""
        cell = row.fields.get(column)
        if not isinstance(cell, str):
            return read_answer(row, column, dimension, self.words)
        known = dimension.id, cell
        if known not in self.answered:
            self.answered[known] = read_answer(row, column, dimension, self.words)
        return self.answered[known]


def read_labels(
    path: str | Path | Sequence[str | Path], rubric: Rubric, *, notes: list[str] | None = None
) -> list[ExpertLabel]:
    """Read what experts said, in long form (a label a row) or wide form (a response a row, a column a dimension).

    An empty answer is no label at all. A sheet of ``judge labels sheet`` has ``key`` instead of ``response_id`` and
    needs its key file beside it; of Label Studio's JSON export the annotators' choices are read. Several files, one a
    rater, are read as one.

    Args:
        path: The file, or several.
        rubric: Whose dimensions and words are read.
        notes: Where to say what was found out: an encoding, a sheet, columns that were passed over.

    Raises:
        DatasetError: A word or a dimension nobody knows, a missing part, or two labels of one rater on the same thing.
        InputError: There is no such file, or nobody reads its kind.
    """
    notes = [] if notes is None else notes
    first: dict[tuple[object, ...], RawRow] = {}
    labels: list[ExpertLabel] = []
    chosen: list[tuple[RawRow, ExpertLabel]] = []
    several = any(d.exclusive for d in rubric.asked)
    for one in [path] if isinstance(path, str | Path) else path:
        for row, label in _file(Path(one), rubric, notes):
            what = (label.response_id, label.dimension, label.rater, label.turn, label.role, label.criterion)
            if (other := first.setdefault(what, row)) is not row:
                raise _doubled(row, other, label)
            labels.append(label)
            if several:
                chosen.append((row, label))
    return [*labels, *derived_classes(chosen, rubric)]


def named_in(rubric: Rubric, name: str) -> Dimension | None:
    """What labels call *name*: a question of several answers, whose cells are lists, before anything that is rated."""
    return question_named(rubric, name) or rubric.dimension(name)


def _file(path: Path, rubric: Rubric, notes: list[str]) -> Iterator[tuple[RawRow, ExpertLabel]]:
    rows = read_rows(path, notes)
    if is_label_studio(rows):
        rows = from_label_studio(rows, rubric, notes)
        if not rows:
            return
    columns = rows[0].columns or ()
    keyed = "key" in columns and "response_id" not in columns
    reading = _Reading(rubric, label_words(rubric), read_keys(path) if keyed else {})
    long = _is_long(rows[0])
    if long:
        who = "key" if keyed else "response_id"
        needed = (who, "dimension", "rater", "answer")
        check_names(rows, keys=_LONG, columns=(*_LONG, "key"), needed=needed, notes=notes)
    for row in rows:
        for label in _long(row, reading) if long else _wide(row, reading):
            yield row, label


def _is_long(row: RawRow) -> bool:
    names = row.fields if row.columns is None else row.columns
    return "dimension" in names or "answer" in names


def _long(row: RawRow, reading: _Reading) -> Sequence[ExpertLabel]:
    found = reading.answers(row, "answer", reading.dimension(row))
    if not found:
        return ()
    base = _base(row, reading)
    return tuple([ExpertLabel(dimension=name, state=state, answer=answer, **base) for name, state, answer in found])


def _wide(row: RawRow, reading: _Reading) -> Iterator[ExpertLabel]:
    base: _Base | None = None
    for column, dimension in _dimensions(row, reading):
        for name, state, answer in reading.answers(row, column, dimension):
            base = base or _base(row, reading)
            yield ExpertLabel(dimension=name, state=state, answer=answer, **base)


def _dimensions(row: RawRow, reading: _Reading) -> list[tuple[str, Dimension]]:
    names = tuple(row.fields)
    if names not in reading.wide:
        reading.wide[names] = list(_find_dimensions(row, names, reading.rubric))
    return reading.wide[names]


def _find_dimensions(row: RawRow, names: Sequence[str], rubric: Rubric) -> Iterator[tuple[str, Dimension]]:
    reserved = _WIDE | _TEXTS if "key" in names else _WIDE
    owner: dict[str, str] = {}
    for name in names:
        dimension = named_in(rubric, name)
        if name in reserved or ("key" in names and name.startswith(TAG)):
            if dimension is not None:
                raise row.error("a dimension's name, and a column of its own", column=name, hint="use the long form")
            continue
        if dimension is None:
            known = {*(d.id for d in rubric.dimensions), *_LONG}
            raise row.error("no dimension of the rubric", column=name, hint=near_miss(name, known))
        if (other := owner.setdefault(dimension.id, name)) != name:
            raise row.error(f"the same dimension as {other!r}", column=name, hint="keep one of them")
        yield name, dimension
    who = "key" if "key" in names else "response_id"
    for needed in (who, "rater"):
        if needed not in names:
            raise row.error(f"no {needed!r} beside the answers", hint=f"add it: every row needs its {needed}")
    if not owner and row.columns is not None:
        hint = f"a column for each of {', '.join(d.id for d in rubric.dimensions)}; or the columns dimension and answer"
        raise row.error("no answers: no dimension has a column", hint=hint)


class _Base(TypedDict, total=False):
    """Everything of a label but its dimension and answer; what no column gives is left to the label's defaults."""

    response_id: Required[str]
    rater: Required[str]
    turn: int | None
    role: Literal["independent", "adjudicator"]
    sampling_p: float | None
    split: str | None
    cluster: str | None
    rubric_version: str | None
    evidence: str | None
    note: str | None
    criterion: str | None


def _base(row: RawRow, reading: _Reading) -> _Base:
    response_id, turn, criterion = _whose(row, reading)
    base = _Base(response_id=response_id, rater=reading.word(row, "rater"))
    if reading.rubric.dimensions_from == "scenario":
        base["criterion"] = criterion or row.word("criterion")
        if base["criterion"] is None:
            hint = "which criterion of the response was labelled: its id; without one c1, c2 and so on, as in the file"
            raise row.error(
                f"{reading.rubric.id!r} judges criteria, and the label names none", column="criterion", hint=hint
            )
    elif row.fields.keys() <= _BARE and turn is None and reading.rubric.unit not in SPEAKER:
        return base
    base["turn"] = _turn(row) if turn is None else turn
    if base["turn"] is None and reading.rubric.unit in SPEAKER:
        hint = "which turn was labelled: its index into the conversation's turns; the first one is 0"
        raise row.error(f"{reading.rubric.id!r} judges turns, and the label names none", column="turn", hint=hint)
    base["role"] = _role(row)
    base["sampling_p"] = _probability(row)
    base["split"] = row.word("split")
    base["cluster"] = row.word("cluster")
    base["rubric_version"] = row.word("rubric_version")
    base["evidence"] = row.text("evidence") or None
    base["note"] = row.text("note") or None
    return base


def _whose(row: RawRow, reading: _Reading) -> Labelled:
    if "response_id" in row.fields:
        return reading.word(row, "response_id"), None, None
    key = row.needed("key")
    if key not in reading.keys:
        hint = "was the key changed while labelling, or does the key file belong to another sheet?"
        raise row.error(f"the key {shown(key)} is not in the key file", column="key", hint=hint)
    return reading.keys[key]


def _turn(row: RawRow) -> int | None:
    text = row.scalar("turn")
    if text and not re.fullmatch(r"[0-9]{1,9}", text):
        raise row.error(
            f"{shown(text)} is no index of a turn", column="turn", hint="a whole number; the first turn is 0"
        )
    return int(text) if text else None


def _role(row: RawRow) -> Literal["independent", "adjudicator"]:
    role = row.word("role") or "independent"
    if role not in _ROLES:
        raise row.error(f"no role {shown(role)}", column="role", hint=near_miss(role, _ROLES))
    return cast('Literal["independent", "adjudicator"]', role)  # checked two lines above


def _probability(row: RawRow) -> float | None:
    text = row.scalar("sampling_p")
    if not text:
        return None
    try:
        p = float(text)
    except ValueError:
        p = 0.0
    if not (isfinite(p) and 0 < p <= 1):
        hint = "the probability with which this item was chosen: above 0, at most 1"
        raise row.error(f"{shown(text)} is no probability", column="sampling_p", hint=hint)
    return p


def _doubled(row: RawRow, other: RawRow, label: ExpertLabel) -> Exception:
    place = other.position if other.file == row.file else other.where
    return row.error(
        f"{label.rater!r} has labelled {label.dimension!r} of {label.response_id!r} here and in {place}",
        hint="keep one of them; a second opinion is another rater's, or has the role adjudicator",
    )
