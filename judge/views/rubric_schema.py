"""What a rubric file may say, as JSON Schema: for editors that complete and check it while it is typed."""

from typing import Any

from judge.rubric import Rubric
from judge.views.words import CATALOGUE, Ui, say

_BY_LANGUAGE = {"type": "object", "additionalProperties": {"type": "string"}}
_TAG_LANGUAGE = "^([A-Za-z]{2,3}|[IXix](?=-))(-[A-Za-z0-9]{1,8})*$"
_MANY_WORDS = {"type": "array", "items": {"type": "string"}, "minItems": 1}

Schema = dict[str, Any]  # JSON Schema
_ANSWER: Schema = {"anyOf": [{"type": "string", "pattern": "^[a-z0-9][a-z0-9_]{0,63}$"}, {"$ref": "#/$defs/Answer"}]}


def rubric_schema(ui: Ui) -> Schema:
    """The schema, each field explained in *ui*.

    It describes files as people write them: a gate's tags as ``tag.NAME``, an answer as a bare word. What the rubric
    language names and this version cannot judge yet is not in it. A file that satisfies it may still be refused for
    what no schema can say, e.g. a gate that looks at a dimension the rubric does not have.
    """
    schema = _without_titles(Rubric.model_json_schema())
    holders: dict[str, Schema] = {"Rubric": schema, **schema["$defs"]}
    for name in ("Rubric", "Dimension", "Answer"):
        holders[name]["properties"] = _as_texts(holders[name]["properties"])
    schema["$defs"]["Text"] = _BY_LANGUAGE | {"minProperties": 1, "propertyNames": {"pattern": _TAG_LANGUAGE}}
    _write_answers(schema["$defs"]["Dimension"]["properties"])
    _write_lists_of_answers(schema)
    _write_gate(schema["$defs"]["Gate"])
    _write_guidance(schema["$defs"]["Guidance"])
    _write_route(schema)
    for name, holder in {**holders, "Text": schema["$defs"]["Text"]}.items():
        _explain(name, holder, ui)
    schema["$defs"]["Gate"]["patternProperties"][r"^tag\..+"]["description"] = say("field.Gate.tag", ui)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "psyjudge rubric", **schema}


def _without_titles(part: Any) -> Any:  # JSON Schema
    """*part* without the titles that only repeat a name; a field that is called ``title`` stays."""
    if isinstance(part, dict):
        return {k: _without_titles(v) for k, v in part.items() if not (k == "title" and isinstance(v, str))}
    return [_without_titles(v) for v in part] if isinstance(part, list) else part


def _as_texts(part: Any) -> Any:  # JSON Schema
    if part == _BY_LANGUAGE:
        return {"$ref": "#/$defs/Text"}
    if isinstance(part, dict):
        return {k: _as_texts(v) for k, v in part.items()}
    return [_as_texts(v) for v in part] if isinstance(part, list) else part


def _write_answers(fields: Schema) -> None:
    """Answers may be bare words, and a default is shown as it is written."""
    fields["answers"] |= {"default": ["yes", "no"], "minItems": 2}
    fields["answers"]["items"] = dict(_ANSWER)
    fields["passes_on"]["minItems"] = 1
    del fields["passes_on"]["default"]  # most questions need it, and the description says which do not
    del fields["points"]["default"]  # 1, or 0 where critical or where no answer passes: the description says so
    fields["criteria"] = {
        "anyOf": [
            {"type": "object", "additionalProperties": {"$ref": "#/$defs/Text"}},
            {"type": "array", "items": {"$ref": "#/$defs/Guidance"}},
        ]
    }


def _write_lists_of_answers(schema: Schema) -> None:
    """Wherever an answer stands, it may be a bare word."""
    fields = schema["properties"]
    fields["outcomes"]["items"] = dict(_ANSWER)
    fields["otherwise"] = dict(_ANSWER)


def _write_guidance(guidance: Schema) -> None:
    """Its texts stand beside ``when``, by answer."""
    guidance["properties"] = {"when": {"$ref": "#/$defs/Gate"}}
    guidance["additionalProperties"] = {"$ref": "#/$defs/Text"}
    guidance.pop("required", None)
    guidance["minProperties"] = 1


def _write_route(schema: Schema) -> None:
    """A route may be a bare word, the next question; what it leaves open may be written as null, as we write it."""
    then = schema["$defs"]["Dimension"]["properties"]["then"]
    then["additionalProperties"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Route"}]}


def _write_gate(gate: Schema) -> None:
    """Tags are written ``tag.NAME``; a condition on a dimension has both its halves."""
    fields = gate["properties"]
    del fields["tags"]
    for name in fields:
        fields[name] = next(kind for kind in fields[name]["anyOf"] if kind != {"type": "null"})
    gate["patternProperties"] = {r"^tag\..+": dict(_MANY_WORDS)}
    gate["dependentRequired"] = {"dimension": ["answer"], "answer": ["dimension"]}
    gate["minProperties"] = 1


def _explain(name: str, holder: Schema, ui: Ui) -> None:
    holder["description"] = say(f"field.{name}", ui)
    for field, schema in holder.get("properties", {}).items():
        if f"field.{name}.{field}" in CATALOGUE:
            schema["description"] = say(f"field.{name}.{field}", ui)
