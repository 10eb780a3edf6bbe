"""Asking again what came back unread: new attempts beside the old ones, by the judges as they were."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from pathlib import Path
from typing import Any

from judge.engines.base import Stop, Watcher
from judge.errors import InputError, NotFoundError, SettingsError, near_miss
from judge.evaluation.illustrating import shots_of
from judge.evaluation.job import Evaluation, Outcome
from judge.evaluation.rebuilding import given_before, rebuild, refuse_another, settings_of_run
from judge.flowing import flow_of
from judge.judges.base import AskingJudge, Judge, way_of
from judge.judges.candidate import GENERATION
from judge.judges.client import SPEECH
from judge.judgment import READ, State
from judge.models.base import Model
from judge.models.preflight import check_reachable
from judge.record import dataclass
from judge.rubric import Rubric
from judge.settings import RunSettings
from judge.store import reading, reopening
from judge.store.locking import locked
from judge.store.reopening import Settled
from judge.store.run import Run
from judge.store.schema import connect

RETRIED = frozenset(State) - READ - {State.WITHHELD}
"""States that may be asked again on request: what was read stays what it is."""
_OF_ONE_START = frozenset({"limit", "engine", "workers", "batch_files", "join", "address"})
"""Settings that say how one start of the run worked, and nothing of how its judges are asked."""

PanelRow = tuple[int, str, str, dict[str, Any]]  # JSON of ours


@dataclass(frozen=True)
class Retry:
    """A job that is ready to run: judgments that stand in the way, and the judges that are asked again."""

    run: Run
    picked: Sequence[Settled]
    jobs: Sequence[Evaluation]
    """More than one where some of them were asked more often, or in another way, than others."""
    panels: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Judge and way of asking of those concerned, by number."""

    @property
    def counts(self) -> Counter[tuple[str, str, State, str | None]]:
        """Judge, way of asking, state and reason of what is asked again."""
        return Counter((*self.panels[p.panel], p.state, p.reason_code) for p in self.picked)

    def execute(self, *, watcher: Watcher | None = None, stop: Stop | None = None) -> list[Outcome]:
        """Ask again, and return how each job ended; an interrupted one is continued by this or by a plain resume.

        Raises:
            InputError: The folder holds other parameters under the same names.
            StorageError: The folder cannot be written, or somebody else is writing it.
        """
        if not self.picked:
            return []
        stop = stop or Stop()
        folder = self.run.folder
        with locked(folder), closing(connect(folder, write=True)) as db:
            reopening.reopen(db, self.picked, gates_of(self.run.rubric))
        return [job.run(folder, watcher=watcher, stop=stop) for job in self.jobs if not stop.asked]

    def became(self) -> Counter[tuple[State, State]]:
        """From the state that they were in to the one that they are in now."""
        with closing(connect(self.run.folder)) as db:
            return reopening.became(db, self.picked)


def retry(
    folder: str | Path,
    states: Iterable[State | str],
    *,
    reasons: Collection[str] = (),
    judges: Sequence[Judge] = (),
    **options: Any,  # of `prepare_retry`
) -> Counter[tuple[State, State]]:
    """Ask again what stands in one of *states*, and return what became of it: from state to state.

    Raises:
        InputError: Something you can fix, found before the first call.
        PolicyError: ``egress`` forbids a judge's host.
        StorageError: The folder cannot be written, or somebody else is writing it.
    """
    job = prepare_retry(folder, states, reasons=reasons, judges=judges, **options)
    job.execute()
    return job.became()


def prepare_retry(
    folder: str | Path,
    states: Iterable[State | str],
    *,
    reasons: Collection[str] = (),
    names: Collection[str] = (),
    judges: Sequence[Judge] = (),
    models: Mapping[str, Model] | None = None,
    keys: bool = True,
    **changed: Any,  # checked by RunSettings
) -> Retry:
    """Find what is asked again, and everything that can be wrong with it, without a call.

    Args:
        folder: The run's.
        states: What judgments must stand in; see `RETRIED`.
        reasons: Only those that stand there for one of these.
        names: Only these judges.
        judges: Judges of your own that the run cannot make again by itself, by their names in the run.
        models: Open models by judge name, in place of those the run's settings describe.
        keys: Whether keys must be there: a dry run needs none.
        changed: Fields of ``RunSettings`` that differ from the run's last start.

    Raises:
        InputError: Nothing can be asked so; a judge cannot be made again, or is not what it was.
        PolicyError: ``egress`` forbids a judge's host.
    """
    wanted = {_retried(state) for state in states}
    run = Run(folder)
    if run.rubric.id == SPEECH.id:
        raise InputError(
            "turns of a conversation are not asked again one by one",
            hint="judge simulate goes on with what is unfinished, and holds the others anew under another -o FILE",
        )
    with closing(connect(run.folder)) as db:
        panels = {row[0]: row for row in _named(reading.panels(db), names)}
        picked = reopening.pick(db, panels, wanted, reasons)
        concerned = [panels[number] for number in dict.fromkeys(p.panel for p in picked)]
        own = {(judge.name, way_of(judge)): judge for judge in judges}
        made = {row[0]: own.get((row[1], row[2])) or rebuild(db, *row[1:]) for row in concerned}
        for number, judge, ask, spec in concerned:
            refuse_another(made[number], spec, what=f"judge {judge!r}" + (f" asking {ask!r}" if ask else ""))
        settings = settings_of_run(_lasting(run.manifest), **changed)
        asked = [j for j in made.values() if isinstance(j, AskingJudge) and j.name not in (models or {})]
        destinations = check_reachable(
            [(j.name, j.spec) for j in asked],
            egress=settings.egress,
            max_cost=settings.max_cost,
            keys=keys,
            route=settings.route,
        )
        common = _common(run, settings.model_copy(update={"limit": None}), given_before(db))
        common["shots"] = shots_of(settings, run.rubric, asked, (), folder=run.folder, notes=[])
        groups = reopening.by_repeats(db, picked)
        jobs = [
            Evaluation(
                responses=list(reading.responses(db, ids)),
                judges=[made[number] for number in numbers],
                destinations=destinations,
                models=models or {},
                **_in_its_way(common, panels[numbers[0]][3], repeats),
            )
            for (repeats, numbers), ids in _alike(groups, panels).items()
        ]
    return Retry(run, picked, jobs, {number: (judge, ask) for number, judge, ask, _ in concerned})


def gates_of(rubric: Rubric) -> dict[str, frozenset[str]]:
    """What is rated, row by row, with the rows that it waits for: those its gate looks at, or those that lead to it."""
    if (flow := flow_of(rubric)) is not None:
        return dict(flow.behind)
    rows = {d.id: frozenset(row.id for row in d.rated) for d in rubric.asked}
    waits = {d.id: d.applies_when.looks_at() if d.applies_when else frozenset() for d in rubric.asked}
    return {row: frozenset().union(*(rows[other] for other in waits[d])) for d, own in rows.items() for row in own}


def _lasting(manifest: Mapping[str, Any]) -> dict[str, Any]:  # JSON of ours
    kept = {name: value for name, value in manifest.get("settings", {}).items() if name not in _OF_ONE_START}
    return {**manifest, "settings": kept}


def _retried(state: State | str) -> State:
    if state not in frozenset(State):
        raise SettingsError(f"no judgment is in state {str(state)!r}", hint=near_miss(str(state), sorted(RETRIED)))
    known = State(state)
    if known in READ:
        raise SettingsError(
            f"what is {known.value!r} was read and is not asked again",
            hint="how steady a judge is, --repeats shows: every answer counts, not the one you like",
        )
    if known == State.WITHHELD:
        raise SettingsError(
            "what is 'withheld' waits for the dimension its gate looks at", hint="name the state of that one"
        )
    return known


def _named(panels: Sequence[PanelRow], names: Collection[str]) -> list[PanelRow]:
    known = list(dict.fromkeys(judge for _, judge, _, _ in panels))
    for name in names:
        if name not in known:
            raise NotFoundError(f"this run has no judge {name!r}", hint=near_miss(name, known))
    return [row for row in panels if not names or row[1] in names]


def _common(run: Run, settings: RunSettings, given: Mapping[str, Any]) -> dict[str, Any]:  # fields of Evaluation
    candidates = run.rubric.id == GENERATION.id
    return {
        "rubric": run.rubric,
        "settings": settings,
        "notes": tuple(run.manifest.get("notes", ())),
        "given": given,
        "noun": "candidate" if candidates else "judge",
        "silence_fails": not candidates,
    }


def _in_its_way(common: Mapping[str, Any], spec: Mapping[str, Any], repeats: int) -> dict[str, Any]:
    own = {name: spec[name] for name in ("per", "language") if name in spec}
    settings = common["settings"].model_copy(update={"repeats": repeats, **own})
    return {**common, "settings": settings}


def _alike(
    groups: Mapping[tuple[int, int], set[str]], panels: Mapping[int, PanelRow]
) -> dict[tuple[int, tuple[int, ...]], list[str]]:
    """Responses by their repeats and by the panels that can work side by side: asked in the same way, about the same.

    Panels with other responses are another job: together they would be asked what they were never planned for.
    """
    together: dict[tuple[int, Any, Any, frozenset[str]], list[int]] = {}
    for (panel, repeats), ids in groups.items():
        spec = panels[panel][3]
        together.setdefault((repeats, spec.get("per"), spec.get("language"), frozenset(ids)), []).append(panel)
    found: dict[tuple[int, tuple[int, ...]], list[str]] = {}
    for (repeats, _, _, alike), numbers in together.items():
        found[repeats, tuple(numbers)] = sorted(alike)
    return found
