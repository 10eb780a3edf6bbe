"""Several runs of one rubric as one table, so that their judges can be put side by side."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from judge.errors import InputError
from judge.scoring.coding import ABSENT, Coded, Codes, Panel, labelled_units, number_clusters

Named = tuple[str, Coded]
"""What a run is called, and what it says."""


def join(parts: Sequence[Named]) -> Coded:
    """The judges of all *parts* over the units of any of them; one part is given back as it is.

    A judge's name that stands in several runs is told apart by the run's: ``gpt@old`` and ``gpt@new``. Runs of one name
    are numbered. A judge has no rating of a unit its run does not hold. Experts' labels of a unit are those of the
    first run that holds it.

    Raises:
        InputError: There is no run, or two are not of the same rubric.
    """
    if not parts:
        raise InputError("no run was given", hint="judge compare RUN... --labels FILE")
    if len(parts) == 1:
        return parts[0][1]
    _refuse_other_rubrics(parts)
    codeds = [coded for _, coded in parts]
    units = {u.response_id: u for coded in reversed(codeds) for u in coded.units}
    order = list(dict.fromkeys(u.response_id for coded in codeds for u in coded.units))
    place = {name: i for i, name in enumerate(order)}
    at = [np.array([place[u.response_id] for u in coded.units], np.intp) for coded in codeds]
    experts = _experts(codeds, at, len(order))
    clusters, labelled = number_clusters([units[name].cluster for name in order], labelled_units(experts, len(order)))
    names = _judge_names(parts)
    return Coded(
        rubric=codeds[0].rubric,
        units=tuple(units[name] for name in order),
        clusters=clusters,
        labelled_clusters=labelled,
        judges={
            renamed: {
                repeat: {d: _spread(codes, at[i], len(order)) for d, codes in columns.items()}
                for repeat, columns in repeats.items()
            }
            for i, coded in enumerate(codeds)
            for panel, repeats in coded.judges.items()
            for renamed in (names[i, panel],)
        },
        experts=experts,
        weights=_weights(codeds, at, len(order)),
        unmatched=min(coded.unmatched for coded in codeds),
        first_tries={names[i, p]: n for i, coded in enumerate(codeds) for p, n in coded.first_tries.items()},
        silent=max(coded.silent for coded in codeds),
        notes=tuple(dict.fromkeys(note for coded in codeds for note in coded.notes)),
    )


def run_names(names: Sequence[str]) -> list[str]:
    """What to call each run: its own name, numbered where several bear it.

    >>> run_names(["a", "b", "a"])
    ['a', 'b', 'a-2']
    """
    counts: Counter[str] = Counter()
    found = []
    for name in names:
        counts[name] += 1
        found.append(name if counts[name] == 1 else f"{name}-{counts[name]}")
    return found


def judge_names(parts: Sequence[Named]) -> dict[tuple[int, str], str]:
    """What each run's judge is called beside the others', by the run's place and the judge's own name."""
    runs = run_names([name for name, _ in parts])
    own = [dict.fromkeys(judge for judge, _ in coded.judges) for _, coded in parts]
    shared = Counter(judge for judges in own for judge in judges)
    return {
        (i, judge): f"{judge}@{runs[i]}" if shared[judge] > 1 else judge
        for i, judges in enumerate(own)
        for judge in judges
    }


def _judge_names(parts: Sequence[Named]) -> dict[tuple[int, Panel], Panel]:
    names = judge_names(parts)
    return {(i, panel): (names[i, panel[0]], panel[1]) for i, (_, coded) in enumerate(parts) for panel in coded.judges}


def _refuse_other_rubrics(parts: Sequence[Named]) -> None:
    (first, coded), *others = parts
    for name, other in others:
        if other.rubric.sha256 != coded.rubric.sha256:
            raise InputError(
                f"runs {first!r} and {name!r} are of different rubrics: {coded.rubric.id} {coded.rubric.version} and"
                f" {other.rubric.id} {other.rubric.version}",
                hint="judges can be compared on the same questions only",
            )


def _spread(codes: Codes, at: np.ndarray, n: int) -> Codes:
    column = np.full(n, ABSENT, np.int16)
    column[at] = codes
    return column


def _experts(codeds: Sequence[Coded], at: Sequence[np.ndarray], n: int) -> dict[str, Mapping[str, Codes]]:
    found: dict[str, dict[str, Codes]] = {}
    for coded, places in zip(reversed(codeds), reversed(at), strict=True):
        for expert, columns in coded.experts.items():
            for dimension, codes in columns.items():
                column = found.setdefault(expert, {}).setdefault(dimension, np.full(n, ABSENT, np.int16))
                column[places] = np.where(codes != ABSENT, codes, column[places])
    order = dict.fromkeys(expert for coded in codeds for expert in coded.experts)
    return {expert: found[expert] for expert in order}


def _weights(codeds: Sequence[Coded], at: Sequence[np.ndarray], n: int) -> dict[str, np.ndarray] | None:
    if all(coded.weights is None for coded in codeds):
        return None
    found = {d.id: np.ones(n) for d in codeds[0].rubric.dimensions}
    for coded, places in zip(codeds, at, strict=True):
        for dimension, weights in (coded.weights or {}).items():
            found[dimension][places] = np.where(weights != 1, weights, found[dimension][places])
    return found
