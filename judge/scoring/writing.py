"""How a number becomes a row: who it is about, what it rests on, and why it may mislead."""

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import Mask, failing
from judge.scoring.guards import Grounds, cautions_for, knowable
from judge.scoring.references import Labelled
from judge.scoring.rows import MISSING, Said, row_of
from judge.stats.estimate import Estimate
from judge.table import Row


@dataclass(frozen=True)
class Writer:
    """Rows about one rater, or the experts together, on the items of one dimension."""

    items: Labelled
    judge: str
    ask: str = ""
    group: str | None = None
    repeat: int | str = 0
    grounds: Grounds | None = None
    """What speaks for caution in the labels, where rows are to say so."""
    biased: str | None = None
    """Why these labels cannot tell what the judge misses, if they cannot."""
    leaning: str | None = None
    """What to say where labels lean to one of the judge's verdicts."""

    def row(
        self,
        statistic: str,
        estimate: Estimate,
        *,
        reference: str | None,
        used: Mask,
        labelled: Mask | None = None,
        n_raters: int | None = None,
        positive: str | None = None,
        answer: str | None = None,
        policy: str = MISSING,
        cautions: tuple[str, ...] = (),
    ) -> Row:
        """The row of one statistic.

        Args:
            statistic: Its name.
            estimate: Its number.
            reference: What it was held against.
            used: The items that entered.
            labelled: The items that could have entered; all of them when absent.
            n_raters: How many raters entered; the estimate's own when absent.
            positive: The answers it speaks of, where it speaks of one side.
            answer: The one answer it speaks of.
            policy: What became of *not applicable*.
            cautions: Why it may mislead, beside what the labels tell.
        """
        if self.biased is not None and not knowable(statistic):
            estimate = Estimate(None, "undefined", self.biased, n_items=estimate.n_items, n_raters=estimate.n_raters)
        clusters = self.items.n_clusters(used)
        could = self.items.at.size if labelled is None else int(np.count_nonzero(labelled))
        said = Said(
            judge=self.judge,
            ask=self.ask,
            dimension=self.items.dimension.id,
            group=self.group,
            repeat=self.repeat,
            statistic=statistic,
            answer=answer,
            positive=positive,
            reference=reference,
            n_clusters=clusters,
            n_raters=estimate.n_raters if n_raters is None else n_raters,
            policy=policy,
            dropped=could - estimate.n_items,
            weighted=self.items.weights is not None,
            cautions=(*self._cautions(statistic, reference, clusters, estimate), *cautions),
        )
        return row_of(said, estimate)

    def _cautions(self, statistic: str, reference: str | None, clusters: int, estimate: Estimate) -> tuple[str, ...]:
        if self.grounds is None:
            return ()
        denominator = estimate.denominator if statistic in ("missed", "sensitivity") else None
        said = cautions_for(statistic, self.grounds, reference=reference, clusters=clusters, denominator=denominator)
        return said if self.leaning is None or knowable(statistic) else (*said, self.leaning)


def failing_words(items: Labelled) -> str:
    """The answers that speak against a response, as rows name them; on a criterion to be avoided the other ones."""
    against = failing(items.dimension)
    words = "|".join(items.dimension.answer_ids[i] for i in against)
    if items.turned is None or not items.turned.any():
        return words
    others = "|".join(a for i, a in enumerate(items.dimension.answer_ids) if i not in against)
    return others if items.turned.all() else f"{words} ({others} where points are below 0)"
