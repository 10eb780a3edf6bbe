"""From a case and a way of asking to the exact messages a judge gets."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps
from typing import Any

from judge.asking import Ask
from judge.call import Message, Prompt, ReplyForm
from judge.case import Case
from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.errors import RubricError, TemplateError, near_miss
from judge.rubric import Example

_MARK = "\ue000token\ue000"
"""Stands for the token while a message is rendered, so that it is known where the token stands: private-use characters
of a case are written as escapes, so nothing in it can be taken for this."""
_NEEDS_TOKEN = ("json", "lines")


def render(case: Case, ask: Ask, *, form: ReplyForm | None = None) -> Prompt:
    """The exact messages a judge gets about *case*.

    The system message (rubric, rules, reply form) is the same for every case with the same questions, so that providers
    can cache it; the case comes last, and the token last of all.

    Raises:
        RubricError: The rubric has no text in the case's language.
        TemplateError: A template is unsafe, names what does not exist, renders nothing, or leaves the token out.
    """
    wanted = form or ask.form
    shared, system = _prefix(case, ask, wanted)
    user = ask.rendered("user", case.language, shared | {"case": _case(case), "token": _MARK})
    parts = user.split(_MARK)
    if len(parts) == 1 and wanted in _NEEDS_TOKEN:
        template = ask.template("user", case.language)
        raise TemplateError(
            f"prompts/{template}: the reply form {wanted} needs the token, and the message does not show it",
            hint="print {{ token }} at its end",
        )
    masked = [system, *_masked(parts)]
    return Prompt(
        messages=(Message("system", system), Message("user", case.token.join(parts))),
        form=wanted,
        case=case,
        schema=reply_schema(case.dimensions) if wanted == "json" else None,
        sha256=sha256(dumps(masked, ensure_ascii=True).encode("ascii")).hexdigest(),
    )


def _masked(parts: Sequence[str]) -> list[str]:
    if len(parts) == 1:
        return ["", "", parts[0]]
    return [*(said for part in parts[:-1] for said in (part, "######")), parts[-1]]


def _prefix(case: Case, ask: Ask, form: ReplyForm) -> tuple[dict[str, Any], str]:  # JSON-ready values
    """What every message may name, and the system message: made once for all cases with the same questions."""
    key = (id(case.rubric), tuple(id(d) for d in case.dimensions), case.language, form)
    known = ask.prefixes.get(key)
    if known is None:
        shared = _shared(case, form)
        # The rubric and its dimensions are kept with it: as long as they live, nobody else can have their ids.
        known = ask.prefixes[key] = (
            shared,
            ask.rendered("system", case.language, shared),
            case.rubric,
            case.dimensions,
        )
    return known[0], known[1]


def _case(case: Case) -> dict[str, Any]:  # JSON-ready values
    response = case.response
    context: object = [{"role": t.role, "text": t.content} for t in response.turns]
    return {"context": response.context if response.context is not None else context, "response": response.response}


def _shared(case: Case, form: ReplyForm) -> dict[str, Any]:  # JSON-ready values
    dimensions = [_dimension(d, case.language) for d in case.dimensions]
    quoting = [d.evidence == "quote" for d in case.dimensions]
    return {
        "dimensions": dimensions,
        "examples": _examples(case),
        "form": form,
        "quoting": any(quoting),
        "all_quote": all(quoting),
        "language": case.language,
        "title": text_in(case.rubric.title, case.language),
    }


def text_in(text: Mapping[str, str], language: str) -> str:
    """*text* in *language*, or in its base language: a rubric holds every text in the same languages.

    Raises:
        RubricError: It is in neither.
    """
    for tag in (language, language.split("-", maxsplit=1)[0]):
        if tag in text:
            return text[tag]
    raise RubricError(f"the rubric has no text in {language!r}", hint=near_miss(language, text))


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


def _examples(case: Case) -> list[dict[str, Any]]:  # JSON-ready values
    """The worked examples in the case's language that answer a question asked."""
    spoken = (None, case.language, case.language.split("-", maxsplit=1)[0])
    asked = {d.id for d in case.dimensions}
    return [_example(e, case) for e in case.rubric.examples if e.language in spoken and asked & e.answers.keys()]


def _example(example: Example, case: Case) -> dict[str, Any]:  # JSON-ready values
    by_language = example.by_language(case.rubric.languages)
    whole = text_in(by_language, case.language) if by_language else example.rationale
    reasons = whole if isinstance(whole, dict) else {}
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
        "rationale": whole if isinstance(whole, str) else "",
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
