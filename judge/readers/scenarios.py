"""Scenarios: what candidates are put before, from any file."""

from dataclasses import replace
from pathlib import Path

from judge.readers.conversation import read_language, read_tags, read_turns
from judge.readers.criteria import KEY, read_criteria
from judge.readers.files import read_rows
from judge.readers.healthbench import healthbench_scenario, is_healthbench
from judge.readers.identity import made_id, settle_ids
from judge.readers.row import RawRow
from judge.readers.vocabulary import check_names
from judge.scenario import Scenario, Turn

_COLUMNS = ("id", "text", "user", "language")
_KEYS = (*_COLUMNS, "turns", "tags", KEY)


def read_scenarios(path: str | Path, *, notes: list[str] | None = None) -> list[Scenario]:
    """Read scenarios from JSONL, JSON, CSV, TSV, XLSX or Parquet; ``-`` is JSONL from standard input.

    ``text`` (or ``user``) is a single turn of the user. A missing id is made from the content, the same one that a
    response to these words gets as its scenario's. A file of HealthBench is read as it is.

    Args:
        path: The file.
        notes: Where to say what was found out: an encoding, a sheet, columns that were passed over.

    Raises:
        DatasetError: A row cannot be read, or two have the same id; file, row and column.
        InputError: There is no such file, or nobody reads its kind.
    """
    notes = [] if notes is None else notes
    rows = read_rows(path, notes)
    if is_healthbench(rows[0]):
        found = [_checked(row, healthbench_scenario(row)) for row in rows]
    else:
        check_names(rows, keys=_KEYS, columns=_COLUMNS, needed=("text or user",), notes=notes)
        found = [_scenario(row) for row in rows]
    made = ["" if s.id else made_id("s", s.turns, None) for s in found]
    ids = settle_ids(rows, [s.id for s in found], made)
    return [s if s.id else replace(s, id=name) for s, name in zip(found, ids, strict=True)]


def _scenario(row: RawRow) -> Scenario:
    criteria = read_criteria(row) if row.columns is None else ()
    found = Scenario(row.word("id") or "", _turns(row), read_language(row), read_tags(row), criteria)
    return _checked(row, found)


def _checked(row: RawRow, scenario: Scenario) -> Scenario:
    turns = scenario.turns
    if turns[-1].role != "user":
        hint = "a scenario ends where the candidate is to speak; read whole conversations as responses"
        raise row.error(f"the last turn is {turns[-1].role}'s, not the user's", column="turns", hint=hint)
    if not turns[-1].content:
        raise row.error("the user's last turn is empty", hint="write what the user says, or remove the row")
    return scenario


def _turns(row: RawRow) -> tuple[Turn, ...]:
    names = ("turns", "text", "user") if row.columns is None else ("text", "user")
    given = [name for name in names if row.fields.get(name) not in (None, "")]
    if len(given) != 1:
        found = " and ".join(given) if len(given) > 1 else "nothing"
        raise row.error(f"what the user says: {found} given", hint="give exactly one of turns and text")
    return read_turns(row) if given == ["turns"] else (Turn("user", row.text(given[0]) or ""),)
