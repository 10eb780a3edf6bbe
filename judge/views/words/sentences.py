"""Sentences that are made where a fault is found, said in Chinese: errors, hints and notes.

They are written in English beside what they speak of, and stay English in exceptions and in ``--json``. Here a whole
sentence is recognised by its template, and said with the same names, words and numbers in it. To add one, write a pair
in the area it belongs to: ``("no file {!r}", "没有文件 {0}")``. A hole takes anything (``{}``), a quoted word as
``repr`` writes it (``{!r}``) or a number (``{:d}``). In Chinese ``{0}`` stands for the first hole's text as it is, and
``{0:own}`` for words of ours, which are said in Chinese too where they are known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from string import Formatter

from judge.record import dataclass
from judge.views.words import (
    cli,
    sentences_batches,
    sentences_canaries,
    sentences_commands,
    sentences_compare,
    sentences_deciding,
    sentences_degrees,
    sentences_imports,
    sentences_labelling,
    sentences_libraries,
    sentences_models,
    sentences_operating,
    sentences_phrases,
    sentences_prompts,
    sentences_raters,
    sentences_rationales,
    sentences_readers,
    sentences_recovery,
    sentences_requirements,
    sentences_results,
    sentences_rubrics,
    sentences_runs,
    sentences_scales,
    sentences_scores,
    sentences_sheets,
    sentences_simulation,
    sentences_textmetrics,
    sentences_training,
    sentences_turns,
    sentences_workers,
)
from judge.views.words.both import Ui

AREAS: Mapping[str, Sequence[tuple[str, str]]] = {
    "batches": sentences_batches.SENTENCES,
    "canaries": sentences_canaries.SENTENCES,
    "commands": sentences_commands.SENTENCES,
    "compare": sentences_compare.SENTENCES,
    "deciding": sentences_deciding.SENTENCES,
    "degrees": sentences_degrees.SENTENCES,
    "imports": sentences_imports.SENTENCES,
    "labels": sentences_labelling.SENTENCES,
    "libraries": sentences_libraries.SENTENCES,
    "models": sentences_models.SENTENCES,
    "operating": sentences_operating.SENTENCES,
    "prompts": sentences_prompts.SENTENCES,
    "raters": sentences_raters.SENTENCES,
    "rationales": sentences_rationales.SENTENCES,
    "readers": sentences_readers.SENTENCES,
    "recovery": sentences_recovery.SENTENCES,
    "requirements": sentences_requirements.SENTENCES,
    "results": sentences_results.SENTENCES,
    "rubrics": sentences_rubrics.SENTENCES,
    "runs": sentences_runs.SENTENCES,
    "scales": sentences_scales.SENTENCES,
    "scores": sentences_scores.SENTENCES,
    "sheets": sentences_sheets.SENTENCES,
    "textmetrics": sentences_textmetrics.SENTENCES,
    "simulation": sentences_simulation.SENTENCES,
    "training": sentences_training.SENTENCES,
    "turns": sentences_turns.SENTENCES,
    "workers": sentences_workers.SENTENCES,
}

LONGEST = 4000
"""Characters. A longer line is left as it is: none of ours is longer, and looking must not take long."""
_MOST_CUTS = 8
"""So many colons of a line are tried as the end of what it speaks about, so many semicolons as the end of a fault."""

_HINT = cli.WORDS["cli.hint"]

_HOLES = {
    "": r".*?",
    "!r": r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""",
    ":d": r"-?\d+(?:,\d{3})*(?:\.\d+)?",
}
"""What each kind of hole takes."""


@dataclass(frozen=True)
class Sentence:
    """One template in both languages."""

    en: str
    zh: str

    @cached_property
    def weight(self) -> int:
        """How many characters are its own: the more, the more specific it is."""
        return sum(len(literal) for literal, *_ in Formatter().parse(self.en))

    @cached_property
    def anchor(self) -> str:
        """Its longest part without a hole; a line without it is not this sentence."""
        return max((literal for literal, *_ in Formatter().parse(self.en)), key=len, default="")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What recognises it, with a group for each hole."""
        return re.compile(_regex(self.en, hole="({})"), re.DOTALL)

    def read(self, line: str) -> "Reading | None":
        """*line* as this sentence, with what its holes say in Chinese; ``None`` when it is another one."""
        found = self.pattern.fullmatch(line) if self.anchor in line else None
        if found is None:
            return None
        said, weight = [], self.weight
        for literal, name, spec, _ in Formatter().parse(self.zh):
            text = "" if name is None else found[int(name) + 1]
            own = _own(text) if spec else None
            weight += own.weight if own else 0
            said += [literal, own.chinese if own else text]
        return Reading(weight, "".join(said), self)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a line: how specific it is, its Chinese, and the sentence it is (none for a place)."""

    weight: int
    chinese: str
    sentence: Sentence | None


def in_language(text: str, ui: Ui) -> str:
    """An error's message, a hint or a note in the language *ui*; English is its own.

    Line by line. What nobody has put into Chinese stays as it is, and so does what stands in a sentence's holes: file
    names, ids, quoted words, numbers.
    """
    if ui == "en":
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    before = _HINT.en.format(hint="")
    if line.startswith(before):
        return _HINT.zh.format(hint=_line(line.removeprefix(before)))
    found = read(line)
    return line if found is None else found.chinese


def read(line: str) -> Reading | None:
    """The most specific way to read *line*; ``None`` when nobody has put it into Chinese."""
    if len(line) > LONGEST:
        return None
    return _best((*_readings(line), *_with_hints(line)))


@cache
def sentences() -> tuple[Sentence, ...]:
    """Every sentence there is, the most specific first."""
    return _sorted(pair for area in AREAS.values() for pair in area)


@cache
def phrases() -> tuple[Sentence, ...]:
    """Words of ours that only stand inside sentences, the most specific first."""
    return _sorted(sentences_phrases.PHRASES)


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[Sentence, ...]:
    return tuple(sorted((Sentence(en, zh) for en, zh in pairs), key=lambda sentence: (-sentence.weight, sentence.en)))


@cache
def places() -> tuple[Sentence, ...]:
    """Parts of a place in a file, the most specific first."""
    return _sorted(sentences_phrases.PLACES)


@cache
def _place_pattern() -> str:
    return "(?:" + "|".join(_regex(place.en, hole="(?:{})") for place in places()) + ")"


@cache
def _located_sentence() -> re.Pattern[str]:
    return re.compile(rf"(.+?(?:, {_place_pattern()})+): (.*)")


@cache
def _located() -> re.Pattern[str]:
    return re.compile(rf"(?:(.+?), )?({_place_pattern()}(?:, {_place_pattern()})*)")


def _regex(template: str, *, hole: str) -> str:
    parts = []
    for literal, name, spec, conversion in Formatter().parse(template):
        kind = f"!{conversion}" if conversion else f":{spec}" if spec else ""
        parts += [re.escape(literal), "" if name is None else hole.format(_HOLES[kind])]
    return "".join(parts)


def _own(text: str) -> Reading | None:
    """Words of ours inside a sentence: a place, a phrase, or a sentence themselves."""
    if len(text) > LONGEST:
        return None
    place = _place(text)
    return Reading(len(text), place, None) if place else _whole(text, phrases()) or read(text)


def _best(readings: Iterable[Reading | None]) -> Reading | None:
    return max(filter(None, readings), key=lambda reading: reading.weight, default=None)


def _readings(line: str) -> Iterator[Reading | None]:
    """As a sentence, or as one after what it is about: a place in a file, a field by its dotted path.

    The latter come first: of two equal readings the one with the longer place is the better.
    """
    if located := _located_sentence().fullmatch(line):
        before, rest = located.groups()
        about = (_about(what, sentence) for what, sentence in _cuts(rest, ": "))
        found = _best((*about, _whole(rest, sentences())))
        yield found and Reading(found.weight + len(before), f"{_place(before)}：{found.chinese}", found.sentence)
    yield from (_about(what, sentence) for what, sentence in _cuts(line, ": "))
    yield _whole(line, sentences())


def _about(what: str, sentence: str) -> Reading | None:
    found = _whole(sentence, sentences())
    return found and Reading(found.weight, f"{what}：{found.chinese}", found.sentence)


def _with_hints(line: str) -> Iterator[Reading]:
    """As one of several faults, which has its hint behind it."""
    for before, after in _cuts(line, "; "):
        hint = _whole(after, sentences())
        fault = hint and _best(_readings(before))
        if hint and fault:
            yield Reading(fault.weight + hint.weight, f"{fault.chinese}；{hint.chinese}", fault.sentence)


def _cuts(line: str, mark: str) -> Iterator[tuple[str, str]]:
    at = line.find(mark)
    for _ in range(_MOST_CUTS):
        if at < 1:
            return
        yield line[:at], line[at + len(mark) :]
        at = line.find(mark, at + len(mark))


def _whole(line: str, known: Iterable[Sentence]) -> Reading | None:
    return next(filter(None, (sentence.read(line) for sentence in known)), None)


def _place(text: str) -> str | None:
    """A place in a file, when *text* is nothing else."""
    found = _located().fullmatch(text)
    if found is None:
        return None
    file, parts = found.groups()
    said = [_whole(part, places()) for part in re.findall(_place_pattern(), parts)]
    return "，".join([*([file] if file else []), *(part.chinese for part in said if part)])
