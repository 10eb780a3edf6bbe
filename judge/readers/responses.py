"""Responses: what candidates said, from any file."""

from dataclasses import replace
from pathlib import Path

from judge.readers.conversation import read_language, read_tags, read_turns
from judge.readers.criteria import KEY, read_criteria
from judge.readers.files import read_rows
from judge.readers.identity import made_id, settle_ids
from judge.readers.row import RawRow
from judge.readers.vocabulary import check_keys, check_names
from judge.scenario import Response, Turn

UNNAMED = "unnamed"
"""The candidate of a sheet that names none."""

_COLUMNS = ("id", "scenario_id", "candidate", "user", "context", "assistant", "response", "language")
_KEYS = (*_COLUMNS, "turns", "tags", KEY)
_NEEDED = ("user or context", "assistant or response")
_TURNS_HINT = "turns are judged: give them as turns, each with its role"
_CONTEXT_HINT = "give exactly one of turns, user (one turn of the user) and context (one string)"


def read_responses(path: str | Path, *, unit: str = "response", notes: list[str] | None = None) -> list[Response]:
    """Read responses from JSONL, JSON, CSV, TSV, XLSX or Parquet; ``-`` is JSONL from standard input.

    The words of user and candidate are kept byte for byte, an empty response too: silence is an answer. An id that is
    missing is made from the content, a scenario's from the context alone, so that several candidates' responses to
    the same words share it. A conversation without ``response`` ends with the candidate's turn, which is then it.

    Args:
        path: The file.
        unit: What a rubric judges. Where that is no response, each row is a conversation, which may end in any role;
            one without a scenario is its own.
        notes: Where to say what was found out: an encoding, a sheet, columns that were passed over.

    Raises:
        DatasetError: A row cannot be read, or two have the same id; file, row and column.
        InputError: There is no such file, or nobody reads its kind.
    """
    notes = [] if notes is None else notes
    rows = read_rows(path, notes)
    check_names(rows, keys=_KEYS, columns=_COLUMNS, needed=_NEEDED, notes=notes)
    found = [response_from(row, unit) for row in rows]
    made = ["" if r.id else made_id("r", r.turns, r.context, r.candidate, r.response) for r in found]
    ids = settle_ids(rows, [r.id for r in found], made)
    return [called(r, name) for r, name in zip(found, ids, strict=True)]


def response_in(row: RawRow, unit: str = "response") -> Response:
    """One object of JSON as a response, or as a conversation, by itself; its id is empty when it has none.

    Raises:
        DatasetError: It cannot be read, or holds a key nobody knows.
    """
    check_keys(row, _KEYS)
    found = response_from(row, unit)
    return called(found, found.id)


def response_from(row: RawRow, unit: str = "response") -> Response:
    """The row as a response, or as a conversation, whatever else it holds; its id is empty when it has none yet.

    Raises:
        DatasetError: It cannot be read.
    """
    return _answer(row) if unit == "response" else _conversation(row)


def called(response: Response, name: str) -> Response:
    """*response* under its *name*, by which a conversation goes everywhere."""
    if not response.is_conversation:
        return response if response.id else replace(response, id=name)
    return replace(response, id=name, of=name, scenario_id=response.scenario_id or name)


def _answer(row: RawRow) -> Response:
    """The row as a response to what was said before."""
    turns, context = _context(row)
    response = _reply(row)
    if response is None:
        turns, response = _last_turn(row, turns)
    elif turns and turns[-1].role == "assistant" and turns[-1].content == response:
        raise row.error("the response is also the last of the turns", column="turns", hint="leave it out of turns")
    if not (context or any(t.content for t in turns)):
        raise row.error("nothing that the response answers", hint=_CONTEXT_HINT)
    return Response(
        id=row.word("id") or "",
        scenario_id=row.word("scenario_id") or made_id("s", turns, context),
        candidate=row.word("candidate") or UNNAMED,
        turns=turns,
        response=response,
        context=context,
        language=read_language(row),
        tags=read_tags(row),
        criteria=read_criteria(row) if row.columns is None else (),
    )


def _conversation(row: RawRow) -> Response:
    """The row as a conversation, whoever speaks last; what it is called is settled afterwards."""
    turns, context = _context(row)
    if context is not None:
        raise row.error("one text, in which nobody knows who said what", column="context", hint=_TURNS_HINT)
    response = _reply(row)
    return Response(
        id=row.word("id") or "",
        scenario_id=row.word("scenario_id") or "",
        candidate=row.word("candidate") or UNNAMED,
        turns=turns if response is None else (*turns, Turn("assistant", response)),
        response="",
        language=read_language(row),
        tags=read_tags(row),
        of="",
    )


def _context(row: RawRow) -> tuple[tuple[Turn, ...], str | None]:
    names = ("turns", "user", "context") if row.columns is None else ("user", "context")
    given = [name for name in names if row.fields.get(name) not in (None, "")]
    if not given and row.columns is not None and row.fields.get("turns"):
        raise row.error("a list of turns stands in no cell", column="turns", hint="write conversations as JSON Lines")
    if len(given) != 1:
        found = " and ".join(given) if len(given) > 1 else "nothing"
        raise row.error(f"what was said before the response: {found} given", hint=_CONTEXT_HINT)
    if given == ["turns"]:
        return read_turns(row), None
    text = row.text(given[0]) or ""
    return ((Turn("user", text),), None) if given == ["user"] else ((), text)


def _reply(row: RawRow) -> str | None:
    given = [name for name in ("response", "assistant") if row.text(name) is not None]
    if row.columns is not None and len(given) > 1:  # a sheet with both columns: one may be empty in a row
        given = [name for name in given if row.text(name)] or given[:1]
    if len(given) > 1:
        raise row.error("both response and assistant are given", hint="keep one: they mean the same")
    return row.text(given[0]) if given else None


def _last_turn(row: RawRow, turns: tuple[Turn, ...]) -> tuple[tuple[Turn, ...], str]:
    if not turns or turns[-1].role != "assistant":
        hint = 'give "response", or end turns with the candidate\'s turn (role assistant)'
        raise row.error("no response", hint=hint)
    return turns[:-1], turns[-1].content
