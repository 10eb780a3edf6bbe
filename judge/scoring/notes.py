"""What a reader of a table must know, as far as the ratings themselves tell."""

from collections import Counter

import numpy as np

from judge.gating import unguided
from judge.ratings import Unit
from judge.rubric import Rubric
from judge.scoring.coding import Coded
from judge.scoring.covering import rubric_notes, unsuitable_notes
from judge.scoring.references import Labelled, any_expert
from judge.scoring.tallying import taken_out
from judge.table import Row


def score_notes(coded: Coded, coverage: list[Row], *, by: str | None) -> list[str]:
    """Sentences for a table of candidates' scores."""
    units = list(coded.units)
    return [
        *rubric_notes(coded.rubric),
        *_gate_tags(coded.rubric, units),
        *_without_criteria(coded.rubric, units),
        *unsuitable_notes(coverage),
        *_silence(coded),
        *group_notes(units, by),
    ]


def agreement_notes(coded: Coded, *, by: str | None) -> list[str]:
    """Sentences for a table of raters' agreement."""
    units = list(coded.units)
    notes = rubric_notes(coded.rubric)
    if coded.unmatched:
        notes.append(f"{coded.unmatched} labels speak of responses that this run does not hold; they are left out")
    if len(coded.experts) < 2:  # noqa: PLR2004 - nobody to agree with
        notes.append(f"{len(coded.experts)} expert(s): how far experts agree among themselves is not known")
    return [*notes, *_gated_flags(coded), *group_notes(units, by)]


def _gated_flags(coded: Coded) -> list[str]:
    notes = []
    everyone = np.ones(len(coded.units), np.bool_)
    for d in (d for d in coded.rubric.dimensions if d.has_sides):
        items = Labelled.of(coded, d, everyone)
        found = any_expert(items).flags == 1
        for panel, repeats in coded.judges.items():
            gone = [taken_out(items, coded.column(panel, repeat, d.id)[items.at])[found] for repeat in repeats]
            count = int(np.any(gone, axis=0).sum())
            if count:
                who = f"{panel[0]!r} ({panel[1]})" if panel[1] else f"{panel[0]!r}"
                notes.append(
                    f"{d.id}: {count} responses that an expert flagged were taken out by a gate for judge {who};"
                    " they are in no count of what it missed"
                )
    return notes


def group_notes(units: list[Unit], by: str | None) -> list[str]:
    """How many units stand outside every group."""
    without = sum(by not in u.tags for u in units) if by is not None else 0
    return [f"{without} of {len(units)} responses have no tag {by!r}: their group is null"] if without else []


def _gate_tags(rubric: Rubric, units: list[Unit]) -> list[str]:
    notes = []
    for d in rubric.dimensions:
        for tag in sorted(d.applies_when.tag_names()) if d.applies_when else ():
            absent = sum(tag not in u.tags for u in units)
            if absent:
                notes.append(
                    f"{d.id}: {absent} of {len(units)} responses have no tag {tag!r}, which its gate reads;"
                    " the gate lets them through"
                )
    return notes


def _without_criteria(rubric: Rubric, units: list[Unit]) -> list[str]:
    counts = Counter(name for unit in units for name in unguided(rubric, unit))
    return [
        f"{name}: no criteria are written for the tags of {count} of {len(units)} responses; they are judged by the"
        " question alone"
        for name, count in counts.items()
    ]


def _silence(coded: Coded) -> list[str]:
    if not coded.silent:
        return []
    return [f"{coded.silent} responses say nothing; they were decided without asking a judge"]
