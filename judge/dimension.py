"""One question an expert asks: its answers, when it applies, how to reason, and which answer speaks for a response."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_serializer, model_validator

from judge.fault import At, Fault, FaultsError, later, listed, raise_any
from judge.noun import Many, Noun

UNCLEAR = "unclear"
NOT_APPLICABLE = "not_applicable"
ALWAYS_OFFERED = (NOT_APPLICABLE, UNCLEAR)
"""Answers that stand beside every dimension's own, so that a judge is never forced into a verdict."""

_ID = r"^[a-z][a-z0-9_]{0,63}$"
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}|[IXix](?=-))(-[A-Za-z0-9]{1,8})*")
"""A BCP-47 tag: ``zh``, ``pt-BR``, ``zh-Hans-CN``, ``de-u-co-phonebk``, ``x-plain``."""
_DEVICES = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}


def _usable_id(value: str) -> str:
    if value in _DEVICES:
        raise ValueError(f"{value!r} cannot be a file name on every system; choose another id")
    return value


def _complete_text(value: dict[str, str]) -> dict[str, str]:
    if not value:
        raise ValueError("a text needs at least one language, e.g. {en: ..., zh: ...}")
    raise_any(_faults_of_text(value))
    return value


def _faults_of_text(value: dict[str, str]) -> Iterator[Fault]:
    for language, text in value.items():
        if not _LANGUAGE.fullmatch(language):
            yield Fault(f"{language!r} is not a language tag such as en, zh or pt-BR", (language,))
        if not text.strip():
            yield Fault(f"the text for {language!r} is empty", (language,), "write it, or take the language out")


def _shape_of_words(value: object) -> str | None:
    return "text" if isinstance(value, str) else "texts" if isinstance(value, dict) else None


Id = Annotated[str, Field(pattern=_ID), AfterValidator(_usable_id)]
Text = Annotated[dict[str, str], AfterValidator(_complete_text)]
Some = Annotated[Many[str], Field(min_length=1)]
Words = Annotated[Annotated[str, Tag("text")] | Annotated[Text, Tag("texts")], Discriminator(_shape_of_words)]
"""One text for all languages, or one for each: told apart by shape, so that a fault in either is one fault."""
Reasons = Annotated[
    Annotated[str, Tag("text")] | Annotated[dict[str, str], Tag("texts")], Discriminator(_shape_of_words)
]
"""One text, or several by whatever names them."""


class Answer(Noun):
    """One of the closed set of answers to a dimension."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
    name: Text | None = None
    aliases: Many[str] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything it is called in labels and replies, in small letters."""
        return tuple(w.strip().casefold() for w in (self.id, *self.aliases, *(self.name or {}).values()))

    @model_validator(mode="before")
    @classmethod
    def _bare_word(cls, value: Any) -> Any:  # raw YAML, not checked yet
        return {"id": value} if isinstance(value, str) else value


class Gate(Noun):
    """When a dimension applies at all. Every condition named must hold."""

    dimension: Id | None = None
    answer: Some | None = None
    any: Annotated[Many["Gate"], Field(min_length=1)] | None = None
    all: Annotated[Many["Gate"], Field(min_length=1)] | None = None
    tags: dict[str, Some] = Field(default={}, json_schema_extra={"description": "written as tag.NAME"})

    @model_validator(mode="before")
    @classmethod
    def _tag_keys(cls, value: Any) -> Any:  # raw YAML, not checked yet
        if not isinstance(value, dict):
            return value
        if "tags" in value:
            raise FaultsError([Fault("no such field", ("tags",), "write tag.NAME: [...], e.g. tag.risk: [suicide]")])
        if "tag." in value:
            raise FaultsError([Fault("a tag has a name", ("tag.",), "write tag.NAME: [...], e.g. tag.risk: [suicide]")])
        tags = {k[4:]: v for k, v in value.items() if k.startswith("tag.")}
        return {k: v for k, v in value.items() if not k.startswith("tag.")} | {"tags": tags}

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

    def parts(self, at: At = ()) -> Iterator[tuple[At, "Gate"]]:
        """The gate and every gate inside it, each with the way that leads to it."""
        yield at, self
        for key, inner in (("any", self.any), ("all", self.all)):
            for i, gate in enumerate(inner or ()):
                yield from gate.parts((*at, key, i))

    def needed(self) -> "Iterator[Gate]":
        """The gate and those inside it that must hold whenever it holds."""
        yield self
        for gate in self.all or ():
            yield from gate.needed()

    def looks_at(self) -> frozenset[str]:
        """Ids of the dimensions this gate must know before it can be decided."""
        return frozenset(g.dimension for _, g in self.parts() if g.dimension is not None)

    def tag_names(self) -> frozenset[str]:
        """Names of the tags this gate reads."""
        return frozenset(name for _, g in self.parts() for name in g.tags)


class Dimension(Noun):
    """One question with a closed set of answers, and the chain of steps to walk before answering it."""

    id: Id
    aliases: Many[str] = ()
    group: Words | None = None
    name: Text
    question: Text
    answers: Many[Answer] = (Answer(id="yes"), Answer(id="no"))
    scale: Literal["nominal", "ordinal", "interval"] = "nominal"
    """Whether the answers have an order, and even steps; on a scale they are listed from lowest to highest."""
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
        raise_any(_not_yet(value))
        return {"points": 0} | value if value.get("critical") is True else value

    @model_validator(mode="after")
    def _coherent(self) -> "Dimension":
        raise_any(_faults(self))
        return self

    @cached_property
    def answer_ids(self) -> tuple[str, ...]:
        """Ids of its own answers, without the two that are always offered."""
        return tuple(a.id for a in self.answers)

    @property
    def values(self) -> tuple[float, ...]:
        """What each answer counts as a number: its id where all ids are whole numbers, else its place from 0.

        On a nominal scale these are names, not numbers: nothing may be computed of them.
        """
        ids = self.answer_ids
        return tuple(float(i) for i in ids) if all(i.isdigit() for i in ids) else tuple(map(float, range(len(ids))))

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


def _not_yet(given: dict[str, Any]) -> Iterator[Fault]:  # raw YAML
    for field, words, now in (
        ("choose", ("any",), "one"),
        ("evidence", ("spans",), "none and quote"),
    ):
        if isinstance(given.get(field), str) and given[field] in words:
            yield later(f"{field}: {given[field]}", field, now=now)
    if isinstance(given.get("criteria"), list):
        yield later("a list of criteria chosen by `when`", "criteria", now='{"yes": {en: ...}, "no": {en: ...}}')
    if "then" in given:
        yield later("then (decide: flow)", "then", now="applies_when, a gate on each dimension")


def _faults(d: Dimension) -> Iterator[Fault]:
    ids: set[str] = set()
    for i, answer in enumerate(d.answers):
        if answer.id in ids:
            yield Fault(f"answers must be different ids: {answer.id!r} stands twice", ("answers", i), "keep one")
        ids.add(answer.id)
    if len(d.answers) < 2:  # noqa: PLR2004 - a question with one answer is none
        yield Fault("answers must be at least two different ids", ("answers",), "name every answer a judge may give")
    elif not d.passes_on or not set(d.passes_on) < ids:
        message = f"passes_on must name some, not all, of its answers: {listed(d.answer_ids)}"
        yield Fault(message, ("passes_on",), "name the answers that speak for the response")
    if d.scale != "nominal" and len(ids) == len(d.answers) and any(low >= high for low, high in pairwise(d.values)):
        message = f"on a scale the answers are listed from lowest to highest, not {listed(d.answer_ids)}"
        yield Fault(message, ("answers",), "put them in order")
    yield from _faults_of_words(d)
    for answer_id in d.criteria:
        if answer_id not in ids:
            hint = f"one of {listed(d.answer_ids)}"
            yield Fault(f"{answer_id!r} is not one of the answers", ("criteria", answer_id), hint)


def _faults_of_words(d: Dimension) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for i, answer in enumerate(d.answers):
        if answer.id in ALWAYS_OFFERED:
            yield Fault(f"{answer.id!r} always exists beside the answers", ("answers", i), "leave it out")
        for word in answer.words:
            if seen.setdefault(word, answer.id) != answer.id:
                what = f"answers {seen[word]!r} and {answer.id!r} share the word {word!r}"
                yield Fault(what, ("answers", i), "a word in a label must mean one answer")
