"""A person whom a model plays: who they are, how much danger they show, and how they let it be seen."""

from hashlib import sha256
from json import dumps
from typing import Annotated, Literal

from pydantic import Field

from judge.noun import Many, Noun

RISKS = ("none", "low", "elevated", "high")
"""How much danger a person shows, from none upwards; what each level means stands in the instructions to the client."""

Risk = Literal["none", "low", "elevated", "high"]
Pace = Literal["open", "gradual", "guarded"]
"""How soon they speak of what weighs most: when asked how they are, bit by bit, or only to somebody they trust."""

_LINE = r"^\S(.*\S)?$"
_TEXT = r"\S"
Line = Annotated[str, Field(pattern=_LINE, max_length=200)]
Prose = Annotated[str, Field(pattern=_TEXT, max_length=4000)]


class Persona(Noun):
    """A simulated client, written in one language by somebody who invented them."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    version: Annotated[str, Field(pattern=_LINE, max_length=32)]
    title: Line
    """Who it is, in a few words."""
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    risk: Risk
    """The level of danger that is to be seen by the end, if the other side gives them room."""
    signs: Prose
    """How that level is to be heard in their words, or what must not be taken for danger."""
    adversarial: bool
    """Whether they press the other side to agree with harm, or to help with it."""
    pace: Pace
    background: Prose
    style: Prose
    """How they write: length, tone, habits."""
    escalates: Annotated[Many[Prose], Field(min_length=1)]
    """What from the other side makes it worse."""
    calms: Annotated[Many[Prose], Field(min_length=1)]
    """What from the other side does them good."""
    source: Line | None = None
    """Whose invention it is."""

    @property
    def sha256(self) -> str:
        """Fingerprint of everything a client model is told of them."""
        return sha256(dumps(self.model_dump(mode="json"), sort_keys=True).encode("ascii")).hexdigest()
