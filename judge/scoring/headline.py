"""The first table of a report: for each dimension, what each judge missed, beside what an expert misses."""

from collections.abc import Iterator

import numpy as np

from judge.dimension import Dimension
from judge.ratings import Ratings
from judge.scoring.coding import ABSENT, UNREAD, Coded, Codes, Panel, code, failing
from judge.scoring.guards import chosen_by_verdict
from judge.scoring.references import Labelled, all_experts, any_expert, left_out
from judge.scoring.study import Study, studies
from judge.scoring.tallying import count_pairs, flag_cells, ledger_of, pairs_of, put_before
from judge.scoring.verdicts import verdict_of
from judge.stats.estimate import Estimate
from judge.stats.family import Family
from judge.stats.pairs import Pairs
from judge.stats.panel import FLAG, PAIR
from judge.stats.resampling import REPLICATES
from judge.table import Row


def first_table(
    given: Ratings | Coded, *, by: str | None = None, replicates: int = REPLICATES, seed: int = 0
) -> list[Row]:
    """A row per dimension and judge (way of asking, repeat, group): critical dimensions first, then harm, then others.

    The reference is `any_expert`: an item is flagged when any expert gave it a failing answer. ``flagged_any`` counts
    flagged items, ``missed_n`` those of them put before the judge (no gate took them out), and ``missed_k`` those it
    did not flag, for whatever reason; ``unread_flagged`` of these it refused or could not be read. The best and the
    worst expert are the same count for each expert against any of the others; ``None`` when there is only one. The
    judge that passes everything stands beside them: what missing everything looks like. ``verdict`` says in a word how
    the judge's kappa with the experts compares to theirs among themselves: `verdict_of`.

    Raises:
        InputError: A rating does not fit the rubric, or no response has the tag *by*.
    """
    parts = studies(code(given), by=by, replicates=replicates, seed=seed)
    return [row for study in parts for row in first_rows(study)]


def first_rows(study: Study) -> Iterator[Row]:
    """The rows of one *study*, in that order."""
    for items in sorted(study.labelled, key=lambda labelled: _rank(labelled.dimension)):
        for row in _of_dimension(study, items):
            yield {field: row[field] for field in FIELDS}


FIELDS = (
    *("dimension", "critical", "group", "judge", "ask", "repeat", "experts", "labelled"),
    *("flagged_any", "flagged_any_clusters", "flagged_all", "unread_flagged"),
    *("missed_k", "missed_n", "missed_rate", "missed_low", "missed_high", "interval_method"),
    *("false_alarms_k", "false_alarms_n"),
    *("best_expert", "best_expert_missed_k", "best_expert_missed_n"),
    *("worst_expert", "worst_expert_missed_k", "worst_expert_missed_n"),
    *("always_pass_missed_k", "always_pass_missed_n"),
    *("expert_kappa", "expert_kappa_reason", "judge_kappa", "judge_kappa_reason"),
    *("kappa_difference", "kappa_difference_low", "kappa_difference_high", "kappa_difference_method"),
    *("verdict", "verdict_reason"),
)
"""The columns, in order."""


def _rank(dimension: Dimension) -> int:
    return 0 if dimension.critical else 1 if dimension.is_harm else 2


def _of_dimension(study: Study, items: Labelled) -> Iterator[Row]:
    ledger = ledger_of(items, study.plan)
    names = count_pairs(ledger, items.codes, len(items.dimension.answers))
    for name, others, own in left_out(items):
        ledger.count(name, flag_cells(others, own, items), (2, 3))
    families = ledger.close()
    among = pairs_of(families, names, items.codes)
    experts = _experts(items, among) | _extremes({name: families[name] for name, _, _ in left_out(items)})
    for panel, repeats in study.coded.judges.items():
        for repeat in repeats:
            codes = study.coded.column(panel, repeat, items.dimension.id)[items.at]
            biased = chosen_by_verdict(study.coded, panel, repeat, items, members=study.members)
            about = _names(items.dimension, panel, repeat) | {"group": study.group}
            yield about | experts | _Beside(study, items, codes).row(among, biased)


def _names(dimension: Dimension, panel: Panel, repeat: int) -> Row:
    return {
        "dimension": dimension.id,
        "critical": dimension.critical,
        "judge": panel[0],
        "ask": panel[1],
        "repeat": repeat,
    }


def _experts(items: Labelled, among: Pairs) -> Row:
    flagged = any_expert(items).flags == 1
    kappa = among.mean(PAIR["cohen_kappa"])
    return {
        "experts": len(items.names),
        "labelled": items.at.size,
        "flagged_any": int(flagged.sum()),
        "flagged_any_clusters": items.n_clusters(flagged),
        "flagged_all": int((all_experts(items).flags == 1).sum()),
        "expert_kappa": kappa.value,
        "expert_kappa_reason": kappa.reason,
    }


def _extremes(families: dict[str, Family]) -> Row:
    counted = [(name, family.estimate(FLAG["missed"])) for name, family in families.items()]
    ranked = sorted(((e.value, name, e) for name, e in counted if e.value is not None), key=lambda found: found[0])
    row: Row = {}
    for which, found in (("best_expert", ranked[:1]), ("worst_expert", ranked[-1:])):
        row[which] = found[0][1] if found else None
        row[f"{which}_missed_k"] = found[0][2].numerator if found else None
        row[f"{which}_missed_n"] = found[0][2].denominator if found else None
    return row


class _Beside:
    """One judge beside the experts on one dimension."""

    def __init__(self, study: Study, items: Labelled, codes: Codes) -> None:
        self.items, self.codes = items, codes
        self.reference = any_expert(items)
        together = np.vstack([items.codes, codes])
        ledger = ledger_of(items, study.plan)
        names = count_pairs(ledger, together, len(items.dimension.answers), of=len(items.names))
        ledger.count("judge", flag_cells(self.reference, codes, items), (2, 3))
        always = _always_pass(codes, items.dimension)
        ledger.count("always_pass", flag_cells(self.reference, always, items), (2, 3))
        self.families = ledger.close()
        self.pairs = pairs_of(self.families, names, together)

    def row(self, among: Pairs, biased: str | None) -> Row:
        """What it missed, and how it compares; not what it missed where its verdicts chose the labels."""
        missed = self._share("judge", "missed", biased)
        alarms = self._share("judge", "false_alarms", biased)
        passes_all = self._share("always_pass", "missed", biased)
        kappa = self.pairs.mean(PAIR["cohen_kappa"])
        return {
            "unread_flagged": int(((self.reference.flags == 1) & np.isin(self.codes, UNREAD)).sum()),
            "missed_k": missed.numerator,
            "missed_n": missed.denominator,
            "missed_rate": missed.value,
            "missed_low": missed.low,
            "missed_high": missed.high,
            "interval_method": missed.interval_method,
            "false_alarms_k": alarms.numerator,
            "false_alarms_n": alarms.denominator,
            "always_pass_missed_k": passes_all.numerator,
            "always_pass_missed_n": passes_all.denominator,
            "judge_kappa": kappa.value,
            "judge_kappa_reason": kappa.reason,
            **verdict_of(self.pairs, among, flags=self.families["judge"].raw, biased=biased),
        }

    def _share(self, family: str, statistic: str, biased: str | None) -> Estimate:
        if biased is not None:
            return Estimate(None, "undefined", biased)
        return self.families[family].estimate(FLAG[statistic])


def _always_pass(codes: Codes, dimension: Dimension) -> Codes:
    """A judge that passes every item *codes* was asked about."""
    passing = next(i for i in range(len(dimension.answers)) if i not in failing(dimension))
    return np.where(put_before(codes), passing, ABSENT).astype(np.int16)
