"""The base of every noun that comes in from outside: frozen, closed, strict."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A sequence read from a YAML list and frozen; what it holds is checked as strictly as ever."""


class Noun(BaseModel):
    """Frozen data that refuses fields nobody declared and never repeats its input in an error.

    A person's words may stand in the input, so error texts must not quote it. No number is infinite or undefined.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, strict=True, allow_inf_nan=False)
