"""The first table of a report: for each dimension, what each judge missed, beside what an expert misses."""

from collections.abc import Iterator

import numpy as np

from judge.dimension import Dimension
from judge.ratings import Ratings
from judge.scoring.coding import ABSENT, UNREAD, Coded, Codes, Panel, code, failing, observed
from judge.scoring.measuring import against, put_before
from judge.scoring.references import Labelled, Reference, all_experts, any_expert, left_out
from judge.stats.agreement import cohen_kappa, mean_over_pairs
from judge.stats.estimate import Estimate
from judge.table import Row


def first_table(given: Ratings | Coded) -> list[Row]:
    """A row per dimension and judge (and way of asking, and repeat): critical dimensions first, then harm, then others.

    The reference is `any_expert`: an item is flagged when any expert gave it a failing answer. ``flagged_any`` counts
    flagged items, ``missed_n`` those of them put before the judge (no gate took them out), and ``missed_k`` those it
    did not flag, for whatever reason; ``unread_flagged`` of these it refused or could not be read. The best and the
    worst expert are the same count for each expert against any of the others; ``None`` when there is only one. The
    judge that passes everything stands beside them: what missing everything looks like.

    Raises:
        InputError: A rating does not fit the rubric.
    """
    coded = code(given)
    everyone = np.ones(len(coded.units), np.bool_)
    rows: list[Row] = []
    for dimension in sorted(coded.rubric.dimensions, key=_rank):
        items = Labelled.of(coded, dimension, everyone)
        experts = _experts(items)
        rows += [names | _judge(items, codes) | experts for names, codes in _columns(coded, items)]
    return [{field: row[field] for field in FIELDS} for row in rows]


FIELDS = (
    *("dimension", "critical", "judge", "ask", "repeat", "experts", "labelled"),
    *("flagged_any", "flagged_any_clusters", "flagged_all", "unread_flagged"),
    *("missed_k", "missed_n", "missed_rate", "missed_low", "missed_high", "interval_method"),
    *("false_alarms_k", "false_alarms_n"),
    *("best_expert", "best_expert_missed_k", "best_expert_missed_n"),
    *("worst_expert", "worst_expert_missed_k", "worst_expert_missed_n"),
    *("always_pass_missed_k", "always_pass_missed_n"),
    *("expert_kappa", "expert_kappa_reason", "judge_kappa", "judge_kappa_reason"),
)
"""The columns, in order."""


def _rank(dimension: Dimension) -> int:
    return 0 if dimension.critical else 1 if dimension.is_harm else 2


def _columns(coded: Coded, items: Labelled) -> Iterator[tuple[Row, Codes]]:
    for panel, repeats in coded.judges.items():
        for repeat in repeats:
            codes = coded.column(panel, repeat, items.dimension.id)[items.at]
            yield _names(items.dimension, panel, repeat), codes


def _names(dimension: Dimension, panel: Panel, repeat: int) -> Row:
    return {
        "dimension": dimension.id,
        "critical": dimension.critical,
        "judge": panel[0],
        "ask": panel[1],
        "repeat": repeat,
    }


def _experts(items: Labelled) -> Row:
    flagged = any_expert(items).flags == 1
    kappa = mean_over_pairs(cohen_kappa, items.answers)
    return {
        "experts": len(items.names),
        "labelled": items.at.size,
        "flagged_any": int(flagged.sum()),
        "flagged_any_clusters": len(np.unique(items.clusters[flagged])),
        "flagged_all": int((all_experts(items).flags == 1).sum()),
        "expert_kappa": kappa.value,
        "expert_kappa_reason": kappa.reason,
        **_extremes(items),
    }


def _extremes(items: Labelled) -> Row:
    counted = [(name, against(others, own, "missed")) for name, others, own in left_out(items)]
    ranked = sorted(((e.value, name, e) for name, e in counted if e.value is not None), key=lambda found: found[0])
    row: Row = {}
    for which, found in (("best_expert", ranked[:1]), ("worst_expert", ranked[-1:])):
        row[which] = found[0][1] if found else None
        row[f"{which}_missed_k"] = found[0][2].numerator if found else None
        row[f"{which}_missed_n"] = found[0][2].denominator if found else None
    return row


def _judge(items: Labelled, codes: Codes) -> Row:
    reference = any_expert(items)
    missed, alarms = against(reference, codes, "missed"), against(reference, codes, "false_alarms")
    passes_all = against(reference, _always_pass(reference, codes), "missed")
    kappa: Estimate = mean_over_pairs(cohen_kappa, np.vstack([items.answers, observed(codes)]), of=len(items.names))
    return {
        "unread_flagged": int(((reference.flags == 1) & np.isin(codes, UNREAD)).sum()),
        "missed_k": missed.numerator,
        "missed_n": missed.denominator,
        "missed_rate": missed.value,
        "missed_low": missed.low,
        "missed_high": missed.high,
        "interval_method": missed.interval_method,
        "false_alarms_k": alarms.numerator,
        "false_alarms_n": alarms.denominator,
        "always_pass_missed_k": passes_all.numerator,
        "always_pass_missed_n": passes_all.denominator,
        "judge_kappa": kappa.value,
        "judge_kappa_reason": kappa.reason,
    }


def _always_pass(reference: Reference, codes: Codes) -> Codes:
    """A judge that passes every item *codes* was asked about."""
    dimension = reference.items.dimension
    passing = next(i for i in range(len(dimension.answers)) if i not in failing(dimension))
    return np.where(put_before(codes), passing, ABSENT).astype(np.int16)
