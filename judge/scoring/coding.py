"""Ratings as arrays: one column of codes for each rater, repeat and dimension.

Counting happens on these; a rating is looked at once. A code of 0 or more is the place of the answer in its dimension's
answers; below 0 there is no answer, and the code says why.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from judge.dimension import Dimension
from judge.errors import InputError, near_miss
from judge.judgment import EMPTY_CANDIDATE
from judge.label import ExpertLabel
from judge.ratings import Rating, Ratings, Status, Unit
from judge.record import dataclass
from judge.rubric import Rubric
from judge.stats.matrix import Matrix

ABSENT = -1
"""No rating at all: never asked of a judge, not labelled by an expert."""
NOT_APPLICABLE = -2
ABSTAINED = -3
REFUSED = -4
FAILED = -5
"""A reply came and could not be read."""
GATED = -6
UNREACHED = -7
"""Asked for, and no reply ever came."""

CODES = {
    Status.NOT_APPLICABLE: NOT_APPLICABLE,
    Status.ABSTAINED: ABSTAINED,
    Status.REFUSED: REFUSED,
    Status.FAILED: FAILED,
    Status.GATED: GATED,
    Status.UNREACHED: UNREACHED,
}
"""What stands for a rating without an answer."""
UNREAD = (REFUSED, FAILED, UNREACHED)
"""Asked, and no answer, *not applicable* or abstention came back."""

Codes = NDArray[np.int16]
Mask = NDArray[np.bool_]
Weights = NDArray[np.float64]
Panel = tuple[str, str]
"""A judge and its way of asking."""
Columns = Mapping[Panel, Mapping[int, Mapping[str, Codes]]]
"""By judge and way of asking, repeat and dimension."""


@dataclass(frozen=True)
class Coded:
    """The one table as columns, each as long as there are units."""

    rubric: Rubric
    units: tuple[Unit, ...]
    clusters: NDArray[np.int64]
    """Units with the same number are not independent of each other; clusters that hold a label come first."""
    labelled_clusters: int
    """How many clusters hold a label: their numbers are below this."""
    judges: Columns
    experts: Mapping[str, Mapping[str, Codes]]
    """By expert and dimension; only dimensions the expert labelled."""
    weights: Mapping[str, Weights] | None
    """For each dimension of the rubric, the inverse of the probability with which an item was chosen for labelling, 1
    where no label of it says; ``None`` where no label of any item says."""
    unmatched: int
    """Labels of responses that the run does not hold."""
    first_tries: Mapping[Panel, int]
    """How many judgments a judge's first reply gave; without judges of whom it is not known."""
    silent: int
    """Responses that say nothing, and were decided without asking a judge."""
    notes: tuple[str, ...] = ()
    """What a reader must know of how it was put together."""

    @cached_property
    def turned(self) -> Mask | None:
        """The units on which a passing answer fails: see `Unit.is_turned`. ``None`` where there is none."""
        turned = np.array([u.is_turned for u in self.units], np.bool_)
        return turned if turned.any() else None

    def column(self, panel: Panel, repeat: int, dimension: str) -> Codes:
        """A judge's codes, all `ABSENT` where it was never asked about *dimension*."""
        column = self.judges[panel][repeat].get(dimension)
        return np.full(len(self.units), ABSENT, np.int16) if column is None else column


def code(given: Ratings | Coded) -> Coded:
    """Read every rating once; what is coded already is given back.

    Labels of unknown responses are counted and left out.

    Raises:
        InputError: A rating names a dimension or an answer the rubric does not have, a judgment an unknown response,
            one rater rated one item twice, or two name different probabilities of choosing one item.
    """
    if isinstance(given, Coded):
        return given
    place = {name: i for i, name in enumerate(given.units)}
    matched = [r for r in given.experts if r.response_id in place]
    experts, weights = code_labels(given.rubric, place, matched)
    units = tuple(given.units.values())
    clusters, labelled_clusters = number_clusters([u.cluster for u in units], labelled_units(experts, len(units)))
    return Coded(
        rubric=given.rubric,
        units=units,
        clusters=clusters,
        labelled_clusters=labelled_clusters,
        judges=_by_panel(given, place),
        experts=experts,
        weights=weights,
        unmatched=len(given.experts) - len(matched),
        first_tries=_first_tries(given.judges),
        silent=len({r.response_id for r in given.judges if r.reason_code == EMPTY_CANDIDATE}),
    )


def code_labels(
    rubric: Rubric, place: Mapping[str, int], labels: Sequence[Rating | ExpertLabel]
) -> tuple[dict[str, dict[str, Codes]], dict[str, Weights] | None]:
    """Experts' labels as columns, and the weights their items count with.

    Args:
        rubric: Whose dimensions and answers they name.
        place: Where each response stands among the units.
        labels: Independent, and of these responses only.

    Raises:
        InputError: A label does not fit the rubric or stands twice, or two name different probabilities for one item.
    """
    coder = _Coder(rubric.dimensions)
    columns: dict[tuple[str, str], list[int]] = defaultdict(lambda: [ABSENT] * len(place))
    for r in labels:
        coder.put(columns[r.rater, r.dimension], place[r.response_id], r)
    experts: dict[str, dict[str, Codes]] = {}
    for (rater, dimension), column in columns.items():
        experts.setdefault(rater, {})[dimension] = np.array(column, np.int16)
    return experts, _weights(rubric, place, labels)


def labelled_units(experts: Mapping[str, Mapping[str, Codes]], n_units: int) -> Mask:
    """Which units hold a label of any expert on any dimension."""
    labelled = np.zeros(n_units, np.bool_)
    for columns in experts.values():
        for column in columns.values():
            labelled |= column != ABSENT
    return labelled


def number_clusters(names: Sequence[str], labelled: Mask) -> tuple[NDArray[np.int64], int]:
    """A number for the cluster of each unit, those with a labelled unit first, and how many of these there are.

    Within both parts they stand in order of first appearance.
    """
    numbers: dict[str, int] = {}
    clusters = np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int64)
    with_label = np.bincount(clusters[labelled], minlength=len(numbers)) > 0
    renumbered = np.empty(len(numbers), np.int64)
    renumbered[np.argsort(~with_label, kind="stable")] = np.arange(len(numbers))
    return renumbered[clusters], int(with_label.sum())


def _weights(
    rubric: Rubric, place: Mapping[str, int], labels: Sequence[Rating | ExpertLabel]
) -> dict[str, Weights] | None:
    named: dict[tuple[str, str], float] = {}
    for r in labels:
        if r.sampling_p is not None:
            other = named.setdefault((r.dimension, r.response_id), r.sampling_p)
            if other != r.sampling_p:
                raise InputError(
                    f"{r.dimension!r} of response {r.response_id!r} was chosen for labelling with probability {other}"
                    f" by one label and {r.sampling_p} by another",
                    hint="sampling_p belongs to the item: write the same number in every rater's row",
                )
    if not named:
        return None
    weights = {d.id: np.ones(len(place)) for d in rubric.dimensions}
    for (dimension, response_id), p in named.items():
        weights[dimension][place[response_id]] = 1 / p
    return weights


class _Coder:
    """Turns a rating into its code."""

    def __init__(self, dimensions: tuple[Dimension, ...]) -> None:
        self.answers = {d.id: {a: i for i, a in enumerate(d.answer_ids)} for d in dimensions}

    def put(self, column: list[int], at: int, rating: Rating | ExpertLabel) -> None:
        if column[at] != ABSENT:
            raise InputError(
                f"{rating.rater!r} rated {rating.dimension!r} of response {rating.response_id!r} twice",
                hint="keep one row per rater, response and dimension",
            )
        column[at] = self._code(rating)

    def _code(self, rating: Rating | ExpertLabel) -> int:
        answers = self.answers.get(rating.dimension)
        if answers is None:
            raise InputError(
                f"{rating.rater!r} rated {rating.dimension!r}, which is no dimension of the rubric",
                hint=near_miss(rating.dimension, self.answers),
            )
        status = rating.status if isinstance(rating, Rating) else Status(rating.state)
        if status is not Status.OBSERVED:
            return CODES[status]
        if rating.answer not in answers:
            raise InputError(
                f"{rating.rater!r} answered {rating.answer!r} to {rating.dimension!r} of response"
                f" {rating.response_id!r}, which is none of its answers",
                hint=near_miss(rating.answer or "", answers),
            )
        return answers[rating.answer]


def _by_panel(given: Ratings, place: Mapping[str, int]) -> dict[Panel, dict[int, dict[str, Codes]]]:
    coder = _Coder(given.rubric.dimensions)
    columns: dict[tuple[str, str, int, str], list[int]] = defaultdict(lambda: [ABSENT] * len(place))
    for r in given.judges:
        if r.response_id not in place:
            raise InputError(f"judge {r.rater!r} rated the response {r.response_id!r}, which is none of the run's")
        coder.put(columns[r.rater, r.ask, r.repeat, r.dimension], place[r.response_id], r)
    judges: dict[Panel, dict[int, dict[str, Codes]]] = {}
    for (judge, ask, repeat, dimension), column in columns.items():
        judges.setdefault((judge, ask), {}).setdefault(repeat, {})[dimension] = np.array(column, np.int16)
    return {panel: dict(sorted(repeats.items())) for panel, repeats in judges.items()}


def _first_tries(ratings: Sequence[Rating]) -> dict[Panel, int]:
    read = (Status.OBSERVED, Status.NOT_APPLICABLE, Status.ABSTAINED)
    counts: Counter[Panel] = Counter()
    for r in ratings:
        if r.first_try is not None:
            counts[r.rater, r.ask] += r.first_try and r.status in read
    return dict(counts)


def observed(codes: Codes) -> Matrix:
    """Codes as a statistic takes them: ``nan`` where there is no answer."""
    return np.where(codes >= 0, codes, np.nan).astype(np.float64)


def failing(dimension: Dimension) -> tuple[int, ...]:
    """The codes of the answers that speak against a response; none where no answer speaks for it."""
    return tuple(i for i, a in enumerate(dimension.answer_ids) if dimension.passed(a) is False)


def as_flags(codes: Codes, dimension: Dimension, turned: Mask | None = None) -> Matrix:
    """Codes as flags: 1 for a failing answer, 0 for a passing one, ``nan`` where there is no answer.

    Where no answer speaks for or against a response, all are ``nan``: nothing is flagged there, and nothing cleared. On
    *turned* items (the last axis) it is the other way round.
    """
    flags = np.zeros(len(dimension.answers)) if dimension.has_sides else np.full(len(dimension.answers), np.nan)
    flags[list(failing(dimension))] = 1
    found = np.where(codes >= 0, flags[np.maximum(codes, 0)], np.nan)
    return found if turned is None else np.where(turned, 1 - found, found)
