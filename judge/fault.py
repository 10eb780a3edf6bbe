"""What is wrong with a part of a file: raised by the noun that noticed, located by whoever read the file."""

from collections.abc import Iterable

from judge.record import dataclass

At = tuple[str | int, ...]
"""Keys and indices that lead to a part, as they are written in the file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, where it stands, and what to do about it."""

    message: str
    at: At = ()
    """From the noun that noticed; empty when it is about the whole of it."""
    hint: str | None = None


class FaultsError(ValueError):
    """Every fault a noun found in itself; pydantic carries it to the reader of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f.message for f in self.faults))


def raise_any(faults: Iterable[Fault]) -> None:
    """Raise all *faults* at once; nothing when there are none.

    Raises:
        FaultsError: There is one.
    """
    if found := tuple(faults):
        raise FaultsError(found)


def later(what: str, *at: str | int, now: str) -> Fault:
    """The refusal of something the rubric language names and this version cannot judge yet."""
    return Fault(f"{what} is not supported yet", at, f"this version knows {now}")


def listed(names: Iterable[str]) -> str:
    """*names* as a hint shows them: the first dozen."""
    known = list(names)
    return ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")  # noqa: PLR2004 - a dozen fits on a line
