"""The base of every noun that comes in from outside: frozen, closed, strict."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

T = TypeVar("T")
Many = Annotated[tuple[T, ...], Field(strict=False)]
"""A sequence read from a YAML list and frozen; what it holds is checked as strictly as ever."""


class Noun(BaseModel):
    """Frozen data that refuses fields nobody declared and never repeats its input in an error.

    A person's words may stand in the input, so error texts must not quote it. No number is infinite or undefined.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, strict=True, allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # fields, not checked
        """A copy with other values for some fields; what was worked out from the old ones is not taken along."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Terse(Noun):
    """A noun that is written without the later fields that say nothing.

    Fingerprints are made of what is written, so that a field added to the language changes none that does not use it.
    """

    later: ClassVar[tuple[str, ...]] = ()
    """Fields that are left out where they hold their default."""

    @model_serializer(mode="wrap")
    def _without_defaults(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = write(self)
        fields = type(self).model_fields
        for name in self.later:
            if getattr(self, name) == fields[name].get_default(call_default_factory=True):
                written.pop(fields[name].alias or name, None)
        return written
