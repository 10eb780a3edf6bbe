"""Text metrics on the terminal: candidates, what experts say to the numbers, and where harm stands among them."""

from collections.abc import Sequence

from rich.console import Group, RenderableType

from judge.scoring.rows import EXPERTS, TOTAL
from judge.table import Row, Table
from judge.views import figures
from judge.views.grids import add, grid_of, heading, titled
from judge.views.names import distinct
from judge.views.words import Ui, say

_SHARES = ("meteor", "bertscore")
"""Metrics between 0 and 1; the others are written with one place."""
_COEFFICIENTS = ("item_pearson", "item_spearman", "item_kendall_tau_b")


def textmetrics_table(table: Table, ui: Ui) -> RenderableType:
    """A row for each candidate; then, where there are labels, each metric beside the experts themselves."""
    parts = [_candidates(table, ui)]
    if table.about["correlations"]:
        parts.append(_correlations(table, ui))
    if table.about["vetoed"]:
        parts.append(_vetoed(table, ui))
    return Group(*parts)


def _candidates(table: Table, ui: Ui) -> RenderableType:
    metrics = distinct(table.rows, "metric")
    names = [f"textmetrics.{name}" for name in metrics]
    grid = grid_of("candidate", "textmetrics.responses", "textmetrics.references", *names, ui=ui)
    for language in distinct(table.rows, "language"):
        rows = [row for row in table.rows if row["language"] == language]
        heading(grid, say("textmetrics.language", ui, language=language))
        for candidate in distinct(rows, "candidate"):
            own = {row["metric"]: row for row in rows if row["candidate"] == candidate}
            first = own[metrics[0]]
            counts = (figures.count(first["n_responses"]), figures.count(first["n_references"]))
            add(grid, f"  {candidate}", *counts, *(_value(own[name]) for name in metrics))
    signatures = distinct([row for row in table.rows if row["metric"] != "length"], "signature")
    notes = [say("textmetrics.note", ui), *(say("textmetrics.signature", ui, signature=s) for s in signatures)]
    return titled(say("textmetrics.title", ui), grid, notes)


def _value(row: Row) -> str:
    if row["metric"] == "length":
        return f"{row['value']:.0f}"
    return figures.decimal(row["value"], 2 if row["metric"] in _SHARES else 1)


def _correlations(table: Table, ui: Ui) -> RenderableType:
    rows: Sequence[Row] = table.about["correlations"]
    grid = grid_of("textmetrics.metric", "textmetrics.items", *(f"textmetrics.{c}" for c in _COEFFICIENTS), ui=ui)
    for language in distinct(rows, "language"):
        own = [row for row in rows if row["language"] == language]
        heading(grid, say("textmetrics.language", ui, language=language))
        for metric in distinct(own, "metric"):
            by = {row["statistic"]: row for row in own if row["metric"] == metric}
            size = f"{by[_COEFFICIENTS[0]]['n_items']}/{by[_COEFFICIENTS[0]]['n_clusters']}"
            name = say("textmetrics.experts", ui) if metric == EXPERTS else say(f"textmetrics.{metric}", ui)
            add(grid, f"  {name}", size, *(_coefficient(by[c], ui) for c in _COEFFICIENTS))
    target = table.about["target"]
    about = say("textmetrics.of_total", ui) if target == TOTAL else say("textmetrics.of_dimension", ui, name=target)
    return titled(say("textmetrics.correlated", ui, target=about), grid, [say("textmetrics.correlated_note", ui)])


def _coefficient(row: Row, ui: Ui) -> str:
    if row["value"] is None:
        return say("undefined.short", ui)
    ends = figures.decimals(row["low"], row["high"])
    return figures.decimal(row["value"]) + ("" if ends == figures.UNKNOWN else f" ({ends})")


def _vetoed(table: Table, ui: Ui) -> RenderableType:
    rows: Sequence[Row] = table.about["vetoed"]
    grid = grid_of("textmetrics.metric", "textmetrics.above", ui=ui)
    for language in distinct(rows, "language"):
        heading(grid, say("textmetrics.language", ui, language=language))
        for row in (r for r in rows if r["language"] == language):
            ends = figures.interval(row["low"], row["high"], ui)
            counted = figures.UNKNOWN if row["above"] is None else f"{row['above']}/{row['vetoed']} ({ends})"
            add(grid, f"  {say('textmetrics.' + row['metric'], ui)}", counted)
    return titled(say("textmetrics.vetoed", ui), grid, [say("textmetrics.vetoed_note", ui)])
