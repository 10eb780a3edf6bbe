"""The form ``trailing_dict``: reasons in prose, then one dictionary. It has no token and can be forged."""

import re
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_letters

from judge.dimension import Dimension
from judge.parsing.classes import fault
from judge.parsing.envelope import is_blank
from judge.parsing.reading import Reading, choice
from judge.parsing.words import answer_words, check_choice, dimension_words, parted
from judge.record import dataclass

_TOTAL = {"总分", "总得分", "total"}
_STRING = r"""'([^'\\{}\n]*)'|"([^"\\{}\n]*)\""""
_PAIR = re.compile(rf"\s*(?:{_STRING})\s*:\s*(?:{_STRING}|([^\s'\",{{}}]+))\s*")
_REST = re.compile(r"\s*\Z")
_DIGITS = {"0": "no", "1": "yes"}


@dataclass(frozen=True, slots=True)
class _Pair:
    key: str
    value: str
    quoted: bool


def read_trailing_dict(text: str, dimensions: Sequence[Dimension], _token: str) -> Reading:
    """Read the one flat dictionary, of Python or JSON, that is the last thing said; the prose before is the reasoning.

    Values are words, or 0 and 1 where the answers are yes and no and yes passes: on a question about harm 1 means
    opposite things to different people. A total the model adds is compared with ours, flagged when it differs, and
    never used.

    Raises:
        ReplyError: There is another brace anywhere, a key or value that was not offered, or no reasoning.
    """
    prose, block = _split(text.strip())
    pairs = list(_pairs(block))
    answers, totals = _answers(pairs, dimensions)
    if is_blank(prose):
        raise fault("no_rationale")
    found = tuple(choice(d, answers[d.id], rationale=prose) for d in dimensions)
    if not all(d.is_yes_no and d.passes_on == ("yes",) for d in dimensions):
        return Reading(found)
    ours = sum(v.answer == "yes" for v in found)
    return Reading(found, flags=("total_mismatch",) if any(not _equals(t, ours) for t in totals) else ())


def _split(whole: str) -> tuple[str, str]:
    fenced = whole.endswith("```")
    body = whole.removesuffix("```").rstrip() if fenced else whole
    start = body.rfind("{")
    if start < 0:
        raise fault("no_dict")
    prose, block = body[:start], body[start:]
    if "}" not in block:
        raise fault("unterminated")
    if not block.endswith("}"):
        raise fault("prose_after")
    if block.count("}") > 1:
        raise fault("nested")
    if "{" in prose or "}" in prose:
        raise fault("two_objects")
    before_fence = prose.rstrip().rstrip(ascii_letters)
    if fenced != before_fence.endswith("```"):
        raise fault("fence")
    prose = before_fence.removesuffix("```") if fenced else prose
    if "```" in prose:
        raise fault("two_fences")
    return prose.strip(), block[1:-1]


def _pairs(inside: str) -> Iterator[_Pair]:
    at = 0
    while _REST.match(inside, at) is None:
        found = _PAIR.match(inside, at)
        if found is None or inside[found.end() : found.end() + 1] not in ("", ","):
            raise fault("dict", f"at character {at} of the block")
        single, double, word, other_word, bare = found.groups()
        key = single if single is not None else double
        quoted = word if word is not None else other_word
        yield _Pair(key, bare if quoted is None else quoted, quoted is not None)
        at = found.end() + 1


def _answers(
    pairs: Sequence[_Pair], dimensions: Sequence[Dimension]
) -> tuple[Mapping[str, tuple[str, ...]], Sequence[str]]:
    words = dimension_words(dimensions)
    answers: dict[str, tuple[str, ...]] = {}
    totals: list[str] = []
    keys = [p.key for p in pairs]
    for pair in pairs:
        name = pair.key.strip().casefold()
        if keys.count(pair.key) > 1:
            raise fault("duplicate_key", f"{pair.key!r:.60}")
        if name not in words and name in _TOTAL:
            totals.append(pair.value)
            continue
        if name not in words:
            raise fault("extra_dimension", f"{pair.key!r:.60}")
        if words[name].id in answers:
            raise fault("doubled_dimension", f"{pair.key!r:.60}")
        answers[words[name].id] = _answer(pair, words[name])
    for d in dimensions:
        if d.id not in answers:
            raise fault("missing_dimension", repr(d.id))
    return answers, totals


def _answer(pair: _Pair, dimension: Dimension) -> tuple[str, ...]:
    if pair.quoted:
        words = answer_words(dimension)
        given = parted(pair.value, dimension) if dimension.choose == "any" else [pair.value]
        for word in given:
            if word.casefold() not in words:
                raise fault("answer_value", f"{word!r:.60} for {dimension.id!r}")
        return check_choice([words[word.casefold()] for word in given], dimension)
    if pair.value not in _DIGITS:
        raise fault("answer_type", f"{pair.value!r:.60} for {dimension.id!r}")
    if not dimension.is_yes_no or dimension.passes_on != ("yes",):
        raise fault("digit_on_harm", f"{pair.value} for {dimension.id!r}")
    return (_DIGITS[pair.value],)


def _equals(total: str, ours: int) -> bool:
    return total.strip() in (str(ours), f"{ours}.0")
