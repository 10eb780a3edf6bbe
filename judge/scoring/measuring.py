"""Which statistics are computed of whom, against what."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from judge.scoring.coding import ABSENT, GATED, Codes, Mask, as_flags, failing, observed
from judge.scoring.references import LEAVE_ONE_OUT, Labelled, Reference, Vector, left_out, references
from judge.stats import STATISTICS, Estimate
from judge.stats.agreement import AGREEMENT, mean_over_pairs
from judge.stats.matrix import Matrix
from judge.stats.validity import CLASS_STATISTICS, FLAG_STATISTICS, WHOLE

EXPERTS = "experts"
"""What rows call the experts among themselves."""
MISSING = "missing"
"""Policy: a *not applicable* of either side takes the item out."""
COUNTED = "counted"
"""Policy: a judge's *not applicable* stays in and warns nobody; only the reference's takes the item out."""

_ON_FLAGS = (*FLAG_STATISTICS, "balanced_accuracy", "mcc")
_ON_ANSWERS = (
    "percent_agreement",
    "cohen_kappa",
    *(name for name in CLASS_STATISTICS if name not in _ON_FLAGS),
)
_OF_AN_EXPERT = ("missed", "false_alarms", "sensitivity", "specificity")


@dataclass(frozen=True)
class Measured:
    """One statistic with what it was computed of."""

    statistic: str
    reference: str | None
    estimate: Estimate
    items: Labelled
    used: Mask
    """Which of *items* entered."""
    n_raters: int
    positive: str | None = None
    answer: str | None = None
    policy: str = MISSING

    @property
    def n_clusters(self) -> int:
        """Clusters among the items that entered."""
        return int(np.count_nonzero(np.bincount(self.items.clusters[self.used])))


def of_judge(items: Labelled, codes: Codes) -> Iterator[Measured]:
    """A judge (its *codes* on *items*) against the experts, in an order that does not depend on the codes.

    ``pairs``: the mean over the judge's pairs with each expert. ``any``, ``all``: on flags, that is, failing answers;
    ``positive`` names them. ``majority`` and each expert by name: on flags, and on the answers themselves; with more
    than two answers, F1 of each by its name in ``answer``. Items a gate took out are in none of them.
    """
    for name in AGREEMENT:
        matrix = np.vstack([items.answers, observed(codes)])
        estimate = mean_over_pairs(AGREEMENT[name], matrix, of=len(items.names))
        used = ~np.isnan(matrix[-1]) & (~np.isnan(matrix[:-1])).any(axis=0)
        yield Measured(name, "pairs", estimate, items, used, estimate.n_raters)
    for reference in references(items):
        own = codes[np.isin(items.at, reference.items.at)]
        yield from _on_flags(reference, own, _ON_FLAGS)
        if reference.answers is not None:
            yield from _on_answers(reference, reference.answers, own)


def among_experts(items: Labelled) -> Iterator[Measured]:
    """The experts of *items* among themselves.

    ``pairs``: the mean over all pairs of experts. Alpha is over all experts at once and has no reference. ``missed``
    and its kin hold each expert against what any of the others flagged: the reference is ``leave_one_out:`` and the
    expert's name.
    """
    answers = items.answers
    paired = (~np.isnan(answers)).sum(axis=0) >= 2  # noqa: PLR2004 - a pair
    for name, statistic in AGREEMENT.items():
        whole = name.startswith("krippendorff")
        estimate = statistic(answers) if whole else mean_over_pairs(statistic, answers)
        yield Measured(name, None if whole else "pairs", estimate, items, paired, estimate.n_raters)
    for name, reference, own in left_out(items):
        for measured in _on_flags(reference, own, _OF_AN_EXPERT):
            yield replace(measured, reference=LEAVE_ONE_OUT + name)


def put_before(codes: Codes) -> Mask:
    """Items the rater was asked about: neither absent nor taken out by a gate."""
    return np.not_equal(codes, ABSENT) & np.not_equal(codes, GATED)


def against(reference: Reference, codes: Codes, statistic: str) -> Estimate:
    """A statistic of flags of a rater with *codes* on the reference's items."""
    return STATISTICS[statistic](_flag_pair(reference, codes))


def _flag_pair(reference: Reference, codes: Codes) -> Matrix:
    pair: Matrix = np.vstack([reference.flags, as_flags(codes, reference.items.dimension)])
    return pair[:, put_before(codes)]


def _on_flags(reference: Reference, codes: Codes, statistics: tuple[str, ...]) -> Iterator[Measured]:
    items = reference.items
    decided = put_before(codes) & ~np.isnan(reference.flags)
    pair = _flag_pair(reference, codes)
    positive = "|".join(items.dimension.answer_ids[i] for i in failing(items.dimension))
    for name in statistics:
        whole = name in WHOLE
        yield Measured(
            name,
            reference.name,
            STATISTICS[name](pair),
            items,
            decided if whole else decided & (codes >= 0),
            1 + len(items.names),
            positive,
            policy=COUNTED if whole else MISSING,
        )


def _on_answers(reference: Reference, answers: Vector, codes: Codes) -> Iterator[Measured]:
    items = reference.items
    pair = np.vstack([answers, observed(codes)])
    used = ~np.any(np.isnan(pair), axis=0)
    raters = 1 + len(items.names)
    for name in _ON_ANSWERS:
        yield Measured(name, reference.name, STATISTICS[name](pair), items, used, raters)
    ids = items.dimension.answer_ids
    for i, answer in enumerate(ids if len(ids) > 2 else ()):  # noqa: PLR2004 - of two, `f1` has the failing one
        flags = np.where(np.isnan(pair), np.nan, pair == i)
        yield Measured("f1", reference.name, STATISTICS["f1"](flags), items, used, raters, answer, answer)
