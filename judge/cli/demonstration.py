"""The bundled example, judged by baselines, so that the tables make their point before anything is spent."""

from pathlib import Path

from judge import results
from judge.cli.failing import Exit
from judge.cli.jobs import draining
from judge.cli.progress import Progressing
from judge.cli.showing import Screen, legend_of
from judge.errors import SettingsError
from judge.evaluation import prepare
from judge.library import shipped
from judge.readers import read_responses
from judge.settings import BASELINES
from judge.store.run import read_run
from judge.store.schema import FILE
from judge.table import Row, Table
from judge.views.terminal import agreement_table, coverage_table, first_table, scores_table
from judge.views.words import say

LAZY = "baseline/always-pass"


def demonstrate(folder: Path, screen: Screen) -> int:
    """Judge the example, print the tables in the order they should be read, and name the report."""
    example = shipped("examples") / "crisis"
    labels = example / "labels.csv"
    responses = read_responses(example / "responses.jsonl")
    _refuse_other_run(folder, {r.id for r in responses})
    job = prepare(responses, "crisis_response", BASELINES)
    screen.note(say("jobs.demo_title", screen.ui))
    with draining(screen) as stop, Progressing(screen) as watcher:
        outcome = job.run(folder, watcher=watcher, stop=stop)
    if outcome.stopped:
        return int(Exit.INTERRUPTED)
    scores, agreement = results.scores(outcome.run), results.agreement(outcome.run, labels)
    report = results.write_report(outcome.run, labels=labels, ui=screen.ui, table=agreement)
    names = legend_of(outcome.run, screen.ui, scores)
    screen.result(
        {"run": str(folder), "scores": scores.as_json(), "agreement": agreement.as_json(), "report": str(report)},
        coverage_table(scores, screen.ui, legend=names),
        first_table(agreement.about["first_table"], screen.ui, legend=names),
        scores_table(scores, screen.ui, legend=names, coverage=False),
        agreement_table(agreement, screen.ui, legend=names),
        point(agreement, screen),
        say("jobs.report", screen.ui, path=report),
    )
    return int(Exit.FINE)


def _refuse_other_run(folder: Path, ours: set[str]) -> None:
    """The demo never mixes its texts into a run of the user's."""
    if (folder / FILE).is_file() and not {r.id for r in read_run(folder).responses()} <= ours:
        raise SettingsError(f"{str(folder)!r} holds a run of yours", hint="choose another folder: judge demo -o FOLDER")


def point(agreement: Table, screen: Screen) -> str:
    """What the example is there to show, from its own figures."""
    first = [r for r in agreement.about["first_table"] if r["judge"] == LAZY and r["critical"]]
    rates = [_agreed(agreement.rows, row["dimension"]) for row in first]
    return say(
        "jobs.demo_point",
        screen.ui,
        items=len(first),
        judge=LAZY,
        agreed=f"{sum(rates) / len(rates):.0%}",
        missed=sum(r["missed_k"] for r in first),
        flagged=sum(r["missed_n"] for r in first),
    )


def _agreed(rows: list[Row], dimension: str) -> float:
    wanted = {
        "judge": LAZY,
        "dimension": dimension,
        "statistic": "percent_agreement",
        "reference": "pairs",
        "repeat": 0,
    }
    return next(float(r["value"]) for r in rows if all(r[k] == v for k, v in wanted.items()))
