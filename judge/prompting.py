"""From a case and a way of asking to the exact messages a judge gets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from json import dumps
from json.encoder import encode_basestring_ascii
from typing import Any

from judge.asking import Ask
from judge.call import Message, Prompt, ReplyForm
from judge.case import Case
from judge.choosing import NOTHING, may_be_empty
from judge.dimension import ALWAYS_OFFERED, Dimension
from judge.drawing import Shot
from judge.errors import RubricError, TemplateError, near_miss
from judge.example import Example
from judge.gating import guidance_for
from judge.metering import MAX_CHARS, data_json
from judge.record import dataclass
from judge.scenario import Response

_MARK = "\ue000token\ue000"
"""Stands for the token while a message is rendered, so that it is known where the token stands: private-use characters
of a case are written as escapes, so nothing in it can be taken for this."""
_NEEDS_TOKEN = ("json", "lines")
_SLOTS = ("\ue000context\ue000", "\ue000response\ue000", "\ue000criterion\ue000")
"""Stand for what is said in a case while its message is rendered once for all cases: vetting lets a template print the
case through ``json`` and in no other way."""
_AT_SLOTS = re.compile("|".join(f"({re.escape(data_json(slot))})" for slot in _SLOTS) + f"|({_MARK})")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the messages of all cases with the same questions have in common."""

    shared: Mapping[str, Any]  # JSON-ready values
    system: str
    schema: dict[str, Any] | None  # JSON Schema
    digest: Any  # a hash of hashlib, of the system message
    parts: Sequence[str]
    """The user message cut at its slots: a text and the name of a slot in turn; empty where it must be rendered."""
    kept: object
    """The rubric and its dimensions: as long as they live, nobody else can have their ids."""


def render(case: Case, ask: Ask, *, form: ReplyForm | None = None) -> Prompt:
    """The exact messages a judge gets about *case*.

    The system message (rubric, rules, reply form) is the same for every case with the same questions, so that providers
    can cache it; the case comes last, and the token last of all.

    Raises:
        RubricError: The rubric has no text in the case's language.
        TemplateError: A template is unsafe, names what does not exist, renders nothing, or leaves the token out.
    """
    wanted = form or ask.form
    frame = _frame(case, ask, wanted)
    parts = _filled(frame, case) or _rendered(frame, case, ask)
    if len(parts) == 1 and wanted in _NEEDS_TOKEN:
        template = ask.template("user", case.language)
        raise TemplateError(
            f"prompts/{template}: the reply form {wanted} needs the token, and the message does not show it",
            hint="print {{ token }} at its end",
        )
    digest = frame.digest.copy()
    digest.update(f", {', '.join(map(encode_basestring_ascii, _masked(parts)))}]".encode("ascii"))
    return Prompt(
        messages=(Message("system", frame.system), Message("user", case.token.join(parts))),
        form=wanted,
        case=case,
        schema=frame.schema,
        sha256=digest.hexdigest(),
    )


def _masked(parts: Sequence[str]) -> list[str]:
    if len(parts) == 1:
        return ["", "", parts[0]]
    return [*(said for part in parts[:-1] for said in (part, "######")), parts[-1]]


def _filled(frame: _Frame, case: Case) -> list[str]:
    """The user message, cut where the token stands; nothing where it must be rendered."""
    if not frame.parts:
        return []
    response = case.response
    if response.context is not None:
        context = data_json(response.context)
    else:
        turns = [f'{{"role": "{turn.role}", "text": {data_json(turn.content)}}}' for turn in response.turns]
        gap = [f'{{"earlier_turns_left_out": {case.left_out}}}'] if case.left_out else []
        context = f"[{', '.join(gap + turns)}]"
    held = data_json(response.criterion.text) if response.criterion is not None else ""
    said = {_SLOTS[0]: context, _SLOTS[1]: data_json(response.response), _SLOTS[2]: held, _MARK: _MARK}
    whole = "".join([said[part] if at % 2 else part for at, part in enumerate(frame.parts)])
    return whole.split(_MARK) if len(whole) <= MAX_CHARS else []


def _rendered(frame: _Frame, case: Case, ask: Ask) -> list[str]:
    return ask.rendered("user", case.language, {**frame.shared, "case": _case(case), "token": _MARK}).split(_MARK)


def _frame(case: Case, ask: Ask, form: ReplyForm) -> _Frame:
    """What every message shares, made once for all cases with the same questions."""
    chosen = [guidance_for(d, case.response) for d in case.dimensions if not isinstance(d.criteria, dict)]
    held = case.response.criterion is not None
    key = (id(case.rubric), *map(id, case.dimensions), *chosen, case.language, form, id(case.shots or None), held)
    known: _Frame | None = ask.prefixes.get(key)
    if known is None:
        known = ask.prefixes[key] = _made(case, ask, form)
    return known


def _made(case: Case, ask: Ask, form: ReplyForm) -> _Frame:
    shared = _shared(case, form)
    system = ask.rendered("system", case.language, shared)
    schema = reply_schema(case.dimensions) if form == "json" else None
    digest = sha256(f"[{dumps(system)}".encode("ascii"))
    frame = _Frame(shared, system, schema, digest, (), (case.rubric, case.dimensions, case.shots))
    cut = replace(frame, parts=_cut(frame, case, ask))
    return cut if _filled(cut, case) == _rendered(frame, case, ask) else frame


def _cut(frame: _Frame, case: Case, ask: Ask) -> list[str]:
    """The user message as a text and the name of a slot in turn.

    A template that prints other parts of a case than its context and its response cannot be cut: it is found out by
    rendering the first case both ways.
    """
    held = _SLOTS[2] if case.response.criterion is not None else None
    values = {**frame.shared, "case": _named(case, *_SLOTS[:2], held), "token": _MARK}
    try:
        text = ask.rendered("user", case.language, values)
    except TemplateError:
        return []
    parts, end = [], 0
    for found in _AT_SLOTS.finditer(text):
        parts += [text[end : found.start()], (*_SLOTS, _MARK)[(found.lastindex or 1) - 1]]
        end = found.end()
    return [*parts, text[end:]]


def _case(case: Case) -> dict[str, Any]:  # JSON-ready values
    response = case.response
    gap: list[object] = [{"earlier_turns_left_out": case.left_out}] if case.left_out else []
    context: object = gap + [{"role": t.role, "text": t.content} for t in response.turns]
    criterion = response.criterion.text if response.criterion is not None else None
    return _named(case, context if response.context is None else response.context, response.response, criterion)


def _named(case: Case, context: object, response: str, criterion: str | None) -> dict[str, Any]:  # JSON-ready values
    """What was said before, and what is judged, as the rubric's unit calls them; and what it is held against.

    Of a criterion its words alone: what it is worth would tell a judge which answer is wished for.
    """
    if case.rubric.unit == "conversation":
        return {"conversation": context}
    said = {"context": context, "response" if case.rubric.unit == "response" else "turn": response}
    return said if criterion is None else said | {"criterion": criterion}


def _shared(case: Case, form: ReplyForm) -> dict[str, Any]:  # JSON-ready values
    dimensions = [_dimension(d, case.language, case.response) for d in case.dimensions]
    quoting = [d.evidence == "quote" for d in case.dimensions]
    spanning = [d.evidence == "spans" for d in case.dimensions]
    return {
        "dimensions": dimensions,
        "examples": _examples(case),
        "form": form,
        "quoting": any(quoting),
        "all_quote": all(quoting),
        "spanning": any(spanning),
        "all_span": all(spanning),
        "choosing": any(d.choose == "any" for d in case.dimensions),
        "all_choose": all(d.choose == "any" for d in case.dimensions),
        "nothing": NOTHING if any(may_be_empty(d) for d in case.dimensions) else "",
        "unit": case.rubric.unit,
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


def _dimension(dimension: Dimension, language: str, response: Response) -> dict[str, Any]:  # JSON-ready values
    chosen = guidance_for(dimension, response)
    criteria = dimension.guidance[chosen].texts if chosen is not None else {}
    named = [{"id": a.id, "name": text_in(a.name, language)} for a in dimension.answers if a.name]
    return {
        "id": dimension.id,
        "name": text_in(dimension.name, language),
        "question": text_in(dimension.question, language),
        "steps": [text_in(step, language) for step in dimension.steps],
        "criteria": [{"answer": a, "text": text_in(t, language)} for a, t in criteria.items()],
        "allowed": [*dimension.answer_ids, *ALWAYS_OFFERED],
        "choose": dimension.choose,
        "alone": [*(a.id for a in dimension.answers if a.alone), *ALWAYS_OFFERED],
        "nothing": NOTHING if may_be_empty(dimension) else "",
        "named": named,
        "evidence": dimension.evidence,
    }


def _examples(case: Case) -> list[dict[str, Any]]:  # JSON-ready values
    """The worked examples in the case's language that answer a question asked."""
    spoken = (None, case.language, case.language.split("-", maxsplit=1)[0])
    asked = {d.id for d in case.dimensions}
    own = [_example(e, case) for e in case.rubric.examples if e.language in spoken and asked & e.answers.keys()]
    return own + [_shot(shot, case) for shot in case.shots]


def _shot(shot: Shot, case: Case) -> dict[str, Any]:  # JSON-ready values
    answers = [{"dimension": d.id, "answer": shot.answer, "rationale": ""} for d in case.dimensions[:1]]
    return {"case": _case(replace(case, response=shot.response, left_out=0)), "answers": answers, "rationale": ""}


def _example(example: Example, case: Case) -> dict[str, Any]:  # JSON-ready values
    by_language = example.by_language(case.rubric.languages)
    whole = text_in(by_language, case.language) if by_language else example.rationale
    reasons = whole if isinstance(whole, dict) else {}
    before = [{"role": t.role, "text": t.content} for t in example.turns]
    if case.rubric.unit == "conversation" and example.response:
        before.append({"role": "assistant", "text": example.response})
    return {
        "case": _named(case, before, example.response, None),
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


_EVIDENCE: Mapping[str, dict[str, Any]] = {
    "none": {},
    "quote": {"evidence": {"type": "string"}},
    "spans": {"evidence": {"type": "array", "items": {"type": "string"}}},
}  # JSON Schema


def _item_schema(dimension: Dimension) -> dict[str, Any]:  # JSON Schema
    one = {"type": "string", "enum": [*dimension.answer_ids, *ALWAYS_OFFERED]}
    return _object(
        dimension={"type": "string", "enum": [dimension.id]},
        rationale={"type": "string"},
        **_EVIDENCE[dimension.evidence],
        answer={"type": "array", "items": one} if dimension.choose == "any" else one,
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:  # JSON Schema
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
