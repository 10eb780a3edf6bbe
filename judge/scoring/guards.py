"""Why a number may mislead, in a sentence beside it; and when labels cannot speak of a judge at all."""

import re
from collections.abc import Iterable

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import Coded, Mask, Panel, as_flags
from judge.scoring.families import family_of
from judge.scoring.references import Labelled, majority
from judge.stats.homogeneity import fisher_exact

ONLY_FLAGGED = (
    "only what this judge flagged was labelled, so what it missed cannot be known: write sampling_p, or label some of"
    " what it passed"
)
ONLY_CLEARED = (
    "only what this judge passed was labelled, so what it gets right cannot be known: write sampling_p, or label some"
    " of what it flagged"
)
KNOWABLE = frozenset(
    {
        *("ppv", "npv", "answer_share", "share_not_applicable", "share_abstained", "share_refused", "share_unread"),
        *("test_retest_alpha_nominal", "flip_rate", "all_repeats_equal", "pass_hat"),
    }
)
"""What labels that verdicts chose can still tell of the judge: how right its alarms are, what it said, how steadily.

Everything else is undefined then, for the reason `chosen_by_verdict` gives.
"""

FEWEST_CLUSTERS = 30
"""Below so many, intervals over clusters are rough."""
RARE = 0.05
"""A side with a smaller share than this makes chance-corrected coefficients unstable."""
ENOUGH_FLAGGED = 59
"""So many flagged items, none of them missed, bound the misses under 5 %: 1 - .05 ** (1 / 59) = 0.0495."""
UNCANNY = 0.001
"""Labels that lean to one verdict with a smaller probability than this by chance did not fall there by chance."""

_SINKING = ("cohen_kappa", "scott_pi", "fleiss_kappa", "conger_kappa", "krippendorff_alpha", "mcc")
_RISING = (
    *("percent_agreement", "gwet_ac", "brennan_prediger", "pabak", "accuracy", "f1_weighted", "recall_weighted"),
    *("precision_weighted", "alt_test"),
)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the labels of one dimension tell before any judge is looked at: counted once, for all of its rows."""

    experts: int
    commonest: float | None
    """The share of the experts' answers that are the most frequent one; ``None`` without an answer."""
    ties: int
    """Items on which as many experts flagged as cleared; where nothing is flagged, those without a commonest answer."""
    items: int
    effective: float | None
    """How many equally weighted items would tell as much (Kish 1965); ``None`` when all count the same."""

    @classmethod
    def of(cls, items: Labelled) -> "Grounds":
        """From the labels of one dimension."""
        given = items.codes[items.codes >= 0]
        answered = (items.codes >= 0).any(axis=0)
        return cls(
            experts=len(items.names),
            commonest=float(np.bincount(given).max() / given.size) if given.size else None,
            ties=int((answered & _undecided(items)).sum()) if len(items.names) else 0,
            items=items.at.size,
            effective=None if items.weights is None else effective_items(items.weights),
        )


def _undecided(items: Labelled) -> np.ndarray:
    """Items on which the majority decides nothing."""
    most = majority(items)
    decided = most.flags if items.dimension.has_sides or most.answers is None else most.answers
    return np.isnan(decided)


def effective_items(weights: np.ndarray) -> float:
    """How many equally weighted items tell as much as these: the squared sum over the sum of squares (Kish 1965).

    >>> effective_items(np.array([1.0, 1.0, 1.0, 9.0]))
    1.7142857142857142
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def knowable(statistic: str) -> bool:
    """Whether a *statistic* of a judge means something where its verdicts chose the labels."""
    return re.sub(r"_\d+$", "", statistic) in KNOWABLE


def cautions_for(
    statistic: str, grounds: Grounds, *, reference: str | None = None, clusters: int, denominator: int | None = None
) -> tuple[str, ...]:
    """The sentences that belong beside one number; none where nothing speaks against it.

    Args:
        statistic: Its name.
        grounds: What the labels tell.
        reference: What it was held against.
        clusters: Clusters among the items that entered.
        denominator: Of a proportion: for ``missed`` and ``sensitivity``, the items the reference flags.
    """
    said = [
        _few_clusters(clusters),
        _one_sided(statistic, grounds),
        _tied(grounds) if reference == "majority" else None,
        _few_flagged(denominator) if statistic in ("missed", "sensitivity") else None,
        _uneven(grounds),
    ]
    return tuple(sentence for sentence in said if sentence is not None)


def _few_clusters(clusters: int) -> str | None:
    if not 0 < clusters < FEWEST_CLUSTERS:
        return None
    return f"{clusters} cluster(s), fewer than {FEWEST_CLUSTERS}: the interval is rough"


def _one_sided(statistic: str, grounds: Grounds) -> str | None:
    if grounds.commonest is None or grounds.commonest <= 1 - RARE:
        return None
    share = f"{100 * grounds.commonest:.1f}"
    if statistic.startswith(_SINKING):
        return f"{share} % of the experts' answers are the same: here it is low and unsteady however good a rater is"
    if statistic.startswith(_RISING):
        return f"{share} % of the experts' answers are the same: a rater who always gives that one scores high here too"
    return None


def _tied(grounds: Grounds) -> str | None:
    if grounds.experts and grounds.experts % 2 == 0:
        return (
            f"{grounds.experts} experts, an even number: a tie decides nothing, {grounds.ties} item(s) left out for it"
        )
    if grounds.ties:
        return f"{grounds.ties} item(s) with as many votes for as against: a tie decides nothing, left out"
    return None


def _few_flagged(flagged: int | None) -> str | None:
    if not flagged or flagged >= ENOUGH_FLAGGED:
        return None
    bound = f"{100 * (1 - 0.05 ** (1 / flagged)):.1f}"
    return (
        f"{flagged} flagged item(s) cannot bound misses under 5 %: with none missed, up to {bound} % still may be"
        " (exact, 95 %)"
    )


def _uneven(grounds: Grounds) -> str | None:
    if grounds.effective is None or grounds.effective >= grounds.items / 2:
        return None
    return f"weights are very unequal: {grounds.items} items tell no more than {grounds.effective:.0f} would"


def same_family(judge: str, model: str, candidates: Iterable[str]) -> str | None:
    """What to say of a judge that may judge its own kin; ``None`` where no name tells of any.

    Args:
        judge: The judge's name.
        model: Its model.
        candidates: The candidates' names.
    """
    family = family_of(model)
    kin = sorted({c for c in candidates if family is not None and family_of(c) == family})
    if not kin:
        return None
    return (
        f"judge {judge!r} is of one family ({family}) with {', '.join(map(repr, kin))}: a judge may favour its own;"
        " look at these candidates apart"
    )


def chosen_by_verdict(
    coded: Coded, panel: Panel, repeat: int, items: Labelled, *, members: Mask | None = None
) -> str | None:
    """Why the labels of *items* cannot tell what this judge misses: its verdicts chose them. ``None``: they can.

    That is so when all labelled items have one verdict, others the other one, and that is no accident: either every
    item without a label has the other verdict, or chance would do this once in a thousand times (Fisher's exact test).
    A judge that flags everything chose nothing by it. A single labelled or single unlabelled item tells nothing. Where
    labels name unequal chances (``sampling_p``), chance is no excuse: a verdict of which no item was labelled cannot be
    weighted back.

    Args:
        coded: The run.
        panel: The judge.
        repeat: Which of its repeats.
        items: The labelled items.
        members: The units that could have been labelled; all of them when absent.
    """
    return verdicts_chose(coded, panel, repeat, items, members=members)[0]


def _all_one(counts: np.ndarray, verdict: int, *, drawn: bool) -> bool:
    """Whether all that was labelled has this verdict, others the other one, and chance is no excuse."""
    alike = counts[0, 1 - verdict] == 0 and counts[1, 1 - verdict] > 0
    return bool(alike and (drawn or counts[1, verdict] == 0 or _by_chance(counts) < UNCANNY))


def leaning_to_verdict(
    coded: Coded, panel: Panel, repeat: int, items: Labelled, *, members: Mask | None = None
) -> str | None:
    """What to say where one verdict of this judge was labelled far more often than the other, though not it alone.

    Without ``sampling_p`` nobody can correct for it. ``None`` where labels lean no further than by chance.
    """
    return verdicts_chose(coded, panel, repeat, items, members=members)[1]


def verdicts_chose(
    coded: Coded, panel: Panel, repeat: int, items: Labelled, *, members: Mask | None = None
) -> tuple[str | None, str | None]:
    """What `chosen_by_verdict` says, and `leaning_to_verdict`: counted once for both."""
    counts = _labelled_by_verdict(coded, panel, repeat, items, members)
    drawn = coded.weights is not None and bool((coded.weights[items.dimension.id][items.at] != 1).any())
    chosen = _chosen(counts, drawn=drawn)
    return chosen, None if chosen or drawn else _leaning(counts)


def _chosen(counts: np.ndarray, *, drawn: bool) -> str | None:
    if counts[0].sum() < 2 or counts[1].sum() < 2:  # noqa: PLR2004 - one item shows no rule
        return None
    if _all_one(counts, 1, drawn=drawn):
        return ONLY_FLAGGED
    return ONLY_CLEARED if _all_one(counts, 0, drawn=drawn) else None


def _leaning(counts: np.ndarray) -> str | None:
    if not counts.sum(axis=0).all() or _by_chance(counts) >= UNCANNY:
        return None
    cleared, flagged = (f"{100 * counts[0, i] / counts[:, i].sum():.0f}" for i in (0, 1))
    return (
        f"{flagged} % of what this judge flagged was labelled and {cleared} % of what it passed: without sampling_p"
        " the numbers speak of the labelled items only"
    )


def _labelled_by_verdict(coded: Coded, panel: Panel, repeat: int, items: Labelled, members: Mask | None) -> np.ndarray:
    """Scored units by label (with, without) and verdict (passed, flagged)."""
    flags = as_flags(coded.column(panel, repeat, items.dimension.id), items.dimension, coded.turned)
    if members is not None:
        flags = np.where(members, flags, np.nan)
    every, labelled = (np.array([np.count_nonzero(side == v) for v in (0, 1)]) for side in (flags, flags[items.at]))
    return np.stack([labelled, every - labelled])


def _by_chance(counts: np.ndarray) -> float:
    a, b, c, d = (int(n) for n in counts.ravel())
    return fisher_exact(a, b, c, d)
