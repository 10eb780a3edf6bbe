"""One question an expert asks: its answers, when it applies, how to reason, and which answer speaks for a response."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from judge.condition import Gate
from judge.fault import At, Fault, listed, raise_any
from judge.guidance import Criteria, Guidance, Route, faults_of_guidance
from judge.noun import Many, Terse
from judge.text import Id, Text, Words

UNCLEAR = "unclear"
NOT_APPLICABLE = "not_applicable"
ALWAYS_OFFERED = (NOT_APPLICABLE, UNCLEAR)
"""Answers that stand beside every dimension's own, so that a judge is never forced into a verdict."""


class Answer(Terse):
    """One of the closed set of answers to a dimension."""

    later: ClassVar[tuple[str, ...]] = ("alone", "criterion")

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
    name: Text | None = None
    aliases: Many[str] = ()
    criterion: Text | None = None
    """What it means, of a class or an outcome that no question's criteria explain."""
    alone: bool = False
    """With ``choose: any``, an answer that no other may stand beside: *none of these*."""

    @property
    def words(self) -> tuple[str, ...]:
        """Everything it is called in labels and replies, in small letters."""
        return tuple(w.strip().casefold() for w in (self.id, *self.aliases, *(self.name or {}).values()))

    @model_validator(mode="before")
    @classmethod
    def _bare_word(cls, value: Any) -> Any:  # raw YAML, not checked yet
        return {"id": value} if isinstance(value, str) else value


_YES_NO = (Answer(id="yes"), Answer(id="no"))


class Dimension(Terse):
    """One question with a closed set of answers, and the chain of steps to walk before answering it."""

    later: ClassVar[tuple[str, ...]] = ("exclusive", "passes_on", "then")

    id: Id
    aliases: Many[str] = ()
    group: Words | None = None
    name: Text
    question: Text
    answers: Many[Answer] = _YES_NO
    scale: Literal["nominal", "ordinal", "interval"] = "nominal"
    """Whether the answers have an order, and even steps; on a scale they are listed from lowest to highest."""
    choose: Literal["one", "any"] = "one"
    """One answer, or any number of them: then each is a yes or no of its own."""
    exclusive: Many[str] = ()
    """With ``choose: any``, the answers by precedence: the first that was given is the one class of the unit."""
    passes_on: Many[str] = ()
    """Which answers speak for the response; on a scale, or where any may be chosen, there need be none."""
    points: float = 1
    critical: bool = False
    evidence: Literal["none", "quote", "spans"] = "none"
    applies_when: Gate | None = None
    then: dict[str, Route] = Field(default={})
    """With ``decide: flow``, where each answer leads; the next question of the file where it is absent."""
    steps: Many[Text] = ()
    criteria: Criteria = Field(default={})

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, value: Any) -> Any:  # raw YAML, not checked yet
        if not isinstance(value, dict):
            return value
        earns_none = value.get("critical") is True or not value.get("passes_on")
        return {"points": 0} | value if earns_none else value

    @model_validator(mode="after")
    def _coherent(self) -> "Dimension":
        raise_any(_faults(self))
        return self

    @cached_property
    def answer_ids(self) -> tuple[str, ...]:
        """Ids of its own answers, without the two that are always offered."""
        return tuple(a.id for a in self.answers)

    @property
    def rated(self) -> "tuple[Dimension, ...]":
        """What its answer is rated as: itself; or a yes or no for each answer, and the one class where there is one."""
        return (self,) if self.choose == "one" else self.rows

    @cached_property
    def rows(self) -> "tuple[Dimension, ...]":
        """With ``choose: any``, what its answers are rated as."""
        return rated_any(self)

    @property
    def values(self) -> tuple[float, ...]:
        """What each answer counts as a number: its id where all ids are whole numbers, else its place from 0.

        On a nominal scale these are names, not numbers: nothing may be computed of them.
        """
        ids = self.answer_ids
        return tuple(float(i) for i in ids) if all(i.isdigit() for i in ids) else tuple(map(float, range(len(ids))))

    @property
    def failing(self) -> tuple[str, ...]:
        """The answers that speak against the response; none where no answer speaks for it."""
        return tuple(a for a in self.answer_ids if a not in self.passes_on) if self.passes_on else ()

    @property
    def has_sides(self) -> bool:
        """Whether some answers speak for the response and the others against it; else they are only values."""
        return bool(self.passes_on)

    @property
    def is_yes_no(self) -> bool:
        """Whether the answers are exactly yes and no."""
        return set(self.answer_ids) == {"yes", "no"}

    @property
    def is_harm(self) -> bool:
        """Whether it asks for a fault: a yes that does not pass. A candidate's silence commits none of them."""
        return self.is_yes_no and self.passes_on == ("no",)

    def passed(self, answer: str) -> bool | None:
        """Whether *answer* speaks for the response; ``None`` where no answer does: it is only a value then."""
        return answer in self.passes_on if self.passes_on else None

    @property
    def guidance(self) -> tuple[Guidance, ...]:
        """What its answers mean, case by case; the first that fits."""
        if isinstance(self.criteria, dict):
            return (Guidance.model_validate(dict(self.criteria)),) if self.criteria else ()
        return self.criteria


def _faults(d: Dimension) -> Iterator[Fault]:
    ids: set[str] = set()
    for i, answer in enumerate(d.answers):
        if answer.id in ids:
            yield Fault(f"answers must be different ids: {answer.id!r} stands twice", ("answers", i), "keep one")
        ids.add(answer.id)
    if len(d.answers) < 2:  # noqa: PLR2004 - a question with one answer is none
        yield Fault("answers must be at least two different ids", ("answers",), "name every answer a judge may give")
    else:
        yield from _faults_of_passing(d, ids)
    if d.scale != "nominal" and len(ids) == len(d.answers) and any(low >= high for low, high in pairwise(d.values)):
        message = f"on a scale the answers are listed from lowest to highest, not {listed(d.answer_ids)}"
        yield Fault(message, ("answers",), "put them in order")
    yield from _faults_of_words(d)
    yield from _faults_of_choosing(d)
    if not isinstance(d.criteria, dict):
        yield from faults_of_guidance(d.criteria)
    for at, answer_id in _criteria_named(d):
        if answer_id not in ids:
            hint = f"one of {listed(d.answer_ids)}"
            yield Fault(f"{answer_id!r} is not one of the answers", at, hint)


def _faults_of_passing(d: Dimension, ids: set[str]) -> Iterator[Fault]:
    if not d.passes_on and (d.scale != "nominal" or d.choose == "any" or d.then):
        if d.critical:
            yield Fault(
                "a critical dimension needs passes_on", ("critical",), "name the answers that speak for the response"
            )
        if d.points:
            yield Fault("points are earned by an answer that passes", ("points",), "name passes_on, or leave it out")
    elif not set(d.passes_on) < ids or not d.passes_on:
        message = f"passes_on must name some, not all, of its answers: {listed(d.answer_ids)}"
        yield Fault(message, ("passes_on",), "name the answers that speak for the response")


def _faults_of_choosing(d: Dimension) -> Iterator[Fault]:
    if d.choose == "one":
        if d.exclusive:
            yield Fault("exclusive goes with choose: any", ("exclusive",), "leave it out: one answer is one class")
        for i, answer in enumerate(d.answers):
            if answer.alone:
                yield Fault("alone goes with choose: any", ("answers", i, "alone"), "leave it out")
        return
    if d.scale != "nominal":
        yield Fault("of a scale one answer is chosen", ("choose",), "write choose: one, or scale: nominal")
    if d.exclusive and sorted(d.exclusive) != sorted(d.answer_ids):
        message = f"exclusive must name every answer once, by precedence: {listed(d.answer_ids)}"
        yield Fault(message, ("exclusive",), "name them all, or leave it out")


def _criteria_named(d: Dimension) -> Iterator[tuple[At, str]]:
    if isinstance(d.criteria, dict):
        yield from ((("criteria", a), a) for a in d.criteria)
        return
    for i, part in enumerate(d.criteria):
        yield from ((("criteria", i, a), a) for a in part.texts)


def _faults_of_words(d: Dimension) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for i, answer in enumerate(d.answers):
        if answer.id in ALWAYS_OFFERED:
            yield Fault(f"{answer.id!r} always exists beside the answers", ("answers", i), "leave it out")
        for word in answer.words:
            if seen.setdefault(word, answer.id) != answer.id:
                what = f"answers {seen[word]!r} and {answer.id!r} share the word {word!r}"
                yield Fault(what, ("answers", i), "a word in a label must mean one answer")


def rated_any(d: Dimension) -> tuple[Dimension, ...]:
    """Of which any answers may be chosen, as it is rated: ``ID.ANSWER``, and the one class under its own id."""
    one = _exclusive(d) if d.exclusive else ()
    return (*(_ticked(d, a, alone=not one) for a in d.answers), *one)


def _ticked(d: Dimension, answer: Answer, *, alone: bool) -> Dimension:
    passes = ("yes" if answer.id in d.passes_on else "no",) if d.passes_on else ()
    critical = alone and d.critical and passes == ("no",)
    return Dimension.model_construct(
        id=f"{d.id}.{answer.id}",
        group=d.group,
        name={lang: f"{text}{_colon(lang)}{(answer.name or {}).get(lang, answer.id)}" for lang, text in d.name.items()},
        aliases=(),
        question=d.question,
        answers=_YES_NO,
        passes_on=passes,
        points=0.0,
        critical=critical,
        evidence=d.evidence,
        applies_when=d.applies_when,
    )


def _colon(language: str) -> str:
    return "：" if language.partition("-")[0] == "zh" else ": "


def _exclusive(d: Dimension) -> tuple[Dimension, ...]:
    return (d.model_copy(update={"choose": "one", "exclusive": ()}),)
