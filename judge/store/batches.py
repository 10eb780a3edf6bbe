"""The batches of a run: files of questions in ``RUN/batches``, beside each what became of it.

``NAME.jsonl`` holds the questions, a line each, as OpenAI's batches have them; ``NAME.json`` says how far the batch
is; answers lie in ``NAME.output.jsonl`` and ``NAME.errors.jsonl``, whoever put them there. What is paid for is noted
before and after, so that a run that was interrupted at any moment asks nothing twice.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import asdict, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Literal

from judge.errors import DatasetError, InputError, NotFoundError, StorageError
from judge.record import dataclass
from judge.store.folder import write_private

FOLDER = "batches"
MOST_LINES = 50_000
MOST_BYTES = 200_000_000
"""OpenAI's limits for one file; Azure's are the same or higher."""

Stage = Literal["written", "left", "uploaded", "submitted", "ended", "read"]
"""How far a batch is: written; left for the user to run; uploaded, which costs nothing; submitted, which is paid for;
ended, with its answers in the folder; read, with its answers in the store."""


@dataclass(frozen=True)
class Batch:
    """One file of questions for one judge."""

    name: str
    judge: str
    model: str
    host: str | None
    lines: int
    size: int
    """Bytes of the file."""
    sha256: str
    written_at: str
    reserved: float
    """USD set aside for it."""
    dimensions: Sequence[Sequence[str]]
    """What questions are about, each once."""
    asked: Sequence[Sequence[int]]
    """For each line: panel, response, repeat, place among *dimensions*, and the part of its question."""
    stage: Stage = "written"
    status: str | None = None
    """The provider's word for how it stands."""
    file_id: str | None = None
    batch_id: str | None = None
    submitted_at: str | None = None
    seconds: float = 0.0
    """From beginning to end, by the provider's clock."""
    counts: dict[str, int] = field(default_factory=dict)
    """What was found in its answers, for people to know."""
    gone: Sequence[str] = ()
    """Ids of questions that are being taken out of its files."""
    problem: dict[str, str] | None = None
    """State, reason and words for questions without an answer, where the provider says why there is none."""

    @property
    def seqs(self) -> frozenset[int]:
        """Numbers of the responses it asks about."""
        return frozenset(line[1] for line in self.asked)

    def file(self, folder: Path) -> Path:
        """Its questions."""
        return folder / FOLDER / f"{self.name}.jsonl"

    def answers(self, folder: Path) -> tuple[Path, Path]:
        """Where its answers lie, or will: those that worked, and those that did not."""
        return folder / FOLDER / f"{self.name}.output.jsonl", folder / FOLDER / f"{self.name}.errors.jsonl"


def read_batches(folder: Path) -> list[Batch]:
    """Every batch of the run in *folder*, in order of writing.

    Raises:
        StorageError: One of their records cannot be read.
    """
    return [_read(file) for file in sorted((folder / FOLDER).glob("[0-9]*.json"))]


def _read(file: Path) -> Batch:
    try:
        return Batch(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise StorageError(
            f"{str(file)!r} is no record of a batch", hint="put it back as it was, or remove it to ask anew"
        ) from None


def unread(folder: Path) -> list[Batch]:
    """Batches whose answers are still to be read."""
    return [batch for batch in read_batches(folder) if batch.stage != "read"]


def refuse_unread(folder: Path) -> None:
    """Ask nothing otherwise while batches of the run are still to be read: what they ask would be paid for twice.

    Raises:
        InputError: There are some; how to read them, and how to do without.
    """
    if names := [batch.name for batch in unread(folder)]:
        raise InputError(
            f"this run has batches that are still to be read: {', '.join(names)}",
            hint=f"add --engine batch to read them, or remove them from {str(folder / FOLDER)!r} to ask anew",
        )


def note(folder: Path, batch: Batch, **changes: Any) -> Batch:  # fields of Batch
    """Record what became of *batch*, safe on the disk when this returns."""
    changed = replace(batch, **changes)
    write_private(folder / FOLDER / f"{batch.name}.json", json.dumps(asdict(changed), sort_keys=True) + "\n")
    return changed


def discard(folder: Path, batch: Batch) -> None:
    """Remove a batch that nobody was asked to run."""
    (folder / FOLDER / f"{batch.name}.json").unlink(missing_ok=True)
    for file in (batch.file(folder), *batch.answers(folder)):
        file.unlink(missing_ok=True)


class Writing:
    """Questions for one judge, written to as many files as the provider's limits want."""

    def __init__(self, folder: Path, *, judge: str, model: str, host: str | None, written_at: str) -> None:
        self._folder = folder
        self._blank = Batch("", judge, model, host, 0, 0, "", written_at, 0.0, (), ())
        self._slug = re.sub(r"[^A-Za-z0-9_-]+", "-", judge).strip("-")[:40] or "judge"
        self._done: list[Batch] = []
        self._out: BinaryIO | None = None
        self._name = ""
        self._dimensions: dict[tuple[str, ...], int] = {}
        self._asked: list[tuple[int, ...]] = []
        self._size, self._reserved = 0, 0.0
        self._digest = sha256()

    def add(self, line: bytes, place: tuple[int, int, int], about: Sequence[str], part: int, reserved: float) -> None:
        """Append one question: its *place* is panel, response and repeat, and it is *about* these dimensions."""
        if self._out is not None and (len(self._asked) >= MOST_LINES or self._size + len(line) > MOST_BYTES):
            self._end()
        if self._out is None:
            self._begin()
        assert self._out is not None  # noqa: S101 - for the type checker
        self._out.write(line)
        self._digest.update(line)
        self._size += len(line)
        self._reserved += reserved
        dimensions = self._dimensions.setdefault(tuple(about), len(self._dimensions))
        self._asked.append((*place, dimensions, part))

    def close(self) -> list[Batch]:
        """The batches, each on the disk with its record."""
        if self._out is not None:
            self._end()
        return self._done

    def _begin(self) -> None:
        place = self._folder / FOLDER
        place.mkdir(mode=0o700, exist_ok=True)
        taken = (int(f.name[:4]) for f in place.glob("[0-9][0-9][0-9][0-9]-*"))
        for number in count(max(taken, default=0) + 1):
            self._name = f"{number:04d}-{self._slug}"
            try:
                handle = os.open(place / f"{self._name}.jsonl", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                continue
            except OSError as error:
                raise StorageError(f"cannot write to {str(place)!r}: {error.strerror}") from None
            self._out = os.fdopen(handle, "wb")
            return

    def _end(self) -> None:
        assert self._out is not None  # noqa: S101 - for the type checker
        self._out.flush()
        os.fsync(self._out.fileno())
        self._out.close()
        batch = replace(self._blank, name=self._name, lines=len(self._asked), size=self._size,
                        sha256=self._digest.hexdigest(), reserved=round(self._reserved, 6))  # fmt: skip
        self._done.append(note(self._folder, batch, dimensions=list(self._dimensions), asked=self._asked))
        self._out, self._asked, self._dimensions = None, [], {}
        self._size, self._reserved, self._digest = 0, 0.0, sha256()


def lines_of(file: Path) -> Iterator[tuple[int, bytes]]:
    """Where each line of a file of answers or questions begins, and the line; none when there is no such file."""
    try:
        with file.open("rb") as opened:
            at = 0
            for line in opened:
                if line.strip():
                    yield at, line
                at += len(line)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StorageError(f"{str(file)!r}: {error.strerror}") from None


def id_in(line: bytes) -> str | None:
    """The id a line is about; ``None`` where it is cut, or is about nothing."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    wanted = found.get("custom_id") if isinstance(found, dict) else None
    return wanted if isinstance(wanted, str) else None


def kind_of(named: str | None, known: Container[str]) -> str:
    """What a line is called that is not among the *known*: ``cut``, or ``foreign``; nothing where it is."""
    return "cut" if named is None else "foreign" if named not in known else ""


def ids_of(folder: Path, batch: Batch) -> frozenset[str]:
    """The ids of its questions."""
    found = (id_in(line) for _, line in lines_of(batch.file(folder)))
    return frozenset(named for named in found if named is not None)


def own_lines(content: bytes, known: Container[str]) -> tuple[bytes, Counter[str]]:
    """The lines of *content* about *known* ids, and how many others there are of each kind."""
    kept: list[bytes] = []
    others: Counter[str] = Counter()
    for line in filter(bytes.strip, content.split(b"\n")):
        if kind := kind_of(id_in(line), known):
            others[kind] += 1
        else:
            kept.append(line + b"\n")
    return b"".join(kept), others


def bring(folder: Path, file: Path, *, wipe: Callable[[bytes], bytes]) -> tuple[list[tuple[Batch, int]], int]:
    """Put the answers in a user's *file* beside the questions they belong to, after what lies there.

    Args:
        folder: The run's.
        file: Answers from elsewhere.
        wipe: Takes out what is not to be kept: keys.

    Returns:
        How many each batch got, and how many lines belong to none that is still to be read.

    Raises:
        NotFoundError: There is no such file.
        DatasetError: Nothing in it belongs to this run.
    """
    if not file.is_file():
        raise NotFoundError(f"no file {str(file)!r}", hint="check the path")
    open_ = unread(folder)
    owner = {id_in(line): batch.name for batch in open_ for _, line in lines_of(batch.file(folder))}
    found: dict[str, list[bytes]] = {}
    strange = 0
    for _, line in lines_of(file):
        name = owner.get(id_in(line))
        if name is None:
            strange += 1
        else:
            found.setdefault(name, []).append(line.rstrip(b"\r\n") + b"\n")
    if not found:
        raise DatasetError(
            f"no line of {str(file)!r} answers a question of this run that is still open",
            hint="judge batch status lists its batches",
        )
    for batch in (b for b in open_ if b.name in found):
        place = batch.answers(folder)[0]
        before = place.read_bytes() if place.exists() else b""
        write_private(place, before + wipe(b"".join(found[batch.name])))
        note(folder, batch, stage="ended")
    return [(batch, len(found[batch.name])) for batch in open_ if batch.name in found], strange
