"""Two judges on the same items: each one's value, and the difference that stands between them.

Both are held against the same experts on the items both gave an answer to, so that a judge gains nothing by not
answering; `missed` alone speaks of everything put before both, and there an item without an answer is missed. Each
repeat stands for itself: a value is the mean over the repeats that both judges have.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import combinations

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import UNREAD, Codes, Mask, Panel
from judge.scoring.guards import Grounds
from judge.scoring.raters.verdicts import coefficient_of
from judge.scoring.references import Labelled, Reference, any_expert, majority
from judge.scoring.study import Study
from judge.scoring.tallying import answer_cells, asked_about, count_alpha, flag_cells, ledger_of, put_before
from judge.stats.family import Family, Statistic
from judge.stats.metrics import Metric
from judge.stats.panel import CLASS, FLAG, alphas
from judge.stats.permutation import Exchange, Swaps
from judge.stats.resampling import Floats
from judge.stats.sampled import Sampled, Value, mean_of

WHOLE, READ, ANSWERS, ALPHA = "whole", "read", "answers", "alpha"
"""Which counts a statistic is made of."""
NO_REFERENCE = "experts"

SHARE_MARGIN, COEFFICIENT_MARGIN = 0.1, 0.2
"""A difference this large would matter to anybody: an interval that cannot rule it out says nothing."""


@dataclass(frozen=True)
class Compared:
    """A statistic in which judges are compared."""

    name: str
    counts: str
    reference: str
    statistic: Statistic
    better: int = 1
    """-1 where less is better."""
    margin: float = SHARE_MARGIN

    @property
    def share(self) -> bool:
        """Whether it is a share of items, so that items can be counted one by one."""
        return self.statistic.share is not None

    @property
    def wanted(self) -> int:
        """The flag that a share of flagged, or of cleared, items is right with."""
        return 0 if self.name == "specificity" else 1


def compared(items: Labelled) -> list[Compared]:
    """What judges are compared in on a dimension of this scale, what is missed first; nothing is where none passes."""
    metric = _metric(items)
    alpha = alphas([metric], items.dimension.values)[f"krippendorff_alpha_{metric}"]
    coefficient = partial(Compared, margin=COEFFICIENT_MARGIN)
    kappa = coefficient_of(items.dimension)
    on_answers = [
        coefficient(kappa.name, ANSWERS, "majority", kappa),
        Compared("percent_agreement", ANSWERS, "majority", CLASS["accuracy"]),
        coefficient(f"{alpha.name}_with_judge", ALPHA, NO_REFERENCE, alpha),
    ]
    if not items.dimension.has_sides:
        return on_answers
    return [
        *(Compared("missed", WHOLE, by, FLAG["missed"], better=-1) for by in ("any", "majority")),
        *(Compared("sensitivity", READ, by, FLAG["sensitivity"]) for by in ("any", "majority")),
        Compared("specificity", READ, "majority", FLAG["specificity"]),
        Compared("balanced_accuracy", READ, "majority", FLAG["balanced_accuracy"]),
        coefficient("mcc", READ, "majority", FLAG["mcc"]),
        *on_answers,
    ]


def _metric(items: Labelled) -> Metric:
    scale = items.dimension.scale
    return "ordinal" if scale == "ordinal" else "interval" if scale == "interval" else "nominal"


@dataclass(frozen=True)
class Side:
    """One of the two judges on the items of a dimension: its codes of the repeats both have."""

    panel: Panel
    codes: Codes
    """Repeats x items."""

    @property
    def unread_share(self) -> float | None:
        """Of what was put before it, the share that could not be read: refused, unreadable, never reached."""
        asked = put_before(self.codes)
        return float(np.isin(self.codes, UNREAD)[asked].mean()) if asked.any() else None

    @property
    def unanswered_share(self) -> float | None:
        """Of what was put before it, the share without an answer for whatever reason, *unclear* among them."""
        asked = put_before(self.codes)
        return float((self.codes < 0)[asked].mean()) if asked.any() else None


@dataclass(frozen=True)
class Contrast:
    """Two judges on the labelled items of one dimension, counted."""

    items: Labelled
    first: Side
    second: Side
    references: Mapping[str, Reference]
    families: Mapping[str, Family]
    """By `_key`."""
    swaps: Swaps
    tested: int
    """The first repeat both judges have: items are counted, and tested one by one, in it alone."""
    grounds: Grounds

    @cached_property
    def repeats(self) -> int:
        """How many repeats both judges have."""
        return len(self.first.codes)

    @cached_property
    def both_read(self) -> Mask:
        """Repeats x items: both gave an answer."""
        return np.asarray((self.first.codes >= 0) & (self.second.codes >= 0))

    @cached_property
    def both_asked(self) -> Mask:
        """Repeats x items: put before both."""
        return np.asarray(asked_about(self.items, self.first.codes) & asked_about(self.items, self.second.codes))

    def sampled(self, what: Compared, side: int) -> Sampled:
        """One side's value with its replicates, the mean over repeats."""
        number = what.statistic.number
        return mean_of([self._family(what, side, r).sampled(number) for r in range(self.repeats)])

    def raw(self, what: Compared, side: int) -> Floats:
        """One side's unweighted counts of the first repeat."""
        return self._family(what, side, 0).raw

    def flagged(self, side: int) -> Floats:
        """What one side flags of everything put before both, against any expert, in the first repeat: (2, 3)."""
        return self.families[_key(side, 0, WHOLE, "any")].raw

    def why(self, what: Compared, side: int) -> str:
        """Why one side has no value."""
        return what.statistic.why(self.raw(what, side))

    def value_of(self, what: Compared) -> Value:
        """The statistic of all repeats' sums in a row."""
        shape, number = self._family(what, 0, 0).shape, what.statistic.number

        def value(flat: Floats) -> Floats:
            parts = number(flat.reshape(*flat.shape[:-1], self.repeats, *shape))
            return np.asarray(parts.mean(axis=-1))

        return value

    @cached_property
    def exchanges(self) -> Callable[[Compared], Exchange]:
        """The two swapped within clusters; statistics of the same counts share the work."""
        known: dict[tuple[str, str], Exchange] = {}

        def of(what: Compared) -> Exchange:
            key = what.counts, what.reference
            if key not in known:
                sides = [
                    np.concatenate([self._family(what, s, r).sums.per_cluster for r in range(self.repeats)], axis=1)
                    for s in (0, 1)
                ]
                known[key] = Exchange(sides[0], sides[1], self.swaps)
            return known[key]

        return of

    def used(self, what: Compared) -> Mask:
        """The items that enter, in the first repeat."""
        entering = (self.both_asked if what.counts == WHOLE else self.both_read)[0]
        if what.counts == ALPHA:
            return np.asarray(entering & (self.items.codes >= 0).any(axis=0))
        reference = self.references[what.reference]
        decided = reference.answers if what.counts == ANSWERS else reference.flags
        assert decided is not None  # noqa: S101 - for the type checker: only a majority is asked for answers
        return np.asarray(entering & ~np.isnan(decided))

    def counted(self, what: Compared) -> Mask:
        """Those of `used` that are in the denominator: of misses the flagged ones, of specificity the cleared ones."""
        used = self.used(what)
        if not what.share or what.counts == ANSWERS:
            return used
        return np.asarray(used & (self.references[what.reference].flags == what.wanted))

    def _family(self, what: Compared, side: int, repeat: int) -> Family:
        return self.families[_key(side, repeat, what.counts, what.reference)]


def _key(side: int, repeat: int, counts: str, reference: str) -> str:
    return f"{side}:{repeat}:{counts}:{reference}"


def contrasts(study: Study, items: Labelled, swaps: Swaps, panels: Sequence[Panel]) -> Iterator[Contrast]:
    """Every pair of *panels* with a repeat in common, in their order."""
    references, grounds = {"any": any_expert(items), "majority": majority(items)}, Grounds.of(items)
    for first, second in combinations(panels, 2):
        shared = [r for r in study.coded.judges[first] if r in study.coded.judges[second]]
        if shared:
            sides = tuple(Side(panel, _codes(study, items, panel, shared)) for panel in (first, second))
            families = _counted(study, items, sides, references)
            yield Contrast(items, sides[0], sides[1], references, families, swaps, shared[0], grounds)


def _codes(study: Study, items: Labelled, panel: Panel, repeats: Sequence[int]) -> Codes:
    return np.stack([study.coded.column(panel, r, items.dimension.id)[items.at] for r in repeats])


def _counted(
    study: Study, items: Labelled, sides: Sequence[Side], references: Mapping[str, Reference]
) -> dict[str, Family]:
    ledger, width = ledger_of(items, study.plan), len(items.dimension.answers)
    for repeat in range(len(sides[0].codes)):
        codes = [side.codes[repeat] for side in sides]
        asked = asked_about(items, codes[0]) & asked_about(items, codes[1])
        read = (codes[0] >= 0) & (codes[1] >= 0)
        for i, own in enumerate(codes):
            key = partial(_key, i, repeat)
            for name, reference in references.items():
                cells = flag_cells(reference, own, items)
                ledger.count(key(WHOLE, name), np.where(asked, cells, -1), (2, 3))
                ledger.count(key(READ, name), np.where(read, cells, -1), (2, 3))
            answers = references["majority"].answers
            assert answers is not None  # noqa: S101 - for the type checker: a majority has answers
            cells = np.where(read, answer_cells(answers, own, width), -1)
            ledger.count(key(ANSWERS, "majority"), cells, (width, width))
            count_alpha(ledger, key(ALPHA, NO_REFERENCE), _joined(items, own, read), width)
    return ledger.close()


def _joined(items: Labelled, own: Codes, read: Mask) -> Codes:
    """The experts with the judge as one more rater, on the items both judges answered."""
    return np.where(read, np.vstack([items.codes, own]), -1)
