"""What an answer means, and where it leads."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_serializer, model_validator

from judge.condition import Gate
from judge.fault import At, Fault
from judge.noun import Many, Noun
from judge.text import Id, Text


class Guidance(Noun):
    """What each answer means where a gate on tags holds; everywhere when there is no gate."""

    when: Gate | None = None
    texts: dict[str, Text] = Field(json_schema_extra={"description": "written beside `when`, by answer"})

    @model_validator(mode="before")
    @classmethod
    def _texts_beside(cls, value: Any) -> Any:  # raw YAML, not checked yet
        if not isinstance(value, dict):
            return value
        written = {"when": value["when"]} if value.get("when") is not None else {}
        return written | {"texts": {k: v for k, v in value.items() if k != "when"}}

    @model_serializer
    def _as_written(self) -> dict[str, Any]:
        return ({"when": self.when.model_dump()} if self.when is not None else {}) | self.texts


def faults_of_guidance(parts: Sequence[Guidance]) -> Iterator[Fault]:
    """What keeps a list of guidances from being chosen from: a gate on answers, a part that none comes to."""
    always = None
    for i, part in enumerate(parts):
        at: At = ("criteria", i)
        if part.when is not None and part.when.looks_at():
            message = "criteria are chosen by tags, before anything is answered"
            yield Fault(message, (*at, "when"), "write a condition on tag.NAME")
        if not part.texts:
            yield Fault("these criteria say nothing", at, "write what each answer means beside when")
        if always is not None:
            message = f"nothing comes to these criteria: part {always + 1} is for every case"
            yield Fault(message, at, "put the part without a when last")
        elif part.when in [p.when for p in parts[:i]]:
            yield Fault("nothing comes to these criteria: an earlier part has the same gate", at, "keep one of them")
        if part.when is None and always is None:
            always = i


class Route(Noun):
    """Where an answer of a flow leads: to the next question, to an outcome, or to both; to neither, it ends there."""

    outcome: str | None = None
    next: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_word(cls, value: Any) -> Any:  # raw YAML, not checked yet
        return {"next": value} if isinstance(value, str) else value


def _shape_of_criteria(value: object) -> str | None:
    return "texts" if isinstance(value, dict) else "cases" if isinstance(value, list | tuple) else None


Criteria = Annotated[
    Annotated[dict[str, Text], Tag("texts")] | Annotated[Many[Guidance], Tag("cases")],
    Discriminator(_shape_of_criteria),
]
"""What each answer means; or a list of that, each for the cases its gate holds for."""
