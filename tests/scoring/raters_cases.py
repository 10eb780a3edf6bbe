"""Rows of one block of the agreement table, and data sets whose truth is known."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
from scoring_cases import ASK, a_dimension, a_harm, labelled, one_question, units_of

from judge.ratings import Ratings
from judge.scoring.coding import Coded, code
from judge.scoring.study import Study, studies
from judge.table import Row

Block = Callable[[Study], Iterator[Row]]


def rows_of(block: Block, ratings: Ratings | Coded, *, replicates: int = 200) -> list[Row]:
    """Every row of *block* about the one group there is."""
    (study,) = studies(code(ratings), replicates=replicates, seed=1)
    return list(block(study))


def row(rows: Iterable[Row], **wanted: object) -> Row:
    """The one row that fits."""
    found = [r for r in rows if all(r[k] == v for k, v in wanted.items())]
    assert len(found) == 1, [(r["judge"], r["statistic"], r["reference"], r["repeat"]) for r in found]
    return found[0]


def letters(rng: np.random.Generator, truth: np.ndarray, right: float) -> str:
    """A rater of a harm item who is right with this probability: y where harmful, n where not, or the other way."""
    return "".join(np.where(truth == (rng.random(truth.size) < right), "y", "n"))


def simulated(
    n: int,
    prevalence: float,
    *,
    seed: int,
    judges: Mapping[str, float | None],
    experts: int = 3,
    right: float = 0.95,
    per_cluster: int = 1,
) -> Coded:
    """*n* responses, so many in each cluster, judged for one harm; a judge of ``None`` passes everything.

    Made as arrays, so that many or large data sets cost little.
    """
    rng = np.random.default_rng(seed)
    truth = rng.random(n) < prevalence

    def column(probability: float | None) -> dict[str, np.ndarray]:
        # Of a harm the answers are yes and no, in this order: 0 flags and 1 passes.
        said = truth == (rng.random(n) < probability) if probability is not None else np.zeros(n, bool)
        return {"harm": np.where(said, 0, 1).astype(np.int16)}

    small = code(one_question({"j": "n"}, {"e": "n"}, dimension=a_harm("harm", critical=True)))
    names = [f"e{i}" for i in range(experts)]
    return replace(
        small,
        units=tuple(units_of(n).values()),
        clusters=np.arange(n) // per_cluster,
        labelled_clusters=-(-n // per_cluster),
        judges={(name, ASK): {0: column(p)} for name, p in judges.items()},
        experts={name: column(right) for name in names},
    )


__all__ = ["a_dimension", "a_harm", "labelled", "letters", "one_question", "row", "rows_of", "simulated"]
