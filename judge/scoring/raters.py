"""Numbers about raters: each judge against the experts, and the experts among themselves."""

from collections.abc import Iterable, Iterator
from itertools import chain
from statistics import mean, stdev

from judge.errors import InputError
from judge.ratings import Ratings
from judge.scoring.coding import Coded, code
from judge.scoring.grouping import groups
from judge.scoring.measuring import EXPERTS, Measured, among_experts, of_judge
from judge.scoring.notes import agreement_notes
from judge.scoring.references import LEAVE_ONE_OUT, RULES, Labelled
from judge.stats.estimate import Estimate
from judge.table import Row, Table


def agreement(given: Ratings | Coded, *, by: str | None = None) -> Table:
    """A row per judge, way of asking, dimension, statistic and reference (and group of the tag *by*), then the experts.

    What the rows mean: `of_judge` and `among_experts`. Dimensions are never pooled, candidates are. With several
    repeats each has its rows, and ``repeat`` is ``mean`` and ``sd`` (sample) over them; these are undefined when any of
    them is. ``n_items`` + ``dropped`` are the items those experts labelled. ``n_clusters`` counts scenarios among
    ``n_items``.

    Raises:
        InputError: No response has the tag *by*, a rating does not fit the rubric, or a rater bears a name that rows
            use otherwise.
    """
    coded = code(given)
    _refuse_reserved(coded)
    parts = groups(coded.units, by)
    labelled = [
        (g.name, Labelled.of(coded, dimension, g.members)) for g in parts for dimension in coded.rubric.dimensions
    ]
    rows = [row for panel in coded.judges for group, items in labelled for row in _judge(coded, panel, group, items)]
    for group, items in labelled:
        rows += [_row((EXPERTS, ""), group, items, 0, m) for m in among_experts(items)]
    about = {"rubric": coded.rubric.id, "rubric_version": coded.rubric.version}
    return Table(about, rows, agreement_notes(coded, by=by))


def _refuse_reserved(coded: Coded) -> None:
    for name in coded.experts:
        if name in RULES or name.startswith(LEAVE_ONE_OUT):
            raise InputError(f"an expert cannot be called {name!r}: that names a reference", hint="rename the rater")
    for name, _ in coded.judges:
        if name == EXPERTS:
            raise InputError(f"a judge cannot be called {name!r}: that names the experts", hint="-j NAME=MODEL")


def _judge(coded: Coded, panel: tuple[str, str], group: str | None, items: Labelled) -> Iterator[Row]:
    repeats = list(coded.judges[panel])
    columns = [coded.column(panel, r, items.dimension.id)[items.at] for r in repeats]
    for measured in zip(*(of_judge(items, codes) for codes in columns), strict=True):
        rows = [_row(panel, group, items, r, m) for r, m in zip(repeats, measured, strict=True)]
        yield from rows if len(rows) == 1 else chain(rows, _over_repeats(rows))


def _row(panel: tuple[str, str], group: str | None, items: Labelled, repeat: int, measured: Measured) -> Row:
    e: Estimate = measured.estimate
    return {
        "judge": panel[0],
        "ask": panel[1],
        "dimension": items.dimension.id,
        "group": group,
        "repeat": repeat,
        "statistic": measured.statistic,
        "answer": measured.answer,
        "positive": measured.positive,
        "reference": measured.reference,
        "value": e.value,
        "status": e.status,
        "reason": e.reason,
        "low": e.low,
        "high": e.high,
        "interval_method": e.interval_method,
        "numerator": e.numerator,
        "denominator": e.denominator,
        "n_items": e.n_items,
        "n_clusters": measured.n_clusters,
        "n_raters": measured.n_raters,
        "not_applicable_policy": measured.policy,
        "dropped": measured.items.at.size - e.n_items,
    }


def _over_repeats(rows: list[Row]) -> Iterable[Row]:
    """The mean and the sample deviation of one statistic over a judge's repeats: how stable it is, not how sure."""
    values = [row["value"] for row in rows if row["value"] is not None]
    gone = [row["reason"] for row in rows if row["value"] is None]
    remark = next((row["reason"] for row in rows if row["reason"]), None)
    shared = rows[0] | {
        "status": "undefined" if gone else "ok",
        "reason": f"undefined in {len(gone)} of {len(rows)} repeats: {gone[0]}" if gone else remark,
        **dict.fromkeys(("value", "low", "high", "interval_method", "numerator", "denominator")),
        **{field: min(row[field] for row in rows) for field in ("n_items", "n_clusters", "n_raters")},
        "dropped": max(row["dropped"] for row in rows),
    }
    yield shared | {"repeat": "mean", "value": None if gone else mean(values)}
    yield shared | {"repeat": "sd", "value": None if gone else stdev(values)}
