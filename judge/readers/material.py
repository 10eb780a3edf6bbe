"""A file of responses that is read when it is needed, and where it is large, never whole."""

from collections.abc import Collection, Iterator
from functools import cached_property
from hashlib import file_digest
from pathlib import Path

from judge.errors import InputError
from judge.readers.files import missing
from judge.readers.jsonl import STDIN, read_jsonl
from judge.readers.responses import read_responses, response_in
from judge.readers.row import RawRow
from judge.scenario import Response

LARGE = 8 * 2**20
"""Bytes of a JSONL file from which on it is read row by row, where its rows have ids; a smaller one is held."""


class ResponsesFile(Collection[Response]):
    """Responses, or conversations where *unit* is something else, as a file holds them, in its order.

    ``-`` is standard input.

    Nothing is read before somebody asks. A large JSONL file is read anew each time and never held, so that memory does
    not grow with it.

    Raises:
        InputError: There is no such file.
    """

    def __init__(self, path: str | Path, unit: str = "response") -> None:
        self.path = Path(path)
        self.unit = unit
        """What a rubric judges of them."""
        if self.path != STDIN and not self.path.is_file():
            raise missing(self.path)
        self.notes: list[str] = []
        """What was found out when it was read: an encoding, a sheet, columns that were passed over."""

    @cached_property
    def streams(self) -> bool:
        """Whether it is too large to be held, and its first row has an id: ids are made of all rows together."""
        if self.path == STDIN or self.path.suffix.lower() != ".jsonl" or self.path.stat().st_size <= LARGE:
            return False
        first = next(iter(read_jsonl(self.path, [])), None)
        return first is not None and bool(response_in(first, self.unit).id)

    @cached_property
    def digest(self) -> str | None:
        """Fingerprint of the file's name and bytes; ``None`` for standard input."""
        if self.path == STDIN:
            return None
        try:
            with self.path.open("rb") as content:
                return f"{self.path.suffix.lower()}:{file_digest(content, 'sha256').hexdigest()}"
        except OSError as error:
            raise InputError(
                f"{self.path}: cannot be opened: {error.strerror or error}", hint="may you read it?"
            ) from None

    @cached_property
    def _held(self) -> list[Response]:
        return read_responses(self.path, unit=self.unit, notes=self.notes)

    def release(self) -> None:
        """Let go of what is held; whoever asks once more reads anew."""
        self.__dict__.pop("_held", None)

    def __iter__(self) -> Iterator[Response]:
        if not self.streams:
            return iter(self._held)
        return (_with_own_id(row, self.unit) for row in read_jsonl(self.path, self.notes))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, response: object) -> bool:
        return any(response == own for own in self)


def _with_own_id(row: RawRow, unit: str) -> Response:
    response = response_in(row, unit)
    if not response.id:
        raise row.error("no id", column="id", hint="other rows have one: give every row an id, or none")
    return response
