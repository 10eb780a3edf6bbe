"""Whether the steps of a reasoning chain have left a trace in a judge's reasons.

A step has, where the reasons name its number (*step 2*, *second step*, *2.* before a clause, ``第二步``, ``步骤二``,
``②``), or where they hold two of its own words: words of the step that stand in no other step of the chain and not in
the question. English words count from four letters on, by their first six; Chinese ones as pairs of characters that do
not overlap. What the judge quotes is not its own, and does not count. Steps that only say how to write the reason down
or to answer are not looked for: a reply that could be read has done both.

A trace is no proof that the step was walked, and a step may be walked in words of one's own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from judge.dimension import Dimension
from judge.record import dataclass
from judge.scoring.rationales.sentences import folded, own_words

ENOUGH = 2
"""So many of a step's own words must be there; fewer where it has no more."""

_STEM, _SHORTEST = 6, 4
_ENGLISH = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_COMMON = """
about above after again against also because been before being between both could does doing down during each even every
from further have having here into itself just like made make more most must name names only other over person reply
response said same says should some such than that their them then there these they this those through under until very
were what when where whether which while will with without word words would your
"""
"""English words that tell no step from another."""
_COMMON_HAN = (
    "的了是在和与或也不有就这那把被等其为以及如对中上下而但都很要可能会来访者回复"
    "一二两几个再先请你他她它们从里出没又只还"
)
"""Chinese characters that do not either."""
_COMMON_WORDS, _COMMON_ONES = frozenset(word[:_STEM] for word in _COMMON.split()), frozenset(_COMMON_HAN)
_OF_THE_FORM = re.compile(
    r"(?:(?:then|finally|last(?:ly)?|now)\b[,:]?\s*)?(?:write|answer|reply|give your answer|state your answer|decide)\b"
    r"|(?:最后|然后|接着)?(?:用.{0,8})?(?:写出|写下|作答|回答|给出答案|答)"
)
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERS = {word: i for words in ("一二三四五六七八九十", _COUNTED, _ORDINALS) for i, word in enumerate(words, start=1)}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_NUMBERED = re.compile(
    rf"(?:\bstep\s*#?|步骤\s*)(?P<named>\d{{1,2}}|[一二三四五六七八九十]|(?:{'|'.join(_COUNTED)})\b)"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)}) step\b"
    r"|第\s*(?P<counted>\d{1,2}|[一二三四五六七八九十])\s*步"
    r"|(?:^|[\n.;:。！？!?,])\s*\(?(?P<listed>\d{1,2})\s*[.)、:](?=\s*\S)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain, with what tells it from the others in each language."""

    number: int
    """Its place in the rubric, from 1."""
    keywords: tuple[frozenset[str], ...]
    """Its own words, language by language."""


def steps_of(dimension: Dimension) -> tuple[Step, ...]:
    """The steps to look for, in order; none where the question has no chain."""
    wanted = [i for i, step in enumerate(dimension.steps) if not any(map(_of_the_form, step.values()))]
    own: dict[int, list[frozenset[str]]] = {i: [] for i in wanted}
    for language in dimension.question:
        texts = [_words(dimension.steps[i].get(language, "")) for i in wanted]
        elsewhere = Counter(word for words in texts for word in words)
        asked = _words(dimension.question[language])
        for i, words in zip(wanted, texts, strict=True):
            own[i].append(frozenset(w for w in words if elsewhere[w] == 1 and w not in asked))
    return tuple(Step(i + 1, tuple(own[i])) for i in wanted)


def _of_the_form(text: str) -> bool:
    return _OF_THE_FORM.match(folded(text).strip()) is not None


def appearing(reason: str, steps: tuple[Step, ...]) -> tuple[bool, ...]:
    """For each of *steps* whether *reason* holds a trace of it."""
    # The circled numbers of a list would be folded into plain ones.
    circled = {i for i, c in enumerate(_CIRCLED, start=1) if c in reason}
    text = own_words(reason)
    named = circled | set(_named(text))
    wanted = _all_own(steps)
    places = {word: at for word, at in _words_of(text) if word in wanted}
    return tuple(step.number in named or any(_enough(own, places) for own in step.keywords) for step in steps)


def _named(text: str) -> Iterator[int]:
    for found in _NUMBERED.finditer(text):
        word = next(filter(None, found.groups()))
        yield int(word) if word.isdigit() else _NUMBERS[word]


def _enough(own: frozenset[str], places: Mapping[str, int]) -> bool:
    here = sorted(places[word] for word in own if word in places)
    apart, end = 0, -1
    for place in here:
        if place >= end:
            apart, end = apart + 1, place + 2
    return apart >= min(ENOUGH, len(own)) > 0


@lru_cache(maxsize=256)
def _all_own(steps: tuple[Step, ...]) -> frozenset[str]:
    return frozenset[str]().union(*(own for step in steps for own in step.keywords))


def _words(text: str) -> set[str]:
    """The words of *text* that may tell a step from another."""
    words = {word for word, _ in _words_of(folded(text))}
    return {word for word in words - _COMMON_WORDS if _COMMON_ONES.isdisjoint(word)}


def _words_of(text: str) -> Iterator[tuple[str, int]]:
    """Every English word as it counts and every pair of Chinese characters, with where it stands."""
    for word in _ENGLISH.finditer(text):
        if len(word[0]) >= _SHORTEST:
            yield word[0][:_STEM], word.start()
    for run in _HAN.finditer(text):
        start, han = run.start(), run[0]
        for at in range(len(han) - 1):
            yield han[at : at + 2], start + at
