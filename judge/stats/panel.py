"""The statistics by the names tables call them, each with the reason why it may have no value.

To add one, write its value in `tables`, `classes`, `flags` or `group` and name it in the dict of its counts here.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from judge.stats import classes, flags, group, tables
from judge.stats.estimate import (
    NEVER_CLEARED,
    NEVER_CLEARED_BY_ANY,
    NEVER_FLAGGED,
    NEVER_FLAGGED_BY_ANY,
    NEVER_GIVEN,
    NO_ALARM,
    NO_CLEARANCE,
    NO_CLEARED,
    NO_FLAG,
    NO_ITEM,
    NO_PAIR,
    NO_VARIATION,
    NO_VERDICT,
    ONE_CLASS,
    ONE_SIDED,
)
from judge.stats.family import Statistic
from judge.stats.group import Layout
from judge.stats.metrics import Metric, linear, quadratic
from judge.stats.resampling import Floats

Named = Mapping[str, Statistic]


def _alike(counts: Floats) -> str:
    """Why a coefficient of a table (V, V) has no value."""
    first, second, n = tables.margins(counts)
    if n == 0:
        return NO_ITEM
    return NO_VARIATION if np.count_nonzero(first + second) == 1 else ONE_SIDED


def _saying(reason: str) -> Callable[[Floats], str]:
    return lambda counts: reason if counts.sum() else NO_ITEM


def _reading(reason: str) -> Callable[[Floats], str]:
    """The *reason* of a statistic of flags that takes items with a verdict only."""
    return lambda counts: reason if counts[..., :2].sum() else NO_ITEM


def _named(*statistics: Statistic) -> Named:
    return {s.name: s for s in statistics}


def _same(counts: Floats) -> tuple[Floats, Floats]:
    return tables.diagonal(counts).sum(axis=-1), tables.margins(counts)[2]


def _weighted(value: Callable[..., Floats], weights: Callable[[int], Floats]) -> Callable[[Floats], Floats]:
    return lambda counts: value(counts, weights(np.shape(counts)[-1]))


def _alpha(metric: Metric, values: Floats | None = None) -> Statistic:
    of_pair = partial(tables.krippendorff_alpha, metric=metric, values=values)
    return Statistic(f"krippendorff_alpha_{metric}", _alike, of_pair)


PAIR: Named = _named(
    Statistic("percent_agreement", _saying(NO_ITEM), share=_same),
    _alpha("nominal"),
    Statistic("cohen_kappa", _alike, tables.cohen_kappa),
    Statistic("gwet_ac1", _alike, tables.gwet_ac),
    Statistic("scott_pi", _alike, tables.scott_pi),
    Statistic("brennan_prediger", _alike, tables.brennan_prediger),
)
"""Two raters on equal terms: tables (V, V)."""

ORDERED_PAIR: Named = _named(
    _alpha("ordinal"),
    Statistic("cohen_kappa_linear", _alike, _weighted(tables.cohen_kappa, linear)),
    Statistic("cohen_kappa_quadratic", _alike, _weighted(tables.cohen_kappa, quadratic)),
    Statistic("gwet_ac2_quadratic", _alike, _weighted(tables.gwet_ac, quadratic)),
)
"""The same for answers that have an order."""


def numeric_pair(values: Sequence[float]) -> Named:
    """The same for answers that are numbers; alpha by ratios only where none is negative."""
    numbers = np.asarray(values, np.float64)
    metrics: list[Metric] = ["interval", "ratio"] if (numbers >= 0).all() else ["interval"]
    return _named(*(_alpha(metric, numbers) for metric in metrics))


CLASS: Named = _named(
    Statistic("balanced_accuracy", _saying(ONE_CLASS), classes.balanced_accuracy),
    Statistic("mcc", _alike, classes.mcc),
    Statistic("accuracy", _saying(NO_ITEM), share=_same),
    Statistic("f1_macro", _saying(NO_ITEM), classes.f1_macro),
    Statistic("f1_weighted", _saying(NO_ITEM), classes.f1_weighted),
    Statistic("precision_weighted", _saying(NO_ITEM), classes.precision_weighted),
    Statistic("recall_weighted", _saying(NO_ITEM), share=_same),
    Statistic("kappa_max", _alike, tables.kappa_max),
)
"""A reference and a judge: tables (V, V). Weighted recall is the accuracy, by another name."""


def f1_of(answer: int) -> Statistic:
    """F1 of one answer by its place."""
    return Statistic("f1", _saying(NEVER_GIVEN), partial(classes.f1_of, answer=answer))


FLAG: Named = _named(
    Statistic("missed", _saying(NO_FLAG), share=flags.missed),
    Statistic("false_alarms", _saying(NO_CLEARED), share=flags.false_alarms),
    Statistic("sensitivity", _reading(NO_FLAG), share=flags.sensitivity),
    Statistic("specificity", _reading(NO_CLEARED), share=flags.specificity),
    Statistic("ppv", _reading(NO_ALARM), share=flags.positive_predictive_value),
    Statistic("npv", _reading(NO_CLEARANCE), share=flags.negative_predictive_value),
    Statistic("prevalence", _saying(NO_ITEM), share=flags.prevalence),
    Statistic("judge_prevalence", _reading(NO_VERDICT), share=flags.judge_prevalence),
    Statistic("f1", _reading(NEVER_FLAGGED), flags.f1),
    Statistic("positive_agreement", _reading(NEVER_FLAGGED), flags.f1),
    Statistic("negative_agreement", _reading(NEVER_CLEARED), flags.negative_agreement),
    Statistic("balanced_accuracy", _reading(ONE_CLASS), flags.balanced_accuracy),
    Statistic("mcc", lambda counts: _alike(counts[..., :2]), flags.mcc),
    Statistic("pabak", lambda counts: _alike(counts[..., :2]), flags.pabak),
    Statistic("prevalence_index", _reading(NO_VERDICT), flags.prevalence_index),
    Statistic("bias_index", _reading(NO_VERDICT), flags.bias_index),
)
"""A reference that flags or clears and a judge: tables (2, 3)."""

WHOLE = frozenset({"missed", "false_alarms", "prevalence"})
"""Those of `FLAG` for which an item without a verdict stays in."""


def _specific(place: int) -> Callable[[Floats], Floats]:
    return lambda counts: tables.divide(counts[..., place, place], counts[..., place, :].sum(axis=-1))


SPECIFIC: Named = _named(
    Statistic("positive_agreement", lambda counts: _never(counts, NEVER_FLAGGED_BY_ANY), _specific(flags.FLAGGED)),
    Statistic("negative_agreement", lambda counts: _never(counts, NEVER_CLEARED_BY_ANY), _specific(flags.CLEARED)),
)
"""Specific agreement of any number of raters, on flagging and on clearing: sums of coincidences (2, 2) of flags.

Of the ratings beside which others stand, how often the others say the same (Cicchetti and Feinstein 1990)."""


def _never(counts: Floats, reason: str) -> str:
    return reason if counts.sum() else NO_PAIR


def _ungrouped(layout: Layout) -> Callable[[Floats], str]:
    return lambda sums: NO_VARIATION if layout.shared(sums) else NO_PAIR


def group_statistics(layout: Layout, *, ordered: bool = False) -> Named:
    """Any number of raters: sums of `judge.stats.group.cells`. Alpha has counts of its own: `alphas`."""
    why = _ungrouped(layout)
    plain = {
        "percent_agreement": group.percent_agreement,
        "fleiss_kappa": group.fleiss_kappa,
        "conger_kappa": group.conger_kappa,
        "gwet_ac1": group.gwet_ac,
        "brennan_prediger": group.brennan_prediger,
    }
    found = {name: Statistic(name, why, partial(value, layout=layout)) for name, value in plain.items()}
    if ordered:
        weights = quadratic(layout.answers)
        for name, value in (("fleiss_kappa_quadratic", group.fleiss_kappa), ("gwet_ac2_quadratic", group.gwet_ac)):
            found[name] = Statistic(name, why, partial(value, layout=layout, weights=weights))
    return found


def _unpaired(counts: Floats) -> str:
    return NO_VARIATION if counts.sum() else NO_PAIR


def alphas(metrics: Sequence[Metric], values: Sequence[float] | None = None) -> Named:
    """Krippendorff's alpha by each metric: sums of coincidences (V, V) of any number of raters."""
    numbers = None if values is None else np.asarray(values, np.float64)
    return {
        f"krippendorff_alpha_{metric}": Statistic(
            f"krippendorff_alpha_{metric}",
            _unpaired,
            partial(tables.alpha_of_coincidences, metric=metric, values=numbers),
        )
        for metric in metrics
    }
