"""From a case and a way of asking to the exact messages a judge gets."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps
from typing import Any

from judge.asking import Ask
from judge.call import Message, Prompt, ReplyForm
from judge.case import Case
from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.rubric import Example, Rubric


def render(case: Case, ask: Ask, *, form: ReplyForm | None = None) -> Prompt:
    """The exact messages a judge gets about *case*.

    The system message (rubric, rules, reply form) is the same for every case with the same questions, so that providers
    can cache it; the case comes last, and the token last of all.

    Raises:
        TemplateError: A template is unsafe, names a variable that does not exist, or renders nothing.
    """
    wanted = form or ask.form
    shared = _shared(case, wanted)
    key = (case.rubric.sha256, tuple(d.id for d in case.dimensions), case.language, wanted)
    if key not in ask.prefixes:
        ask.prefixes[key] = ask.rendered("system", case.language, shared)
    user = ask.rendered("user", case.language, shared | {"case": _case(case), "token": case.token})
    messages = (Message("system", ask.prefixes[key]), Message("user", user))
    before, found, after = user.rpartition(case.token)
    masked = dumps([messages[0].content, before, "######" if found else "", after], ensure_ascii=True)
    return Prompt(
        messages=messages,
        form=wanted,
        case=case,
        schema=reply_schema(case.dimensions) if wanted == "json" else None,
        sha256=sha256(masked.encode("ascii")).hexdigest(),
    )


def _case(case: Case) -> dict[str, Any]:  # JSON-ready values
    response = case.response
    context: object = [{"role": t.role, "text": t.content} for t in response.turns]
    return {"context": response.context if response.context is not None else context, "response": response.response}


def _shared(case: Case, form: ReplyForm) -> dict[str, Any]:  # JSON-ready values
    dimensions = [_dimension(d, case.language) for d in case.dimensions]
    quoting = [d.evidence == "quote" for d in case.dimensions]
    return {
        "dimensions": dimensions,
        "examples": [_example(e, case) for e in _examples(case.rubric, case.language)],
        "form": form,
        "quoting": any(quoting),
        "all_quote": all(quoting),
        "language": case.language,
        "title": text_in(case.rubric.title, case.language),
    }


def text_in(text: Mapping[str, str], language: str) -> str:
    """*text* in *language*, or in its base language: a rubric holds every text in the same languages."""
    return text[language] if language in text else text[language.split("-", maxsplit=1)[0]]


def _dimension(dimension: Dimension, language: str) -> dict[str, Any]:  # JSON-ready values
    named = [{"id": a.id, "name": text_in(a.name, language)} for a in dimension.answers if a.name]
    return {
        "id": dimension.id,
        "name": text_in(dimension.name, language),
        "question": text_in(dimension.question, language),
        "steps": [text_in(step, language) for step in dimension.steps],
        "criteria": [{"answer": a, "text": text_in(t, language)} for a, t in dimension.criteria.items()],
        "allowed": [*dimension.answer_ids, *ALWAYS_OFFERED],
        "named": named,
        "evidence": dimension.evidence,
    }


def _examples(rubric: Rubric, language: str) -> list[Example]:
    return [e for e in rubric.examples if e.language in (None, language, language.split("-", maxsplit=1)[0])]


def _example(example: Example, case: Case) -> dict[str, Any]:  # JSON-ready values
    reasons = example.rationale if isinstance(example.rationale, dict) else {}
    return {
        "case": {
            "context": [{"role": t.role, "text": t.content} for t in example.turns],
            "response": example.response,
        },
        "answers": [
            {"dimension": d.id, "answer": example.answers[d.id], "rationale": reasons.get(d.id, "")}
            for d in case.dimensions
            if d.id in example.answers
        ],
        "rationale": example.rationale if isinstance(example.rationale, str) else "",
    }


def reply_schema(dimensions: Sequence[Dimension]) -> dict[str, Any]:  # JSON Schema
    """JSON Schema of a reply in the form ``json``.

    The token is a plain string in it: a constant would be filled in by the decoder, and prove nothing. ``unclear`` is
    always among the answers, so that a forced structure cannot turn a refusal into a verdict.
    """
    items = [_item_schema(d) for d in dimensions]
    return _object(
        token={"type": "string"},
        answers={"type": "array", "items": items[0] if len(items) == 1 else {"anyOf": items}},
    )


def _item_schema(dimension: Dimension) -> dict[str, Any]:  # JSON Schema
    evidence = {"evidence": {"type": "string"}} if dimension.evidence == "quote" else {}
    return _object(
        dimension={"type": "string", "enum": [dimension.id]},
        rationale={"type": "string"},
        **evidence,
        answer={"type": "string", "enum": [*dimension.answer_ids, *ALWAYS_OFFERED]},
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:  # JSON Schema
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
