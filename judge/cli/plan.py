"""``judge plan``: how much to label for a wished precision, power or bound."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from judge.cli import options as o
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.store.run import Run
    from judge.table import Table

_MODES = ("half_width", "power", "items", "bound", "reliability")
_NEEDED = {
    "half_width": ("prevalence", "sensitivity", "specificity"),
    "power": ("difference", "discordance"),
    "items": ("difference", "discordance"),
    "bound": (),
    "reliability": ("expert_alpha",),
}
_ALLOWED = {
    "half_width": ("statistic", "clusters_of", "icc", "repeats", "noise", "experts", "expert_alpha"),
    "power": ("clusters_of", "icc"),
    "items": ("clusters_of", "icc"),
    "bound": ("prevalence", "clusters_of", "icc"),
    "reliability": (),
}
_OF_A_RUN = ("half_width", "statistic", "experts", "repeats", "labels", "run")


def plan(
    run: Annotated[
        Path | None, typer.Argument(help="Take what is expected from this run.", metavar="RUN", show_default=False)
    ] = None,
    labels: o.Labels = None,
    half_width: Annotated[
        float | None, typer.Option("--half-width", help="Wish for a 95 % interval no wider than this to either side.")
    ] = None,
    prevalence: Annotated[float | None, typer.Option("--prevalence", help="Expect experts to flag this share.")] = None,
    sensitivity: Annotated[
        float | None, typer.Option("--sensitivity", help="Expect the judge to find this share of flagged items.")
    ] = None,
    specificity: Annotated[
        float | None, typer.Option("--specificity", help="Expect the judge to clear this share of cleared items.")
    ] = None,
    statistic: Annotated[
        list[str] | None, typer.Option("--statistic", help="Plan for this statistic only; repeatable.")
    ] = None,
    clusters_of: Annotated[
        float | None, typer.Option("--clusters-of", help="Expect so many items a conversation.")
    ] = None,
    icc: Annotated[float | None, typer.Option("--icc", help="Expect items of one to correlate so far.")] = None,
    repeats: Annotated[int | None, typer.Option("--repeats", help="Ask the judge so many times.", min=1)] = None,
    noise: Annotated[
        float | None, typer.Option("--noise", help="Expect this share of variance from asking again.")
    ] = None,
    experts: Annotated[
        int | None, typer.Option("--experts", help="Have so many experts label each item.", min=2)
    ] = None,
    expert_alpha: Annotated[
        float | None, typer.Option("--expert-alpha", help="Expect experts to agree so far.")
    ] = None,
    reliability: Annotated[
        float | None, typer.Option("--reliability", help="Wish for experts so reliable together.")
    ] = None,
    power: Annotated[float | None, typer.Option("--power", help="Wish to find a difference so often.")] = None,
    items: Annotated[int | None, typer.Option("--items", help="Tell the power of so many items.", min=1)] = None,
    difference: Annotated[
        float | None, typer.Option("--difference", help="Look for this difference between two judges.")
    ] = None,
    discordance: Annotated[
        float | None, typer.Option("--discordance", help="Expect just one of them right on this share.")
    ] = None,
    bound: Annotated[
        float | None, typer.Option("--bound", help="Wish to show that misses are rarer than this.")
    ] = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Tell how many items, conversations, experts and repeats a wished precision, power or bound needs."""
    given = {
        name: value for name, value in locals().items() if name not in ("as_json", "ui") and value not in (None, [])
    }
    from judge.cli.showing import Screen, legend_of  # noqa: PLC0415 - --help must not load the statistics
    from judge.store.run import read_run  # noqa: PLC0415
    from judge.views.names import Legend  # noqa: PLC0415
    from judge.views.planning import plan_table  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    mode = _mode(given)
    opened = read_run(run) if run is not None else None
    table = _planned(mode, given) if opened is None else _from_run(opened, given)
    legend = legend_of(opened, screen.ui) if opened is not None else Legend()
    screen.result(table.as_json(), plan_table(table, screen.ui, legend=legend))
    if not as_json:
        screen.notes(table.notes)
    return 0


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _mode(given: Mapping[str, Any]) -> str:  # options as they were typed
    """What is wished for; everything that does not belong to it is refused."""
    wished = [name for name in _MODES if name in given]
    if len(wished) != 1:
        raise SettingsError(
            "a plan has one wish: --half-width, --power (or --items), --bound, or --reliability"
            if not wished
            else f"{_flag(wished[0])} and {_flag(wished[1])} are two wishes",
            hint="e.g. judge plan --half-width 0.05 --prevalence 0.1 --sensitivity 0.9 --specificity 0.9",
        )
    mode = wished[0]
    if "run" in given or "labels" in given:
        _check_run(mode, given)
        return mode
    for name in _NEEDED[mode]:
        if name not in given:
            raise SettingsError(
                f"{_flag(mode)} needs {_flag(name)} beside it",
                hint="or take it from a run: judge plan RUN" if mode == "half_width" else None,
            )
    for name in given:
        if name not in (mode, *_NEEDED[mode], *_ALLOWED[mode]):
            raise SettingsError(f"{_flag(name)} says nothing about {_flag(mode)}", hint="leave one of the two out")
    if mode != "reliability":
        _check_pairs(given)
    return mode


def _check_run(mode: str, given: Mapping[str, Any]) -> None:
    if mode != "half_width" or "run" not in given or "labels" not in given:
        raise SettingsError(
            "a plan from a run needs the run, --labels and --half-width",
            hint="e.g. judge plan RUN --labels experts.csv --half-width 0.05",
        )
    for name in given:
        if name not in _OF_A_RUN:
            raise SettingsError(
                f"{_flag(name)} is taken from the run's own data", hint="leave it out, or leave RUN out"
            )


def _check_pairs(given: Mapping[str, Any]) -> None:
    for name, other in (("icc", "clusters_of"), ("noise", "repeats"), ("experts", "expert_alpha")):
        for first, second in ((name, other), (other, name)):
            if first in given and second not in given:
                raise SettingsError(f"{_flag(first)} needs {_flag(second)} beside it", hint="add it, or leave both out")


def _from_run(run: "Run", given: Mapping[str, Any]) -> "Table":
    from judge.results.pilot import plan_from  # noqa: PLC0415 - --help must not load the statistics

    return plan_from(
        run,
        given["labels"],
        given["half_width"],
        statistics=given.get("statistic", ()),
        experts=given.get("experts"),
        repeats=given.get("repeats"),
    )


def _planned(mode: str, given: Mapping[str, Any]) -> "Table":
    from judge.scoring.plans.planned import Conditions, bound_row, power_row, reliability_row  # noqa: PLC0415 - the same
    from judge.table import Table  # noqa: PLC0415

    conditions = Conditions(
        size=given.get("clusters_of", 1.0),
        icc=given.get("icc", 0.0),
        repeats=given.get("repeats", 1),
        noise=given.get("noise", 0.0),
    )
    if mode == "half_width":
        rows = _precision(given, conditions)
    elif mode == "bound":
        rows = [bound_row(given["bound"], given.get("prevalence"), conditions)]
    elif mode == "reliability":
        rows = [reliability_row(given["reliability"], given["expert_alpha"])]
    else:
        wish = {"power": given.get("power"), "items": given.get("items")}
        rows = [power_row(given["difference"], given["discordance"], **wish, conditions=conditions)]
    kind = "power" if mode == "items" else mode
    return Table({"plan": kind, "half_width": given.get("half_width"), "given": dict(given)}, rows)


def _precision(given: Mapping[str, Any], conditions: Any) -> list[Any]:  # rows, and what makes items count
    from judge.scoring.plans.planned import experts_row, precision_rows  # noqa: PLC0415 - the same
    from judge.stats.precision import Quality  # noqa: PLC0415

    quality = Quality(given["prevalence"], given["sensitivity"], given["specificity"])
    rows = list(precision_rows(quality, given["half_width"], given.get("statistic", ()), conditions))
    if "experts" in given:
        alpha = given["expert_alpha"]
        rows.append(experts_row(given["experts"], alpha, quality.prevalence, given["half_width"], conditions))
    return rows
