"""How far raters say the same, none of them being right beforehand.

Every function takes ratings as raters x items (`judge.stats.matrix`), codes on a nominal scale: codes are names, their
order and distance mean nothing. A rating that is not observed (``nan``) drops out of the pair it would have been in;
two of those are never an agreement.
"""

from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from judge.stats.estimate import NO_ITEM, NO_PAIR, NO_VARIATION, Estimate, known, proportion, undefined
from judge.stats.matrix import both_observed, contingency, matrix

Statistic = Callable[[ArrayLike], Estimate]


def percent_agreement(ratings: ArrayLike) -> Estimate:
    """The share of items on which two raters gave the same answer.

    Two rows. High wherever one answer is rare, even for a rater who never looks: read it beside `cohen_kappa`.
    Undefined when no item was rated by both.

    >>> percent_agreement([[1, 1, 0, 0], [1, 0, 0, float("nan")]]).value
    0.6666666666666666

    Raises:
        InputError: The array is not two rows of numbers.
    """
    first, second = both_observed(ratings)
    n = first.size
    return proportion(int((first == second).sum()), n, n_items=n, if_empty=NO_ITEM)


def cohen_kappa(ratings: ArrayLike) -> Estimate:
    """Agreement of two raters beyond what their own habits would give by chance (Cohen 1960).

    Two rows. 1 is full agreement, 0 what chance gives, below 0 worse. A rater who always says the same gets 0 against
    one who does not. Undefined when no item was rated by both, and when both gave one and the same answer throughout.

    Wikipedia's example, 20 and 15 times the same, 5 and 10 times not:

    >>> cohen_kappa([[1] * 25 + [0] * 25, [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15]).value
    0.4

    Raises:
        InputError: The array is not two rows of numbers.
    """
    pair = both_observed(ratings)
    n = pair.shape[1]
    if n == 0:
        return undefined(NO_ITEM)
    table = contingency(pair)
    # Whole numbers up to the one division, so that 0 and 1 come out exactly.
    same = n * int(np.trace(table))
    chance = int(table.sum(axis=1) @ table.sum(axis=0))
    if chance == n * n:
        return undefined(NO_VARIATION, n_items=n)
    return known((same - chance) / (n * n - chance), n_items=n)


def gwet_ac1(ratings: ArrayLike) -> Estimate:
    """Gwet's AC1 of two raters: agreement beyond a chance that shrinks as one answer gets rare (Gwet 2008).

    Two rows. It moves where kappa sinks, and so it rewards a rater who always says the same: never read it alone. The
    categories are those that occur in the pair. Undefined when no item was rated by both, and when every rating is the
    same.

    A table whose kappa is 0.32 at the same share of agreement (Byrt 1993): 80, 10, 5 and 5 items.

    >>> round(gwet_ac1([[1] * 90 + [0] * 10, [1] * 80 + [0] * 10 + [1] * 5 + [0] * 5]).value, 9)
    0.808

    Raises:
        InputError: The array is not two rows of numbers.
    """
    pair = both_observed(ratings)
    n = pair.shape[1]
    if n == 0:
        return undefined(NO_ITEM)
    _, counts = np.unique(pair, return_counts=True)
    if len(counts) == 1:
        return undefined(NO_VARIATION, n_items=n)
    share = counts / (2 * n)
    chance = float((share * (1 - share)).sum()) / (len(counts) - 1)
    agreed = float((pair[0] == pair[1]).mean())
    return known((agreed - chance) / (1 - chance), n_items=n)


def krippendorff_alpha_nominal(ratings: ArrayLike) -> Estimate:
    """Krippendorff's alpha for nominal data: any number of raters, any of them missing anywhere.

    1 is full agreement, 0 what chance gives. Items with fewer than two ratings drop out. One deviating rating among
    ratings that are otherwise all alike gives exactly 0. Undefined, with the reason, when no item has two ratings and
    when every rating is the same: raters who were never given a reason to differ have not shown that they agree.

    The example of Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section A:

    >>> round(krippendorff_alpha_nominal([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]).value, 3)
    0.095
    >>> krippendorff_alpha_nominal(np.array([[1, 0, 1, 1], [1, 0, 0, 1.0]])).value
    0.5333333333333333

    Raises:
        InputError: The array is not a table of numbers.
    """
    given = matrix(ratings)
    observed = ~np.isnan(given)
    pairable = observed.sum(axis=0) >= 2  # noqa: PLR2004 - a pair
    used = given[:, pairable]
    n, raters = used.shape[1], int(observed[:, pairable].any(axis=1).sum())
    if n == 0:
        return undefined(NO_PAIR, n_raters=raters)
    values = used[~np.isnan(used)]
    if (values == values[0]).all():
        return undefined(NO_VARIATION, n_items=n, n_raters=raters)
    import krippendorff  # noqa: PLC0415 - GPL, and needed by nothing but this function

    return known(float(krippendorff.alpha(used, level_of_measurement="nominal")), n_items=n, n_raters=raters)


def mean_over_pairs(statistic: Statistic, ratings: ArrayLike, *, of: int | None = None) -> Estimate:
    """The unweighted mean of a two-rater *statistic* over the pairs of raters with a common item.

    With *of*, only the pairs of that row (a judge) with each other row (the experts). One pair alone keeps its
    interval. A pair for which the statistic is undefined is left out and counted in ``reason``; when all are, so is the
    mean. ``n_items`` counts items in at least one pair.

    Three raters, pairs that agree on 3, 2 and 3 of 4 items:

    >>> mean_over_pairs(percent_agreement, [[1, 1, 0, 0], [1, 1, 0, 1], [1, 0, 0, 1]]).value
    0.6666666666666666

    Raises:
        InputError: The array is not a table of numbers.
    """
    given = matrix(ratings)
    observed = ~np.isnan(given)
    pairs = [
        pair
        for pair in combinations(range(len(given)), 2)
        if (of is None or of in pair) and (observed[pair[0]] & observed[pair[1]]).any()
    ]
    estimates = [statistic(given[list(pair)]) for pair in pairs]
    if not estimates:
        return undefined(NO_ITEM, n_raters=0)
    if len(estimates) == 1:
        return estimates[0]
    raters = len({rater for pair in pairs for rater in pair})
    return _mean(estimates, n_items=_in_a_pair(observed, of=of), n_raters=raters)


def _in_a_pair(observed: np.ndarray, *, of: int | None) -> int:
    paired = observed.sum(axis=0) >= 2  # noqa: PLR2004 - a pair
    return int((paired if of is None else paired & observed[of]).sum())


def _mean(estimates: list[Estimate], *, n_items: int, n_raters: int) -> Estimate:
    values = [e.value for e in estimates if e.value is not None]
    left_out = [e.reason for e in estimates if e.value is None]
    why = f"{len(left_out)} of {len(estimates)} pairs undefined: {left_out[0]}" if left_out else None
    if not values:
        return Estimate(None, "undefined", why, n_items=n_items, n_raters=n_raters)
    return Estimate(sum(values) / len(values), "ok", why, n_items=n_items, n_raters=n_raters)


AGREEMENT: Mapping[str, Statistic] = {
    "percent_agreement": percent_agreement,
    "krippendorff_alpha_nominal": krippendorff_alpha_nominal,
    "cohen_kappa": cohen_kappa,
    "gwet_ac1": gwet_ac1,
}
