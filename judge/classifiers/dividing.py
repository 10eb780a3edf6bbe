"""Items dealt to sides so that no conversation stands on two of them, and rare answers are spread."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from hashlib import sha256

from judge.errors import InputError


class Ties:
    """What belongs together, by whatever ties it: a scenario, a conversation, a cluster of the labels."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, thing: Hashable) -> Hashable:
        """Whoever stands for everything that *thing* is tied to."""
        while self._parent.setdefault(thing, thing) != thing:
            self._parent[thing] = thing = self._parent[self._parent[thing]]
        return thing

    def tie(self, things: Iterable[Hashable]) -> None:
        """Hold *things* together from now on."""
        first, *others = things
        for other in others:
            self._parent[self.root(other)] = self.root(first)


def deal(held: Mapping[str, Sequence[int]], shares: Sequence[float], *, seed: int) -> dict[str, int]:
    """A side for each cluster, so that every side gets its share of the items and of each answer.

    Who goes where depends on names, answers and the seed, never on the order they come in. Clusters with the rarest
    answers are dealt first, each to the side that lacks its rarest answer most. No side stays empty.

    >>> deal({"a": [0], "b": [0], "c": [1], "d": [1]}, [0.5, 0.5], seed=0)
    {'d': 0, 'a': 1, 'b': 0, 'c': 1}

    Args:
        held: The answers, as numbers, of each cluster's items.
        shares: What part of the items each side gets.
        seed: Another seed is another division.

    Raises:
        InputError: There are fewer clusters than sides.
    """
    if len(held) < len(shares):
        raise InputError(
            f"{len(held)} conversations cannot be divided into {len(shares)} parts",
            hint="a conversation stays whole: label more of them, or ask for fewer parts (--folds)",
        )
    overall = Counter(answer for answers in held.values() for answer in answers)
    have: list[Counter[int]] = [Counter() for _ in shares]
    sides: dict[str, int] = {}
    order = sorted(held, key=lambda name: (_rarity(held[name], overall), -len(held[name]), _place(name, seed)))
    for n, name in enumerate(order):
        empty = [side for side in range(len(shares)) if not have[side]]
        open_ = empty if len(order) - n <= len(empty) else range(len(shares))
        side = max(open_, key=lambda s: _lack(held[name], overall, have[s], shares[s]))
        have[side].update(held[name])
        sides[name] = side
    return sides


def _rarity(answers: Sequence[int], overall: Counter[int]) -> int:
    return min(overall[answer] for answer in answers)


def _lack(answers: Sequence[int], overall: Counter[int], have: Counter[int], share: float) -> tuple[float, float]:
    """How much of its share of the cluster's rarest answer, and of everything, a side is short of."""
    rarest = min(answers, key=lambda answer: (overall[answer], answer))
    return (
        round(share * overall[rarest] - have[rarest], 9),
        round(share * overall.total() - have.total(), 9),
    )


def _place(name: str, seed: int) -> bytes:
    return sha256(f"{seed}\n{name}".encode("utf-8", "surrogatepass")).digest()
