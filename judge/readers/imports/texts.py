"""The texts that were judged elsewhere: in the rows of the judgments themselves, in a file beside them, or nowhere."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from judge.errors import DatasetError, SettingsError
from judge.readers.files import read_rows
from judge.readers.identity import made_id, settle_ids
from judge.readers.imports.found import Wanted
from judge.readers.imports.locating import TEXTS, flattened, located
from judge.readers.responses import UNNAMED, called, response_from
from judge.readers.row import RawRow, shown
from judge.scenario import Response

_WORDS = ("id", "scenario_id", "candidate", "language")
_SAID = ("assistant", "response", "turns")
_BEFORE = ("user", "context", "turns")
_TAG = "tags."


class Texts:
    """Finds the response that a row of judgments is about.

    Args:
        rows: The rows of judgments.
        at: The column of each part.
        wanted: What was asked for.
        notes: Where to say what was found out about a file of texts.

    Raises:
        DatasetError: A row of the texts cannot be read, or there are more or fewer than of judgments.
        SettingsError: There are no texts, and nobody said that there are none.
    """

    def __init__(self, rows: Sequence[RawRow], at: Mapping[str, str], wanted: Wanted, notes: list[str]) -> None:
        self._at = at
        self._wanted = wanted
        self._seen: Counter[tuple[object, ...]] = Counter()
        self._beside = _beside(wanted, notes)
        self._by_id = {r.id: r for r in self._beside}
        if wanted.by_row and len(self._beside) != len(rows):
            raise DatasetError(
                f"{wanted.responses}: {len(self._beside)} rows, and {rows[0].file} has {len(rows)}",
                hint="--join row needs a row of texts for each row of judgments, in the same order",
            )
        if wanted.responses is None and wanted.texts and not _has_texts(at):
            raise SettingsError(
                f"{rows[0].file}: no column holds the texts that were judged",
                hint="--map user=COLUMN --map response=COLUMN, or --responses FILE, or --no-texts",
            )

    @property
    def count(self) -> int | None:
        """How many there are in a file of their own."""
        return len(self._beside) if self._wanted.responses is not None else None

    def of(self, row: RawRow, place: int, about: tuple[object, ...]) -> Response:
        """The response of the row at *place*.

        Where nobody gave ids, the same words are the same response, but what is said about them twice in the same way
        (*about*: the judge, the repeat, the dimension) is about another response with the same words.

        Raises:
            DatasetError: The row names no response, or one that is not there.
        """
        name = row.scalar(self._at["id"]) if "id" in self._at else ""
        if self._wanted.by_row:
            found = self._beside[place]
            return called(replace(found, id=""), name) if name else found
        if self._wanted.responses is not None:
            return self._named(row, name)
        if not self._wanted.texts:
            return self._without_words(row, name)
        found = self._completed(response_from(_response_row(row, self._at), self._wanted.rubric.unit))
        return called(found, name or self._made(found, about))

    def _named(self, row: RawRow, name: str) -> Response:
        if not name:
            hint = "--map id=COLUMN, or --join row where the rows stand in the same order"
            raise row.error("no id, so its text cannot be found", column=self._at.get("id"), hint=hint)
        if name not in self._by_id:
            hint = f"an id there is e.g. {self._beside[0].id!r}; --join row takes rows by their order"
            raise row.error(f"{self._wanted.responses} has no response {shown(name)}", column=self._at["id"], hint=hint)
        return self._by_id[name]

    def _without_words(self, row: RawRow, name: str) -> Response:
        if not name:
            raise row.error(
                "no id", column=self._at.get("id"), hint="without texts an id is all there is: --map id=COLUMN"
            )
        own = _response_row(row, self._at)
        scenario = own.word("scenario_id") or name
        nothing = Response(name, scenario, own.word("candidate") or UNNAMED, (), "", language="en")
        whole = nothing if self._wanted.rubric.unit == "response" else replace(nothing, of=name)
        return self._completed(whole)

    def _completed(self, response: Response) -> Response:
        return _completed(response, self._wanted)

    def _made(self, response: Response, about: tuple[object, ...]) -> str:
        """As `read_responses` makes ids, so that labels on the same sheet fit."""
        made = made_id("r", response.turns, response.context, response.candidate, response.response)
        self._seen[made, about] += 1
        again = self._seen[made, about]
        return made if again == 1 else f"{made}-{again}"


def _has_texts(at: Mapping[str, str]) -> bool:
    return any(name in at for name in _SAID) and any(name in at for name in _BEFORE)


def _beside(wanted: Wanted, notes: list[str]) -> list[Response]:
    """The responses of a file of texts, whose other columns are somebody's own."""
    if wanted.responses is None:
        return []
    rows = read_rows(wanted.responses, notes)
    mapped = replace(wanted, columns={name: c for name, c in wanted.columns.items() if _is_there(rows, c)})
    at = {name: column for name, column in located(rows, mapped).items() if name in TEXTS or name.startswith(_TAG)}
    read = (response_from(_response_row(flattened(row, at), at), wanted.rubric.unit) for row in rows)
    found = [_completed(response, wanted) for response in read]
    made = [made_id("r", r.turns, r.context, r.candidate, r.response) for r in found]
    ids = settle_ids(rows, [r.id for r in found], made)
    return [called(r, name) for r, name in zip(found, ids, strict=True)]


def _is_there(rows: Sequence[RawRow], column: str) -> bool:
    names = rows[0].columns if rows[0].columns is not None else rows[0].fields
    return column in names or column.strip().lower() in names or "." in column


def _completed(response: Response, wanted: Wanted) -> Response:
    if wanted.candidate is None or response.candidate != UNNAMED:
        return response
    return replace(response, candidate=wanted.candidate)


def _response_row(row: RawRow, at: Mapping[str, str]) -> RawRow:
    """What the row says about a response, under our own names; numbers that are ids become words."""
    fields: dict[str, object] = {}
    for name, column in at.items():
        if name in _WORDS:
            fields[name] = row.scalar(column) or None
        elif name in TEXTS or name.startswith(_TAG):
            fields[name] = row.fields.get(column)
    if row.columns is None:
        fields["tags"] = _tags(row, at)
    return RawRow(row.file, row.position, fields, row.columns)


def _tags(row: RawRow, at: Mapping[str, str]) -> dict[str, object]:
    """Tags of an object: those under ``tags``, and those that were named one by one."""
    given = row.fields.get(at.get("tags", "tags"))
    named = {name.removeprefix(_TAG): row.scalar(column) for name, column in at.items() if name.startswith(_TAG)}
    return {**given, **named} if isinstance(given, dict) else {**named}
