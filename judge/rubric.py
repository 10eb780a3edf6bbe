"""What an expert wrote down: which questions to ask, how to reason, and what each answer is worth."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from json import dumps
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from judge.dimension import ALWAYS_OFFERED, Dimension, Gate, Id, Text, later
from judge.noun import Many, Noun


class ExampleTurn(Noun):
    """One utterance before the response of a worked example."""

    role: Literal["user", "assistant", "system"]
    content: str


class Example(Noun):
    """A worked example for the whole rubric."""

    turns: Many[ExampleTurn]
    response: str
    answers: dict[str, str]
    rationale: str | dict[str, str] = ""
    language: str | None = None
    """Shown only in prompts of this language; in every prompt when absent."""


class Review(Noun):
    """A clinician's signature under the rubric."""

    by: str
    role: str
    date: str


class Rubric(Noun):
    """Independent dimensions, their reasoning chains, and what each is worth."""

    id: Id
    version: Annotated[str, Field(min_length=1, max_length=32)]
    title: Text
    source: str = ""
    review: Many[Review] = ()
    unit: Literal["response"] = "response"
    decide: Literal["each"] = "each"
    per: Literal["rubric", "dimension"] = "rubric"
    ask: str | None = None
    """The way of asking used when none is named; ``expert_chain`` when absent."""
    examples: Many[Example] = ()
    dimensions: Annotated[Many[Dimension], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _later(cls, value: Any) -> Any:  # raw YAML, not checked yet
        if not isinstance(value, dict):
            return value
        for field, allowed in (("unit", "response"), ("decide", "each"), ("dimensions_from", "rubric")):
            given = value.get(field, allowed)
            if isinstance(given, str) and given in _LATER[field]:
                raise later(f"{field}: {given}")
        for field in ("otherwise", "outcomes", "canaries"):
            if value.get(field):
                raise later(field)
        return {k: v for k, v in value.items() if k not in ("dimensions_from", "otherwise", "outcomes", "canaries")}

    @model_validator(mode="after")
    def _coherent(self) -> "Rubric":
        for check in (_names, _languages, _gates, _examples):
            check(self)
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages every text of the rubric has."""
        return tuple(self.title)

    @property
    def reviewed(self) -> bool:
        """Whether a clinician has signed it."""
        return bool(self.review)

    @property
    def sha256(self) -> str:
        """Fingerprint of the meaning: comments, order of keys and spelled-out defaults do not change it."""
        return sha256(dumps(self.model_dump(mode="json"), sort_keys=True).encode("ascii")).hexdigest()

    def dimension(self, name: str) -> Dimension | None:
        """The dimension called *name* by id, alias or name in any language; ``None`` when there is none."""
        wanted = name.strip().casefold()
        for d in self.dimensions:
            if wanted in {d.id, *(n.casefold() for n in (*d.aliases, *d.name.values()))}:
                return d
        return None


_LATER = {
    "unit": ("user_turn", "assistant_turn", "conversation"),
    "decide": ("first", "flow"),
    "dimensions_from": ("scenario",),
}


def _names(rubric: Rubric) -> None:  # noqa: C901 - two flat loops
    owner: dict[str, str] = {}
    for d in rubric.dimensions:
        if d.id == "total":
            raise ValueError("a dimension cannot be called 'total': that is the row of the sum")
        for name in {d.id, *(n.strip().casefold() for n in (*d.aliases, *d.name.values()))}:
            if owner.setdefault(name, d.id) != d.id:
                raise ValueError(f"dimensions {owner[name]!r} and {d.id!r} share the name {name!r}")
    ids = [d.id for d in rubric.dimensions]
    for name in ids:
        if ids.count(name) > 1:
            raise ValueError(f"two dimensions have the id {name!r}")
    for d in rubric.dimensions:
        seen: dict[str, str] = {}
        for a in d.answers:
            for word in {a.id, *(w.strip().casefold() for w in (*a.aliases, *(a.name or {}).values()))}:
                if seen.setdefault(word, a.id) != a.id:
                    raise ValueError(f"dimension {d.id!r}: answers {seen[word]!r} and {a.id!r} share the word {word!r}")


def texts(rubric: Rubric) -> Iterator[tuple[str, Text]]:
    """Every text of the rubric with where it stands."""
    yield "title", rubric.title
    for d in rubric.dimensions:
        yield f"dimension {d.id!r}, name", d.name
        yield f"dimension {d.id!r}, question", d.question
        if isinstance(d.group, dict):
            yield f"dimension {d.id!r}, group", d.group
        for i, step in enumerate(d.steps):
            yield f"dimension {d.id!r}, step {i + 1}", step
        for answer, text in d.criteria.items():
            yield f"dimension {d.id!r}, criteria for {answer!r}", text
        for a in d.answers:
            if a.name is not None:
                yield f"dimension {d.id!r}, answer {a.id!r}", a.name


def _languages(rubric: Rubric) -> None:
    wanted = set(rubric.title)
    for where, text in texts(rubric):
        for language in wanted ^ set(text):
            here, there = ("", "the title") if language in text else ("the title", where)
            raise ValueError(
                f"{where}: the text in {language!r} is missing from {there}"
                if here
                else f"{where} has a text in {language!r} and the title has none: give every text the same languages"
            )


def _gates(rubric: Rubric) -> None:
    by_id = {d.id: d for d in rubric.dimensions}
    graph: dict[str, frozenset[str]] = {}
    for d in rubric.dimensions:
        graph[d.id] = d.applies_when.looks_at() if d.applies_when else frozenset()
        for other in graph[d.id]:
            if other not in by_id:
                raise ValueError(f"dimension {d.id!r}: its gate looks at {other!r}, which the rubric does not have")
        _gate_answers(d.id, d.applies_when, by_id)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        raise ValueError(f"gates wait for each other: {' -> '.join(error.args[1])}") from None


def _gate_answers(owner: str, gate: Gate | None, by_id: dict[str, Dimension]) -> None:
    if gate is None:
        return
    for answer in gate.answer or ():
        if gate.dimension is not None and answer not in by_id[gate.dimension].answer_ids:
            raise ValueError(f"dimension {owner!r}: its gate waits for {answer!r}, no answer of {gate.dimension!r}")
    for inner in (gate.any or ()) + (gate.all or ()):
        _gate_answers(owner, inner, by_id)


def _examples(rubric: Rubric) -> None:
    by_id = {d.id: {*d.answer_ids, *ALWAYS_OFFERED} for d in rubric.dimensions}
    for i, example in enumerate(rubric.examples):
        for name in {*example.answers, *(example.rationale if isinstance(example.rationale, dict) else ())}:
            if name not in by_id:
                raise ValueError(f"example {i + 1} speaks of {name!r}, which is no dimension of the rubric")
        for name, answer in example.answers.items():
            if answer not in by_id[name]:
                raise ValueError(f"example {i + 1}: {answer!r} is no answer of {name!r}")
