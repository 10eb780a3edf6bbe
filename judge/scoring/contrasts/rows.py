"""Rows about pairs of judges: the difference with everything that says how sure it is, and a word for it."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from judge.record import dataclass
from judge.scoring.contrasts.contrasting import SHARE_MARGIN, Compared, Contrast
from judge.scoring.contrasts.testing import item_tests
from judge.scoring.guards import cautions_for
from judge.scoring.raters.verdicts import (
    BETTER,
    FEW_CLUSTERS,
    FEWEST_CLUSTERS,
    NEVER_OBJECTS,
    NO_DIFFERENCE,
    TOO_FEW,
    WIDE,
    WORSE,
)
from judge.stats.flags import FLAGGED
from judge.stats.multiplicity import ADJUSTMENTS, max_t
from judge.stats.permutation import ENUMERATED
from judge.stats.sampled import Sampled
from judge.table import Row

LEVEL = 0.05
NEWCOMBE = "newcombe_paired"

WIDE_SHARE = "the interval cannot rule out a difference of 0.1"
SILENT = "one of the two flags none of these items, and experts flag some"
NO_VALUE = "one of the two values is undefined"
NO_INTERVAL = "the difference has no interval"
ONLY_ALONE = "shown by this comparison alone, not among all of its family"


@dataclass(frozen=True)
class Drawn:
    """A row on its way, with the difference it speaks of."""

    what: Compared
    row: Row
    difference: Sampled
    silent: tuple[bool, bool]
    """Which of the two flags nothing where experts flag something."""
    biased: str | None


def draw(contrast: Contrast, what: Compared, biased: str | None) -> Drawn:
    """The row of one statistic, all but what depends on the family it belongs to."""
    first, second = contrast.sampled(what, 0), contrast.sampled(what, 1)
    difference = first.minus(second)
    interval = difference.interval()
    used, counted = contrast.used(what), contrast.counted(what)
    tested = contrast.exchanges(what).test(contrast.value_of(what))
    items = item_tests(contrast, what)
    low, high, method = interval.low, interval.high, interval.method
    if low is None and items["newcombe_low"] is not None and difference.defined and contrast.repeats == 1:
        low, high, method = items["newcombe_low"], items["newcombe_high"], NEWCOMBE
    row: Row = {
        "dimension": contrast.items.dimension.id,
        "judge_a": contrast.first.panel[0],
        "ask_a": contrast.first.panel[1],
        "judge_b": contrast.second.panel[0],
        "ask_b": contrast.second.panel[1],
        "statistic": what.name,
        "reference": what.reference,
        "value_a": _plain(first.value),
        "value_b": _plain(second.value),
        "difference": _plain(difference.value),
        "status": "ok" if difference.defined else "undefined",
        "reason": None if difference.defined else contrast.why(what, 0 if not first.defined else 1),
        "low": low,
        "high": high,
        "interval_method": method,
        "interval_reason": interval.reason if method is None else None,
        "replicates_undefined": interval.undefined,
        "n_items": int(used.sum()),
        "denominator": int(counted.sum()) if what.share else None,
        "n_clusters": contrast.items.n_clusters(counted),
        "n_repeats": contrast.repeats,
        "repeat_tested": contrast.tested,
        "dropped": int(used.size - used.sum()),
        "unread_a": contrast.first.unread_share,
        "unread_b": contrast.second.unread_share,
        "unanswered_a": contrast.first.unanswered_share,
        "unanswered_b": contrast.second.unanswered_share,
        "weighted": contrast.items.weights is not None,
        **items,
        "p": tested.p,
        "p_method": tested.method,
        "p_exact": tested.method == ENUMERATED,
        "p_reason": tested.reason,
        "cautions": _cautions(contrast, what),
    }
    return Drawn(what, row, difference, _silent(contrast), biased)


def _cautions(contrast: Contrast, what: Compared) -> list[str]:
    counted = contrast.counted(what)
    clusters, denominator = contrast.items.n_clusters(counted), int(counted.sum())
    said = cautions_for(
        what.name, contrast.grounds, reference=what.reference, clusters=clusters, denominator=denominator
    )
    return list(said)


def finished(drawn: Sequence[Drawn]) -> list[Row]:
    """The rows with what is left of each p-value in its family: the same statistic over dimensions and pairs."""
    families: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, d in enumerate(drawn):
        families[_family_name(d.what), d.what.reference].append(i)
    adjusted: dict[int, Row] = {}
    for members in families.values():
        adjusted |= dict(zip(members, _adjusted([drawn[i] for i in members]), strict=True))
    return [_with_word(d, d.row | adjusted[i]) for i, d in enumerate(drawn)]


def _family_name(what: Compared) -> str:
    return "alpha" if what.name.startswith("krippendorff_alpha") else what.name


def _adjusted(family: Sequence[Drawn]) -> list[Row]:
    p_values = [np.nan if d.row["p"] is None else d.row["p"] for d in family]
    left = {name: adjust(p_values) for name, adjust in ADJUSTMENTS.items()}
    together = max_t([d.difference for d in family])
    size = int(np.count_nonzero(~np.isnan(p_values)))
    return [
        {
            **{f"p_{name}": _plain(float(p[i])) for name, p in left.items()},
            "p_max_t": together[i].p,
            "simultaneous_low": together[i].low,
            "simultaneous_high": together[i].high,
            "family": size,
        }
        for i in range(len(family))
    ]


def _with_word(drawn: Drawn, row: Row) -> Row:
    word, reason = _word(drawn, row)
    a_better = {BETTER: 1, WORSE: -1}.get(word, 0)
    if drawn.silent[0 if a_better > 0 else 1] if a_better else any(drawn.silent) and word == NO_DIFFERENCE:
        word, reason = NEVER_OBJECTS, SILENT
    return row | {"verdict": word, "verdict_reason": reason}


def _word(drawn: Drawn, row: Row) -> tuple[str, str | None]:
    """*Better* and *worse* of the first judge where its interval leaves 0 out and Holm's p is at most .05.

    *No difference shown* wherever else the interval lies within the margin: it rules out a difference that would
    matter, though it may leave 0 out, with that reason. Anything else is *too few to say*: no value, labels chosen by
    the verdicts, fewer than 30 clusters, no interval, an interval that reaches beyond the margin.
    """
    low, high = row["low"], row["high"]
    if row["difference"] is None:
        return TOO_FEW, NO_VALUE
    if drawn.biased is not None:
        return TOO_FEW, drawn.biased
    if row["n_clusters"] < FEWEST_CLUSTERS:
        return TOO_FEW, FEW_CLUSTERS
    if low is None or high is None:
        return TOO_FEW, row["interval_reason"] or NO_INTERVAL
    apart = low > 0 or high < 0
    if apart and row["p_holm"] is not None and row["p_holm"] <= LEVEL:
        return BETTER if (low > 0) == (drawn.what.better > 0) else WORSE, None
    if low >= -drawn.what.margin and high <= drawn.what.margin:
        return NO_DIFFERENCE, ONLY_ALONE if apart else None
    wide = WIDE_SHARE if drawn.what.margin == SHARE_MARGIN else WIDE
    return TOO_FEW, ONLY_ALONE if apart else wide


def _silent(contrast: Contrast) -> tuple[bool, bool]:
    first, second = (
        bool(c[FLAGGED].sum() > 0 and c[:, FLAGGED].sum() == 0) for c in (contrast.flagged(side) for side in (0, 1))
    )
    return first, second


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
