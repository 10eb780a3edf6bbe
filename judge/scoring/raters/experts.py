"""Which statistics are computed of the experts among themselves: the ceiling every judge is held against."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from judge.scoring.coding import Codes, Mask
from judge.scoring.guards import Grounds
from judge.scoring.raters.measuring import BESIDE_AN_EXPERT, pair_statistics
from judge.scoring.raters.publishing import alpha_metrics, published
from judge.scoring.references import LEAVE_ONE_OUT, Labelled, Reference, left_out, majorities_without
from judge.scoring.rows import COUNTED, EXPERTS, MISSING
from judge.scoring.study import Study
from judge.scoring.tallying import (
    answer_cells,
    count_alpha,
    count_group,
    count_pairs,
    flag_cells,
    flag_codes,
    ledger_of,
    pairs_of,
    put_before,
)
from judge.scoring.writing import Writer, failing_words
from judge.stats.estimate import NO_ITEM
from judge.stats.family import Statistic
from judge.stats.panel import FLAG, PAIR, SPECIFIC, WHOLE, alphas, group_statistics
from judge.stats.resampling import Floats
from judge.stats.tables import divide
from judge.table import Row

_AGAINST_ANY = ("missed", "false_alarms", "sensitivity", "specificity")
_LENIENCY = Statistic("leniency", lambda sums: NO_ITEM, lambda s: divide(s[..., 0] - s[..., 1], s[..., 2]))  # noqa: ARG005 - one reason


class AmongExperts:
    """The experts of *items* among themselves: counted first, then read off."""

    def __init__(self, study: Study, items: Labelled) -> None:
        self.items = items
        self.writer = Writer(items, EXPERTS, group=study.group, grounds=Grounds.of(items))
        self.width, self.sided = len(items.dimension.answers), items.dimension.has_sides
        self.left_out, self.without = left_out(items), majorities_without(items)
        ledger = ledger_of(items, study.plan)
        self.pairs = count_pairs(ledger, items.codes, self.width)
        self.layout = count_group(ledger, items.codes, self.width)
        count_alpha(ledger, "flags", flag_codes(items), 2)
        for name, reference, own in self.left_out:
            ledger.count(f"any:{name}", flag_cells(reference, own, items), (2, 3))
        for i, reference in self.without:
            ledger.count(f"majority:{i}", flag_cells(reference, items.codes[i], items), (2, 3))
            assert reference.answers is not None  # noqa: S101 - for the type checker: a majority has answers
            cells = answer_cells(reference.answers, items.codes[i], self.width)
            ledger.count(f"answers:{i}", cells, (self.width, self.width))
            ledger.add(f"leniency:{i}", _leniency(items, i), items=int(_compared(items, i).sum()))
        self.families = ledger.close()

    def rows(self) -> Iterator[Row]:
        """Every row.

        ``pairs``: the mean over all pairs of experts. Coefficients of the whole group have no reference. ``missed`` and
        its kin hold each expert against what any of the others flagged (``leave_one_out:`` and the expert's name), the
        rest against the others' majority (``majority_without:``). Where no answer speaks for or against a response
        nothing is on flags.
        """
        yield from self._over_pairs()
        yield from self._whole_group()
        for name, reference, own in self.left_out if self.sided else ():
            decided = put_before(own) & ~np.isnan(reference.flags)
            yield from self._flag_rows(
                f"any:{name}", LEAVE_ONE_OUT + name, _AGAINST_ANY, decided, own, reference.labelled
            )
        for i, reference in self.without:
            own = self.items.codes[i]
            decided = ~np.isnan(reference.flags)
            if self.sided:
                yield from self._flag_rows(
                    f"majority:{i}", reference.name, BESIDE_AN_EXPERT, decided, own, reference.labelled
                )
            yield from self._beside(i, reference)

    def _over_pairs(self) -> Iterator[Row]:
        pairs = pairs_of(self.families, self.pairs, self.items.codes)
        used = (self.items.codes >= 0).sum(axis=0) > 1
        for name, statistic in pair_statistics(self.items).items():
            if name not in alphas(alpha_metrics(self.items)):
                yield self.writer.row(name, pairs.mean(statistic), reference="pairs", used=used)

    def _whole_group(self) -> Iterator[Row]:
        used = (self.items.codes >= 0).sum(axis=0) > 1
        raters = len(self.items.names)
        for name, statistic in alphas(alpha_metrics(self.items), self.items.dimension.values).items():
            estimate = self.families["alpha"].estimate(statistic, n_raters=raters)
            estimate = published(name, estimate, self.items, [self.items.codes])
            yield self.writer.row(name, estimate, reference=None, used=used)
        ordered = self.items.dimension.scale != "nominal"
        for name, statistic in group_statistics(self.layout, ordered=ordered).items():
            estimate = self.families["group"].estimate(statistic, n_raters=raters)
            yield self.writer.row(name, estimate, reference=None, used=used)
        for name, statistic in SPECIFIC.items() if self.sided else ():
            estimate = self.families["flags"].estimate(statistic, n_raters=raters)
            yield self.writer.row(name, estimate, reference=None, used=used, positive=failing_words(self.items))

    def _flag_rows(  # noqa: PLR0917 - one caller each
        self, key: str, reference: str, names: tuple[str, ...], decided: Mask, own: Codes, labelled: Mask
    ) -> Iterator[Row]:
        read = decided & (own >= 0)
        for name in names:
            whole = name in WHOLE
            entered = decided if whole else read
            raters, n_items = len(self.items.names), int(entered.sum())
            yield self.writer.row(
                name,
                self.families[key].estimate(FLAG[name], n_raters=raters, n_items=n_items),
                reference=reference,
                used=entered,
                labelled=labelled,
                positive=failing_words(self.items),
                policy=COUNTED if whole else MISSING,
            )

    def _beside(self, i: int, reference: Reference) -> Iterator[Row]:
        family, raters = self.families[f"answers:{i}"], len(self.items.names)
        assert reference.answers is not None  # noqa: S101 - for the type checker: a majority has answers
        used = ~np.isnan(reference.answers) & (self.items.codes[i] >= 0)
        write = partial(self.writer.row, reference=reference.name, used=used, labelled=reference.labelled)
        for name in ("percent_agreement", "cohen_kappa"):
            yield write(name, family.estimate(PAIR[name], n_raters=raters))
        if not self.sided:
            return
        compared = _compared(self.items, i)
        estimate = self.families[f"leniency:{i}"].estimate(_LENIENCY, n_raters=raters)
        yield self.writer.row("leniency", estimate, reference=LEAVE_ONE_OUT + self.items.names[i], used=compared)


def _compared(items: Labelled, expert: int) -> Mask:
    """The items that expert and at least one other answered."""
    answered: Mask = (items.codes[expert] >= 0) & (items.without(expert) >= 0).any(axis=0)
    return answered


def _leniency(items: Labelled, expert: int) -> Floats:
    """For each item: whether the expert passed it, the share of the others who did, and 1; zeros where not compared."""
    others = np.delete(items.flags, expert, axis=0)
    known = ~np.isnan(others)
    shares = divide((known & (others == 0)).sum(axis=0), known.sum(axis=0))
    columns = np.stack([items.flags[expert] == 0, shares, np.ones(items.at.size)], axis=1)
    return np.where(_compared(items, expert)[:, None], columns, 0.0)
