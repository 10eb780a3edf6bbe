"""What a prompt of ours asks for, and a reply that answers it: for servers that stand in for a judge.

Only the literal lines of our templates are looked at (``dimension id:``, ``allowed answers:``, ``reply form:``,
``evidence: quote``, the token at the end), so a prompt in any language is understood. Whatever stands inside the case
is one line of JSON, and cannot be mistaken for them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from json import JSONDecodeError, dumps, loads
from typing import get_args

from judge.call import Message, ReplyForm
from judge.record import dataclass

_TOKEN = re.compile(r"(?m)^(?:Token: |口令：)(\d{6})\s*$")
_DIMENSION = re.compile(r"(?m)^dimension id: (\S+)[ \t]*$")
_ALLOWED = re.compile(r"(?m)^allowed answers: (.+)$")
_FORM = re.compile(r"(?m)^reply form: (\w+)[ \t]*$")
_SEVERAL = re.compile(r"(?m)^choose: any[ \t]*$")
_EVIDENCE = re.compile(r"(?m)^evidence: (quote|spans)[ \t]*$")
_QUOTED = 24

Choose = Callable[[str, tuple[str, ...]], str]
"""From a dimension's id and its allowed answers to one of them; to several with commas between them, where any may be
chosen."""


@dataclass(frozen=True, slots=True)
class AskedDimension:
    """One question of a prompt."""

    id: str
    answers: tuple[str, ...]
    quote: bool
    """Whether the reply is to hold evidence for it."""
    several: bool = False
    """Whether any of the answers may be chosen."""
    spans: bool = False
    """Whether its evidence is a list of quotes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one prompt asks for."""

    token: str
    """Empty when the form needs none."""
    dimensions: tuple[AskedDimension, ...]
    form: ReplyForm
    response: str
    """The text under assessment; empty when it was not found."""


def asked(messages: Sequence[Message | Mapping[str, str]]) -> Asked:
    """Read from a prompt's messages what is to be answered, and in which form.

    Raises:
        ValueError: This is not one of our judging prompts.
    """
    texts = [m.content if isinstance(m, Message) else str(m["content"]) for m in messages]
    whole = "\n".join(texts)
    form = next((f for f in get_args(ReplyForm) if f in _FORM.findall(whole)), None)
    dimensions = tuple(_dimensions(whole))
    if form is None or not dimensions:
        raise ValueError("not a judging prompt: no 'reply form:' or no 'dimension id:' line in it")
    tokens = _TOKEN.findall(texts[-1])
    return Asked(tokens[-1] if tokens else "", dimensions, form, _response(texts[-1]))


def _dimensions(whole: str) -> list[AskedDimension]:
    starts = list(_DIMENSION.finditer(whole))
    ends = [*(s.start() for s in starts), len(whole)][1:]
    found = []
    for start, end in zip(starts, ends, strict=True):
        part = whole[start.end() : end]
        allowed = _ALLOWED.search(part)
        if allowed:
            answers = tuple(a.strip() for a in allowed[1].split("|"))
            quoted, several = _EVIDENCE.search(part), bool(_SEVERAL.search(part))
            spans = quoted is not None and quoted[1] == "spans"
            found.append(AskedDimension(start[1], answers, quoted is not None, several, spans))
    return found


def _response(text: str) -> str:
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                case = loads(line)
            except JSONDecodeError:
                continue
            if isinstance(case, dict) and (said := _judged(case)) is not None:
                return said
    return ""


def _judged(case: Mapping[str, object]) -> str | None:
    """The text a case is about: a response, a turn, or every turn of a conversation."""
    turns = case.get("conversation")
    if isinstance(turns, list):
        return "\n".join(str(turn.get("text", "")) for turn in turns if isinstance(turn, dict))
    said = case.get("response", case.get("turn"))
    return said if isinstance(said, str) else None


def _evidence(quote: str, dimension: AskedDimension) -> dict[str, object]:
    if not dimension.quote:
        return {}
    return {"evidence": [quote] if dimension.spans else quote}


def verdict_reply(asked_for: Asked, choose: Choose) -> str:
    """A valid reply in the form that was asked for, its answers picked by *choose*.

    Evidence is the beginning of the response, so that it is really found there.
    """
    chosen = [(d, choose(d.id, d.answers)) for d in asked_for.dimensions]
    if asked_for.form == "json":
        answers: list[dict[str, object]] = [
            {"dimension": d.id, "rationale": f"A stand-in picked {answer}."}
            | _evidence(asked_for.response[:_QUOTED].strip(), d)
            | {"answer": answer.split(",") if d.several else answer}
            for d, answer in chosen
        ]
        return dumps({"token": asked_for.token, "answers": answers}, ensure_ascii=False)
    if asked_for.form == "lines":
        lines = [f"ANSWER {asked_for.token} {d.id} {answer}" for d, answer in chosen]
        return "\n".join(["A stand-in picked these.", *lines])
    if asked_for.form == "label":
        return chosen[0][1]
    return "A stand-in picked these.\n" + dumps({d.id: answer for d, answer in chosen}, ensure_ascii=False)
