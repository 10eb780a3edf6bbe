"""Units taken apart by a tag, and put together by what was drawn together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from judge.errors import InputError, near_miss
from judge.label import ExpertLabel
from judge.ratings import Unit
from judge.record import dataclass
from judge.scoring.coding import Mask

SCENARIO = "scenario"
RESPONSE = "response"


@dataclass(frozen=True)
class Group:
    """Some of the units."""

    name: str | None
    """The tag's value; ``None`` when nothing is grouped, or for the units without the tag."""
    members: Mask


def groups(units: tuple[Unit, ...], by: str | None) -> list[Group]:
    """The groups of the tag *by* in order of first appearance, units without it last; one of all when it is ``None``.

    Raises:
        InputError: No unit has the tag.
    """
    if by is None:
        return [Group(None, np.ones(len(units), np.bool_))]
    values = [u.tags.get(by) for u in units]
    names = dict.fromkeys(v for v in values if v is not None)
    if not names:
        raise InputError(f"no response has the tag {by!r}", hint=near_miss(by, {t for u in units for t in u.tags}))
    found = [Group(n, np.array([v == n for v in values], np.bool_)) for n in names]
    rest = np.array([v is None for v in values], np.bool_)
    return [*found, Group(None, rest)] if rest.any() else found


def clustered(
    units: Sequence[Unit], labels: Iterable[ExpertLabel], cluster: str | None
) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """The units in the clusters of the user's choice, and what a reader must know of that choice.

    Clusters of one name are one cluster, wherever the name comes from.

    Args:
        units: As the run has them: each in the cluster of its scenario.
        labels: Those that are used; what they name as ``cluster`` counts when nothing is chosen.
        cluster: ``None``: as the labels of a response say, else its scenario. ``scenario``. ``response``: each stands
            for itself, a turn for its conversation. A tag's name: units with the same value; those without the tag
            stand for themselves.

    Raises:
        InputError: No unit has the tag, or two labels of one response name different clusters.
    """
    if cluster is None:
        return _as_labelled(units, labels)
    if cluster == SCENARIO:
        return tuple(units), ()
    if cluster == RESPONSE:
        return tuple(replace(u, own_cluster=u.whole_id) for u in units), ()
    return _by_tag(units, cluster)


def _as_labelled(units: Sequence[Unit], labels: Iterable[ExpertLabel]) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    named: dict[str, str] = {}
    labelled = set()
    for label in labels:
        labelled.add(label.response_id)
        if label.cluster is not None and named.setdefault(label.response_id, label.cluster) != label.cluster:
            raise InputError(
                f"labels of response {label.response_id!r} name two clusters, {named[label.response_id]!r} and"
                f" {label.cluster!r}",
                hint="a response was drawn once: write the same cluster in all its rows",
            )
    if not named:
        return tuple(units), ()
    notes = (
        f"{len(named)} of {len(labelled)} labelled responses name their own cluster; elsewhere it is the scenario",
    )
    of_scenario = _of_scenarios(units, named)
    own = (named.get(u.response_id) or of_scenario.get(u.scenario_id) for u in units)
    return tuple(replace(u, own_cluster=cluster) for u, cluster in zip(units, own, strict=True)), notes


def _of_scenarios(units: Sequence[Unit], named: Mapping[str, str]) -> dict[str, str]:
    """The cluster of a scenario whose named responses all say the same: its other responses were not drawn apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for u in units:
        if u.response_id in named:
            found[u.scenario_id].add(named[u.response_id])
    return {scenario: next(iter(names)) for scenario, names in found.items() if len(names) == 1}


def _by_tag(units: Sequence[Unit], tag: str) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    without = sum(tag not in u.tags for u in units)
    if without == len(units):
        known = {SCENARIO, RESPONSE, *(t for u in units for t in u.tags)}
        raise InputError(f"no response has the tag {tag!r}, to cluster by", hint=near_miss(tag, known))
    notes = (
        (f"{without} of {len(units)} responses have no tag {tag!r}: each is a cluster of its own",) if without else ()
    )
    return tuple(replace(u, own_cluster=u.tags.get(tag, u.response_id)) for u in units), notes
