"""Statistics of small arrays, by short names."""

import numpy as np
from numpy.typing import ArrayLike

from judge.scoring.tallying import count_pairs, pairs_of
from judge.stats import STATISTICS, Estimate
from judge.stats.family import Ledger
from judge.stats.matrix import codes_of, matrix
from judge.stats.panel import CLASS, PAIR
from judge.stats.resampling import Plan

percent_agreement = STATISTICS["percent_agreement"]
cohen_kappa = STATISTICS["cohen_kappa"]
krippendorff_alpha_nominal = STATISTICS["krippendorff_alpha_nominal"]
mcc = STATISTICS["mcc"]
balanced_accuracy = STATISTICS["balanced_accuracy"]


def two_raters(table: list[list[int]]) -> np.ndarray:
    """The ratings behind a table of counts: rows the first rater's answers, columns the second's."""
    counts = [(i, j, n) for i, row in enumerate(table) for j, n in enumerate(row)]
    return np.array([[i for i, _, n in counts for _ in range(n)], [j for _, j, n in counts for _ in range(n)]])


def of_codes(ratings: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Raters x items of places among the answers that occur (-1: none), and those answers."""
    return codes_of(matrix(ratings))


def mean_over_pairs(name: str, ratings: ArrayLike, *, replicates: int = 20) -> Estimate:
    """The mean of a two-rater statistic over the pairs of an array's rows; every item is a cluster (seed 0)."""
    codes, answers = codes_of(matrix(ratings))
    ledger = Ledger(Plan(codes.shape[1], replicates), np.arange(codes.shape[1]))
    names = count_pairs(ledger, codes, max(len(answers), 2))
    return pairs_of(ledger.close(), names, codes).mean({**PAIR, **CLASS}[name])
