"""The form ``json``: the whole reply is one object with a closed schema that repeats the call's token."""

import json
import re
from collections.abc import Mapping, Sequence
from math import isfinite

from judge.dimension import Dimension
from judge.parsing.classes import fault
from judge.parsing.envelope import check_characters, is_blank
from judge.parsing.evidence import stored_spans
from judge.parsing.json_faults import why_not_json
from judge.parsing.reading import Reading, Verdict, choice
from judge.parsing.words import check_asked, check_choice

_SPACE = " \t\r\n"
_FENCED = re.compile(r"```(?:json)?[ \t]*\r?\n(.*)\n[ \t]*```", re.DOTALL | re.IGNORECASE)


def read_json(text: str, dimensions: Sequence[Dimension], token: str) -> Reading:
    """Read ``{"token": ..., "answers": [{"dimension", "rationale", "evidence", "answer"}]}`` and nothing else.

    One code fence may stand around the whole. ``evidence`` is there exactly when the dimension asks for a quotation, or
    for a list of them; an empty quotation is none.
    The reasoning must stand before the answer: written after it, it would only justify it.

    Raises:
        ReplyError: Anything differs from that, in any place.
    """
    whole = text.strip(_SPACE)
    answers = _answers(_one_object(whole), token)
    items = [_item(value) for value in answers]
    named = [_name(item) for item in items]
    check_asked(named, dimensions)
    if named != [d.id for d in dimensions]:
        raise fault("dimension_order", ", ".join(named))
    return Reading(tuple(_verdict(item, d) for item, d in zip(items, dimensions, strict=True)))


def _one_object(whole: str) -> Mapping[str, object]:
    fenced = _FENCED.fullmatch(whole)
    body = fenced.group(1).strip(_SPACE) if fenced else whole
    try:
        value: object = _DECODER.decode(body)
    except RecursionError:
        raise fault("json", "it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise why_not_json(whole, body, error.pos) from None
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        raise fault("array")
    raise fault("string_encoded" if isinstance(value, str) and value.lstrip().startswith("{") else "not_an_object")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise fault("duplicate_key", f"{key!r:.60}")
        found[key] = value
    return found


def _number(literal: str) -> float:
    # No number is a valid answer, so none needs to be exact; a huge integer would raise where a float does not.
    value = float(literal)
    if not isfinite(value):
        raise fault("nonfinite", f"{literal:.60}")
    return value


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=_number, parse_float=_number, parse_constant=_number)


def _answers(verdict_object: Mapping[str, object], token: str) -> Sequence[object]:
    if not verdict_object:
        raise fault("empty_object")
    if "token" not in verdict_object:
        inner = [v for v in verdict_object.values() if isinstance(v, dict) and "answers" in v]
        raise fault("nested" if inner else "no_token")
    given = verdict_object["token"]
    if not isinstance(given, str):
        raise fault("token_type", type(given).__name__)
    if given != token:
        raise fault("wrong_token", f"{given!r:.60}")
    _check_keys(verdict_object, ("token", "answers"), where="the object")
    answers = verdict_object["answers"]
    if not isinstance(answers, list):
        raise fault("answers_type", type(answers).__name__)
    return answers


def _item(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise fault("item_type", type(value).__name__)
    return value


def _name(item: Mapping[str, object]) -> str:
    if "dimension" not in item:
        raise fault("missing_key", "'dimension' in an entry of the answers")
    name = item["dimension"]
    if not isinstance(name, str):
        raise fault("dimension_type", type(name).__name__)
    return name


def _verdict(item: Mapping[str, object], dimension: Dimension) -> Verdict:
    if "rationale" not in item:
        raise fault("no_rationale", f"of {dimension.id!r}")
    quotes = dimension.evidence != "none"
    wanted = ("dimension", "rationale", "evidence", "answer") if quotes else ("dimension", "rationale", "answer")
    _check_keys(item, wanted, where=f"the answer to {dimension.id!r}")
    keys = list(item)
    if keys.index("answer") < keys.index("rationale"):
        raise fault("answer_before_rationale", f"for {dimension.id!r}")
    rationale = _text(item["rationale"], "rationale_type", dimension)
    if is_blank(rationale):
        raise fault("no_rationale", f"of {dimension.id!r}")
    evidence = _evidence(item["evidence"], dimension) if quotes else None
    answers = check_choice(_answer(item["answer"], dimension), dimension)
    return choice(dimension, answers, rationale=rationale, evidence=evidence)


def _evidence(value: object, dimension: Dimension) -> str | None:
    """One quotation as it stands, several as the list they are stored as."""
    if dimension.evidence == "quote":
        text = _text(value, "evidence_type", dimension)
        return None if is_blank(text) else text
    if not isinstance(value, list):
        raise fault("evidence_not_listed", f"{type(value).__name__} for {dimension.id!r}")
    spans = [_text(span, "evidence_type", dimension) for span in value]
    return stored_spans([span for span in spans if not is_blank(span)])


def _answer(value: object, dimension: Dimension) -> list[str]:
    if dimension.choose == "one":
        return [_text(value, "answer_type", dimension)]
    if not isinstance(value, list):
        raise fault("answers_not_listed", f"{type(value).__name__} for {dimension.id!r}")
    return [_text(answer, "answer_type", dimension) for answer in value]


def _check_keys(found: Mapping[str, object], wanted: Sequence[str], *, where: str) -> None:
    for key in found:
        if key not in wanted:
            raise fault("extra_key", f"{key!r:.60} in {where}")
    for key in wanted:
        if key not in found:
            raise fault("missing_key", f"{key!r} in {where}")


def _text(value: object, reason: str, dimension: Dimension) -> str:
    if not isinstance(value, str):
        raise fault(reason, f"{type(value).__name__} for {dimension.id!r}")
    check_characters(value)  # an escape may have made what the reply itself did not hold
    return value
