"""Long tables turned into ones a person can take in: the terminal and the page show the same cells."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from judge.record import dataclass
from judge.table import Row, Table
from judge.views.names import Panel, distinct

TOTAL = "total"

SHARES = frozenset(
    {
        *("percent_agreement", "sensitivity", "specificity", "item_within_1"),
        *("alt_test_rho", "flip_rate", "all_repeats_equal", "worst_of_k_missed", "best_of_k_missed"),
        *("system_pairwise_ranking_accuracy", "system_same_best_probability", "system_same_worst_probability"),
    }
)
"""Statistics that are shares, and are written as percent."""
COUNTED = ("alt_test_omega",)
"""Statistics (by how their names begin) that are shares of very few, and are written as ``2/3``."""


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
        {(row["dimension"], row["candidate"]): row for row in rows if has_total(row)},
    )


def has_total(row: Row) -> bool:
    """Whether *row* says anything as a total: where no answer passes there are no points to add up."""
    return row["dimension"] != TOTAL or row["n_passed"] is not None


def unread(row: Row) -> bool:
    """Whether anything asked has neither a verdict nor a gate that took it out, so that the rate has bounds."""
    return bool(row["asked"] - row["gated"] - row["n_scored"])


OUTERMOST = "outermost_of_repeats"
"""How views call the interval beside a mean over repeats: no narrower than that of any of them."""
Place = tuple[str, str | None]
"""A dimension and a group."""
Named = Mapping[tuple[str, str | None], Row]
"""One rater's rows on one place, by statistic and reference."""


def placed(rows: Iterable[Row]) -> dict[Place, dict[Panel, Named]]:
    """Rows of agreement by dimension and group, and by rater, in order of appearance, groups one after the other.

    Of several repeats their mean is taken, between the outermost ends of their own intervals; else what was made of
    all of them. Rows of one answer are left out.
    """
    rows_of: dict[Place, dict[Panel, dict[tuple[str, str | None], list[Row]]]] = {}
    for row in rows:
        if row.get("answer") is None:
            place, panel = (row["dimension"], row.get("group")), (row["judge"], row["ask"] or "")
            named = rows_of.setdefault(place, {}).setdefault(panel, {})
            named.setdefault((row["statistic"], row.get("reference")), []).append(row)
    groups = list(dict.fromkeys(group for _, group in rows_of))
    return {
        place: {
            panel: {key: _one_of(repeats) for key, repeats in named.items()} for panel, named in rows_of[place].items()
        }
        for place in sorted(rows_of, key=lambda place: groups.index(place[1]))
    }


def _one_of(repeats: Sequence[Row]) -> Row:
    row = min(repeats, key=lambda r: _repeat_rank(r.get("repeat")))
    single = [r for r in repeats if isinstance(r.get("repeat"), int)]
    if row.get("repeat") != "mean" or row["value"] is None or any(r["low"] is None for r in single) or not single:
        return row
    ends = {"low": min(r["low"] for r in single), "high": max(r["high"] for r in single)}
    return row | ends | {"interval_method": OUTERMOST}


def _repeat_rank(repeat: Any) -> int:  # a number, "mean", "sd", "all" or nothing, as the contract says
    return {"mean": 0, "sd": 2}.get(repeat, 1) if isinstance(repeat, str) else 1
