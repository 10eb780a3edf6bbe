"""Ratings counted into the families that statistics are made of."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from judge.scoring.coding import ABSENT, GATED, Codes, Mask
from judge.scoring.references import Labelled, Reference
from judge.stats import group
from judge.stats.family import Family, Ledger
from judge.stats.flags import table_of
from judge.stats.pairs import MOST_PAIRS, Pairs, paired
from judge.stats.resampling import Plan, Sums

Cells = NDArray[np.int64]


def put_before(codes: Codes) -> Mask:
    """Items the rater was asked about: neither absent nor taken out by a gate."""
    return np.not_equal(codes, ABSENT) & np.not_equal(codes, GATED)


def asked_about(items: Labelled, codes: Codes) -> Mask:
    """Items that count against a judge: put before it, or withheld by its own answer to another dimension.

    A gate on a tag takes an item out. One that the judge closed itself does not: what experts flag there it has missed.
    """
    asked = put_before(codes)
    return asked if items.own_gate is None else asked | (np.equal(codes, GATED) & items.own_gate)


def taken_out(items: Labelled, codes: Codes) -> Mask:
    """Items that a gate on a tag took out for this judge: in no count of what it missed."""
    gone: Mask = np.equal(codes, GATED) & ~asked_about(items, codes)
    return gone


def ledger_of(items: Labelled, plan: Plan) -> Ledger:
    """An empty ledger for *items*."""
    return Ledger(plan, items.clusters, items.weights)


def flag_cells(reference: Reference, codes: Codes, items: Labelled) -> Cells:
    """Each item's cell of the table (2, 3): *reference* down, the rater with *codes* across."""
    cells = table_of(reference.flags, items.flags_of(codes))
    return np.where(asked_about(items, codes), cells, -1)


def flag_codes(items: Labelled) -> Codes:
    """Experts x items: 1 for a failing answer, 0 for a passing one, -1 for none."""
    return np.where(np.isnan(items.flags), -1, items.flags).astype(np.int16)


def answer_cells(first: NDArray[np.floating] | Codes, second: Codes, width: int) -> Cells:
    """Each item's cell of the table (*width*, *width*); -1 where one of the two has no answer."""
    known = np.nan_to_num(np.asarray(first, np.float64), nan=-1).astype(np.int64)
    return np.where((known >= 0) & (second >= 0), known * width + second, -1)


def count_pairs(ledger: Ledger, codes: Codes, width: int, *, of: int | None = None) -> dict[str, tuple[int, int]]:
    """Count the table of each pair of raters with a common item into *ledger*, and say under which names.

    More pairs than `MOST_PAIRS` are named and not counted.

    Args:
        ledger: Where to.
        codes: Raters x items.
        width: Answers of the dimension.
        of: Only the pairs of this row with each other one, which stands down.
    """
    several = [p for p in combinations(range(len(codes)), 2) if of is None or of in p]
    names = {}
    for i, j in several:
        first, second = (j, i) if i == of else (i, j)
        if paired(codes, first, second).any():
            names[f"pair:{first}:{second}"] = (first, second)
    if len(names) <= MOST_PAIRS:
        for name, (first, second) in names.items():
            ledger.count(name, answer_cells(codes[first], codes[second], width), (width, width))
    return names


def pairs_of(families: dict[str, Family], names: dict[str, tuple[int, int]], codes: Codes) -> Pairs:
    """The pairs counted under *names*, once the ledger is closed."""
    raters = {rater for pair in names.values() for rater in pair}
    in_a_pair = np.zeros(codes.shape[1], np.bool_)
    for first, second in names.values():
        in_a_pair |= paired(codes, first, second)
    too_many = len(names) > MOST_PAIRS
    counted = [] if too_many else [families[name] for name in names]
    return Pairs(counted, int(in_a_pair.sum()), len(raters), too_many=too_many)


def count_group(ledger: Ledger, codes: Codes, width: int) -> group.Layout:
    """Count what coefficients of the whole group are made of, as ``group`` and ``alpha``."""
    layout = group.Layout(len(codes), width)
    columns = group.cells(codes, width)
    shared = int(columns[:, 1].sum())
    ledger.add("group", columns, items=shared)
    count_alpha(ledger, "alpha", codes, width)
    return layout


def count_alpha(ledger: Ledger, name: str, codes: Codes, width: int) -> None:
    """Count the coincidences of these raters."""
    columns = group.coincidences(codes, width)
    ledger.add(name, columns, items=int((columns.sum(axis=1) > 0).sum()), shape=(width, width))


def alone(family: Family) -> Family:
    """The same counts without replicates, where an interval would only cost time."""
    sums = family.sums
    return Family(Sums(sums.per_cluster, sums.replicates[:0]), family.shape, family.raw, family.items)
