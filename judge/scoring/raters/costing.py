"""What each judge's errors cost by weights of the user's choice, beside how many they are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import isfinite

import numpy as np

from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scoring.coding import Codes, Mask
from judge.scoring.raters.asked import asked, baseline
from judge.scoring.references import Labelled, Reference, all_experts, any_expert, left_out, majority
from judge.scoring.rows import COUNTED, EXPERTS
from judge.scoring.study import Study
from judge.scoring.tallying import asked_about, flag_cells, ledger_of
from judge.scoring.writing import Writer, failing_words
from judge.stats.costs import Weights, errors, mean_cost
from judge.stats.estimate import NO_ITEM
from judge.stats.family import Statistic
from judge.stats.resampling import Floats
from judge.table import Row

_HINT = "write miss=10,false_alarm=1; for one dimension DIMENSION:miss=50"


@dataclass(frozen=True)
class Costs:
    """The user's weights: for every dimension, and for some of them others."""

    everywhere: Weights
    by_dimension: Mapping[str, Weights]

    def of(self, dimension: str) -> Weights:
        """What an error on *dimension* costs."""
        return self.by_dimension.get(dimension, self.everywhere)


def read_costs(texts: Sequence[str], dimensions: Collection[str]) -> Costs:
    """The weights of ``miss=10,false_alarm=1``, and for one dimension ``DIMENSION:miss=50``.

    A weight nobody names is 1; a dimension's own text changes only what it names. Later texts win.

    >>> read_costs(["miss=10", "secrecy:miss=50,false_alarm=2"], ["secrecy", "empathy"]).of("secrecy")
    Weights(miss=50.0, false_alarm=2.0)

    Raises:
        InputError: A text says something else, names no dimension of the rubric, or a weight below 0.
    """
    parts = [(name, weights) for name, _, weights in (_divided(text) for text in texts)]
    everywhere = Weights()
    for name, weights in parts:
        everywhere = everywhere if name else _changed(everywhere, weights)
    by_dimension: dict[str, Weights] = {}
    for name, weights in parts:
        if name and name not in dimensions:
            raise InputError(f"no dimension {name!r}, to weigh its errors", hint=near_miss(name, dimensions))
        if name:
            by_dimension[name] = _changed(by_dimension.get(name, everywhere), weights)
    return Costs(everywhere, by_dimension)


def _divided(text: str) -> tuple[str, str, str]:
    return text.partition(":") if ":" in text else ("", "", text)


def _changed(weights: Weights, text: str) -> Weights:
    for part in text.split(","):
        name, _, number = (word.strip() for word in part.partition("="))
        if name not in {"miss", "false_alarm"}:
            raise InputError(f"{part.strip()!r} weighs no error: miss and false_alarm can be weighed", hint=_HINT)
        weights = replace(weights, **{name: _weight(name, number)})
    return weights


def _weight(name: str, number: str) -> float:
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if not isfinite(value) or value < 0:
        raise InputError(f"{name} must weigh a number from 0 up, not {number!r}", hint=_HINT)
    return value


def costing(study: Study, costs: Costs) -> Iterator[Row]:
    """``harm_weighted_cost`` and ``error_rate`` on every dimension.

    Every judge, each repeat for itself, against ``any``, ``all`` and ``majority``; every expert against any of the
    others (``leave_one_out:`` and the name). An item the reference flags and the judge did not is a miss, for whatever
    reason. What a gate took out is in neither. The weights stand in ``cautions``: they are the user's, not a finding.
    Nothing where no answer speaks for or against a response: nothing can be missed there.
    """
    for items in study.sided:
        weights = costs.of(items.dimension.id)
        for judge in asked(study, items):
            for writer, codes in judge.each():
                for reference in (any_expert(items), all_experts(items), majority(items)):
                    yield from _rows(study, writer, reference, codes, weights)
        writer = baseline(study, items, EXPERTS)
        for _, reference, codes in left_out(items):
            yield from _rows(study, writer, reference, codes, weights)


def _rows(study: Study, writer: Writer, reference: Reference, codes: Codes, weights: Weights) -> Iterator[Row]:
    items: Labelled = writer.items
    ledger = ledger_of(items, study.plan)
    ledger.count("flags", flag_cells(reference, codes, items), (2, 3))
    family = ledger.close()["flags"]
    decided: Mask = asked_about(items, codes) & ~np.isnan(reference.flags)
    for statistic, cautions in ((_cost(weights), (_whose(weights),)), (ERROR_RATE, ())):
        yield writer.row(
            statistic.name,
            family.estimate(statistic, n_raters=1 + reference.raters),
            reference=reference.name,
            used=decided,
            labelled=reference.labelled,
            positive=failing_words(items),
            policy=COUNTED,
            cautions=cautions,
        )


def _whose(weights: Weights) -> str:
    return f"the weights are the user's: a miss {weights.miss:g}, a false alarm {weights.false_alarm:g}"


def _nothing(counts: Floats) -> str:  # noqa: ARG001 - one reason
    return NO_ITEM


def _cost(weights: Weights) -> Statistic:
    return Statistic("harm_weighted_cost", _nothing, partial(mean_cost, weights=weights))


ERROR_RATE = Statistic("error_rate", _nothing, share=errors)
