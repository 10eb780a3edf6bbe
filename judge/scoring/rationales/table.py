"""What the checks of reasons come to: shares for each judge, way of asking and question, with their intervals."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from judge.dimension import Dimension
from judge.record import dataclass
from judge.scoring.rationales.concluding import CONCLUDED
from judge.scoring.rationales.quoting import QUOTED
from judge.scoring.rationales.reasons import Checked, Panel
from judge.scoring.rationales.stepping import steps_of
from judge.scoring.rows import POOLED
from judge.stats.intervals import clustered_wilson
from judge.table import Row

EVIDENCE, CONCLUSION, STEPS = "evidence", "conclusion", "steps"
ALL, TRACED = "all", "traced"
"""Of steps: reasons in which each has left a trace; and, over all reasons, the steps that have."""


@dataclass(frozen=True)
class _Part:
    """The reasons of one judge, way of asking and question, or of all its questions."""

    panel: Panel
    dimension: str
    checked: Sequence[Checked]

    def row(self, check: str, outcome: str, counted: Sequence[tuple[str, int, int]]) -> Row:
        """The row of one share: of each reason its cluster, and what it adds to numerator and denominator."""
        place: dict[str, int] = {}
        at = np.array([place.setdefault(cluster, len(place)) for cluster, _, of in counted if of], np.int64)
        hits = np.array([float(k) for _, k, of in counted if of])
        trials = np.array([float(of) for *_, of in counted if of])
        head = {"judge": self.panel[0], "ask": self.panel[1], "dimension": self.dimension}
        head |= {"check": check, "outcome": outcome}
        if not at.size:
            return {**head, "count": 0, "of": 0, "share": None, "low": None, "high": None, **_without_interval()}
        k, n = (np.bincount(at, each, len(place)).astype(np.float64) for each in (hits, trials))
        low, high, method = clustered_wilson(k, n, int(n.sum()))
        share = {"count": int(k.sum()), "of": int(n.sum()), "share": float(k.sum() / n.sum()), "low": low, "high": high}
        return {**head, **share, "interval_method": method, "n_clusters": len(place)}

    def rows(self, questions: Mapping[str, Dimension]) -> Iterator[Row]:
        """Every share of the part."""
        yield from self._outcomes(EVIDENCE, QUOTED, [(c.given.cluster, c.evidence) for c in self.checked])
        yield from self._outcomes(CONCLUSION, CONCLUDED, [(c.given.cluster, c.conclusion) for c in self.checked])
        traced = [(c.given.cluster, c.steps) for c in self.checked if isinstance(c.steps, tuple)]
        yield self.row(STEPS, ALL, [(cluster, all(steps), 1) for cluster, steps in traced])
        yield self.row(STEPS, TRACED, [(cluster, sum(steps), len(steps)) for cluster, steps in traced])
        if self.dimension != POOLED:
            for i, step in enumerate(steps_of(questions[self.dimension]) if traced else ()):
                yield self.row(STEPS, str(step.number), [(cluster, steps[i], 1) for cluster, steps in traced])

    def _outcomes(self, check: str, known: Sequence[str], given: Sequence[tuple[str, str]]) -> Iterator[Row]:
        counted = [(cluster, outcome) for cluster, outcome in given if outcome in known]
        for outcome in known:
            yield self.row(check, outcome, [(cluster, found == outcome, 1) for cluster, found in counted])


def _without_interval() -> Row:
    return {"interval_method": None, "n_clusters": 0}


def rationale_rows(checked: Iterable[Checked], questions: Sequence[Dimension]) -> tuple[list[Row], list[Row]]:
    """A row for each judge, way of asking, question (and ``pooled``), check and outcome; and a row for each panel.

    Of a check, what it says nothing about is in none of its denominators: the panel's row counts it by reason, as
    ``evidence:not_asked``.
    """
    by_panel: dict[Panel, list[Checked]] = {}
    for one in checked:
        by_panel.setdefault(one.given.panel, []).append(one)
    known = {d.id: d for d in questions}
    rows = [row for panel, own in by_panel.items() for part in _parts(panel, own, known) for row in part.rows(known)]
    return rows, [_about(panel, own) for panel, own in by_panel.items()]


def _parts(panel: Panel, own: Sequence[Checked], questions: Iterable[str]) -> Iterator[_Part]:
    yield _Part(panel, POOLED, own)
    by_question: dict[str, list[Checked]] = {name: [] for name in questions}
    for one in own:
        by_question[one.given.dimension].append(one)
    yield from (_Part(panel, name, some) for name, some in by_question.items() if some)


def _about(panel: Panel, own: Sequence[Checked]) -> Row:
    left_out = Counter[str]()
    for one in own:
        left_out.update([f"{EVIDENCE}:{one.evidence}"] if one.evidence not in QUOTED else [])
        left_out.update([f"{CONCLUSION}:{one.conclusion}"] if one.conclusion not in CONCLUDED else [])
        left_out.update([f"{STEPS}:{one.steps}"] if isinstance(one.steps, str) else [])
    units = len({one.given.unit for one in own})
    return {"judge": panel[0], "ask": panel[1], "reasons": len(own), "units": units, "left_out": dict(left_out)}
