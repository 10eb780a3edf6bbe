"""The array every statistic takes: a row a rater, a column an item, ``nan`` where there is no rating."""

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from judge.errors import InputError

Matrix = NDArray[np.float64]
"""Raters x items; each number is a code for an answer, ``nan`` is *not observed*."""


def matrix(ratings: ArrayLike, *, raters: int | None = None) -> Matrix:
    """*ratings* as raters x items of floats.

    Booleans and integers are taken as codes, ``None`` and pandas' ``NA`` as no rating. Words are refused: elsewhere an
    answer that is called "nan" is silently a missing rating.

    Raises:
        InputError: It is no table of finite numbers, or not of so many *raters*.
    """
    given = _array(ratings)
    if given.dtype.kind not in "biuf":
        raise InputError(
            f"ratings must be numbers, not {given.dtype}",
            hint="give each answer a code (0, 1, ...) and write nan where there is no rating",
        )
    if given.ndim != 2:  # noqa: PLR2004 - raters x items
        raise InputError(f"ratings must be a table, raters x items; this array has {given.ndim} dimension(s)")
    if raters is not None and given.shape[0] != raters:
        raise InputError(f"this statistic compares {raters} raters (one a row); there are {given.shape[0]}")
    if np.isinf(given).any():
        raise InputError("a rating cannot be infinite")
    return given.astype(np.float64)


def _array(ratings: ArrayLike) -> NDArray[Any]:  # of whatever it is
    try:
        given = np.asarray(ratings)
    except ValueError:
        raise InputError("ratings must be a table, raters x items; these rows differ in length") from None
    if given.dtype != object:
        return given
    marked = [np.nan if x is None or type(x).__name__ == "NAType" else x for x in given.ravel()]
    numbers = all(isinstance(x, Real | np.bool_) for x in marked)
    return np.array(marked, np.float64).reshape(given.shape) if numbers else given


def both_observed(ratings: ArrayLike) -> Matrix:
    """The columns of two raters in which both gave an answer.

    Raises:
        InputError: See `matrix`.
    """
    pair = matrix(ratings, raters=2)
    kept: Matrix = pair[:, ~np.isnan(pair).any(axis=0)]
    return kept


def codes_of(given: Matrix) -> tuple[NDArray[np.int64], Matrix]:
    """Each rating as the place of its value among those that occur, -1 where there is none; and those values."""
    observed = ~np.isnan(given)
    values, places = np.unique(given[observed], return_inverse=True)
    codes = np.full(given.shape, -1, np.int64)
    codes[observed] = places
    return codes, values


def flags(ratings: ArrayLike) -> Matrix:
    """A reference and a judge as flags: 1 where the response was found failing, 0 where it was cleared.

    Raises:
        InputError: There is a value that is neither, or see `matrix`.
    """
    pair = matrix(ratings, raters=2)
    if not (np.isnan(pair) | (pair == 0) | (pair == 1)).all():
        raise InputError("flags are 1 (found failing), 0 (cleared) or nan (no verdict)")
    return pair
