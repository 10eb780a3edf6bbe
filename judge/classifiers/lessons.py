"""What is there to learn from: labelled texts, one answer each, and what of the labels is left out and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING

from judge.choosing import class_row
from judge.classifiers.dividing import Ties
from judge.classifiers.passages import Passage, passage_of
from judge.classifiers.settling import settle
from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scenario import Response

if TYPE_CHECKING:
    from judge.dimension import Dimension
    from judge.label import ExpertLabel
    from judge.rubric import Rubric

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One labelled text."""

    id: str
    passage: Passage
    answer: int
    """The place of its answer among the classes."""
    cluster: str
    """Items of one cluster are never learned from and tested on: one conversation, one scenario."""


@dataclass(frozen=True)
class Lesson:
    """Everything a classifier learns from, and what it learns to answer."""

    classes: tuple[str, ...]
    items: tuple[Item, ...]
    about: dict[str, str | None]
    """The rubric and the dimension it is about."""
    left_out: dict[str, int]
    """Labelled things that were not learned from, by reason."""

    @property
    def sha256(self) -> str:
        """Fingerprint of the texts, their answers and what holds them together."""
        rows = sorted((i.id, i.passage.sha256, self.classes[i.answer], i.cluster) for i in self.items)
        return sha256(dumps([self.classes, rows]).encode("ascii")).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """How many texts have each answer."""
        found = Counter(item.answer for item in self.items)
        return {name: found[i] for i, name in enumerate(self.classes)}

    def clusters(self) -> dict[str, list[int]]:
        """The answers of each cluster's items."""
        held: dict[str, list[int]] = {}
        for item in self.items:
            held.setdefault(item.cluster, []).append(item.answer)
        return held


def apart(items: Iterable[Item], aside: Iterable[Item]) -> list[Item]:
    """Those of *items* that may be learned from where *aside* is put aside: not a text that stands there too.

    A greeting may open many conversations; it must not tie them all together, nor be learned and tested.

    Raises:
        InputError: None is left.
    """
    unseen = {item.passage.sha256 for item in aside}
    left = [item for item in items if item.passage.sha256 not in unseen]
    if not left:
        raise InputError(
            "nothing is left to learn from: every text stands among those that are put aside too",
            hint="are the same texts repeated under other ids?",
        )
    return left


def target_of(rubric: "Rubric", name: str | None) -> "Dimension":
    """The dimension that is learned: the one called *name*, a tree's or a question's class, or the only one there is.

    Raises:
        InputError: There are several and none is named, or none of that name, or its criteria differ by scenario.
    """
    if rubric.dimensions_from == "scenario":
        raise InputError(
            f"the criteria of {rubric.id!r} are each scenario's own: a classifier answers one question about all texts",
            hint="train by a rubric whose dimensions are its own",
        )
    if name is not None:
        found = rubric.dimension(name)
        if found is None:
            hint = near_miss(name, (d.id for d in rubric.dimensions))
            raise InputError(f"no dimension {name!r} in {rubric.id!r}", hint=hint)
        return found
    if rubric.decide == "first":
        return rubric.dimensions[-1]
    if len(rubric.asked) == 1 and (one := class_row(rubric.asked[0])) is not None:
        return one
    if len(rubric.dimensions) > 1:
        raise InputError(
            f"{rubric.id!r} has {len(rubric.dimensions)} dimensions, and a classifier learns one",
            hint=f"add --dimension, e.g. --dimension {rubric.dimensions[0].id}",
        )
    return rubric.dimensions[0]


def lesson_of(
    labels: "Sequence[ExpertLabel]",
    units: Iterable[Response],
    rubric: "Rubric",
    dimension: "Dimension",
    *,
    notes: list[str] | None = None,
) -> Lesson:
    """The texts among *units* that *labels* settle an answer on *dimension* for.

    Where the labels are divided (``judge split``), only the side ``dev`` is learned from: what tests must stay unseen.

    Raises:
        InputError: Nothing is left to learn from, or only one answer.
    """
    notes, left_out = [] if notes is None else notes, Counter[str]()
    by_unit: dict[tuple[str, int | None], list[ExpertLabel]] = {}
    whole = rubric.unit in ("response", "conversation")
    for label in _dev_side([label for label in labels if label.dimension == dimension.id], notes):
        by_unit.setdefault((label.response_id, None if whole else label.turn), []).append(label)
    items = sorted(_items(by_unit, units, dimension.answer_ids, left_out), key=lambda item: item.id)
    left_out["unmatched"] = len(by_unit) - sum(left_out.values()) - len(items)
    notes += _said(left_out)
    if len({item.answer for item in items}) < _FEWEST:
        raise InputError(
            f"{len(items)} labelled texts with {len({item.answer for item in items})} different answers on "
            f"{dimension.id!r}: nothing to tell apart",
            hint="are these the labels of these responses?",
        )
    notes += _never_seen(items, dimension.answer_ids)
    about = {"rubric": rubric.id, "rubric_version": rubric.version, "dimension": dimension.id}
    return Lesson(tuple(dimension.answer_ids), tuple(items), dict(about), dict(+left_out))


def _dev_side(labels: "Sequence[ExpertLabel]", notes: list[str]) -> "list[ExpertLabel]":
    sides = {label.split for label in labels} - {None}
    if not sides:
        return list(labels)
    dev = [label for label in labels if label.split == "dev"]
    if not dev:
        raise InputError("no label is on the side dev, which may be learned from", hint="divide them: judge split")
    notes.append(f"{len(labels) - len(dev)} labels are not on the side dev: left unseen, for testing")
    return dev


def _items(
    by_unit: "dict[tuple[str, int | None], list[ExpertLabel]]",
    units: Iterable[Response],
    classes: Sequence[str],
    left_out: Counter[str],
) -> Iterable[Item]:
    ties, found = Ties(), list[tuple[Response, Passage, int]]()
    for unit in units:
        given = by_unit.get((unit.whole_id, unit.turn))
        if given is None:
            continue
        answer, why_not = settle(given)
        if answer is None:
            left_out[str(why_not)] += 1
            continue
        passage = passage_of(unit)
        named = [("cluster", label.cluster) for label in given if label.cluster is not None]
        whole = ("whole", unit.whole_id)
        ties.tie([whole, ("scenario", unit.scenario_id), *named])
        found.append((unit, passage, classes.index(answer)))
    names: dict[object, str] = {}
    for name in sorted(unit.whole_id for unit, _, _ in found):
        names.setdefault(ties.root(("whole", name)), name)
    for unit, passage, answer_at in found:
        yield Item(unit.id, passage, answer_at, names[ties.root(("whole", unit.whole_id))])


def _said(left_out: Counter[str]) -> list[str]:
    notes = []
    if left_out["tied"]:
        notes.append(f"{left_out['tied']} texts have as many raters for one answer as for another: left out")
    if left_out["not_answered"]:
        notes.append(f"{left_out['not_answered']} texts have no answer, only abstentions or not applicable: left out")
    if left_out["unmatched"]:
        notes.append(f"{left_out['unmatched']} labelled texts are not among the responses: left out")
    return notes


def _never_seen(items: Sequence[Item], classes: Sequence[str]) -> list[str]:
    seen = {item.answer for item in items}
    missing = [name for i, name in enumerate(classes) if i not in seen]
    return [f"no text has the answer {', '.join(missing)}: the classifier cannot learn it"] if missing else []
