"""Numbers about raters: each judge against the experts, and the experts among themselves."""

from collections.abc import Iterable, Iterator
from itertools import chain
from statistics import mean, stdev

from judge.errors import InputError
from judge.ratings import Ratings
from judge.scoring.coding import Coded, Panel, code
from judge.scoring.context import context_of_experts, context_of_judge
from judge.scoring.experts import AmongExperts
from judge.scoring.guards import Grounds, chosen_by_verdict, leaning_to_verdict
from judge.scoring.measuring import OfJudge
from judge.scoring.notes import agreement_notes
from judge.scoring.references import LEAVE_ONE_OUT, MAJORITY_WITHOUT, RULES, Labelled
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study, studies
from judge.scoring.writing import Writer
from judge.stats.resampling import REPLICATES
from judge.table import Row, Table


def agreement(given: Ratings | Coded, *, by: str | None = None, replicates: int = REPLICATES, seed: int = 0) -> Table:
    """A row per judge, way of asking, dimension, statistic and reference (and group of the tag *by*), then the experts.

    What the rows mean: `context_of_judge`, `OfJudge` and `AmongExperts`. Dimensions are never pooled, candidates are.
    With several repeats each has its rows, and ``repeat`` is ``mean`` and ``sd`` (sample) over them; these are
    undefined when any of them is. ``n_items`` + ``dropped`` are the items those experts labelled. ``n_clusters`` counts clusters
    among ``n_items``. All intervals come from one seeded plan.

    Raises:
        InputError: No response has the tag *by*, a rating does not fit the rubric, or a rater bears a name that rows
            use otherwise.
    """
    coded = code(given)
    _refuse_reserved(coded)
    parts = studies(coded, by=by, replicates=replicates, seed=seed)
    rows = [row for panel in coded.judges for study in parts for row in _judge_rows(study, panel)]
    rows += [row for study in parts for items in study.labelled for row in _expert_rows(study, items)]
    about = {
        "rubric": coded.rubric.id,
        "rubric_version": coded.rubric.version,
        "resampling": {"replicates": replicates, "seed": seed, "clusters": coded.labelled_clusters},
    }
    return Table(about, rows, agreement_notes(coded, by=by))


def _refuse_reserved(coded: Coded) -> None:
    for name in coded.experts:
        if name in RULES or name.startswith((LEAVE_ONE_OUT, MAJORITY_WITHOUT)):
            raise InputError(f"an expert cannot be called {name!r}: that names a reference", hint="rename the rater")
    for name, _ in coded.judges:
        if name == EXPERTS:
            raise InputError(f"a judge cannot be called {name!r}: that names the experts", hint="-j NAME=MODEL")


def _judge_rows(study: Study, panel: Panel) -> Iterator[Row]:
    repeats = list(study.coded.judges[panel])
    for items in study.labelled:
        found = [list(_one_repeat(study, panel, repeat, items)) for repeat in repeats]
        for rows in zip(*found, strict=True):
            yield from rows if len(rows) == 1 else chain(rows, _over_repeats(list(rows)))


def _one_repeat(study: Study, panel: Panel, repeat: int, items: Labelled) -> Iterator[Row]:
    codes = study.coded.column(panel, repeat, items.dimension.id)[items.at]
    about = {"members": study.members}
    writer = Writer(
        items,
        *panel,
        group=study.group,
        repeat=repeat,
        grounds=Grounds.of(items),
        biased=chosen_by_verdict(study.coded, panel, repeat, items, **about),
        leaning=leaning_to_verdict(study.coded, panel, repeat, items, **about),
    )
    yield from context_of_judge(study, items, codes, writer)
    yield from OfJudge(study, items, codes, writer).rows()


def _expert_rows(study: Study, items: Labelled) -> Iterator[Row]:
    yield from context_of_experts(study, items)
    yield from AmongExperts(study, items).rows()


def _over_repeats(rows: list[Row]) -> Iterable[Row]:
    """The mean and the sample deviation of one statistic over a judge's repeats: how stable it is, not how sure."""
    values = [row["value"] for row in rows if row["value"] is not None]
    gone = [row["reason"] for row in rows if row["value"] is None]
    remark = next((row["reason"] for row in rows if row["reason"]), None)
    empty = ("value", "low", "high", "interval_method", "interval_reason", "numerator", "denominator")
    shared = rows[0] | {
        "status": "undefined" if gone else "ok",
        "reason": f"undefined in {len(gone)} of {len(rows)} repeats: {gone[0]}" if gone else remark,
        **dict.fromkeys(empty),
        **{field: min(row[field] for row in rows) for field in ("n_items", "n_clusters", "n_raters")},
        "dropped": max(row["dropped"] for row in rows),
        "replicates_undefined": 0,
        "cautions": list(dict.fromkeys(c for row in rows for c in row["cautions"])),
    }
    yield shared | {"repeat": "mean", "value": None if gone else mean(values)}
    yield shared | {"repeat": "sd", "value": None if gone else stdev(values)}
