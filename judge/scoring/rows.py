"""One row of the agreement table: every statistic stands in the same fields, whoever computed it."""

from judge.record import dataclass
from judge.stats.estimate import Estimate
from judge.table import Row

EXPERTS = "experts"
"""What rows call the experts among themselves."""
POOLED = "pooled"
"""The dimension of a row that pools several, only when asked for."""
TOTAL = "total"
"""The dimension of a row about the sum of points."""

MISSING = "missing"
"""Policy: a *not applicable* of either side takes the item out."""
COUNTED = "counted"
"""Policy: a judge's *not applicable* stays in and warns nobody; only the reference's takes the item out."""
CATEGORY = "category"
"""Policy: *not applicable* is one more answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a statistic is about, beside its numbers."""

    judge: str
    ask: str = ""
    dimension: str
    group: str | None = None
    repeat: int | str = 0
    statistic: str
    answer: str | None = None
    positive: str | None = None
    reference: str | None = None
    n_clusters: int = 0
    n_raters: int = 0
    policy: str = MISSING
    dropped: int = 0
    """Labelled items that did not enter."""
    weighted: bool = False
    """Whether items count by the inverse of their probability of being labelled."""
    cautions: tuple[str, ...] = ()
    """Sentences that belong beside this number: why it may mislead."""


def row_of(said: Said, estimate: Estimate) -> Row:
    """The row: the fields of ``contract.md``, section 4, in order, then ours."""
    return {
        "judge": said.judge,
        "ask": said.ask,
        "dimension": said.dimension,
        "group": said.group,
        "repeat": said.repeat,
        "statistic": said.statistic,
        "answer": said.answer,
        "positive": said.positive,
        "reference": said.reference,
        "value": estimate.value,
        "status": estimate.status,
        "reason": estimate.reason,
        "low": estimate.low,
        "high": estimate.high,
        "interval_method": estimate.interval_method,
        "numerator": estimate.numerator,
        "denominator": estimate.denominator,
        "n_items": estimate.n_items,
        "n_clusters": said.n_clusters,
        "n_raters": said.n_raters,
        "not_applicable_policy": said.policy,
        "dropped": said.dropped,
        "interval_reason": estimate.interval_reason,
        "replicates_undefined": estimate.replicates_undefined,
        "weighted": said.weighted,
        "cautions": list(said.cautions),
    }
