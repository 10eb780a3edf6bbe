"""Every judge's score on every dimension: what thresholds find, which to take, and whether scores are probabilities."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scoring.coding import Coded
from judge.scoring.notes import agreement_notes
from judge.scoring.operating.certainty import Certainty, Likelihoods, certainties
from judge.scoring.operating.parts import Parts, whole
from judge.scoring.operating.points import Points
from judge.scoring.raters.asked import Asked, asked
from judge.scoring.raters.repeating import with_means
from judge.scoring.references import Labelled, Reference, all_experts, any_expert, majority
from judge.scoring.study import Study
from judge.stats.resampling import REPLICATES, Plan
from judge.table import Row, Table

REFERENCES: Mapping[str, Callable[[Labelled], Reference]] = {
    "majority": majority,
    "any": any_expert,
    "all": all_experts,
}
"""What a flagged item may be: what most experts flag, any of them, or all."""
ALL, CHOSEN_ON, TRIED_ON = "all", "chosen_on", "tried_on"
"""Parts of the labels."""
OF_ONE_REPEAT = ("threshold", "needed", "found")
"""Fields that no mean over repeats has."""
NO_PARTS = (
    "no threshold is recommended: one must be chosen on other responses than it is tried on; add --split 0.5,"
    " --choose-on TAG=VALUE, or a column split to the labels"
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked of a table of operating points."""

    recall: float = 0.95
    """The share of flagged items a threshold must find."""
    dimensions: Sequence[str] = ()
    """Only these; all when empty."""
    reference: str = "majority"
    """Which of `REFERENCES`."""
    parts: Parts | None = None
    replicates: int = REPLICATES
    seed: int = 0

    def check(self, coded: Coded) -> None:
        """Refuse what cannot be had.

        Raises:
            InputError: The recall is no share, the reference no rule, a dimension not there or without failing answer.
        """
        if self.reference not in REFERENCES:
            raise InputError(
                f"--reference {self.reference!r} is none that thresholds are held against",
                hint=near_miss(self.reference, REFERENCES) or "majority, any or all",
            )
        if not 0 < self.recall <= 1:
            raise InputError(f"--recall {self.recall} is no share", hint="above 0, at most 1, e.g. 0.95")
        known = {d.id: d for d in coded.rubric.dimensions}
        if not any(d.has_sides for d in known.values()):
            raise InputError(
                f"no answer of the rubric {coded.rubric.id!r} speaks against a response: nothing is flagged",
                hint="a scale without passes_on has no thresholds: see judge agreement",
            )
        for name in self.dimensions:
            if name not in known:
                raise InputError(f"the rubric has no dimension {name!r}", hint=near_miss(name, known))
            if not known[name].failing:
                raise InputError(
                    f"no answer of {name!r} speaks against a response: nothing is flagged there",
                    hint="name another dimension, or give it passes_on",
                )


def operating(coded: Coded, likelihoods: Likelihoods, wish: Wish | None = None) -> Table:
    """A row per judge, way of asking, repeat, dimension, statistic and reference; all intervals from one plan.

    Positive is a failing answer; the score of an item is the sum of what the judge gives its failing answers. Where the
    labels are in two parts, the rows ``threshold`` are of the part that chose it, and what it finds and costs of the
    other. ``about`` holds a curve of each, with every threshold, and the bins of its calibration.

    Raises:
        InputError: *wish* cannot be had.
    """
    wish = wish or Wish()
    wish.check(coded)
    plan = Plan(coded.labelled_clusters, wish.replicates, wish.seed)
    rows, about_curves = list[Row](), list[Row]()
    found = list(_points(coded, likelihoods, plan, wish))
    for points in found:
        rows += points.order()
        rows += points.calibrated()
        about_curves.append(_described(points))
    rows += _thresholds(found, coded, plan, wish)
    about = {
        "rubric": coded.rubric.id,
        "rubric_version": coded.rubric.version,
        "resampling": {"replicates": wish.replicates, "seed": wish.seed, "clusters": coded.labelled_clusters},
        "recall": wish.recall,
        "reference": wish.reference,
        "parts": _about_parts(wish.parts, coded),
        "curves": about_curves,
    }
    notes = [*agreement_notes(coded, by=None), *_unsure(found), *_notes(wish.parts, coded)]
    return Table(about, list(_with_means(rows)), notes)


def _points(coded: Coded, likelihoods: Likelihoods, plan: Plan, wish: Wish) -> Iterator[Points]:
    """Everything that is counted without a chosen threshold."""
    members = wish.parts.counted if wish.parts else whole(coded)
    study = Study(coded, plan, None, members)
    for items in study.labelled:
        named = not wish.dimensions or items.dimension.id in wish.dimensions
        if not (named and items.dimension.failing and items.at.size):
            continue
        own = list(certainties(coded, likelihoods, items.dimension))
        for judge in asked(study, items):
            for certainty in own:
                if certainty.panel == (judge.judge, judge.ask):
                    yield Points(items, certainty, judge, REFERENCES[wish.reference](items), plan, ALL)


def _thresholds(found: Sequence[Points], coded: Coded, plan: Plan, wish: Wish) -> Iterator[Row]:
    if wish.parts is None:
        return
    sides = {
        name: Study(coded, plan, None, members)
        for name, members in ((CHOSEN_ON, wish.parts.choose), (TRIED_ON, wish.parts.report))
    }
    for points in found:
        chosen, tried = (_moved(points, study, name) for name, study in sides.items())
        row = chosen.chosen(wish.recall)
        yield row
        if row["value"] is not None:
            yield from tried.tried(row["value"], wish.recall)


def _moved(points: Points, study: Study, part: str) -> Points:
    """The same judge, dimension and reference on another part of the labels."""
    items = next(i for i in study.labelled if i.dimension.id == points.items.dimension.id)
    judge = _judge(asked(study, items), points.certainty)
    return Points(items, points.certainty, judge, REFERENCES[points.reference.name](items), points.plan, part)


def _judge(judges: Sequence[Asked], certainty: Certainty) -> Asked:
    return next(judge for judge in judges if (judge.judge, judge.ask) == certainty.panel)


def _described(points: Points) -> Row:
    """One curve with its bins, and whose it is."""
    judge, ask = points.certainty.panel
    scored = points.scored
    return {
        "judge": judge,
        "ask": ask,
        "repeat": points.certainty.repeat,
        "source": points.certainty.source,
        "dimension": points.items.dimension.id,
        "reference": points.reference.name,
        "flagged": scored.flagged,
        "cleared": scored.cleared,
        "points": points.curve(),
        "bins": points.bins() if scored.scores.size else [],
    }


def _with_means(rows: Sequence[Row]) -> Iterator[Row]:
    for row in with_means(rows):
        if row["repeat"] not in ("mean", "sd"):
            yield row
        elif row["statistic"] == "threshold" and row["value"] is not None:
            yield _no_mean(row, [r["value"] for r in rows if _of_one_judge(r) == _of_one_judge(row)])
        else:
            yield row | dict.fromkeys(OF_ONE_REPEAT)


def _of_one_judge(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("statistic", "judge", "ask", "dimension", "source"))


def _no_mean(row: Row, thresholds: Sequence[float]) -> Row:
    """A row over repeats without a number, unless all have the same threshold: what lies between was never tried."""
    low, high = min(thresholds), max(thresholds)
    if low == high:
        return row | dict.fromkeys(OF_ONE_REPEAT)
    none = {"value": None, "status": "undefined", "reason": _several(low, high)}
    return row | dict.fromkeys(OF_ONE_REPEAT) | none


def _several(low: float, high: float) -> str:
    return f"each repeat has a threshold of its own, from {low:.4g} to {high:.4g}: nobody tried their mean"


def _about_parts(parts: Parts | None, coded: Coded) -> Row | None:
    if parts is None:
        return None
    return {
        "how": parts.how,
        "what": parts.what,
        "chosen_on": int(parts.choose.sum()),
        "tried_on": int(parts.report.sum()),
        "clusters_of_both": parts.clusters_of_both(coded),
    }


def _unsure(found: Sequence[Points]) -> list[str]:
    """What to do where a judge did not say how sure it is."""
    if all(points.certainty.source != "none" for points in found):
        return []
    return ["for probabilities, add --repeats 5 to this run, or judge into another folder with --confidence logprobs"]


def _notes(parts: Parts | None, coded: Coded) -> list[str]:
    if parts is None:
        return [NO_PARTS]
    both = parts.clusters_of_both(coded)
    if not both:
        return []
    return [f"{both} clusters stand on both sides of the split: a threshold chosen there tests itself"]
