"""An import that is ready to run: everything that can be wrong with the file was found, and nothing is written yet."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from judge.engines.manner import Manner
from judge.errors import InputError
from judge.evaluation.admitting import same_rubric
from judge.importation.entering import Entering
from judge.importation.gathering import Gathered, Pile
from judge.importation.meaning import Meaning
from judge.parsing import READER_VERSION
from judge.provenance import versions
from judge.record import dataclass
from judge.rubric import Rubric
from judge.settings import RunSettings
from judge.store import planning, reading
from judge.store.claiming import Span
from judge.store.counting import keep_counts
from judge.store.dockets import Docket, known_among
from judge.store.folder import MANIFEST, make_folder, read_manifest, write_manifest
from judge.store.imported import ROUTE, keep_source, kept_replies, refuse_asked, sources
from judge.store.locking import locked
from judge.store.planning import frozen
from judge.store.rows import Rows
from judge.store.run import Run
from judge.store.schema import connect, whole
from judge.store.stored import stored
from judge.store.writing import Record, insert

_AT_ONCE = 1000
"""Records handed to the store together."""

Plain = dict[str, Any]  # JSON-ready values


@dataclass(frozen=True)
class Import:
    """Judgments made elsewhere, ready to become a run."""

    rubric: Rubric
    gathered: Gathered
    meaning: Meaning
    source: Mapping[str, Any]  # JSON-ready values
    """Where they come from: file, format, fingerprint, options."""
    notes: Sequence[str] = ()
    panels: dict[str, int] = field(default_factory=dict)
    """Numbers of the judges in the run, once it is there."""

    def run(self, folder: str | Path) -> Run:
        """Put everything into the run in *folder*, all of it or nothing; what is there already stays as it is.

        Raises:
            InputError: The folder holds another rubric, other texts, other judgments of the same judge, or a word
                cannot be read.
            StorageError: The folder cannot be written, or somebody else is writing it.
        """
        at = Path(folder)
        make_folder(at)
        with locked(at), closing(connect(at, write=True)) as db:
            with whole(db):
                self._admit(db)
                records = self._records(db)
                rows = Rows()
                while some := list(islice(records, _AT_ONCE)):
                    insert(db, rows, some)
                keep_source(db, {**self.source, "at": datetime.now(UTC).isoformat(timespec="seconds")})
            write_manifest(at, self._manifest(db, at))
            keep_counts(db, len(self.rubric.dimensions), {}, self._repeats)
        return Run(at)

    @property
    def _repeats(self) -> int:
        return max(pile.repeats for pile in self.gathered.piles.values())

    def _admit(self, db: sqlite3.Connection) -> None:
        same_rubric(db, self.rubric)
        planning.freeze(db, "rubric", self.rubric.model_dump(mode="json"), what=f"rubric {self.rubric.id!r}")
        refuse_asked(db, self.gathered.piles)
        planning.run_secret(db)
        planning.admit_responses(db, map(stored, self.gathered.responses.values()))
        for pile in self.gathered.piles.values():
            panel = planning.admit_panel(db, pile.judge, "", self._spec(pile))
            self.panels[pile.judge] = panel
            planning.plan(db, panel, _spans(self._seqs(db, pile).values()), pile.repeats)

    def _spec(self, pile: Pile) -> Plain:
        """What decides what its words mean: an import that reads them otherwise is another judge."""
        form = self.meaning.form
        return {"model": pile.model or pile.judge, ROUTE: self.source["from"], **({"read_as": form} if form else {})}

    def _seqs(self, db: sqlite3.Connection, pile: Pile) -> dict[str, int]:
        known = dict(db.execute("SELECT response_id, seq FROM responses").fetchall())
        wanted = dict.fromkeys(name for name, _ in pile.by_place)
        return {name: known[name] for name in wanted if name in known}  # what was forgotten is not there

    def _records(self, db: sqlite3.Connection) -> Iterator[Record]:
        secret = planning.run_secret(db)
        manner = Manner(self.rubric, "rubric", reasks=0, ladder=False, secret=secret, silence_fails=False)
        for pile in self.gathered.piles.values():
            panel = self.panels[pile.judge]
            entering = Entering(pile.judge, manner, self.meaning, kept_replies(db, panel))
            known = known_among(db, panel)
            for name, seq in self._seqs(db, pile).items():
                for repeat in range(pile.repeats):
                    response = self.gathered.responses[name]
                    docket = Docket(panel, seq, repeat, response, known.get((seq, repeat), {}))
                    yield from entering.records(docket, pile.by_place.get((name, repeat), ()))

    def _manifest(self, db: sqlite3.Connection, at: Path) -> Plain:
        """What ``run.json`` says: what it said of judges that were asked, and where the others come from."""
        before = read_manifest(at) if (at / MANIFEST).is_file() else {}
        settings = RunSettings(rubric=self.rubric.id, repeats=min(self._repeats, 1000))
        return {
            "settings": settings.model_dump(mode="json", exclude={"judges", "models"}),
            "reached": frozen(db, "reached") or {},
            "routes": {},
            "replies_found": [],
            **before,
            "rubric": {
                "id": self.rubric.id,
                "version": self.rubric.version,
                "sha256": self.rubric.sha256,
                "title": self.rubric.title,
                "reviewed": self.rubric.reviewed,
            },
            "judges": [{"judge": j, "ask": a, **spec} for _, j, a, spec in reading.panels(db)],
            "responses": db.execute("SELECT count(*) FROM responses").fetchone()[0],
            "reader_version": READER_VERSION,
            "notes": before.get("notes", []),
            "versions": versions(),
            "imported": list(sources(db)),
        }


def _spans(seqs: Iterable[int]) -> list[Span]:
    """Numbers as ranges, each to the one after its last."""
    spans: list[Span] = []
    for seq in sorted(seqs):
        if spans and spans[-1][1] == seq:
            spans[-1] = (spans[-1][0], seq + 1)
        else:
            spans.append((seq, seq + 1))
    return spans


def nothing_in(path: Path) -> InputError:
    """The error for a file in which nobody has judged anything."""
    return InputError(f"{path}: holds no judgment", hint="is it the right file, and the right column?")
