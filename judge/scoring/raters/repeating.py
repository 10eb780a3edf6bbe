"""Each repeat stands for itself; beside them stand their mean and how far they scatter."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import mean, stdev

from judge.table import Row

_P = re.compile(r".*_p(_[\d.]+)?")
"""Probabilities of a test: their mean is none."""
_ABOUT = ("judge", "ask", "dimension", "group", "statistic", "answer", "positive", "reference")
NO_INTERVAL = "over repeats: it says how steady the number is, not how sure"
_OF_ONE_REPEAT = ("value", "low", "high", "interval_method", "interval_reason", "numerator", "denominator")


def with_means(rows: Iterable[Row]) -> Iterator[Row]:
    """*rows* as they are, then ``mean`` and ``sd`` of every number that a judge has for more than one repeat.

    Rows of another repeat than a number (``all``) are about no single one and enter no mean. The mean and the sample
    deviation say how stable a number is, not how sure: they have no interval. Undefined when any repeat is.
    """
    by_repeat: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        yield row
        if isinstance(row["repeat"], int) and not _P.fullmatch(row["statistic"]):
            by_repeat[tuple(row[field] for field in _ABOUT)].append(row)
    for repeats in by_repeat.values():
        if len(repeats) > 1:
            yield from over_repeats(repeats)


def over_repeats(rows: list[Row]) -> Iterator[Row]:
    """The mean and the sample deviation of one number over a judge's repeats."""
    values = [row["value"] for row in rows if row["value"] is not None]
    gone = [row["reason"] for row in rows if row["value"] is None]
    remark = next((row["reason"] for row in rows if row["reason"]), None)
    shared = rows[0] | {
        "status": "undefined" if gone else "ok",
        "reason": f"undefined in {len(gone)} of {len(rows)} repeats: {gone[0]}" if gone else remark,
        **dict.fromkeys(_OF_ONE_REPEAT),
        **{field: min(row[field] for row in rows) for field in ("n_items", "n_clusters", "n_raters")},
        "dropped": max(row["dropped"] for row in rows),
        "interval_reason": NO_INTERVAL,
        "replicates_undefined": 0,
        "cautions": list(dict.fromkeys(caution for row in rows for caution in row["cautions"])),
    }
    yield shared | {"repeat": "mean", "value": None if gone else mean(values)}
    yield shared | {"repeat": "sd", "value": None if gone else stdev(values)}
