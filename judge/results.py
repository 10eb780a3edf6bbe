"""What a run says: scores, agreement with experts, differences between runs, and the report that shows them.

Free to repeat: nothing here asks a model anything.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from judge import scoring
from judge.labelling import Labels, LabelsLike
from judge.methods import methods_facts
from judge.scenario import Response
from judge.scoring.adjudicating import adjudicator_notes
from judge.scoring.coding import ABSENT, Coded
from judge.stats.resampling import REPLICATES
from judge.store.folder import REPORT, write_private
from judge.store.run import Run
from judge.table import Row, Table
from judge.views.html import render
from judge.views.report import Asked, Labelled, Report, ReportedJudge
from judge.views.words import Ui

CASES_SHOWN = 200
"""A page holds at most so many differing cases; the rest is counted."""


def scores(
    run: Run,
    *,
    labels: LabelsLike | Labels | None = None,
    by: str | None = None,
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """How candidates fared, per judge and dimension, with coverage and worst and best bounds beside each rate.

    With *labels* the corrected rate stands beside, by the method that fits how the labels were drawn. ``about`` holds
    the ``ranking``: who can be told apart from whom, and how often each comes first.

    Args:
        run: Whose candidates.
        labels: The experts'.
        by: A tag: each of its values has rows of its own.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How often the clusters are drawn again for a difference.
        seed: Of these draws.

    Raises:
        InputError: No response has the tag *by* or *cluster*, or the labels cannot be read.
    """
    read = labels if labels is None or isinstance(labels, Labels) else Labels(run, labels)
    coded = run.coded(read.matched if read else (), cluster=cluster)
    table = scoring.corrected(coded, scoring.scores(coded, by=by), by=by, replicates=replicates, seed=seed)
    return _about(table, run, [*read.notes, *coded.notes] if read else ())


def agreement(
    run: Run,
    labels: LabelsLike | Labels,
    *,
    by: str | None = None,
    cluster: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """How far judges agree with experts, beside how far experts agree among themselves.

    Args:
        run: Whose judges.
        labels: The experts'.
        by: A tag: each of its values has rows of its own.
        cluster: What was drawn independently: see `Run.coded`.
        replicates: How often the clusters are drawn again for an interval.
        seed: Of these draws.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
        InputError: No response has the tag *by* or *cluster*, or labels contradict each other about an item.
    """
    read = labels if isinstance(labels, Labels) else Labels(run, labels)
    coded = run.coded(read.matched, cluster=cluster)
    return _agreement(run, read, coded, by=by, replicates=replicates, seed=seed)


def _agreement(run: Run, labels: Labels, coded: Coded, **options: Any) -> Table:  # options of `scoring.agreement`
    table = scoring.agreement(coded, **options)
    first = [row for row in scoring.first_table(coded) if row["experts"]]
    about = {"labels": labels.source, "first_table": first, "coverage": scoring.coverage(coded)}
    notes = [*labels.notes, *coded.notes, *adjudicator_notes(coded)]
    return _about(Table({**table.about, **about}, table.rows, table.notes), run, notes)


def diff(run_a: Run, run_b: Run) -> Table:
    """The verdicts that differ between two runs, with the cases."""
    table = scoring.diff(run_a.ratings(), run_b.ratings())
    about = {"run_a": str(run_a.folder), "run_b": str(run_b.folder), **table.about}
    return Table(about, table.rows, table.notes)


def _about(table: Table, run: Run, notes: Sequence[str]) -> Table:
    rubric = {"id": run.rubric.id, "version": run.rubric.version, "reviewed": run.rubric.reviewed}
    about = {"run": str(run.folder), "rubric": rubric["id"], "rubric_version": rubric["version"], **table.about}
    return Table({**about, "reviewed": rubric["reviewed"]}, table.rows, [*table.notes, *_run_notes(run), *notes])


def _run_notes(run: Run) -> list[str]:
    notes = list(run.manifest.get("notes", ()))
    flags = run.flag_counts()
    if "prompt_cut" in flags:
        notes.append(f"{flags['prompt_cut']} calls: the server seems to have cut the prompt; raise num_ctx")
    if "model_mismatch" in flags:
        notes.append(f"{flags['model_mismatch']} calls: another model answered than the one asked for")
    if "total_mismatch" in flags:
        notes.append(f"{flags['total_mismatch']} replies gave a total that is not the sum of their answers; recomputed")
    calls, cost, unpriced = run.spending()
    if calls:
        known = f"{cost:.4f} USD" if not unpriced else f"{cost:.4f} USD and {unpriced} calls whose price is not known"
        notes.append(f"{calls} calls were paid for: {known}")
    if run.forgotten:
        notes.append(f"{run.forgotten} responses were removed from this run on request")
    return notes


def write_report(
    run: Run,
    *,
    labels: LabelsLike | None = None,
    path: str | Path | None = None,
    redacted: bool = False,
    ui: Ui = "en",
) -> Path:
    """Write the run as one self-contained page, into its own folder unless *path* says otherwise.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
        StorageError: The page cannot be written.
    """
    target = Path(path) if path is not None else run.folder / REPORT
    read = Labels(run, labels) if labels is not None else None
    write_private(target, render(report(run, read), ui=ui, redacted=redacted))
    return target


def report(run: Run, labels: Labels | None) -> Report:
    """Everything a page about *run* says."""
    coded = run.coded(labels.matched if labels else ())
    judges = _judges(run)
    differing, left_out = _differing(run, labels, judges) if labels else ([], 0)
    table = _agreement(run, labels, coded) if labels else None
    return Report(
        run=run.folder.name,
        rubric=run.rubric,
        created_at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        judges=judges,
        asked=_asked(coded),
        scores=_about(scoring.corrected(coded, scoring.scores(coded)), run, ()),
        labels=_labelled(labels) if labels else None,
        first=table.about["first_table"] if table else None,
        agreement=table,
        differing=differing,
        differing_left_out=left_out,
        notes=[*_run_notes(run), *(labels.notes if labels else ())],
        provenance=_provenance(run),
        methods=methods_facts(run, coded, labels, table),
    )


def _judges(run: Run) -> list[ReportedJudge]:
    """The judges with all their ways of asking, and what was set for them or differs from the usual."""
    found: dict[str, tuple[dict[str, Any], list[str]]] = {}  # settings as the store has them
    for judge, ask, spec in run.panels():
        found.setdefault(judge, (spec, []))[1].append(ask)
    shown = ("api_base", "reply", "per", "language")
    return [
        ReportedJudge(
            name,
            str(spec.get("model", name)),
            tuple(filter(None, asks)),
            {**{k: spec[k] for k in shown if spec.get(k) is not None}, **spec.get("params", {})},
        )
        for name, (spec, asks) in found.items()
    ]


def _asked(coded: Coded) -> Asked:
    planned = [
        column for repeats in coded.judges.values() for columns in repeats.values() for column in columns.values()
    ]
    return Asked(
        responses=len(coded.units),
        scenarios=len({u.scenario_id for u in coded.units}),
        candidates=len({u.candidate for u in coded.units}),
        repeats=max((len(repeats) for repeats in coded.judges.values()), default=1),
        judgments=sum(int((column != ABSENT).sum()) for column in planned),
    )


def _labelled(labels: Labels) -> Labelled:
    responses = len({label.response_id for label in labels.matched})
    return Labelled(labels.source, len(labels.raters), responses, labels.illustrative)


def _differing(run: Run, labels: Labels, judges: Sequence[ReportedJudge]) -> tuple[list[Row], int]:
    """The cases on which a judge and the experts differ, with their texts; baselines have none worth reading."""
    real = {j.name for j in judges if not j.model.startswith("baseline/")} or {j.name for j in judges[:1]}
    ratings = run.ratings(labels.matched, only={label.response_id for label in labels.matched})
    rows = [row for row in scoring.differing_cases(ratings) if row["judge"] in real]
    shown = rows[:CASES_SHOWN]
    wanted = {row["response_id"] for row in shown}
    said = {_place(row): row for row in run.judgment_rows(only=wanted)}
    texts = {r.id: r for r in run.responses(wanted)}
    return [{**row, **_texts(said[_place(row)], texts[row["response_id"]])} for row in shown], len(rows) - len(shown)


def _place(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("response_id", "dimension", "judge", "ask", "repeat"))


def _texts(judgment: Row, response: Response) -> Row:
    turns = "\n".join(f"{t.role}: {t.content}" for t in response.turns)
    return {
        "candidate": response.candidate,
        "context": response.context if response.context is not None else turns,
        "response": response.response,
        "language": response.language,
        "rationale": judgment["rationale"],
        "evidence": judgment["evidence"],
    }


def _provenance(run: Run) -> dict[str, object]:
    manifest = run.manifest
    prompts = {f"prompts {s['ask']}": s["ask_sha256"][:16] for _, _, s in run.panels() if s.get("ask_sha256")}
    versions = {f"{name} version": version for name, version in sorted(manifest["versions"].items())}
    return {
        "rubric": f"{run.rubric.id} {run.rubric.version}",
        "rubric sha256": run.rubric.sha256[:16],
        "reader version": manifest["reader_version"],
        **prompts,
        **versions,
    }
