"""When a question applies at all."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, model_serializer, model_validator

from judge.fault import At, Fault, FaultsError
from judge.noun import Many, Noun
from judge.text import Id, Some


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
