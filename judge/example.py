"""Cases whose answers an expert has written down: shown to a judge as examples, or put before it as canaries."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.errors import near_miss
from judge.fault import At, Fault, listed
from judge.noun import Many, Noun
from judge.text import Id, Reasons, Some


def _shape_of_right(value: object) -> str | None:
    return "one" if isinstance(value, str) else "several" if isinstance(value, list | tuple) else None


class ExampleTurn(Noun):
    """One utterance before the response of a worked example or a canary."""

    role: Literal["user", "assistant", "system"]
    content: str


class Example(Noun):
    """A worked example for the whole rubric."""

    turns: Many[ExampleTurn]
    response: str
    answers: dict[str, str]
    rationale: Reasons = ""
    """One text; or one for each dimension, or for each language of the rubric."""
    language: str | None = None
    """Shown only in prompts of this language; in every prompt when absent."""

    def by_language(self, languages: Collection[str]) -> dict[str, str] | None:
        """Its rationale for each of *languages*; ``None`` when it is written in another way."""
        return self.rationale if isinstance(self.rationale, dict) and set(self.rationale) == set(languages) else None


Right = Annotated[Annotated[str, Tag("one")] | Annotated[Some, Tag("several")], Discriminator(_shape_of_right)]
"""The right answer; on a scale perhaps several, each as good as the other."""


class Canary(Noun):
    """A known case that every run puts before its judges beside the data, to see whether they still judge."""

    id: Id | None = None
    """What tables call it. Of several with one id, each in its language, a run asks one."""
    turns: Many[ExampleTurn] = ()
    context: str | None = None
    """What was said before, as one string, where there are no turns."""
    response: str
    answers: Annotated[dict[str, Right], Field(min_length=1)]
    """The one right answer of each dimension named, or several of which one will do; the others may be answered in any
    way."""
    language: str | None = None
    """Its own language; what its text looks like when absent."""
    tags: dict[str, str] = Field(default={})
    """What gates read of it."""
    criterion: str | None = None
    """What the response is held against, where criteria come with each scenario."""


def faults_of_examples(
    examples: Sequence[Example], dimensions: Iterable[Dimension], languages: Sequence[str]
) -> Iterator[Fault]:
    """What does not fit the rubric's *dimensions* and *languages*."""
    by_id = _answers(dimensions)
    for i, example in enumerate(examples):
        name, at = f"example {i + 1}", ("examples", i)
        yield from _faults_of_language(name, example.language, languages, at)
        reasons = example.rationale if isinstance(example.rationale, dict) else {}
        spoken_of = () if example.by_language(languages) else reasons
        yield from _faults_of_names(name, spoken_of, by_id, (*at, "rationale"))
        yield from _faults_of_names(name, example.answers, by_id, (*at, "answers"))
        yield from _faults_of_answers(name, example.answers, by_id, (*at, "answers"))


def faults_of_canaries(
    canaries: Sequence[Canary], dimensions: Iterable[Dimension], languages: Sequence[str]
) -> Iterator[Fault]:
    """What does not fit the rubric's *dimensions* and *languages*, and canaries nobody could tell apart."""
    by_id = _answers(dimensions)
    seen: set[tuple[str, str | None]] = set()
    for i, canary in enumerate(canaries):
        name, at = f"canary {i + 1}", ("canaries", i)
        yield from _faults_of_language(name, canary.language, languages, at)
        yield from _faults_of_names(name, canary.answers, by_id, (*at, "answers"))
        yield from _faults_of_answers(name, canary.answers, by_id, (*at, "answers"))
        if canary.turns and canary.context is not None:
            yield Fault(f"{name} has turns and a context", (*at, "context"), "keep one of them")
        if canary.id is not None and (canary.id, canary.language) in seen:
            message = f"two canaries are called {canary.id!r} in the same language"
            yield Fault(message, (*at, "id"), "rename one of them, or give each its language")
        seen.add((canary.id or "", canary.language))


def _answers(dimensions: Iterable[Dimension]) -> dict[str, set[str]]:
    return {d.id: {*d.answer_ids, *ALWAYS_OFFERED} for d in dimensions}


def _faults_of_language(name: str, language: str | None, languages: Sequence[str], at: At) -> Iterator[Fault]:
    spoken = {*languages, *(known.split("-", maxsplit=1)[0] for known in languages)}
    if language is not None and language not in spoken:
        message = f"{name} is in {language!r}, a language the rubric does not have"
        yield Fault(message, (*at, "language"), f"one of {listed(languages)}; or leave it out")


def _faults_of_names(name: str, given: Iterable[str], by_id: dict[str, set[str]], at: At) -> Iterator[Fault]:
    for dimension in given:
        if dimension not in by_id:
            message = f"{name} speaks of {dimension!r}, which is no dimension of the rubric"
            yield Fault(message, (*at, dimension), near_miss(dimension, by_id))


def _faults_of_answers(
    name: str, given: Mapping[str, str | tuple[str, ...]], by_id: dict[str, set[str]], at: At
) -> Iterator[Fault]:
    for dimension, right in given.items():
        for answer in (right,) if isinstance(right, str) else right:
            if dimension in by_id and answer not in by_id[dimension]:
                message = f"{name}: {answer!r} is no answer of {dimension!r}"
                yield Fault(message, (*at, dimension), f"one of {listed(sorted(by_id[dimension]))}")
