"""Numbers about raters: each judge against the experts, and the experts among themselves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from judge.errors import InputError
from judge.ratings import Ratings
from judge.scoring.coding import Coded, Codes, code
from judge.scoring.guards import Grounds, verdicts_chose
from judge.scoring.notes import agreement_notes
from judge.scoring.raters.applicability import applicability
from judge.scoring.raters.asked import asked
from judge.scoring.raters.asks import asks
from judge.scoring.raters.context import context_of_experts, context_of_judge
from judge.scoring.raters.costing import Costs, costing
from judge.scoring.raters.experts import AmongExperts
from judge.scoring.raters.headline import first_rows
from judge.scoring.raters.latent_truth import latent_truth
from judge.scoring.raters.macro_f1 import PAIRS_WITHOUT, macro_f1
from judge.scoring.raters.measuring import OfJudge
from judge.scoring.raters.missing import missed_cases
from judge.scoring.raters.numerics import numerics
from judge.scoring.raters.pooling import pooled, pooled_codes
from judge.scoring.raters.ranking import ranking
from judge.scoring.raters.repeating import with_means
from judge.scoring.raters.replacing import replacing
from judge.scoring.raters.scaled import MEAN_WITHOUT
from judge.scoring.raters.softness import softness
from judge.scoring.raters.steadiness import steadiness
from judge.scoring.references import LEAVE_ONE_OUT, MAJORITY_WITHOUT, RULES, Labelled
from judge.scoring.rows import EXPERTS
from judge.scoring.study import Study, studies
from judge.scoring.voting import Panels, with_panels
from judge.scoring.writing import Writer
from judge.stats.resampling import REPLICATES
from judge.table import Row, Table

_PREFIXES = (LEAVE_ONE_OUT, MAJORITY_WITHOUT, MEAN_WITHOUT, PAIRS_WITHOUT)
BLOCKS: Sequence[Callable[[Study], Iterable[Row]]] = (
    replacing,
    softness,
    steadiness,
    latent_truth,
    macro_f1,
    applicability,
    numerics,
    ranking,
)
"""What follows the panel of each judge and of the experts; to add one, write a function of a study and name it here."""


def agreement(
    given: Ratings | Coded,
    *,
    by: str | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
    panels: Panels | None = None,
    costs: Costs | None = None,
    pool: bool = False,
) -> Table:
    """A row per judge, way of asking, dimension, statistic and reference (and group), then the experts, then `BLOCKS`.

    What the rows mean: `context_of_judge`, `OfJudge` and `AmongExperts`. Dimensions are not pooled unless asked,
    candidates are. With several repeats each has its rows, and ``repeat`` is ``mean`` and ``sd`` (sample) over them;
    these are undefined when any of them is. ``n_items`` + ``dropped`` are the items those experts labelled.
    ``n_clusters`` counts clusters among ``n_items``. All intervals come from one seeded plan. ``about`` holds the first
    table, the missed cases, and ways of asking side by side.

    Args:
        given: The ratings.
        by: A tag: each of its values has rows of its own.
        replicates: How often the clusters are drawn again.
        seed: Of these draws.
        panels: Votes that count as judges of their own.
        costs: What a miss and a false alarm cost; without them nothing is weighed.
        pool: Whether all dimensions together have rows too, as ``pooled``.

    Raises:
        InputError: No response has the tag *by*, a rating does not fit the rubric, a panel names an unknown judge, or a
            rater bears a name that rows use otherwise.
    """
    coded = with_panels(code(given), panels or {})
    _refuse_reserved(coded)
    parts = studies(coded, by=by, replicates=replicates, seed=seed)
    rows = [row for study in parts for items in study.labelled for row in _judge_rows(study, items)]
    rows += [row for study in parts for items in study.labelled for row in _expert_rows(study, items)]
    if pool:
        rows += [row for study in parts for row in _pooled_rows(study)]
    rows += with_means(row for block in BLOCKS for study in parts for row in block(study))
    if costs is not None:
        rows += with_means(row for study in parts for row in costing(study, costs))
    about = {
        "rubric": coded.rubric.id,
        "rubric_version": coded.rubric.version,
        "resampling": {"replicates": replicates, "seed": seed, "clusters": coded.labelled_clusters},
        "first_table": [row for study in parts for row in first_rows(study) if row["experts"]],
        "missed_cases": [row for study in parts for row in missed_cases(study)],
        "asks": [row for study in parts for row in asks(study)],
    }
    return Table(about, rows, agreement_notes(coded, by=by))


def _refuse_reserved(coded: Coded) -> None:
    for name in coded.experts:
        if name in RULES or name.startswith(_PREFIXES):
            raise InputError(f"an expert cannot be called {name!r}: that names a reference", hint="rename the rater")
    for name, _ in coded.judges:
        if name == EXPERTS:
            raise InputError(f"a judge cannot be called {name!r}: that names the experts", hint="-j NAME=MODEL")


def _judge_rows(study: Study, items: Labelled) -> Iterator[Row]:
    for judge in asked(study, items):
        yield from with_means(chain.from_iterable(_one_repeat(study, items, *each) for each in judge.each()))


def _one_repeat(study: Study, items: Labelled, writer: Writer, codes: Codes) -> Iterator[Row]:
    yield from context_of_judge(study, items, codes, writer)
    yield from OfJudge(study, items, codes, writer).rows()


def _expert_rows(study: Study, items: Labelled) -> Iterator[Row]:
    yield from context_of_experts(study, items)
    yield from AmongExperts(study, items).rows()


def _worst(guards: Sequence[tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """What verdicts did to any dimension they did to the pool of them."""
    chosen = next((said for said, _ in guards if said), None)
    return chosen, None if chosen else next((leaning for _, leaning in guards if leaning), None)


def _pooled_rows(study: Study) -> Iterator[Row]:
    """The same panel over all dimensions at once, under the name ``pooled``; nothing where no answer of any passes."""
    if not study.sided:
        return
    items = pooled(study)
    grounds = Grounds.of(items)
    guards = {
        (*panel, repeat): [
            verdicts_chose(study.coded, panel, repeat, own, members=study.members) for own in study.sided if own.at.size
        ]
        for panel, repeats in study.coded.judges.items()
        for repeat in repeats
    }
    for (judge, ask), repeats in study.coded.judges.items():
        found = (
            _one_repeat(
                study,
                items,
                Writer(items, judge, ask, study.group, repeat, grounds, *_worst(guards[judge, ask, repeat])),
                pooled_codes(study, (judge, ask), repeat),
            )
            for repeat in repeats
        )
        yield from with_means(chain.from_iterable(found))
    yield from _expert_rows(study, items)
