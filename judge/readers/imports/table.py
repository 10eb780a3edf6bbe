"""Judgments in a table or in JSON, whoever wrote it: what its columns mean is said beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from judge.choosing import NOTHING
from judge.errors import SettingsError
from judge.readers.files import read_rows
from judge.readers.imports.found import Found, Wanted
from judge.readers.imports.locating import dimension_columns, flattened, located, spread
from judge.readers.imports.numbering import numbered
from judge.readers.imports.texts import Texts
from judge.readers.row import RawRow, shown
from judge.record import dataclass

_LONGEST = 9
"""Digits of a turn's index."""


@dataclass(frozen=True)
class _Voice:
    """One place in a row where a judge has said something."""

    column: str
    raw: bool
    """Whether it is a reply, not an answer."""
    judge: str | None = None
    repeat: int | None = None
    dimension: str | None = None


@dataclass(frozen=True)
class _Table:
    """What reading one file needs to know."""

    at: Mapping[str, str]
    voices: Sequence[_Voice]
    fallback: str
    """What a judge without a name is called."""
    repeats: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def scalar(self, row: RawRow, name: str) -> str:
        """The word that is a part of a judgment; empty where there is none."""
        return row.scalar(self.at[name]) if name in self.at else ""

    def text(self, row: RawRow, name: str) -> str | None:
        """The text that is a part of a judgment; ``None`` where there is none."""
        return (row.text(self.at[name]) or None) if name in self.at else None

    def judge(self, row: RawRow, voice: _Voice) -> str:
        """Who said it."""
        return voice.judge or self.scalar(row, "judge") or self.fallback


def read_table(path: Path, wanted: Wanted, notes: list[str]) -> Iterator[Found]:
    """Every judgment of the file, in its order, a column's after those of the columns before it.

    Raises:
        DatasetError: The file or a row of it cannot be read.
        SettingsError: A column that was named is not there, or none says where the judgments are.
    """
    plain = read_rows(path, notes)
    at = located(plain, wanted)
    rows = [flattened(row, at) for row in plain]
    voices = _voices(rows, at, wanted)
    rows = [_listed(row, [v.column for v in voices if not v.raw]) for row in rows]
    fallback = wanted.judge or path.stem
    table = _Table(at, voices, fallback)
    table = _Table(at, voices, fallback, numbered(_repeats(rows, table)))
    texts = Texts(rows, at, wanted, notes)
    for place, row in enumerate(rows):
        for voice in voices:
            yield _found(row, place, voice, table, texts)


def _voices(rows: Sequence[RawRow], at: Mapping[str, str], wanted: Wanted) -> list[_Voice]:
    voices = [
        _Voice(column, raw, beside.judge or wanted.judge, repeat)
        for raw, group in ((True, wanted.replies), (False, wanted.verdicts))
        for beside in group
        for repeat, column in enumerate(spread(beside, rows))
    ]
    if wanted.form is None and (wanted.replies or ("reply" in at and "answer" not in at)):
        raise SettingsError(
            f"{rows[0].file}: holds raw replies, and nobody says how they are read",
            hint="--reply label, trailing_dict, json or lines",
        )
    if voices:
        return voices
    if "reply" in at and wanted.form is not None:
        return [_Voice(at["reply"], raw=True)]
    if "answer" in at:
        return [_Voice(at["answer"], raw=False)]
    voices = [_Voice(c, raw=False, dimension=d) for d, c in dimension_columns(rows, at, wanted.rubric).items()]
    if not voices:
        raise SettingsError(
            f"{rows[0].file}: nothing says which column holds the judgments",
            hint="--map reply=COLUMN (or answer=COLUMN), or --replies COLUMN,COLUMN (or --verdicts) for repeats",
        )
    return voices


def _listed(row: RawRow, columns: Sequence[str]) -> RawRow:
    """The row with lists of words in *columns*, as JSON has them, written as in a sheet; an empty one chose nothing."""
    lists = {c: v for c in columns if isinstance(v := row.fields.get(c), list) and all(isinstance(w, str) for w in v)}
    written = {c: "; ".join(v) if v else NOTHING for c, v in lists.items()}
    return replace(row, fields={**row.fields, **written}) if written else row


def _repeats(rows: Sequence[RawRow], table: _Table) -> Iterator[tuple[str, str]]:
    if "repeat" in table.at:
        for row in rows:
            for voice in table.voices:
                if voice.repeat is None:
                    yield table.judge(row, voice), table.scalar(row, "repeat")


def _found(row: RawRow, place: int, voice: _Voice, table: _Table, texts: Texts) -> Found:
    judge = table.judge(row, voice)
    repeat = voice.repeat if voice.repeat is not None else table.repeats.get((judge, table.scalar(row, "repeat")), 0)
    dimension = voice.dimension or table.scalar(row, "dimension") or None
    turn = _turn(row, table)
    response = texts.of(row, place, (judge, repeat, dimension, turn, voice.column))
    return Found(
        row=row,
        response=response,
        judge=judge,
        repeat=repeat,
        dimension=dimension,
        turn=turn,
        reply=row.text(voice.column) if voice.raw else _kept(row, voice, table),
        column="" if voice.raw or not row.scalar(voice.column) else voice.column,
        rationale=table.text(row, "rationale"),
        evidence=table.text(row, "evidence"),
        token=table.scalar(row, "token") or None,
        model=table.scalar(row, "model") or None,
        asked_at=table.scalar(row, "asked_at") or None,
    )


def _kept(row: RawRow, voice: _Voice, table: _Table) -> str | None:
    """The reply that stands beside an answer which was read elsewhere: it is kept with it."""
    return row.text(table.at["reply"]) if voice.column == table.at.get("answer") and "reply" in table.at else None


def _turn(row: RawRow, table: _Table) -> int | None:
    text = table.scalar(row, "turn")
    if text and not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        raise row.error(
            f"{shown(text)} is no index of a turn", column=table.at["turn"], hint="a whole number; the first turn is 0"
        )
    return int(text) if text else None
