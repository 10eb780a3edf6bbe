"""The base of every noun that comes in from outside: frozen, closed, strict."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """Frozen data that refuses fields nobody declared and never repeats its input in an error.

    A person's words may stand in the input, so error texts must not quote it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, strict=True)
