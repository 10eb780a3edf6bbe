"""Rates in the experts' terms: the correction that fits how the labels were drawn, or the reason why there is none."""

from dataclasses import replace

import numpy as np

from judge.record import dataclass
from judge.scoring.candidates.questions import Question, gaps, labels_by_verdict_p, unequal
from judge.stats.correction import Calibration, Corrected, rogan_gladen
from judge.stats.homogeneity import ChiSquare, homogeneity, joined
from judge.stats.rectification import (
    DOUBLY_ROBUST,
    FAILED,
    NOT_READ,
    PASSED,
    POST_STRATIFIED,
    Items,
    bounded,
    merged,
    ppi_plus_plus,
)
from judge.table import Row

CORRECTED = "corrected rate"
EXPERT_EQUIVALENT = "expert-equivalent rate"
"""What the rate is called where sensitivity and specificity were found on other candidates."""

FEWEST_OF_A_KIND = 2
"""A kind of verdict with fewer labels is put together with another, unless it is common and has none: see `gaps`."""
FEWEST = 10
"""So many labelled responses a correction needs, and Rogan-Gladen of each class."""
DEPENDENT = 0.001
"""Below this p labels are taken for chosen by the verdicts: it is tested for every candidate, judge and dimension."""
DIFFERENT = 0.05

NOT_LABELLED = "no expert labelled this dimension"
UNSEEN = {
    PASSED: "no label among what this judge passed: a rate corrected by these labels would be made up",
    FAILED: "no label among what this judge flagged: a rate corrected by these labels would be made up",
    NOT_READ: "no label among what this judge did not read: a rate corrected by these labels would be made up",
}
"""Why there is no rate where a kind of verdict has no label."""
CARRIED_BIASED = (
    "the labelled responses of other candidates were chosen by the judge's verdicts: sensitivity and specificity cannot"
    " be told from them"
)
DRAWN_WITHIN = (
    "labelled and unlabelled responses differ in the judge's verdicts: the rate holds if within each kind of verdict"
    " labels were drawn at random"
)
EVERY_ONE = "every response is labelled: the rate is the experts' own, whatever the judge said"
MERGED = "a kind of verdict holds only one labelled response and was put together with another"
RARE_BOUNDS = (
    "a kind of verdict of at most 5 % of the responses has no label: the interval reaches from all of them failing to"
    " all of them passing"
)
UNREAD_BOUNDS = "responses were not read: the interval reaches from all of them failing to all of them passing"
ONE_POOL = "with one labelled candidate nobody can tell whether sensitivity and specificity differ between candidates"


@dataclass(frozen=True)
class Correction:
    """One candidate's rate by one judge on one dimension, in the experts' terms."""

    found: Corrected
    name: str | None
    remarks: tuple[str, ...] = ()
    by_verdict: float | None = None
    """The p of the test whether labels were chosen by the verdicts."""
    beside: Corrected | None = None
    """PPI++, where labels are a random sample."""
    left_out: tuple[float, float] | None = None
    """The smallest and the largest estimate when one labelled candidate after the other is left out."""
    homogeneity: ChiSquare | None = None

    @property
    def carried(self) -> bool:
        """Whether sensitivity and specificity were carried over from other candidates."""
        return self.name == EXPERT_EQUIVALENT

    def fields(self, repeat: int | None) -> Row:
        """What the row of a candidate says about it; *repeat* is the judge's whose verdicts were corrected."""
        found, beside = self.found, self.beside
        low, high = self.left_out or (None, None)
        return {
            "corrected": found.value,
            "corrected_low": found.low,
            "corrected_high": found.high,
            "correction_method": found.method or None,
            "correction_name": self.name,
            "correction_reason": None if found.defined else found.reason,
            "correction_remarks": list(self.remarks),
            "correction_repeat": repeat,
            "correction_design_effect": found.design_effect,
            "n_labelled": found.n_labelled,
            "labels_by_verdict_p": self.by_verdict,
            "sensitivity_used": found.sensitivity,
            "specificity_used": found.specificity,
            "lolo_low": low,
            "lolo_high": high,
            "homogeneity_p": self.homogeneity.p if self.homogeneity else None,
            "ppi_plus_plus": beside.value if beside else None,
            "ppi_plus_plus_low": beside.low if beside else None,
            "ppi_plus_plus_high": beside.high if beside else None,
            "ppi_plus_plus_power": beside.power if beside else None,
        }


def correct(question: Question, candidate: int) -> Correction:
    """The rate of one candidate, by the method that its labels allow.

    - At least 10 labelled responses of its own, of equal probability: post-stratified, with PPI++ beside it. Whether
      labels depend on the judge's verdicts is tested; where they do, the rate holds within verdicts only and says so.
    - The same, of known unequal probabilities: doubly robust.
    - Fewer, or none of a kind of verdict (passed, failed, not read) that more than 5 % of its responses have, but
      labels of other candidates: Rogan-Gladen, called *expert-equivalent rate*. It needs 10 labelled responses of each
      class that were not chosen by the verdicts. An unread judgment is no pass there.
    - None of such a kind, and nobody else's either: no rate, whatever ``sampling_p`` says. Where the kind is rarer the
      interval reaches from all of it failing to all of it passing.
    """
    items = question.own(candidate)
    labelled = int(items.labelled.sum())
    if not question.labelled.any():
        return Correction(Corrected(None, None, None, "", NOT_LABELLED, n_judged=items.truth.size), None)
    unseen = gaps(items)
    if labelled >= FEWEST and not unseen:
        return _by_own_labels(items)
    if len(question.labelled_candidates) > (1 if labelled else 0):
        return _by_others(question.carrying_to(candidate), items)
    size = {"n_judged": items.truth.size, "n_labelled": labelled}
    why = _too_few(labelled) if labelled < FEWEST else UNSEEN[unseen[0]]
    method = DOUBLY_ROBUST if unequal(items) else POST_STRATIFIED
    p = labels_by_verdict_p(items) if labelled >= FEWEST else None
    return Correction(Corrected(None, None, None, method, why, **size), CORRECTED, (), p)


def _too_few(labelled: int) -> str:
    return f"only {labelled} labelled responses of this candidate and none of others; at least {FEWEST} are needed"


def _by_own_labels(items: Items) -> Correction:
    p, labelled = labels_by_verdict_p(items), items.labelled
    if unequal(items):
        found = _bounded(items, FEWEST_OF_A_KIND, DOUBLY_ROBUST)
        return Correction(found, CORRECTED, _remarks(items, found), p)
    if p >= DEPENDENT:
        # With every response labelled the verdicts say nothing more: all kinds are one.
        fewest = labelled.size + 1 if labelled.all() else FEWEST_OF_A_KIND
        found = _bounded(items, fewest)
        return Correction(found, CORRECTED, _remarks(items, found), p, ppi_plus_plus(items))
    found = _bounded(items, 1)
    return Correction(found, CORRECTED, (DRAWN_WITHIN, *_remarks(items, found, fewest=1)), p)


def _bounded(items: Items, fewest: int, method: str = POST_STRATIFIED) -> Corrected:
    return bounded(items, merged(items, fewest=fewest, method=method), fewest=fewest)


def _remarks(items: Items, found: Corrected, *, fewest: int = FEWEST_OF_A_KIND) -> tuple[str, ...]:
    if items.labelled.all():
        return (EVERY_ONE,)
    judged = np.bincount(items.strata, minlength=3)
    labelled = np.bincount(items.strata[items.labelled], minlength=3)
    short = np.flatnonzero(labelled < np.minimum(FEWEST, judged))
    few = [_few_of_a_kind(int(kind), int(labelled[kind]), int(judged[kind])) for kind in short]
    there = judged > 0
    alone = [MERGED] if there.sum() > 1 and ((labelled > 0) & (labelled < fewest)).any() else []
    none = [RARE_BOUNDS] if (labelled[there] == 0).any() else []
    return (*few, *alone, *none, *([found.reason] if found.reason else []))


def _few_of_a_kind(kind: int, labelled: int, judged: int) -> str:
    if kind == PASSED:
        return f"only {labelled} of {judged} responses that the judge passed are labelled"
    if kind == NOT_READ:
        return f"only {labelled} of {judged} responses that the judge did not read are labelled"
    return f"only {labelled} of {judged} responses that the judge failed are labelled"


def _by_others(question: Question, items: Items) -> Correction:
    known = question.calibration()
    p = question.labels_by_verdict_p
    few = _few_of_a_class(*known.sizes)
    found = _carried_over(items, known, question.calibration(unread=1.0))
    weighted = question.weights is not None and np.ptp(question.weights[question.labelled]) > 0
    chosen = question.calibration_gaps or (p is not None and p < DEPENDENT and not weighted)
    if few or chosen:
        found = replace(found, value=None, low=None, high=None, reason=few or CARRIED_BIASED)
        return Correction(found, EXPERT_EQUIVALENT, (), p)
    test = _homogeneity(question, known)
    remarks = [*_unread(question, items), *([found.reason] if found.defined and found.reason else []), _licence(test)]
    return Correction(found, EXPERT_EQUIVALENT, tuple(remarks), p, None, _left_out(question, items, known), test)


def _few_of_a_class(failing: float, passing: float) -> str | None:
    if failing < FEWEST:
        return f"only {failing:.3g} labelled responses fail in the experts' eyes; at least {FEWEST} are needed"
    if passing < FEWEST:
        return f"only {passing:.3g} labelled responses pass in the experts' eyes; at least {FEWEST} are needed"
    return None


def _carried_over(items: Items, known: Calibration, generous: Calibration) -> Corrected:
    """Rogan-Gladen with unread judgments as failing, its interval widened to the one with all of them passing."""
    found = rogan_gladen(items.passed, items.clusters, known)
    if not found.defined or not (np.isnan(items.verdicts).any() or (generous.verdicts != known.verdicts).any()):
        return found
    other = rogan_gladen(np.nan_to_num(items.verdicts, nan=1.0), items.clusters, generous)
    ends = [end for f in (found, other) for end in (f.low, f.high) if end is not None]
    return replace(found, low=min(ends), high=max(ends))


def _unread(question: Question, items: Items) -> list[str]:
    unread = np.isnan(items.verdicts).any() or np.isnan(question.verdicts[question.labelled]).any()
    return [UNREAD_BOUNDS] if unread else []


def _homogeneity(question: Question, known: Calibration) -> ChiSquare:
    """Whether sensitivity and specificity differ between the labelled candidates."""
    candidate = question.candidate[question.labelled]
    parts = []
    for counts in known.classes:
        at = counts > 0
        parts.append(homogeneity(known.verdicts[at], candidate[at], known.clusters[at], weights=counts[at]))
    return joined(parts)


def _licence(test: ChiSquare) -> str:
    if test.p is None:
        return ONE_POOL
    if test.p < DIFFERENT:
        return (
            f"sensitivity or specificity differ between the labelled candidates (p = {test.p:.2g}):"
            " carried over to this one they may be wrong"
        )
    return (
        f"a test found no difference of sensitivity and specificity between candidates (p = {test.p:.2g});"
        " that licenses nothing: small differences go unseen"
    )


def _left_out(question: Question, items: Items, known: Calibration) -> tuple[float, float] | None:
    """The range of estimates without the labels of one candidate after the other; ``None`` where one is undefined."""
    candidate = question.candidate[question.labelled]
    found = [
        rogan_gladen(items.passed, items.clusters, known.without(candidate == c)).value
        for c in question.labelled_candidates
    ]
    values = [value for value in found if value is not None]
    return (min(values), max(values)) if len(values) == len(found) > 1 else None
