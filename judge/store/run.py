"""A run as its readers see it: judgments, calls and ratings, always over everything that was asked."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from judge.errors import NotFoundError
from judge.judgment import State
from judge.label import ExpertLabel
from judge.ratings import Rating, Ratings, from_labels, status_of
from judge.rubric import Rubric
from judge.scenario import Response
from judge.store import reading
from judge.store.claiming import Span
from judge.store.counting import coverage_of
from judge.store.dockets import count_done, count_planned
from judge.store.folder import read_manifest
from judge.store.imported import sources
from judge.store.planning import frozen
from judge.store.schema import connect
from judge.store.steps import calls_saved, masked_rows

if TYPE_CHECKING:
    import pandas as pd

    from judge.scoring.coding import Coded
    from judge.scoring.operating.certainty import Likelihoods


class Run:
    """A run's folder, opened for reading. Everything is read afresh, so a run in progress shows what it has so far."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        with self._open() as db:
            self._forgotten = db.execute("SELECT count(*) FROM forgotten").fetchone()[0]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(connect(self.folder)) as db:
            yield db

    @cached_property
    def rubric(self) -> Rubric:
        """The rubric as it was when the run was started."""
        with self._open() as db:
            stored = frozen(db, "rubric")
        if stored is None:
            raise NotFoundError(f"no run in {str(self.folder)!r}", hint="start it with judge evaluate")
        return Rubric.model_validate(stored)

    @property
    def forgotten(self) -> int:
        """How many responses were removed with ``judge forget``."""
        return int(self._forgotten)

    @property
    def manifest(self) -> dict[str, Any]:  # JSON of ours
        """What ``run.json`` says."""
        return read_manifest(self.folder)

    @property
    def imported(self) -> Sequence[Mapping[str, Any]]:  # JSON of ours
        """Where judgments came from that were made elsewhere, import by import."""
        with self._open() as db:
            return sources(db)

    def panels(self) -> list[tuple[str, str, dict[str, Any]]]:  # JSON of ours
        """Judge, way of asking and settings of each panel."""
        with self._open() as db:
            return [(judge, ask, spec) for _, judge, ask, spec in reading.panels(db)]

    def judgment_rows(
        self, *, every: bool = False, only: Collection[str] | None = None
    ) -> Iterator[dict[str, Any]]:  # plain values
        """One row per judgment asked for (``contract.md``, section 4), in input order.

        Args:
            every: Every attempt, not only the highest.
            only: Of these responses, not of all.
        """
        rubric = {"id": self.rubric.id, "version": self.rubric.version, "sha256": self.rubric.sha256}
        rubric |= {"unit": self.rubric.unit}
        dimensions = tuple(d.id for d in self.rubric.dimensions)
        with self._open() as db:
            yield from reading.judgment_rows(db, rubric, dimensions, every=every, only=only)

    def call_rows(self) -> Iterator[dict[str, Any]]:  # plain values
        """One row per paid call, in the order they were paid."""
        with self._open() as db:
            yield from reading.call_rows(db)

    def spending(self) -> tuple[int, float, int]:
        """Calls that were answered, what they cost in USD as far as that is known, and how many have no known price."""
        with self._open() as db:
            return reading.spending(db)[:3]

    def call_failures(self) -> list[tuple[str, str, int, str]]:
        """Judge, reason, count and last message of the calls that brought no answer and were not made up for since."""
        with self._open() as db:
            return reading.call_failures(db)

    def flag_counts(self) -> dict[str, int]:
        """How many calls carry each flag (``prompt_cut``, ``model_mismatch``, ``hidden_characters``)."""
        with self._open() as db:
            return reading.flag_counts(db)

    def flagged_units(self) -> dict[str, int]:
        """Of how many units at least one call carries each flag."""
        with self._open() as db:
            return reading.flagged_units(db)

    def coverage(
        self, asked: Mapping[int, Sequence[Span]] | None = None, *, repeats: int = 2**31
    ) -> list[dict[str, Any]]:  # plain values
        """How much of what each judge was asked it answered; of *asked* alone (panels and responses) where given."""
        with self._open() as db:
            return coverage_of(db, len(self.rubric.dimensions), panels=asked, repeats=repeats)

    def steps(self) -> dict[str, Any]:  # JSON-ready values
        """What a tree or a flow saved (calls) and masked (faults); nothing where every dimension stands alone."""
        if self.rubric.decide == "each":
            return {}
        with self._open() as db:
            saved = sum(calls_saved(db, self.rubric).values())
            return {"calls_saved": saved, "masked": masked_rows(db, self.rubric)}

    def count_open(self, asked: Mapping[int, Sequence[Span]], *, repeats: int) -> int:
        """How many of the judgments *asked* for have no final state: never made, or to be asked again by a resume."""
        with self._open() as db:
            planned = sum(count_planned(db, panel, spans, repeats) for panel, spans in asked.items())
            done = sum(count_done(db, panel, spans, repeats) for panel, spans in asked.items())
        return planned * len(self.rubric.dimensions) - done

    def responses(self, only: Collection[str] | None = None) -> list[Response]:
        """The responses of the run, or *only* those with these ids, in input order."""
        with self._open() as db:
            return list(reading.responses(db, only))

    def response_ids(self) -> list[str]:
        """Their ids, in input order."""
        with self._open() as db:
            return reading.response_ids(db)

    def judgments(self) -> "pd.DataFrame":
        """One row per judgment asked for; ``state`` is always there, ``answer`` only when scored."""
        import pandas as pd  # noqa: PLC0415 - a second of import that most commands never need

        return pd.DataFrame([reading.shown(row) for row in self.judgment_rows()])

    def calls(self) -> "pd.DataFrame":
        """One row per paid call; ``None`` in ``cost_usd`` is unknown, never free."""
        import pandas as pd  # noqa: PLC0415 - a second of import that most commands never need

        return pd.DataFrame([reading.shown(row) for row in self.call_rows()], columns=list(reading.CALL_FIELDS))

    def coded(self, labels: Sequence[ExpertLabel] = (), *, cluster: str | None = None) -> "Coded":
        """Judges' verdicts and experts' labels as columns: what all tables count on.

        Args:
            labels: Those of responses the run does not hold are counted and left out.
            cluster: What was drawn independently: ``None`` (what the labels name, else the scenario), ``scenario``,
                ``response``, or a tag's name.

        Raises:
            InputError: Labels do not fit the rubric or contradict each other about an item, or no response has the tag.
        """
        from judge.store.coding import read_coded  # noqa: PLC0415 - asking judges needs no statistics

        with self._open() as db:
            return read_coded(db, self.rubric, labels, cluster=cluster)

    def likelihoods(self) -> "Likelihoods":
        """What judges gave each answer, of the judgments that count: by judge and way of asking, repeat, dimension."""
        from judge.store.likelihoods import read_likelihoods  # noqa: PLC0415 - asking judges needs no statistics

        with self._open() as db:
            return read_likelihoods(db)

    def ratings(self, labels: Sequence[ExpertLabel] = (), *, only: Collection[str] | None = None) -> Ratings:
        """Judges' verdicts and experts' labels as one table of objects, for looking at cases.

        Labels of responses the run does not hold stay out. *only*: judges' verdicts on these responses, not on all.
        """
        with self._open() as db:
            units = {unit.response_id: unit for unit in reading.units(db).values()}
        judges = [
            Rating(
                row["response_id"], row["dimension"], row["judge"], row["ask"], row["repeat"],
                status_of(State(row["state"]), row["reason_code"]), row["answer"], row["state"], row["reason_code"],
                row["attempt"] == 1 if row["attempt"] is not None else None,
            )
            for row in self.judgment_rows(only=only)
        ]  # fmt: skip
        experts = [r for r in from_labels(labels) if r.response_id in units]
        return Ratings(rubric=self.rubric, units=units, judges=judges, experts=experts)


def read_run(folder: str | Path) -> Run:
    """Open a run's folder for reading.

    Raises:
        NotFoundError: There is no run.
        StorageError: It is not one this version reads.
    """
    return Run(folder)
