"""What a reader of any table of a run must know of the run."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from judge.hiding import HIDDEN, LOOKALIKE
from judge.results.canaries import canaries_of, canary_notes
from judge.store.run import Run
from judge.store.telling import recovery_notes
from judge.table import Table


def about_run(table: Table, run: Run, notes: Sequence[str] = ()) -> Table:
    """*table* with the run and the rubric it is about, and what must be said of the run."""
    rubric = {"id": run.rubric.id, "version": run.rubric.version, "reviewed": run.rubric.reviewed}
    about = {"run": str(run.folder), "rubric": rubric["id"], "rubric_version": rubric["version"], **table.about}
    about |= {"reviewed": rubric["reviewed"], "canaries": canaries_of(run), **run.steps()}
    return Table(about, table.rows, [*table.notes, *canary_notes(about["canaries"]), *run_notes(run), *notes])


def step_notes(steps: Mapping[str, Any]) -> list[str]:  # JSON-ready values
    """What a tree or a flow saved, and what its order hides; nothing where every dimension stands alone."""
    notes = []
    if steps.get("calls_saved"):
        notes.append(f"{steps['calls_saved']} calls were saved: answers led past their questions")
    if steps.get("masked"):
        counts = Counter(row["answer"] for row in steps["masked"])
        listed = ", ".join(f"{answer} {n}" for answer, n in counts.most_common())
        notes.append(
            f"{counts.total()} further faults stand behind the one that decides: {listed};"
            " judge export lists them (reason_code masked)"
        )
    return notes


def unit_notes(run: Run) -> list[str]:
    """What was odd about units: turns that were not shown, characters nobody sees, letters that pass for others."""
    units = run.flagged_units()
    notes: list[str] = []
    if "context_cut" in units:
        notes.append(f"{units['context_cut']} units were judged without the oldest turns before them: --context-tokens")
    if HIDDEN in units:
        notes.append(
            f"{units[HIDDEN]} units hold characters that nobody sees: look at their texts (judge export --what calls:"
            f" {HIDDEN})"
        )
    if LOOKALIKE in units:
        notes.append(
            f"{units[LOOKALIKE]} units hold Latin words with look-alike letters: look at their texts (judge"
            f" export --what calls: {LOOKALIKE})"
        )
    return notes


def _flag_notes(run: Run) -> list[str]:
    """What was odd about calls."""
    notes: list[str] = []
    flags = run.flag_counts()
    if "prompt_cut" in flags:
        notes.append(f"{flags['prompt_cut']} calls: the server seems to have cut the prompt; raise num_ctx")
    if {"context_cut", HIDDEN, LOOKALIKE} & flags.keys():
        notes += unit_notes(run)
    if "model_mismatch" in flags:
        notes.append(f"{flags['model_mismatch']} calls: another model answered than the one asked for")
    if "total_mismatch" in flags:
        notes.append(f"{flags['total_mismatch']} replies gave a total that is not the sum of their answers; recomputed")
    if "no_logprobs" in flags:
        notes.append(
            f"{flags['no_logprobs']} calls: no log-probabilities came back; those judgments have no probability"
        )
    if "unclear_logprobs" in flags:
        notes.append(
            f"{flags['unclear_logprobs']} calls: the log-probabilities do not tell every answer's; those have none"
        )
    return notes


def run_notes(run: Run) -> list[str]:
    """What a reader of any table of this run must know."""
    notes = list(run.manifest.get("notes", ()))
    notes += [*_flag_notes(run), *step_notes(run.steps())]
    calls, cost, unpriced = run.spending()
    if calls:
        known = f"{cost:.4f} USD" if not unpriced else f"{cost:.4f} USD and {unpriced} calls whose price is not known"
        nothing = f"{calls} calls were paid for, at a price that is not known"
        notes.append(nothing if unpriced == calls else f"{calls} calls were paid for: {known}")
    for source in run.imported:
        judges = ", ".join(source["judges"])
        notes.append(
            f"judgments of {judges} were imported from {source['file']!r} ({source['from']}); nobody was asked"
        )
        if not source["texts"]:
            notes.append("the run holds no texts of what was imported, so no case can be shown")
    if run.forgotten:
        notes.append(f"{run.forgotten} responses were removed from this run on request")
    return [*notes, *recovery_notes(run)]
