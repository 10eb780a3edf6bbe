"""What an expert wrote down: which questions to ask, how to reason, and what each answer is worth."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from json import dumps
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, model_validator

from judge.condition import Gate
from judge.deciding import faults_of_deciding
from judge.dimension import ALWAYS_OFFERED, Answer, Dimension
from judge.errors import near_miss
from judge.example import Canary, Example, faults_of_canaries, faults_of_examples
from judge.fault import At, Fault, listed, raise_any
from judge.noun import Many, Noun, Terse
from judge.rated import Whole, of_flow, of_questions, of_tree
from judge.scenario import Unit
from judge.text import Id, Text

_LINE = r"^\S(.*\S)?$"
"""One line of text that neither begins nor ends with a space."""


class Review(Noun):
    """A clinician's signature under the rubric."""

    by: Annotated[str, Field(pattern=_LINE)]
    role: Annotated[str, Field(pattern=_LINE)]
    date: Annotated[str, Field(pattern=_LINE)]


class Rubric(Terse):
    """An expert's questions, their reasoning chains, how they come together, and what each is worth."""

    model_config = ConfigDict(serialize_by_alias=True)
    later: ClassVar[tuple[str, ...]] = ("dimensions_from", "groups", "otherwise", "outcomes", "passes_on", "question")

    id: Id
    version: Annotated[str, Field(max_length=32, pattern=_LINE)]
    title: Text
    source: str = ""
    review: Many[Review] = ()
    unit: Unit = "response"
    """What one judgment is about."""
    decide: Literal["each", "first", "flow"] = "each"
    """``each``: every dimension stands alone; ``first``: an ordered tree, of which the first answer that fires is the
    class; ``flow``: a graph of questions that ends in outcomes."""
    dimensions_from: Literal["rubric", "scenario"] = "rubric"
    """``scenario``: the one question is asked of every criterion that a scenario brings along."""
    question: Text | None = None
    """With ``decide: first`` or ``flow``, what is asked where the class or the outcome is asked for at once; the title
    where absent."""
    otherwise: Answer | None = None
    """With ``decide: first``, the class when nothing fires."""
    outcomes: Many[Answer] = ()
    """With ``decide: flow``, from best to worst."""
    passes_on: Many[str] = ()
    """With ``decide: flow``, the outcomes that speak for the response; the best one where none is named."""
    groups: dict[Id, Text] = Field(default={})
    """With ``decide: flow``, what its groups are called; each by its id where absent."""
    per: Literal["rubric", "dimension"] = "rubric"
    ask: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$")] | None = None
    """The way of asking used when none is named; ``expert_chain`` when absent."""
    examples: Many[Example] = ()
    canaries: Many[Canary] = Field(default=(), exclude=True)
    """Known cases judged beside the data. They change no question and no verdict: no part of the fingerprint."""
    general_canaries: bool = Field(default=True, exclude=True)
    """Whether the general known cases, which are replies to a person, are judged too."""
    asked: Annotated[Many[Dimension], Field(min_length=1, alias="dimensions")]
    """The questions, in the order an expert asks them; ``dimensions`` in a file."""

    @model_validator(mode="before")
    @classmethod
    def _nothing_said(cls, value: Any) -> Any:  # raw YAML, not checked yet
        if not isinstance(value, dict):
            return value
        empty = [field for field in ("canaries", "outcomes", "otherwise") if value.get(field, ()) is None]
        return {k: v for k, v in value.items() if k not in empty}

    @model_validator(mode="after")
    def _coherent(self) -> "Rubric":
        raise_any([*faults_of_deciding(self), *_names(self), *_answers(self), *_languages(self), *_gates(self)])
        raise_any(_known_cases(self))
        return self

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Everything that is rated, in every table: the questions' own answers, and what is derived from them."""
        whole = Whole(self.id, self.title, self.question or self.title)
        if self.decide == "first" and self.otherwise is not None:
            return of_tree(whole, self.asked, self.otherwise)
        if self.decide == "flow":
            best = self.passes_on or tuple(o.id for o in self.outcomes[:1])
            return of_flow(whole, self.asked, self.outcomes, best, self.groups)
        return tuple(of_questions(self.asked))

    @cached_property
    def derived(self) -> frozenset[str]:
        """The dimensions that follow from answers to others, in a tree or a flow."""
        own = {d.id for d in of_questions(self.asked)}
        return frozenset(d.id for d in self.dimensions if d.id not in own)

    @property
    def labelled(self) -> tuple[Dimension, ...]:
        """What experts are asked for: the class of a tree, else the questions; the rest follows from them."""
        return self.dimensions[-1:] if self.decide == "first" else self.asked

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


_SAME_LANGUAGES = "give every text the same languages as the title"


def _names(rubric: Rubric) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    ids: set[str] = set()
    for i, d in enumerate(rubric.asked):
        if d.id == "total":
            yield Fault("'total' is the row of the sum", ("dimensions", i, "id"), "choose another id")
        if d.id in ids:
            yield Fault(f"two dimensions have the id {d.id!r}", ("dimensions", i, "id"), "rename one of them")
        ids.add(d.id)
        for at, name in _called(d):
            key = name.strip().casefold()
            if owner.setdefault(key, d.id) != d.id:
                message = f"dimensions {owner[key]!r} and {d.id!r} share the name {key!r}"
                yield Fault(message, ("dimensions", i, *at), "a name in a label must mean one dimension")


def _answers(rubric: Rubric) -> Iterator[Fault]:
    for i, d in enumerate(rubric.asked):
        for n, answer in enumerate(d.answers):
            for word in (w for w in answer.words if w in ALWAYS_OFFERED):
                what = f"the answer {answer.id!r} is also called {word!r}, which always exists beside the answers"
                yield Fault(what, ("dimensions", i, "answers", n), "call it something else")


def _called(d: Dimension) -> Iterator[tuple[At, str]]:
    yield ("id",), d.id
    yield from ((("aliases", i), alias) for i, alias in enumerate(d.aliases))
    yield from ((("name", language), name) for language, name in d.name.items())


def texts(rubric: Rubric) -> Iterator[tuple[str, Text]]:
    """Every text of the rubric with where it stands."""
    for where, _, text in _placed_texts(rubric):
        yield where, text


def _placed_texts(rubric: Rubric) -> Iterator[tuple[str, At, Text]]:
    yield "title", ("title",), rubric.title
    for n, d in enumerate(rubric.asked):
        at: At = ("dimensions", n)
        yield f"dimension {d.id!r}, name", (*at, "name"), d.name
        yield f"dimension {d.id!r}, question", (*at, "question"), d.question
        if isinstance(d.group, dict):
            yield f"dimension {d.id!r}, group", (*at, "group"), d.group
        for i, step in enumerate(d.steps):
            yield f"dimension {d.id!r}, step {i + 1}", (*at, "steps", i), step
        for where, answer, text in _criteria(d):
            yield f"dimension {d.id!r}, criteria for {answer!r}", (*at, *where, answer), text
        for i, a in enumerate(d.answers):
            if a.name is not None:
                yield f"dimension {d.id!r}, answer {a.id!r}", (*at, "answers", i, "name"), a.name
    yield from _derived_texts(rubric)


def _derived_texts(rubric: Rubric) -> Iterator[tuple[str, At, Text]]:
    if rubric.question is not None:
        yield "question", ("question",), rubric.question
    one = [] if rubric.otherwise is None else [rubric.otherwise]
    own: list[tuple[str, At, Answer]] = [("otherwise", ("otherwise",), answer) for answer in one]
    own += [(f"outcome {a.id!r}", ("outcomes", i), a) for i, a in enumerate(rubric.outcomes)]
    for where, at, answer in own:
        if answer.name is not None:
            yield where, (*at, "name"), answer.name
        if answer.criterion is not None:
            yield f"{where}, criterion", (*at, "criterion"), answer.criterion
    for group, text in rubric.groups.items():
        yield f"group {group!r}", ("groups", group), text


def _criteria(d: Dimension) -> Iterator[tuple[At, str, Text]]:
    if isinstance(d.criteria, dict):
        yield from ((("criteria",), answer, text) for answer, text in d.criteria.items())
        return
    for i, part in enumerate(d.criteria):
        yield from ((("criteria", i), answer, text) for answer, text in part.texts.items())


def _languages(rubric: Rubric) -> Iterator[Fault]:
    for where, at, text in _placed_texts(rubric):
        for language in rubric.title:
            if language not in text:
                yield Fault(f"{where}: the text in {language!r} is missing", at, _SAME_LANGUAGES)
        for language in text:
            if language not in rubric.title:
                message = f"{where} has a text in {language!r} and the title has none"
                yield Fault(message, (*at, language), _SAME_LANGUAGES)


def _gates(rubric: Rubric) -> Iterator[Fault]:
    by_id = {d.id: d for d in rubric.asked}
    graph: dict[str, frozenset[str]] = {}
    where: dict[str, At] = {}
    for i, d in enumerate(rubric.asked):
        graph[d.id] = d.applies_when.looks_at() if d.applies_when else frozenset()
        where[d.id] = ("dimensions", i, "applies_when")
        for at, gate in d.applies_when.parts(where[d.id]) if d.applies_when else ():
            yield from _faults_of_gate(d.id, gate, by_id, at)
        if d.applies_when and (wanted := _contradicted(d.applies_when)):
            message = f"dimension {d.id!r} can never apply: its gate wants {wanted!r} to have two answers at once"
            yield Fault(message, where[d.id], "write any: [...] for conditions of which one is enough")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring = error.args[1]
        yield Fault(f"gates wait for each other: {' -> '.join(ring)}", where[ring[0]], "take one of these gates out")


def _faults_of_gate(owner: str, gate: Gate, by_id: dict[str, Dimension], at: At) -> Iterator[Fault]:
    if gate.dimension is None:
        return
    if gate.dimension not in by_id:
        message = f"dimension {owner!r}: its gate looks at {gate.dimension!r}, which the rubric does not have"
        yield Fault(message, (*at, "dimension"), near_miss(gate.dimension, by_id.keys() - {owner}))
        return
    known = dict.fromkeys(by_id[gate.dimension].answer_ids)
    for i, answer in enumerate(gate.answer or ()):
        if answer not in known:
            message = f"dimension {owner!r}: its gate waits for {answer!r}, no answer of {gate.dimension!r}"
            yield Fault(message, (*at, "answer", i), f"one of {listed(known)}")


def _contradicted(gate: Gate) -> str | None:
    """The dimension that would need two answers at once for *gate* to hold."""
    left: dict[str, set[str]] = {}
    for part in gate.needed():
        if part.dimension is not None:
            answers = left.setdefault(part.dimension, set(part.answer or ()))
            answers &= set(part.answer or ())
            if not answers:
                return part.dimension
    return None


def _known_cases(rubric: Rubric) -> Iterator[Fault]:
    derived = [d for d in rubric.dimensions if d.id in rubric.derived]
    yield from _names_of_derived(rubric, derived)
    answered = (*rubric.asked, *derived)
    yield from faults_of_examples(rubric.examples, answered, rubric.languages)
    yield from faults_of_canaries(rubric.canaries, answered, rubric.languages)


def _names_of_derived(rubric: Rubric, derived: Iterable[Dimension]) -> Iterator[Fault]:
    owner = {name.strip().casefold(): d.id for d in rubric.asked for _, name in _called(d)}
    for d in derived:
        for _, name in _called(d):
            if (other := owner.setdefault(name.strip().casefold(), d.id)) != d.id:
                at: At = ("title",) if d.id == rubric.id else ("groups", d.id)
                message = f"{other!r} and {d.id!r} share the name {name!r}"
                yield Fault(message, at, "a name in a label must mean one of them")
