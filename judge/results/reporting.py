"""A run as one page: everything a report says, gathered before a word of it is drawn."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from judge import scoring
from judge.results.canaries import canaries_of, canary_notes
from judge.results.labelling import Labels, LabelsLike
from judge.results.methods import methods_facts
from judge.results.noting import about_run, run_notes
from judge.results.operating import says_how_sure
from judge.results.rationales import MOST, rationales
from judge.results.simulated import is_simulated, simulated
from judge.results.tables import agreement_of
from judge.scenario import Response
from judge.scoring.coding import ABSENT, Coded
from judge.store.folder import REPORT, write_private
from judge.store.run import Run
from judge.table import Row, Table
from judge.views.html import render
from judge.views.report import Asked, Labelled, Report, ReportedJudge
from judge.views.words import Ui

CASES_SHOWN = 200
"""A page holds at most so many differing cases; the rest is counted."""


def write_report(
    run: Run,
    *,
    labels: LabelsLike | None = None,
    path: str | Path | None = None,
    redacted: bool = False,
    ui: Ui = "en",
    table: Table | None = None,
) -> Path:
    """Write the run as one self-contained page, into its own folder unless *path* says otherwise.

    *table* is its agreement with *labels*, where somebody has it already.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
        StorageError: The page cannot be written.
    """
    target = Path(path) if path is not None else run.folder / REPORT
    read = Labels(run, labels) if labels is not None else None
    write_private(target, render(report(run, read, table=table), ui=ui, redacted=redacted))
    return target


def report(run: Run, labels: Labels | None, *, table: Table | None = None) -> Report:
    """Everything a page about *run* says."""
    coded = run.coded(labels.matched if labels else ())
    judges = _judges(run)
    differing, left_out = _differing(run, labels, judges) if labels else ([], 0)
    table = table or (agreement_of(run, labels, coded) if labels else None)
    return Report(
        run=run.folder.name,
        rubric=run.rubric,
        created_at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        judges=judges,
        asked=_asked(coded),
        scores=about_run(scoring.corrected(coded, scoring.scores(coded)), run, ()),
        labels=_labelled(labels) if labels else None,
        first=table.about["first_table"] if table else None,
        agreement=table,
        differing=differing,
        differing_left_out=left_out,
        canaries=(canaries := canaries_of(run)),
        operating=says_how_sure(run, labels) if labels else None,
        simulated=simulated(run) if is_simulated(run) else None,
        rationales=rationales(run, most=MOST),
        notes=[*canary_notes(canaries), *run_notes(run), *(labels.notes if labels else ())],
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
        responses=len({u.whole_id for u in coded.units}),
        scenarios=len({u.scenario_id for u in coded.units}),
        candidates=len({u.candidate for u in coded.units}),
        repeats=max((len(repeats) for repeats in coded.judges.values()), default=1),
        judgments=sum(int((column != ABSENT).sum()) for column in planned),
        units=len(coded.units),
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
        "criterion": None if response.criterion is None else response.criterion.text,
        "turned": response.criterion is not None and response.criterion.points < 0,
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
