"""What there is to know of the responses before anything is asked.

Found in one pass, kept in the run, and not looked for again while the file stays the same.
"""

import sqlite3
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from hashlib import sha256
from itertools import islice
from json import dumps, loads
from pathlib import Path
from typing import Any

from judge.engines.language import language_for
from judge.errors import DatasetError, StorageError
from judge.gating import tags_read, unguided
from judge.readers.material import ResponsesFile
from judge.record import dataclass
from judge.rubric import Rubric
from judge.scenario import Response
from judge.settings import RunSettings
from judge.store.claiming import Span
from judge.store.schema import connect, is_begun
from judge.store.stored import Stored, dumps_response, loads_response, stored
from judge.unfolding import unfolded, units_of

LONGEST = 1_000_000
"""Characters of a response with its context; no judge reads more at once."""
_HELD = 16 * 2**20
"""Bytes of memory that responses of a file that is read row by row may take until they stand in the store."""
_FORM = 1
_NOTHING = {
    "response": "they bring no criteria along",
    "conversation": "nothing is said",
    "user_turn": "nobody with the role user speaks",
    "assistant_turn": "nobody with the role assistant speaks",
}
_OF_ANOTHER_UNIT = "is it the right file for this rubric? --unit judges another part of it"


@dataclass(frozen=True)
class Survey:
    """What is known of a job's responses."""

    count: int
    languages: Mapping[str, Response]
    """The languages they are judged in, with one response in each."""
    notes: Sequence[str]
    digest: str | None = None
    """Of the file they stand in, with whatever decides what is found out about it; ``None``: they stand in none."""
    _held: list[Stored] = field(default_factory=list)

    def to_store(self, responses: Iterable[Response]) -> Iterator[Stored]:
        """All of *responses* as they will stand in the store, given away once; read anew where they were many."""
        held = deque(self._held)
        self._held.clear()
        if not held:
            yield from map(stored, responses)
        while held:
            yield held.popleft()


def survey(responses: Collection[Response], rubric: Rubric, run: RunSettings, folder: Path | None = None) -> Survey:
    """Look through *responses*, unless the run in *folder* holds what was found in the same file.

    Raises:
        DatasetError: There are none, two have the same id, or one is longer than any judge reads.
    """
    digest = _digest(responses, rubric, run) if isinstance(responses, ResponsesFile) else None
    known = _recalled(digest, folder) if digest is not None and folder is not None else None
    return known or _looked_through(responses, rubric, run, digest)


def judged(responses: Iterable[Response], rubric: Rubric, limit: int | None) -> Iterable[Response]:
    """What *rubric* judges of the first so many of them; ``None``: of all."""
    return unfolded(islice(responses, limit), rubric)


def keep(db: sqlite3.Connection, found: Survey, spans: Sequence[Span]) -> None:
    """Note in the run what was found, and where its responses stand; nothing of one that the run has forgotten."""
    held = "SELECT 1 FROM responses WHERE response_id = ?"
    shown = found.languages.values()
    if found.digest is not None and all(db.execute(held, (response.id,)).fetchone() for response in shown):
        languages = {language: dumps_response(response).decode() for language, response in found.languages.items()}
        text = dumps({"count": found.count, "languages": languages, "notes": list(found.notes)})
        db.execute("INSERT OR REPLACE INTO inputs VALUES (?, ?, ?)", (found.digest, dumps(spans), text))


def _recalled(digest: str, folder: Path) -> Survey | None:
    if not is_begun(folder):
        return None
    try:
        with closing(connect(folder)) as db:
            row = db.execute("SELECT survey FROM inputs WHERE digest = ?", (digest,)).fetchone()
    except StorageError:  # somebody is making it just now, or it is none of ours: whoever opens it to write will say
        return None
    if row is None:
        return None
    data: dict[str, Any] = loads(row[0])  # JSON of ours
    languages = {language: loads_response(body) for language, body in data["languages"].items()}
    return Survey(data["count"], languages, data["notes"], digest)


def _digest(responses: ResponsesFile, rubric: Rubric, run: RunSettings) -> str | None:
    own = responses.digest
    if own is None:
        return None
    return sha256(dumps([_FORM, own, rubric.sha256, run.language, run.limit]).encode("ascii")).hexdigest()


def _looked_through(responses: Collection[Response], rubric: Rubric, run: RunSettings, digest: str | None) -> Survey:
    streams = isinstance(responses, ResponsesFile) and responses.streams
    looking = _Looking(rubric, run.language, unique=not streams, room=_HELD if streams else 0)
    for response in islice(responses, run.limit):
        looking.see_whole(response)
    if not looking.wholes:
        raise DatasetError("there are no responses to judge", hint="the file is empty")
    if not looking.count:
        raise DatasetError(f"there is nothing to judge: {_NOTHING[rubric.unit]}", hint=_OF_ANOTHER_UNIT)
    by_reader = responses.notes if isinstance(responses, ResponsesFile) else ()
    return Survey(looking.count, looking.languages, [*by_reader, *looking.notes()], digest, looking.held)


class _Looking:
    def __init__(self, rubric: Rubric, language: str, *, unique: bool, room: int = 0) -> None:
        self.held: list[Stored] = []
        self._room = room
        self.wholes = self.without = self.count = self.silent = 0
        self.languages: dict[str, Response] = {}
        self._rubric = rubric
        self._silence_counts = rubric.unit != "user_turn"
        self._wanted = language
        self._absent = dict.fromkeys(tags_read(rubric), 0)
        self._unguided: Counter[str] = Counter()
        self._seen: set[str] | None = set() if unique else None

    def see_whole(self, response: Response) -> None:
        self.wholes += 1
        units = units_of(response, self._rubric)
        self.without += not units
        for unit in units:
            self.see(unit)

    def see(self, response: Response) -> None:
        size = len(response.response) + sum([len(t.content) for t in response.turns]) + len(response.context or "")
        if size > LONGEST:
            raise DatasetError(
                f"response {response.id!r} has {size} characters with its context",
                hint=f"a prompt holds {LONGEST}; cut it",
            )
        if self._seen is not None:
            if response.id in self._seen:
                raise DatasetError(f"two responses have the id {response.id!r}", hint="give each its own id")
            self._seen.add(response.id)
        self.count += 1
        self.silent += self._silence_counts and response.is_silence
        self.languages.setdefault(language_for(response, self._rubric, self._wanted), response)
        for tag in self._absent:
            self._absent[tag] += tag not in response.tags
        self._unguided.update(unguided(self._rubric, response))
        if self._room > 0:
            self._hold(stored(response))

    def _hold(self, one: Stored) -> None:
        """Keep it until all of them are stored; where they become too many, none."""
        self._room -= one.body.__sizeof__()
        self.held.append(one)
        if self._room <= 0:
            self.held.clear()

    def notes(self) -> list[str]:
        notes = [
            f"{count} of {self.count} responses have no tag {tag!r}: what a gate asks of it applies to them"
            for tag, count in self._absent.items()
            if count
        ]
        notes += [
            f"{name}: no criteria are written for the tags of {count} of {self.count} responses; they are judged by the"
            " question alone"
            for name, count in self._unguided.items()
        ]
        if self.without:
            notes.append(f"{self.without} of {self.wholes} responses are not judged: {_NOTHING[self._rubric.unit]}")
        if self.silent:
            notes.append(f"{self.silent} responses say nothing; they are decided without asking a judge")
        return notes
