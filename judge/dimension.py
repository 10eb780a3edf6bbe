"""One question an expert asks: its answers, when it applies, how to reason, and which answer speaks for a response."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_serializer, model_validator

from judge.noun import Many, Noun

UNCLEAR = "unclear"
NOT_APPLICABLE = "not_applicable"
ALWAYS_OFFERED = (NOT_APPLICABLE, UNCLEAR)
"""Answers that stand beside every dimension's own, so that a judge is never forced into a verdict."""

_ID = r"^[a-z][a-z0-9_]{0,63}$"
_TAG = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}


def _usable_id(value: str) -> str:
    if value in _DEVICES:
        raise ValueError(f"{value!r} cannot be a file name on every system; choose another id")
    return value


def _complete_text(value: dict[str, str]) -> dict[str, str]:
    if not value:
        raise ValueError("a text needs at least one language, e.g. {en: ..., zh: ...}")
    for language, text in value.items():
        if not _TAG.match(language):
            raise ValueError(f"{language!r} is not a language tag such as en, zh or pt-BR")
        if not text.strip():
            raise ValueError(f"the text for {language!r} is empty")
    return value


Id = Annotated[str, Field(pattern=_ID), AfterValidator(_usable_id)]
Text = Annotated[dict[str, str], AfterValidator(_complete_text)]


def later(what: str) -> ValueError:
    """The refusal of something the rubric language names and this version cannot judge yet."""
    return ValueError(f"{what} is not supported yet")


class Answer(Noun):
    """One of the closed set of answers to a dimension."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
    name: Text | None = None
    aliases: Many[str] = ()

    @model_validator(mode="before")
    @classmethod
    def _bare_word(cls, value: Any) -> Any:  # raw YAML, not checked yet
        return {"id": value} if isinstance(value, str) else value


class Gate(Noun):
    """When a dimension applies at all. Every condition named must hold."""

    dimension: Id | None = None
    answer: Many[str] | None = None
    any: Many["Gate"] | None = None
    all: Many["Gate"] | None = None
    tags: dict[str, Many[str]] = Field(default={}, json_schema_extra={"description": "written as tag.NAME"})

    @model_validator(mode="before")
    @classmethod
    def _tag_keys(cls, value: Any) -> Any:  # raw YAML, not checked yet
        if not isinstance(value, dict) or "tags" in value:
            return value
        tags = {k[4:]: v for k, v in value.items() if isinstance(k, str) and k.startswith("tag.")}
        return {k: v for k, v in value.items() if k[4:] not in tags or not k.startswith("tag.")} | {"tags": tags}

    @model_validator(mode="after")
    def _says_something(self) -> "Gate":
        if (self.dimension is None) != (self.answer is None):
            raise ValueError("a gate on a dimension needs both: {dimension: ID, answer: [...]}")
        if not (self.dimension or self.any or self.all or self.tags):
            raise ValueError("a gate needs a condition: {tag.NAME: [...]}, {dimension: ID, answer: [...]}, any or all")
        return self

    @model_serializer
    def _as_written(self) -> dict[str, Any]:
        written: dict[str, Any] = {f"tag.{name}": list(values) for name, values in self.tags.items()}
        if self.dimension is not None:
            written |= {"dimension": self.dimension, "answer": list(self.answer or ())}
        written |= {k: [g.model_dump() for g in v] for k, v in (("any", self.any), ("all", self.all)) if v is not None}
        return written

    def looks_at(self) -> frozenset[str]:
        """Ids of the dimensions this gate must know before it can be decided."""
        own = {self.dimension} if self.dimension else set()
        return frozenset(own.union(*(g.looks_at() for g in (self.any or ()) + (self.all or ()))))

    def tag_names(self) -> frozenset[str]:
        """Names of the tags this gate reads."""
        return frozenset(set(self.tags).union(*(g.tag_names() for g in (self.any or ()) + (self.all or ()))))


class Dimension(Noun):
    """One question with a closed set of answers, and the chain of steps to walk before answering it."""

    id: Id
    aliases: Many[str] = ()
    group: str | Text | None = None
    name: Text
    question: Text
    answers: Many[Answer] = (Answer(id="yes"), Answer(id="no"))
    scale: Literal["nominal"] = "nominal"
    choose: Literal["one"] = "one"
    passes_on: Many[str]
    points: float = 1
    critical: bool = False
    evidence: Literal["none", "quote"] = "none"
    applies_when: Gate | None = None
    steps: Many[Text] = ()
    criteria: dict[str, Text] = Field(default={})

    @model_validator(mode="before")
    @classmethod
    def _defaults_and_later(cls, value: Any) -> Any:  # raw YAML, not checked yet
        if not isinstance(value, dict):
            return value
        if value.get("scale") in ("ordinal", "interval"):
            raise later(f"scale: {value['scale']}")
        if value.get("choose") == "any":
            raise later("choose: any")
        if value.get("evidence") == "spans":
            raise later("evidence: spans")
        if isinstance(value.get("criteria"), list):
            raise later("a list of criteria chosen by `when`")
        if "then" in value:
            raise later("then (decide: flow)")
        return {"points": 0} | value if value.get("critical") is True else value

    @model_validator(mode="after")
    def _coherent(self) -> "Dimension":
        ids = [a.id for a in self.answers]
        if len(ids) < 2 or len(set(ids)) < len(ids):  # noqa: PLR2004 - a question with one answer is none
            raise ValueError(f"dimension {self.id!r}: answers must be at least two different ids")
        for reserved in ALWAYS_OFFERED:
            if reserved in ids:
                raise ValueError(f"dimension {self.id!r}: {reserved!r} always exists beside the answers; leave it out")
        if not self.passes_on or not set(self.passes_on) < set(ids):
            raise ValueError(f"dimension {self.id!r}: passes_on must name some, not all, of its answers {ids}")
        for answer in self.criteria:
            if answer not in ids:
                raise ValueError(f"dimension {self.id!r}: criteria name {answer!r}, which is not one of {ids}")
        return self

    @property
    def answer_ids(self) -> tuple[str, ...]:
        """Ids of its own answers, without the two that are always offered."""
        return tuple(a.id for a in self.answers)

    @property
    def failing(self) -> tuple[str, ...]:
        """The answers that speak against the response."""
        return tuple(a for a in self.answer_ids if a not in self.passes_on)

    @property
    def is_yes_no(self) -> bool:
        """Whether the answers are exactly yes and no."""
        return set(self.answer_ids) == {"yes", "no"}

    @property
    def is_harm(self) -> bool:
        """Whether it asks for a fault: a yes that does not pass. A candidate's silence commits none of them."""
        return self.is_yes_no and self.passes_on == ("no",)

    def passed(self, answer: str) -> bool:
        """Whether *answer* speaks for the response."""
        return answer in self.passes_on
