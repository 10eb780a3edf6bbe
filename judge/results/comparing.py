"""Judges of one run or several side by side, held against the same experts."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from judge.errors import InputError, near_miss
from judge.results.canaries import canaries_among
from judge.results.labelling import Labels, LabelsLike
from judge.scoring.coding import Coded
from judge.scoring.contrasts.joining import join, judge_names, run_names
from judge.scoring.contrasts.table import compare as compare_coded
from judge.scoring.families import family_of
from judge.stats.resampling import REPLICATES
from judge.store.run import Run, read_run
from judge.table import Table

RunLike = Run | str | Path


def compare(
    runs: RunLike | Sequence[RunLike],
    labels: LabelsLike,
    *,
    family: Mapping[str, Collection[str]] | None = None,
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """Which of several judges, or ways of asking one, agrees better with experts, and how sure that is.

    A row per pair of judges, dimension, statistic and reference, on the items both answered. A judge that stands in
    several runs is called by its name and the run's folder.

    Args:
        runs: One run or several, open or as folders; all of one rubric.
        labels: The experts' labels: of any response that one of the runs holds.
        family: For a judge by name, the candidates of its own family; by the names of models where absent.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How many bootstrap replicates.
        seed: Of the plan that draws them.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of a run.
        InputError: Runs are of different rubrics or hold different texts under one id, there is one judge only, or
            *family* names a judge or a candidate nobody knows.
    """
    opened = [r if isinstance(r, Run) else read_run(r) for r in ([runs] if isinstance(runs, RunLike) else runs)]
    _refuse_other_texts(opened)
    read = [Labels(run, labels) for run in opened]
    parts = [(run.folder.name, run.coded(own.matched, cluster=cluster)) for run, own in zip(opened, read, strict=True)]
    coded = join(parts)
    names = judge_names(parts) if len(parts) > 1 else {(0, judge): judge for judge, _ in coded.judges}
    own = _own(opened, names, coded, family or {})
    table = compare_coded(coded, own=own, replicates=replicates, seed=seed)
    about = {
        "runs": [str(run.folder) for run in opened],
        **{key: table.about[key] for key in ("rubric", "rubric_version")},
        "labels": read[0].source if read else None,
        "reviewed": opened[0].rubric.reviewed,
        "families": {judge: sorted(candidates) for judge, candidates in own.items()},
        **{key: value for key, value in table.about.items() if key not in ("rubric", "rubric_version")},
    }
    about["canaries"], known = canaries_among(opened)
    said = [note for labelled in read for note in labelled.notes]
    return Table(about, table.rows, list(dict.fromkeys([*known, *table.notes, *said])))


def families_given(pairs: Sequence[str]) -> dict[str, list[str]]:
    """``judge=candidate,candidate`` as typed: the candidates of a judge's own family.

    Raises:
        InputError: One has no ``=``, or names no judge or no candidate.
    """
    found: dict[str, list[str]] = {}
    for pair in pairs:
        judge, _, candidates = pair.rpartition("=")
        names = [c.strip() for c in candidates.split(",") if c.strip()]
        if not judge or not names:
            raise InputError(f"--family {pair!r} is not judge=candidate", hint="e.g. --family gpt=gpt-4o,gpt-5")
        found.setdefault(judge, []).extend(names)
    return found


def _own(
    runs: Sequence[Run], names: Mapping[tuple[int, str], str], coded: Coded, given: Mapping[str, Collection[str]]
) -> dict[str, set[str]]:
    candidates = {u.candidate for u in coded.units}
    judges = {judge for judge, _ in coded.judges}
    for judge, theirs in given.items():
        if judge not in judges:
            raise InputError(f"--family names {judge!r}, which is no judge here", hint=near_miss(judge, judges))
        for candidate in theirs:
            if candidate not in candidates:
                raise InputError(
                    f"--family names {candidate!r}, which is no candidate here", hint=near_miss(candidate, candidates)
                )
    found = {judge: set(theirs) for judge, theirs in given.items()}
    for i, run in enumerate(runs):
        for judge, _, spec in run.panels():
            name, family = names.get((i, judge)), family_of(str(spec.get("model", judge)))
            kin = {c for c in candidates if family is not None and family_of(c) == family}
            if name is not None and kin:
                found.setdefault(name, kin)
    return found


def _refuse_other_texts(runs: Sequence[Run]) -> None:
    names = run_names([run.folder.name for run in runs])
    seen: dict[str, tuple[str, object]] = {}
    for name, run in zip(names, runs if len(runs) > 1 else (), strict=False):
        for response in run.responses():
            text = (response.turns, response.context, response.response)
            first, other = seen.setdefault(response.id, (name, text))
            if other != text:
                raise InputError(
                    f"response {response.id!r} has one text in run {first!r} and another in run {name!r}",
                    hint="judges can be compared on the same responses only",
                )
