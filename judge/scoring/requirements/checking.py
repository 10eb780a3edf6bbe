"""Whether what is required of judges holds: each repeat, judge and dimension for itself, nothing by default."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field
from typing import cast

import numpy as np

from judge.dimension import Dimension
from judge.errors import InputError, near_miss
from judge.record import dataclass
from judge.scoring.coding import ABSENT, GATED, Coded, Panel
from judge.scoring.requirements.requiring import COVERAGE, Requirement
from judge.stats.panel import ORDERED_PAIR, PAIR
from judge.table import Row

NOT_HERE = "this dimension has no such statistic"
NOT_ASKED = "the judge was asked nothing here"

_NUMBERS = ("value", "low", "high", "interval_method", "numerator", "denominator")
_OVER_REPEATS = ("mean", "sd")
_BY_ANY = ("missed", "false_alarms")
_REST = ("distribution", "latent", "experts", None)


@dataclass(frozen=True)
class Evidence:
    """What is known of the judges that are to be checked."""

    coded: Coded
    """The run, for what was asked and read."""
    rows: Sequence[Row]
    """The agreement table."""
    panels: Sequence[Panel]
    """The judges to check, with their ways of asking."""
    found: dict[tuple[Panel, str, str], list[Row]] = field(init=False, default_factory=lambda: defaultdict(list))
    """Rows by judge, dimension and statistic; not those over repeats."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if row["repeat"] not in _OVER_REPEATS and row["group"] is None:
                self.found[(row["judge"], row["ask"]), row["dimension"], row["statistic"]].append(row)

    @property
    def statistics(self) -> set[str]:
        """The names judges' rows have."""
        return {name for panel, _, name in self.found if panel in self.panels}

    @property
    def measured(self) -> set[tuple[str, str]]:
        """The dimensions with the statistics that judges' rows have of them."""
        return {(dimension, name) for panel, dimension, name in self.found if panel in self.panels}

    def references(self, statistic: str) -> set[str | None]:
        """What *statistic* of these judges was held against, on any dimension."""
        return {
            row["reference"]
            for (panel, _, name), rows in self.found.items()
            if panel in self.panels and name == statistic
            for row in rows
        }


def check(requirements: Iterable[Requirement], evidence: Evidence) -> list[Row]:
    """A row for each requirement, dimension, judge and repeat, and whether it ``holds``.

    Each repeat stands for itself, as the judge would be deployed: never the mean of several. An undefined statistic, a
    missing interval, a dimension nobody labelled do not hold, and ``reason`` says why. ``measured`` is the number that
    was held against the bound.

    Raises:
        InputError: A requirement names a statistic, reference or dimension that is not known here.
    """
    return [row for requirement in requirements for row in _checked(requirement, evidence)]


def left_out_notes(requirements: Iterable[Requirement], evidence: Evidence) -> list[str]:
    """What requirements that name no dimension ask nothing of, because none of its answers passes."""
    notes = []
    for r in requirements:
        if r.dimension is None and not r.critical and r.statistic != COVERAGE:
            asked = set(_dimensions(r, evidence.coded, evidence.measured))
            gone = [d.id for d in evidence.coded.rubric.dimensions if d.id not in asked]
            if gone:
                notes.append(f"{r.text!r} asks nothing of {', '.join(gone)}, of which no answer passes")
    return notes


def _checked(requirement: Requirement, evidence: Evidence) -> Iterator[Row]:
    names = _dimensions(requirement, evidence.coded, evidence.measured)
    if requirement.statistic == COVERAGE:
        for name in names:
            for panel in evidence.panels:
                yield from _coverage(requirement, evidence.coded, panel, name)
        return
    reference = _reference(requirement, evidence)
    for name in cast("list[str]", names):
        for panel in evidence.panels:
            yield from _statistic(requirement, evidence, panel, name, reference)


def _dimensions(requirement: Requirement, coded: Coded, measured: Collection[tuple[str, str]]) -> list[str | None]:
    """Those it is about; where none is named, not those of which no answer passes and that have no such statistic."""
    known = {d.id: d for d in coded.rubric.dimensions}
    if requirement.critical:
        critical: list[str | None] = [d.id for d in known.values() if d.critical]
        if not critical:
            raise InputError(f"{requirement.text!r}: the rubric has no critical dimension", hint="name the dimensions")
        return critical
    if requirement.dimension is not None:
        named: Dimension | None = coded.rubric.dimension(requirement.dimension)
        if named is None:
            raise InputError(
                f"{requirement.text!r}: no dimension {requirement.dimension!r} in {coded.rubric.id!r}",
                hint=near_miss(requirement.dimension, known),
            )
        return [named.id]
    if requirement.statistic == COVERAGE:
        return [None]
    return [name for name, d in known.items() if d.has_sides or (name, requirement.statistic) in measured]


def _reference(requirement: Requirement, evidence: Evidence) -> str | None:
    """The reference written, or the usual one: any expert for misses, pairs for agreement, else the majority."""
    statistic = requirement.statistic
    if statistic not in evidence.statistics:
        raise InputError(
            f"{requirement.text!r}: no statistic {statistic!r} in this table",
            hint=near_miss(statistic, {*evidence.statistics, COVERAGE}),
        )
    known = evidence.references(statistic)
    names = {name for name in known if name is not None}
    if requirement.reference is not None:
        if requirement.reference not in known:
            raise InputError(
                f"{requirement.text!r}: {statistic} has no reference {requirement.reference!r} here",
                hint=near_miss(requirement.reference, names),
            )
        return requirement.reference
    usual = next((name for name in _usual(statistic) if name in known), next(iter(known)) if len(known) == 1 else "")
    if usual == "":
        raise InputError(
            f"{requirement.text!r}: {statistic} has several references", hint=f"write @ and one of {sorted(names)}"
        )
    return usual


def _usual(statistic: str) -> tuple[str | None, ...]:
    if statistic.endswith(_BY_ANY):
        return ("any", *_REST)
    on_equal_terms = statistic in {**PAIR, **ORDERED_PAIR} or statistic.startswith("krippendorff_alpha")
    return ("pairs", "majority", *_REST) if on_equal_terms else ("majority", "pairs", *_REST)


def _statistic(
    requirement: Requirement, evidence: Evidence, panel: Panel, dimension: str, reference: str | None
) -> Iterator[Row]:
    rows = [r for r in evidence.found.get((panel, dimension, requirement.statistic), ()) if r["reference"] == reference]
    whole = [row for row in rows if row["answer"] is None] or rows
    repeats = {row["repeat"] for row in whole}
    # A number made of all repeats at once stands for all of them.
    wanted = repeats if repeats and not repeats & {*evidence.coded.judges[panel]} else evidence.coded.judges[panel]
    for repeat in wanted:
        here = [row for row in whole if row["repeat"] == repeat]
        about = _about(requirement, panel, dimension, repeat) | {"reference": reference}
        if not here:
            yield about | _missing(NOT_HERE)
        for row in here:
            yield about | _held(requirement, row)


def _held(requirement: Requirement, row: Row) -> Row:
    copied = (*_NUMBERS, "n_items", "n_clusters")
    measured = row[requirement.end]
    if row["status"] != "ok":
        measured, reason = None, row["reason"]
    elif measured is None:
        reason = _unbounded(row.get("interval_reason"))
    else:
        reason = _short(requirement, measured)
    return {name: row[name] for name in copied} | {"measured": measured, "holds": reason is None, "reason": reason}


def _unbounded(why: str | None) -> str:
    return f"no interval: {why}" if why else "no interval"


def _short(requirement: Requirement, measured: float) -> str | None:
    if requirement.keeps(measured):
        return None
    return f"{requirement.end} {measured:.3f} is not {requirement.operator} {requirement.bound:g}"


def _coverage(requirement: Requirement, coded: Coded, panel: Panel, dimension: str | None) -> Iterator[Row]:
    names = [d.id for d in coded.rubric.dimensions] if dimension is None else [dimension]
    for repeat in coded.judges[panel]:
        codes = np.stack([coded.column(panel, repeat, name) for name in names])
        put = int(((codes != ABSENT) & (codes != GATED)).sum())
        scored = int((codes >= 0).sum())
        share = scored / put if put else None
        reason = NOT_ASKED if share is None else _short(requirement, share)
        about = _about(requirement, panel, dimension, repeat) | _missing(reason)
        counts = {"numerator": scored, "denominator": put, "n_items": put}
        yield about | counts | {"value": share, "measured": share, "holds": reason is None}


def _about(requirement: Requirement, panel: Panel, dimension: str | None, repeat: int | str) -> Row:
    return {
        "requirement": requirement.text,
        "judge": panel[0],
        "ask": panel[1],
        "dimension": dimension,
        "repeat": repeat,
        "statistic": requirement.statistic,
        "reference": None,
        "end": requirement.end,
        "operator": requirement.operator,
        "bound": requirement.bound,
    }


def _missing(reason: str | None) -> Row:
    empty = dict.fromkeys(_NUMBERS)
    return {**empty, "n_items": 0, "n_clusters": 0, "measured": None, "holds": False, "reason": reason}
