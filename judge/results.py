"""What a run says: scores, agreement with experts, differences between runs, and the report that shows them.

Free to repeat: nothing here asks a model anything.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from judge import scoring
from judge.label import ExpertLabel
from judge.library import shipped
from judge.ratings import Ratings
from judge.readers import match_labels, read_labels
from judge.store.folder import REPORT, write_private
from judge.store.run import Run
from judge.table import Row, Table
from judge.views.html import render
from judge.views.report import Asked, Labelled, Report, ReportedJudge
from judge.views.words import Ui

LabelsLike = str | Path | Sequence[str | Path] | Sequence[ExpertLabel]
"""One file, several (a sheet from each rater), or labels read already."""

CASES_SHOWN = 200
"""A page holds at most so many differing cases; the rest is counted."""


class Labels:
    """Experts' labels matched to one run: those of responses it does not hold are counted, not used."""

    def __init__(self, run: Run, given: LabelsLike) -> None:
        self.notes: list[str] = []
        paths = (
            [Path(given)] if isinstance(given, str | Path) else [Path(g) for g in given if isinstance(g, str | Path)]
        )
        ours = shipped("examples").resolve()
        self.source = ", ".join(path.name for path in paths) or "labels"
        self.illustrative = any(path.resolve().is_relative_to(ours) for path in paths)
        read = read_labels(paths, run.rubric, notes=self.notes) if paths else []
        read += [] if isinstance(given, str | Path) else [g for g in given if isinstance(g, ExpertLabel)]
        self.matched, self.unmatched = match_labels(read, [r.id for r in run.responses()])
        if self.unmatched:
            self.notes.append(f"{self.unmatched} labels are of responses this run does not hold")
        self._leave_out_examples(run)
        self._note_roles()
        self._note_versions(run)
        self._note_clusters()

    def _leave_out_examples(self, run: Run) -> None:
        """A judge that was shown a case with its answers has not judged it."""
        shown = {(tuple((t.role, t.content) for t in e.turns), e.response) for e in run.rubric.examples}
        known = {r.id for r in run.responses() if (tuple((t.role, t.content) for t in r.turns), r.response) in shown}
        before = len(self.matched)
        self.matched = [label for label in self.matched if label.response_id not in known]
        if len(self.matched) < before:
            self.notes.append(f"{before - len(self.matched)} labels are of the rubric's worked examples: left out")

    def _note_roles(self) -> None:
        adjudicated = sum(label.role == "adjudicator" for label in self.matched)
        if adjudicated:
            self.notes.append(f"{adjudicated} labels are an adjudicator's: no independent rater, left out")
        tuned = sum(label.split == "dev" for label in self.matched)
        if tuned:
            self.matched = [label for label in self.matched if label.split != "dev"]
            self.notes.append(f"{tuned} labels are of the dev split, on which rubrics are tuned: left out")

    def _note_clusters(self) -> None:
        named = sum(label.cluster is not None for label in self.matched)
        if named:
            self.notes.append(f"{named} labels name a cluster of their own; clusters here are the scenarios")

    def _note_versions(self, run: Run) -> None:
        others = sum(label.rubric_version not in (None, run.rubric.version) for label in self.matched)
        if others:
            self.notes.append(
                f"{others} labels were given under another version than {run.rubric.version!r} of the rubric"
            )

    @property
    def raters(self) -> list[str]:
        """The independent experts, in order of first appearance."""
        return list(dict.fromkeys(label.rater for label in self.matched if label.role == "independent"))


def scores(run: Run, *, labels: LabelsLike | None = None, by: str | None = None) -> Table:
    """How candidates fared, per judge and dimension, with coverage and worst and best bounds beside each rate.

    ``labels`` are accepted for the corrected scores of a later version; they do not change these.

    Raises:
        InputError: No response has a tag called *by*, or the labels cannot be read.
    """
    notes = Labels(run, labels).notes if labels is not None else []
    ratings = run.ratings()
    return _about(scoring.scores(ratings, by=by), run, notes)


def agreement(run: Run, labels: "LabelsLike | Labels", *, by: str | None = None) -> Table:
    """How far judges agree with experts, beside how far experts agree among themselves.

    Raises:
        DatasetError: The labels cannot be read, or none belongs to a response of the run.
    """
    read = labels if isinstance(labels, Labels) else Labels(run, labels)
    ratings = run.ratings(read.matched)
    table = scoring.agreement(ratings, by=by)
    first = [row for row in scoring.first_table(ratings) if row["experts"]]
    about = {"labels": read.source, "first_table": first, "coverage": scoring.coverage(ratings)}
    return _about(Table({**table.about, **about}, table.rows, table.notes), run, read.notes)


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
    ratings = run.ratings(labels.matched if labels else ())
    judges = _judges(run)
    differing, left_out = _differing(run, ratings, judges) if labels else ([], 0)
    table = agreement(run, labels) if labels else None
    return Report(
        run=run.folder.name,
        rubric=run.rubric,
        created_at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        judges=judges,
        asked=_asked(ratings),
        scores=scores(run),
        labels=_labelled(labels) if labels else None,
        first=table.about["first_table"] if table else None,
        agreement=table,
        differing=differing,
        differing_left_out=left_out,
        notes=[*_run_notes(run), *(labels.notes if labels else ())],
        provenance=_provenance(run),
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


def _asked(ratings: Ratings) -> Asked:
    units = ratings.units.values()
    return Asked(
        responses=len(units),
        scenarios=len({u.scenario_id for u in units}),
        candidates=len({u.candidate for u in units}),
        repeats=1 + max((r.repeat for r in ratings.judges), default=0),
        judgments=len(ratings.judges),
    )


def _labelled(labels: Labels) -> Labelled:
    responses = len({label.response_id for label in labels.matched})
    return Labelled(labels.source, len(labels.raters), responses, labels.illustrative)


def _differing(run: Run, ratings: Ratings, judges: Sequence[ReportedJudge]) -> tuple[list[Row], int]:
    """The cases on which a judge and the experts differ, with their texts; baselines have none worth reading."""
    real = {j.name for j in judges if not j.model.startswith("baseline/")} or {j.name for j in judges[:1]}
    rows = [row for row in scoring.differing_cases(ratings) if row["judge"] in real]
    shown = rows[:CASES_SHOWN]
    wanted = {(r["response_id"], r["dimension"], r["judge"], r["ask"], r["repeat"]) for r in shown}
    said = {}
    for row in run.judgment_rows():
        key = (row["response_id"], row["dimension"], row["judge"], row["ask"], row["repeat"])
        if key in wanted:
            said[key] = row
    texts = {r.id: r for r in run.responses()}
    return [{**row, **_texts(row, said, texts)} for row in shown], len(rows) - len(shown)


def _texts(row: Row, said: dict[tuple[Any, ...], Row], texts: dict[str, Any]) -> Row:  # plain values by key
    judgment = said[row["response_id"], row["dimension"], row["judge"], row["ask"], row["repeat"]]
    response = texts[row["response_id"]]
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
