"""How a judge compares to the experts' own agreement, in one word with its reason."""

from judge.dimension import Dimension
from judge.record import dataclass
from judge.stats.estimate import Estimate
from judge.stats.family import Statistic
from judge.stats.flags import FLAGGED
from judge.stats.pairs import Pairs
from judge.stats.panel import ORDERED_PAIR, PAIR
from judge.stats.resampling import Floats
from judge.stats.sampled import Interval, Sampled
from judge.table import Row

BETTER, NO_DIFFERENCE, WORSE, TOO_FEW, NEVER_OBJECTS = (
    "better",
    "no_difference_shown",
    "worse",
    "too_few_to_say",
    "never_objects",
)
VERDICTS = (BETTER, NO_DIFFERENCE, WORSE, TOO_FEW, NEVER_OBJECTS)

MARGIN = 0.2
"""A difference in kappa this large would matter to anybody: an interval that cannot rule it out says nothing."""
FEWEST_CLUSTERS = 30
"""Below so many clusters a bootstrap over clusters says nothing reliable."""
MOST_UNANSWERED = 0.05
"""A judge that leaves more of the items without an answer is not compared on the rest: it may have chosen them."""

NO_CEILING = "the experts' own agreement is not known"
NO_KAPPA = "the judge's agreement is undefined"
FEW_CLUSTERS = "fewer than 30 clusters"
WIDE = "the interval cannot rule out a difference of 0.2"
SILENT = "the judge flags none of these items, and experts flag some"
UNANSWERED = "the judge left more than 5 % of these items without an answer"
CHANCE_EXPERTS = "the experts' own agreement is not shown to be above chance"
CHANCE_JUDGE = "the judge's agreement is not shown to be above chance"
MISSES_MORE = "it misses more of what experts flag than the expert who misses most"


def coefficient_of(dimension: Dimension) -> Statistic:
    """The kappa that a judge and the experts are compared by: weighted on a scale of which no answer passes."""
    if dimension.has_sides or dimension.scale == "nominal":
        return PAIR["cohen_kappa"]
    return ORDERED_PAIR["cohen_kappa_quadratic"]


@dataclass(frozen=True, slots=True)
class Beside:
    """A judge and the experts on the items the judge answered."""

    judge: Pairs
    """The judge with each expert."""
    experts: Pairs
    """The experts with each other, on the same items."""
    flags: Floats
    """The judge's counts against any expert, (2, 3): over everything it was asked."""
    missed: Estimate
    """What it missed of what any expert flagged, over everything it was asked."""
    worst_expert: float | None
    """The share missed by the expert who misses most of what the others flag."""
    unanswered: float
    """The share of the items without an answer of the judge."""
    biased: str | None = None
    """Why these labels cannot speak of this judge, if they cannot."""
    coefficient: Statistic = PAIR["cohen_kappa"]
    """What both are compared by: `coefficient_of`."""

    @property
    def silent(self) -> bool:
        """Whether it flags nothing where experts flag something; one that answered nothing at all is not silent."""
        return bool(self.unanswered < 1 and self.flags[FLAGGED].sum() > 0 and self.flags[:, FLAGGED].sum() == 0)

    @property
    def misses_more(self) -> bool:
        """Whether it clearly misses more than any expert does."""
        low, worst = self.missed.low, self.worst_expert
        return low is not None and worst is not None and low > worst


def verdict_of(beside: Beside) -> Row:
    """The difference of the judge's mean kappa with each expert to the experts' mean kappa with each other, in a word.

    Both are means over pairs, on the items the judge answered and of one plan, so that the difference is paired.
    *Worse* where its interval lies below 0, and wherever the judge clearly misses more than the expert who misses most.
    *Better* and *no difference shown* only for a judge that answered, whose agreement and the experts' own are both
    above chance; *better* where the interval lies above 0, *no difference shown* where it rules out 0.2 to either side.
    Otherwise, and with fewer than 30 clusters, *too few to say*. A judge that flags nothing where experts flag
    something *never objects*, whatever its kappa: no other word would be safe. Where no answer passes nothing is
    flagged, so that nobody misses or never objects; on a scale kappa is then weighted by the squared distance.
    """
    kappa = beside.coefficient
    own, ceiling = beside.judge.sampled(kappa), beside.experts.sampled(kappa)
    if own is None or ceiling is None:
        why = NO_KAPPA if own is None else NO_CEILING
        return _numbers(None, None) | _before_any(beside, _said(TOO_FEW, why))
    difference = own.minus(ceiling)
    interval = difference.interval()
    word = _word(beside, interval, (own, ceiling), difference.clusters)
    return _numbers(difference, interval) | _before_any(beside, word)


def _numbers(difference: Sampled | None, interval: Interval | None) -> Row:
    known = difference is not None and interval is not None
    return {
        "kappa_difference": difference.value + 0.0 if difference is not None else None,
        "kappa_difference_low": interval.low if known and interval is not None else None,
        "kappa_difference_high": interval.high if known and interval is not None else None,
        "kappa_difference_method": interval.method if known and interval is not None else None,
    }


def _before_any(beside: Beside, word: Row) -> Row:
    """What no kappa can talk away."""
    if beside.silent:
        return _said(NEVER_OBJECTS, SILENT)
    if beside.biased is not None:
        return _said(TOO_FEW, beside.biased)
    if beside.misses_more and word["verdict"] != WORSE:
        return _said(WORSE, MISSES_MORE)
    return word


def _word(beside: Beside, interval: Interval, both: tuple[Sampled, Sampled], clusters: int) -> Row:
    low, high = interval.low, interval.high
    if clusters < FEWEST_CLUSTERS:
        return _said(TOO_FEW, FEW_CLUSTERS)
    if low is None or high is None:
        return _said(TOO_FEW, interval.reason)
    if high < 0:
        return _said(WORSE, None)
    doubt = _doubt(beside, both)
    if doubt is not None:
        return _said(TOO_FEW, doubt)
    if low > 0:
        return _said(BETTER, None)
    return _said(TOO_FEW, WIDE) if low < -MARGIN or high > MARGIN else _said(NO_DIFFERENCE, None)


def _doubt(beside: Beside, both: tuple[Sampled, Sampled]) -> str | None:
    """Why nothing good may be said of the judge, whatever the difference."""
    if beside.unanswered > MOST_UNANSWERED:
        return UNANSWERED
    own, ceiling = (_at_least(s) for s in both)
    if ceiling <= 0:
        return CHANCE_EXPERTS
    return CHANCE_JUDGE if own <= 0 else None


def _at_least(sampled: Sampled) -> float:
    low = sampled.interval().low
    return sampled.value if low is None else low


def _said(word: str, reason: str | None) -> Row:
    return {"verdict": word, "verdict_reason": reason}
