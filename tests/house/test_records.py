"""Our frozen dataclasses do what those of ``dataclasses`` do."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, replace
from typing import Any

import pytest

from judge.record import dataclass


@dataclass(frozen=True, slots=True)
class Slotted:
    """With slots."""

    name: str
    words: tuple[str, ...] = ()
    known: dict[str, int] = field(default_factory=dict)
    aside: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Open:
    """Without slots, and with a check of its own."""

    name: str
    count: int = 1

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("a count is never negative")


@dataclass(frozen=True)
class Heir(Open):
    """One field more."""

    more: str = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Every field by its name."""

    name: str
    count: int = 1


STANDARD: Any = dataclasses.make_dataclass(
    "Slotted",
    [
        ("name", str),
        ("words", tuple[str, ...], ()),
        ("known", dict[str, int], field(default_factory=dict)),
        ("aside", int, field(default=0, compare=False, repr=False)),
    ],
    frozen=True,
)


def test_they_are_made_compared_and_shown_alike() -> None:
    for given, named in ((("a",), {}), (("a", ("b",)), {"aside": 3}), ((), {"name": "a", "known": {"k": 1}})):
        ours, theirs = Slotted(*given, **named), STANDARD(*given, **named)
        assert repr(ours) == repr(theirs)
        assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
        assert [f.name for f in dataclasses.fields(ours)] == [f.name for f in dataclasses.fields(theirs)]
        assert ours == Slotted(*given, **{**named, "aside": 9})  # type: ignore[arg-type]
        assert ours != replace(ours, name="z")
        assert ours != theirs
    assert Slotted("a").known is not Slotted("a").known
    assert not hasattr(Slotted("a"), "__dict__")
    assert Slotted.__match_args__ == ("name", "words", "known", "aside")


def test_nothing_in_them_can_be_changed() -> None:
    for one in (Slotted("a"), Open("a"), Heir("a")):
        with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
            one.name = "b"  # type: ignore[misc]
        with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
            del one.name
        assert one.name == "a"


def test_they_are_copied_sent_and_replaced() -> None:
    one = Slotted("a", ("b",), {"c": 1}, aside=4)
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)), replace(one)):  # noqa: S301
        assert again == one
        assert again.aside == 4
    assert replace(one, name="z") == Slotted("z", ("b",), {"c": 1})


def test_what_is_equal_has_the_same_hash() -> None:
    assert hash(Open("a", 2)) == hash(Open("a", 2))
    assert len({Open("a"), Open("a"), Open("b")}) == 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Slotted("a", known={"b": 1}))


def test_they_are_inherited_and_checked() -> None:
    assert Heir("a", 2, "c") == Heir(name="a", more="c", count=2)
    assert Heir("a", 2) != Open("a", 2)
    for cls in (Open, Heir):
        with pytest.raises(ValueError, match="never negative"):
            cls("a", -1)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        Open()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="takes 1 positional argument"):
        Named("a")  # type: ignore[call-arg]
    assert Named(name="a") == Named(count=1, name="a")

    @dataclasses.dataclass(frozen=True)
    class Users(Open):
        own: int = 0

    assert Users("a", own=3).own == 3
