"""Long tables turned into ones a person can take in: the terminal and the page show the same cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from judge.table import Row, Table
from judge.views.names import EXPERTS, Panel, distinct, panels

TOTAL = "total"

HEADLINE = (
    ("percent_agreement", "pairs"),
    ("cohen_kappa", "pairs"),
    ("krippendorff_alpha_nominal", None),
    ("gwet_ac1", None),
    ("sensitivity", "majority"),
    ("specificity", "majority"),
)
"""The statistics shown of the many computed, with the reference preferred; no one of them is safe alone."""

SHARES = frozenset({"percent_agreement", "sensitivity", "specificity"})
"""Statistics that are shares, and are written as percent."""


def coverage_rows(table: Table) -> list[Row]:
    """What was asked of each judge and what came of it, as scores and agreement carry it."""
    return list(table.about.get("coverage") or ())


@dataclass(frozen=True, slots=True)
class ScoreBlock:
    """One judge's scores (of one group): dimensions down, candidates across."""

    panel: Panel
    group: str | None
    candidates: list[str]
    dimensions: list[str]
    """In order of appearance, without the total."""
    cells: Mapping[tuple[str, str], Row]
    """By dimension (or ``total``) and candidate."""


def score_blocks(rows: Sequence[Row]) -> list[ScoreBlock]:
    """The scores, a block for each judge, way of asking and group, in order of appearance."""
    keys = list(dict.fromkeys((row["judge"], row["ask"] or "", row.get("group")) for row in rows))
    return [_block((judge, ask), group, _of(rows, (judge, ask), group)) for judge, ask, group in keys]


def _of(rows: Sequence[Row], panel: Panel, group: str | None) -> list[Row]:
    return [r for r in rows if (r["judge"], r["ask"] or "") == panel and r.get("group") == group]


def _block(panel: Panel, group: str | None, rows: list[Row]) -> ScoreBlock:
    return ScoreBlock(
        panel,
        group,
        distinct(rows, "candidate"),
        [d for d in distinct(rows, "dimension") if d != TOTAL],
        {(row["dimension"], row["candidate"]): row for row in rows},
    )


def unread(row: Row) -> bool:
    """Whether anything asked has neither a verdict nor a gate that took it out, so that the rate has bounds."""
    return bool(row["asked"] - row["gated"] - row["n_scored"])


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One rater's headline statistics on one dimension; the experts' own line comes first."""

    dimension: str
    group: str | None
    panel: Panel
    cells: Mapping[str, Row | None]
    """By statistic; ``None`` where there is no such row at all."""

    @property
    def experts(self) -> bool:
        """Whether it is the experts among themselves."""
        return self.panel[0] == EXPERTS


def agreement_lines(rows: Sequence[Row]) -> list[AgreementLine]:
    """The agreement, a line for each dimension, group and rater. Of several repeats their mean is shown."""
    lines = []
    for group in dict.fromkeys(r.get("group") for r in rows):
        for dimension in distinct(rows, "dimension"):
            own = [r for r in rows if r["dimension"] == dimension and r.get("group") == group]
            for panel in sorted(panels(own), key=lambda p: p[0] != EXPERTS):
                mine = [r for r in own if (r["judge"], r["ask"] or "") == panel]
                cells = {name: _chosen(mine, name, reference) for name, reference in HEADLINE}
                lines.append(AgreementLine(dimension, group, panel, cells))
    return lines


def _chosen(rows: Sequence[Row], statistic: str, reference: str | None) -> Row | None:
    found = [r for r in rows if r["statistic"] == statistic and r.get("answer") is None]
    if reference is not None:
        found = [r for r in found if r.get("reference") in (reference, None)]
    return min(found, key=lambda r: _repeat_rank(r.get("repeat")), default=None)


def _repeat_rank(repeat: Any) -> int:  # a number, "mean", "sd" or nothing, as the contract says
    return {"mean": 0, "sd": 2}.get(repeat, 1) if isinstance(repeat, str) else 1
