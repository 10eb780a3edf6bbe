"""What a run asks beside its data, each in a store of its own: known cases, and which reply form suits a judge."""

from contextlib import closing
from pathlib import Path

from judge.store import reading
from judge.store.schema import connect, is_begun

CANARIES = "canaries"
PROBES = "probe"


def stores_beside(folder: Path) -> list[Path]:
    """The folders of *folder*'s other stores that are there."""
    found = [folder / CANARIES, *sorted((folder / PROBES).glob("*"))]
    return [store for store in found if is_begun(store)]


def spent_beside(folder: Path, *, without: Path | None = None) -> float:
    """What calls outside the run's own store have cost so far, in USD, as far as that is known."""
    spent = 0.0
    for store in stores_beside(folder):
        if store == without:
            continue
        with closing(connect(store)) as db:
            spent += reading.spent(db)
    return spent
