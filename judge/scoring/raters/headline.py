"""The first table of a report: for each dimension, what each judge missed, beside what an expert misses."""

from collections.abc import Iterator

import numpy as np

from judge.dimension import Dimension
from judge.ratings import Ratings
from judge.scoring.coding import ABSENT, UNREAD, Coded, Codes, Mask, Panel, code, failing
from judge.scoring.guards import Grounds, cautions_for, chosen_by_verdict
from judge.scoring.raters.verdicts import Beside, coefficient_of, verdict_of
from judge.scoring.references import Labelled, all_experts, any_expert, left_out
from judge.scoring.study import Study, studies
from judge.scoring.tallying import asked_about, count_pairs, flag_cells, ledger_of, pairs_of
from judge.stats.estimate import Estimate
from judge.stats.family import Family
from judge.stats.pairs import Pairs
from judge.stats.panel import FLAG
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

    Where no answer speaks for or against a response nothing is flagged: what is flagged, missed or a false alarm is
    ``None`` there, and ``coefficient`` names the kappa: on a scale the one weighted by squared distances.

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
    *("false_alarms_k", "false_alarms_n", "false_alarms_low", "false_alarms_high"),
    *("best_expert", "best_expert_missed_k", "best_expert_missed_n"),
    *("best_expert_missed_low", "best_expert_missed_high"),
    *("worst_expert", "worst_expert_missed_k", "worst_expert_missed_n"),
    *("worst_expert_missed_low", "worst_expert_missed_high"),
    *("always_pass_missed_k", "always_pass_missed_n", "coefficient"),
    *("expert_kappa", "expert_kappa_reason", "expert_kappa_low", "expert_kappa_high"),
    *("judge_kappa", "judge_kappa_reason", "judge_kappa_low", "judge_kappa_high"),
    *("kappa_difference", "kappa_difference_low", "kappa_difference_high", "kappa_difference_method"),
    *("verdict", "verdict_reason", "cautions"),
)
"""The columns, in order."""


def _rank(dimension: Dimension) -> int:
    return 0 if dimension.critical else 1 if dimension.is_harm else 2


_ON_FLAGS = (
    *("flagged_any", "flagged_any_clusters", "flagged_all", "unread_flagged"),
    *("missed_k", "missed_n", "missed_rate", "missed_low", "missed_high", "interval_method"),
    *("false_alarms_k", "false_alarms_n", "false_alarms_low", "false_alarms_high"),
    *("always_pass_missed_k", "always_pass_missed_n"),
)
"""What is not there where nothing is flagged."""


def _of_dimension(study: Study, items: Labelled) -> Iterator[Row]:
    ledger = ledger_of(items, study.plan)
    names = count_pairs(ledger, items.codes, len(items.dimension.answers))
    for name, others, codes in left_out(items):
        ledger.count(name, flag_cells(others, codes, items), (2, 3))
    families = ledger.close()
    among = pairs_of(families, names, items.codes)
    experts = _experts(items, among) | _extremes({name: families[name] for name, _, _ in left_out(items)})
    grounds = Grounds.of(items)
    for panel, repeats in study.coded.judges.items():
        for repeat in repeats:
            codes = study.coded.column(panel, repeat, items.dimension.id)[items.at]
            biased = chosen_by_verdict(study.coded, panel, repeat, items, members=study.members)
            about = _names(items.dimension, panel, repeat) | {"group": study.group} | experts
            row = about | _Beside(study, items, codes, biased).row(experts)
            found = row | {"cautions": _cautions(grounds, row)}
            yield found if items.dimension.has_sides else found | dict.fromkeys(_ON_FLAGS)


def _cautions(grounds: Grounds, row: Row) -> list[str]:
    """What belongs beside the misses and beside the kappas."""
    clusters, flagged = row["flagged_any_clusters"], row["missed_n"]
    missed = cautions_for("missed", grounds, reference="any", clusters=clusters, denominator=flagged)
    kappa = cautions_for(row["coefficient"], grounds, reference="pairs", clusters=row["clusters"])
    return list(dict.fromkeys([*missed, *kappa]))


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
    coefficient = coefficient_of(items.dimension)
    kappa = among.mean(coefficient)
    return {
        "coefficient": coefficient.name,
        "experts": len(items.names),
        "labelled": items.at.size,
        "flagged_any": int(flagged.sum()),
        "flagged_any_clusters": items.n_clusters(flagged),
        "flagged_all": int((all_experts(items).flags == 1).sum()),
        "clusters": items.n_clusters(np.ones(items.at.size, np.bool_)),
        **_kappa("expert_kappa", kappa),
    }


def _kappa(name: str, kappa: Estimate) -> Row:
    return {
        name: kappa.value,
        f"{name}_reason": kappa.reason,
        f"{name}_low": kappa.low,
        f"{name}_high": kappa.high,
    }


def _extremes(families: dict[str, Family]) -> Row:
    counted = [(name, family.estimate(FLAG["missed"])) for name, family in families.items()]
    ranked = sorted(((e.value, name, e) for name, e in counted if e.value is not None), key=lambda found: found[0])
    row: Row = {}
    for which, found in (("best_expert", ranked[:1]), ("worst_expert", ranked[-1:])):
        row[which] = found[0][1] if found else None
        row[f"{which}_missed_k"] = found[0][2].numerator if found else None
        row[f"{which}_missed_n"] = found[0][2].denominator if found else None
        row[f"{which}_missed_low"] = found[0][2].low if found else None
        row[f"{which}_missed_high"] = found[0][2].high if found else None
    return row


class _Beside:
    """One judge beside the experts on one dimension."""

    def __init__(self, study: Study, items: Labelled, codes: Codes, biased: str | None) -> None:
        self.items, self.codes, self.biased = items, codes, biased
        self.asked = asked_about(items, codes)
        self.reference = any_expert(items)
        together, read = np.vstack([items.codes, codes]), np.where(codes >= 0, items.codes, ABSENT)
        width = len(items.dimension.answers)
        ledger = ledger_of(items, study.plan)
        own = count_pairs(ledger, together, width, of=len(items.names))
        experts = count_pairs(ledger, read, width)
        ledger.count("judge", flag_cells(self.reference, codes, items), (2, 3))
        always = _always_pass(self.asked, items)
        ledger.count("always_pass", flag_cells(self.reference, always, items), (2, 3))
        self.families = ledger.close()
        self.own = pairs_of(self.families, own, together)
        self.experts = pairs_of(self.families, experts, read)

    def row(self, experts: Row) -> Row:
        """What it missed, and how it compares; not what it missed where its verdicts chose the labels."""
        missed, alarms = self._share("judge", "missed"), self._share("judge", "false_alarms")
        passes_all = self._share("always_pass", "missed")
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
            "false_alarms_low": alarms.low,
            "false_alarms_high": alarms.high,
            "always_pass_missed_k": passes_all.numerator,
            "always_pass_missed_n": passes_all.denominator,
            **_kappa("judge_kappa", self.own.mean(coefficient_of(self.items.dimension))),
            **verdict_of(self._beside(experts, missed)),
        }

    def _beside(self, experts: Row, missed: Estimate) -> Beside:
        k, n = experts["worst_expert_missed_k"], experts["worst_expert_missed_n"]
        asked = int(self.asked.sum())
        return Beside(
            judge=self.own,
            experts=self.experts,
            flags=self.families["judge"].raw,
            missed=missed,
            worst_expert=k / n if n else None,
            unanswered=1 - int((self.asked & (self.codes >= 0)).sum()) / asked if asked else 1.0,
            biased=self.biased,
            coefficient=coefficient_of(self.items.dimension),
        )

    def _share(self, family: str, statistic: str) -> Estimate:
        if self.biased is not None:
            return Estimate(None, "undefined", self.biased)
        return self.families[family].estimate(FLAG[statistic])


def _always_pass(asked: Mask, items: Labelled) -> Codes:
    """A judge that passes every item *asked* about; where no answer passes, one that gives the first answer."""
    against = failing(items.dimension)
    passing = next(i for i in range(len(items.dimension.answers)) if i not in against)
    answer = passing if items.turned is None else np.where(items.turned, against[0], passing)
    return np.where(asked, answer, ABSENT).astype(np.int16)
