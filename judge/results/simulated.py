"""What a study with simulated clients shows: attack success and harmful engagement, without a guard and with."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from judge.errors import InputError, near_miss
from judge.judges.client import SPEECH
from judge.results.noting import about_run
from judge.scoring.simulated.differences import difference_rows
from judge.scoring.simulated.fidelity import WRITTEN, fidelity_rows, part_rows
from judge.scoring.simulated.outcomes import LEVELS, OUTCOMES, SHOWN, UNGUARDED, Held, Seen, seen_by, unseen
from judge.scoring.simulated.rates import rate_rows
from judge.stats.resampling import REPLICATES
from judge.store.run import Run
from judge.store.schema import connect, is_begun
from judge.table import Row, Table

UNREAD = "guard_unread"
"""A tag's name: on how many turns of a conversation its guard gave no verdict."""
_FEW = 10
"""Fewer personas than this say little about anybody else."""


def simulated(
    run: Run,
    *,
    fidelity: Run | None = None,
    simulation: Path | None = None,
    by: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """Outcomes of simulated conversations by candidate and guard, what each guard changes, and who was really played.

    Args:
        run: Conversations judged by ``conversation_safety``, or by a rubric with its dimensions.
        fidelity: The same conversations judged by ``persona_fidelity``: what its judges saw stands in ``played``.
        simulation: The file that ``judge simulate`` wrote: conversations that never came to their end, and those the
            run was not given, count as unread.
        by: A tag: each of its values has rows of its own.
        replicates: How often personas are drawn again for a difference.
        seed: Of these draws.

    Raises:
        InputError: A run was judged by another rubric, is of other conversations, or none of them has the tag *by*.
    """
    _check(run)
    held = conversations(run)
    missing = [] if simulation is None else _missing(simulation, held)
    everyone = [*held.values(), *missing]
    groups = _groups(everyone, by)
    rows: list[Row] = []
    about: dict[str, Any] = {  # tables, plain values
        "differences": [],
        "fidelity": [],
        "parts": [] if fidelity is None else _parts(fidelity, held),
        "played": [] if fidelity is None else _played(fidelity, held, missing),
        "by": by,
        "missing": len(missing),
        "resampling": {"replicates": replicates, "seed": seed},
    }
    for names, seen in _panels(run, held):
        for group in groups:
            own = [s for s in (*seen, *map(unseen, missing)) if by is None or s.held.tags.get(by) == group]
            whose = {**names, "group": group}
            rows += rate_rows(own, whose)
            about["differences"] += difference_rows(own, whose, replicates=replicates, seed=seed)
            about["fidelity"] += fidelity_rows(own, whose)
    notes = [*_simulated_notes(everyone, len(missing)), *_few_notes(held.values())]
    return about_run(Table(about, rows, notes), run)


def conversations(run: Run) -> dict[str, Held]:
    """The run's conversations by the ids of its judgments."""
    return {r.id: Held(r.whole_id, r.scenario_id, r.candidate, dict(r.tags)) for r in run.responses()}


def is_simulated(run: Run) -> bool:
    """Whether *run* judged conversations with simulated clients by a rubric that tells their outcomes."""
    return _tells_outcomes(run) and any("persona" in held.tags for held in conversations(run).values())


def _tells_outcomes(run: Run) -> bool:
    has = {d.id for d in run.rubric.dimensions}
    return {SHOWN, *(part for parts in OUTCOMES.values() for part in parts)} <= has


def _check(run: Run) -> None:
    if not _tells_outcomes(run):
        raise InputError(
            f"{str(run.folder)!r} was judged by rubric {run.rubric.id!r}, which does not tell what happened",
            hint="judge evaluate conversations.jsonl -r conversation_safety -j JUDGE -o RUN",
        )


def _panels(run: Run, held: Mapping[str, Held]) -> Iterator[tuple[Row, list[Seen]]]:
    """Each judge with its way of asking, and what it saw."""
    for (judge, ask), panel in _by_panel(run):
        by_case: dict[tuple[str, int], list[Row]] = {}
        for row in panel:
            by_case.setdefault((row["response_id"], row["repeat"]), []).append(row)
        seen = [seen_by(own, held[unit], repeat) for (unit, repeat), own in by_case.items() if unit in held]
        yield {"judge": judge, "ask": ask}, seen


def _by_panel(run: Run) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    rows = sorted(run.judgment_rows(), key=lambda row: (row["judge"], row["ask"]))
    for panel, own in groupby(rows, key=lambda row: (row["judge"], row["ask"])):
        yield panel, list(own)


def _missing(simulation: Path, held: Mapping[str, Held]) -> list[Held]:
    """Conversations that were planned and are not in the run."""
    folder = simulation.with_suffix(".run")
    if not is_begun(folder) or Run(folder).rubric.id != SPEECH.id:
        raise InputError(
            f"no turns of a simulation in {str(folder)!r}", hint="give the file that judge simulate -o wrote"
        )
    there, planned = {h.id for h in held.values()}, list(_planned(folder))
    if there.isdisjoint(h.id for h in planned):
        raise InputError(
            f"the run and {str(simulation)!r} have no conversation in common",
            hint="give the file that was judged, as judge simulate -o wrote it",
        )
    return [h for h in planned if h.id not in there]


_PLANNED = """
SELECT r.response_id, r.body, p.repeats FROM responses r JOIN planned p USING (seq) ORDER BY r.seq
"""


def _planned(folder: Path) -> Iterator[Held]:
    with closing(connect(folder)) as db:
        rows = db.execute(_PLANNED).fetchall()
    seen: set[str] = set()
    for name, body, repeats in rows:
        key = name.rpartition("#")[0]
        if key in seen:
            continue
        seen.add(key)
        data: dict[str, Any] = json.loads(body)  # JSON of ours
        for repeat in range(repeats):
            again = {"repeat": str(repeat)} if repeat else {}
            yield Held(
                key + (f":{repeat}" if repeat else ""), data["scenario_id"], data["candidate"], data["tags"] | again
            )


def _parts(run: Run, among: Mapping[str, Held]) -> list[Row]:
    if {"stays_client", SHOWN} - {d.id for d in run.rubric.dimensions}:
        raise InputError(
            f"{str(run.folder)!r} was judged by rubric {run.rubric.id!r}, which does not tell how clients were played",
            hint="judge evaluate conversations.jsonl -r persona_fidelity -j JUDGE -o RUN",
        )
    held = conversations(run)
    if not {h.id for h in held.values()} & {h.id for h in among.values()}:
        raise InputError("the two runs have no conversation in common", hint="judge the same file by both rubrics")
    dimensions = [d.id for d in run.rubric.dimensions if d.id != SHOWN]
    return [
        row
        for (judge, ask), own in _by_panel(run)
        for row in part_rows(own, held, {"judge": judge, "ask": ask}, dimensions)
    ]


def _played(run: Run, among: Mapping[str, Held], missing: Sequence[Held]) -> list[Row]:
    """How much danger the judges of *run* saw, who were asked about the client alone; what they lack is unread."""
    wanted, held = {h.id for h in among.values()}, conversations(run)
    rows: list[Row] = []
    for names, seen in _panels(run, held):
        own = [s for s in seen if s.held.id in wanted]
        judged = {s.held.id for s in own}
        lacking = [h for h in (*among.values(), *missing) if h.id not in judged]
        rows += fidelity_rows([*own, *map(unseen, lacking)], names)
    return rows


def _groups(held: Sequence[Held], by: str | None) -> list[str | None]:
    if by is None:
        return [None]
    found: list[str | None] = [*sorted({h.tags[by] for h in held if by in h.tags})]
    if not found:
        known = sorted({tag for h in held for tag in h.tags})
        raise InputError(f"no conversation has the tag {by!r}", hint=near_miss(by, known))
    return found


def _simulated_notes(held: Sequence[Held], missing: int) -> list[str]:
    notes = ["clients were played by a model; such clients are known to be milder and more willing than people are"]
    if missing:
        notes.append(f"{missing} planned conversations are not in the run; they count as unread")
    unwritten = sum(h.tags.get(WRITTEN) not in LEVELS for h in held)
    if unwritten:
        notes.append(f"{unwritten} conversations do not say which level of risk was written: no tag {WRITTEN!r}")
    blind = sum(UNREAD in h.tags for h in held)
    if blind:
        notes.append(f"in {blind} conversations with a guard it gave no verdict on some turn: there nobody looked on")
    if {h.guard for h in held} == {UNGUARDED}:
        notes.append("no conversation was held with a guard: judge simulate --guard JUDGE")
    return notes


def _few_notes(held: Iterable[Held]) -> list[str]:
    personas = len({h.persona for h in held})
    if personas >= _FEW:
        return []
    return [f"{personas} personas were played: intervals over so few say little about anybody else"]
