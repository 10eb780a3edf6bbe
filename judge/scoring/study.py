"""One table of ratings with the one resampling plan that every number made of it shares."""

from collections.abc import Sequence
from functools import cached_property

from judge.record import dataclass
from judge.scoring.coding import Coded, Mask
from judge.scoring.grouping import groups
from judge.scoring.references import Labelled
from judge.stats.resampling import REPLICATES, Plan


@dataclass(frozen=True)
class Study:
    """The units of one group of a run, their labels, and the plan."""

    coded: Coded
    plan: Plan
    """Over the clusters that hold a label: ``Labelled.clusters`` are its places."""
    group: str | None
    members: Mask

    @cached_property
    def labelled(self) -> Sequence[Labelled]:
        """For each dimension of the rubric, in order, the items that at least one expert labelled."""
        return [Labelled.of(self.coded, d, self.members) for d in self.coded.rubric.dimensions]

    @property
    def sided(self) -> Sequence[Labelled]:
        """Those of dimensions on which answers speak for or against a response: only there is anything flagged."""
        return [items for items in self.labelled if items.dimension.has_sides]


def studies(coded: Coded, *, by: str | None = None, replicates: int = REPLICATES, seed: int = 0) -> list[Study]:
    """A study for each group of the tag *by*, all under one plan.

    Raises:
        InputError: No unit has the tag.
    """
    plan = Plan(coded.labelled_clusters, replicates, seed)
    return [Study(coded, plan, g.name, g.members) for g in groups(coded.units, by)]
