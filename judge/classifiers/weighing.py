"""How much an error on each class weighs while a classifier learns."""

from collections.abc import Mapping, Sequence

from judge.classifiers.lessons import Lesson
from judge.errors import SettingsError, near_miss

Weights = str | Mapping[str, float]
"""``balanced``, ``none``, or a weight for each class."""


def weights_of(lesson: Lesson, wanted: Weights) -> list[float]:
    """A weight for each class, in their order.

    ``balanced``: items / (classes that occur x items of the class), so that each class weighs as much as another; a
    class that never occurs weighs nothing. ``none``: every item weighs 1.

    Raises:
        SettingsError: A class has no weight, one below 0, or a weight is for no class of the dimension.
    """
    counts = list(lesson.counts.values())
    if wanted == "none":
        return [1.0] * len(counts)
    if wanted == "balanced":
        occurring = sum(n > 0 for n in counts)
        return [sum(counts) / (occurring * n) if n else 0.0 for n in counts]
    if isinstance(wanted, str):
        raise SettingsError(f"no class weights {wanted!r}", hint="balanced, none, or a file of weights: CLASS: NUMBER")
    return _given(lesson.classes, wanted)


def _given(classes: Sequence[str], weights: Mapping[str, float]) -> list[float]:
    for name, weight in weights.items():
        if name not in classes:
            raise SettingsError(f"a weight for {name!r}, which is no class", hint=near_miss(name, classes))
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < float("inf"):
            raise SettingsError(f"the weight of {name!r} is {weight!r}", hint="a number, 0 or above")
    missing = [name for name in classes if name not in weights]
    if missing:
        raise SettingsError(
            f"no weight for {', '.join(missing)}", hint="every class needs one; 1 is neither more nor less"
        )
    return [float(weights[name]) for name in classes]
