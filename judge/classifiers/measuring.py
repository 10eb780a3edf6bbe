"""How well answers fit: the figures a training goes by, on items it did not learn from."""

from collections.abc import Sequence

Figures = dict[str, float | None]
"""``None`` where a figure is undefined."""


def figures_of(right: Sequence[int], said: Sequence[int], classes: int) -> Figures:
    """Accuracy, Cohen's kappa, macro and weighted F1, as `judge agreement` counts them.

    >>> figures_of([0, 0, 1, 1], [0, 1, 1, 1], 2)["cohen_kappa"]
    0.5
    """
    import numpy as np  # noqa: PLC0415 - nothing of ours loads numpy before it counts

    from judge.stats import classes as by_class  # noqa: PLC0415 - the same
    from judge.stats.tables import cohen_kappa  # noqa: PLC0415 - the same

    table = np.zeros((classes, classes))
    np.add.at(table, (np.asarray(right, int), np.asarray(said, int)), 1)
    found = {
        "accuracy": by_class.accuracy(table),
        "cohen_kappa": cohen_kappa(table),
        "f1_macro": by_class.f1_macro(table),
        "f1_weighted": by_class.f1_weighted(table),
    }
    return {name: float(value) if np.isfinite(value) else None for name, value in found.items()}
