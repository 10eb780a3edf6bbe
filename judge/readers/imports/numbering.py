"""Repeats, whatever they are called elsewhere: a run's are counted from 0, in the order of their numbers."""

from collections.abc import Iterable, Mapping


def numbered(names: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """From judge and repeat, as they are called, to the repeat's number among that judge's.

    Whole numbers, seeds for instance, go by their size, and anything else in the order in which it came.
    """
    of_judge: dict[str, dict[str, None]] = {}
    for judge, repeat in names:
        of_judge.setdefault(judge, {})[repeat] = None
    return {(judge, r): i for judge, repeats in of_judge.items() for i, r in enumerate(_in_order(list(repeats)))}


def _in_order(repeats: list[str]) -> list[str]:
    return sorted(repeats, key=int) if all(r.isascii() and r.isdigit() for r in repeats) else repeats
