"""A judge's answers on the labelled items of one dimension, all its repeats together."""

from collections.abc import Iterator

import numpy as np

from judge.record import dataclass
from judge.scoring.coding import Codes, Mask
from judge.scoring.guards import Grounds, verdicts_chose
from judge.scoring.references import Labelled
from judge.scoring.study import Study
from judge.scoring.tallying import asked_about
from judge.scoring.writing import Writer

ALL_REPEATS = "all"
"""What rows call a number made of all repeats at once, where it is no mean over them."""


@dataclass(frozen=True)
class Asked:
    """One judge, asked in one way, once or more."""

    judge: str
    ask: str
    repeats: tuple[int, ...]
    codes: Codes
    """Repeats x items."""
    items: Labelled
    group: str | None
    grounds: Grounds
    biased: tuple[str | None, ...]
    """For each repeat why these labels cannot tell what it misses, if they cannot."""
    leaning: tuple[str | None, ...]

    @property
    def several(self) -> bool:
        """Whether it was asked more than once."""
        return len(self.repeats) > 1

    @property
    def put_before(self) -> Mask:
        """Repeats x items: neither absent nor taken out by a tag."""
        return asked_about(self.items, self.codes)

    def writer(self, repeat: int | str) -> Writer:
        """For rows about one repeat, or about `ALL_REPEATS`: what speaks against one of them speaks against all."""
        own = [i for i, r in enumerate(self.repeats) if repeat in (r, ALL_REPEATS)]
        biased, leaning = (next((said[i] for i in own if said[i]), None) for said in (self.biased, self.leaning))
        return Writer(self.items, self.judge, self.ask, self.group, repeat, self.grounds, biased, leaning)

    def each(self) -> Iterator[tuple[Writer, Codes]]:
        """Each repeat, standing for itself."""
        for repeat, codes in zip(self.repeats, self.codes, strict=True):
            yield self.writer(repeat), codes


def asked(study: Study, items: Labelled) -> list[Asked]:
    """Every judge of *study* on *items*, in the order of the run."""
    grounds, found = Grounds.of(items), []
    for panel, repeats in study.coded.judges.items():
        columns = [study.coded.column(panel, repeat, items.dimension.id)[items.at] for repeat in repeats]
        said = [verdicts_chose(study.coded, panel, repeat, items, members=study.members) for repeat in repeats]
        biased, leaning = (tuple(sentences) for sentences in zip(*said, strict=True))
        found.append(Asked(*panel, tuple(repeats), np.stack(columns), items, study.group, grounds, biased, leaning))
    return found


def baseline(study: Study, items: Labelled, name: str) -> Writer:
    """For rows about a judge of ours that stands beside the run's, or about the experts."""
    return Writer(items, name, group=study.group, grounds=Grounds.of(items))
