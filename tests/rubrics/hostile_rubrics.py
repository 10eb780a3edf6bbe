"""The 48 hostile rubric files: each refused with its line, or accepted with the meaning YAML 1.2 gives it."""

from collections.abc import Callable
from dataclasses import dataclass

from judge.rubric import Rubric

GOOD = """\
id: mine
version: "1.0"
title: {en: Mine}
dimensions:
  - id: warm
    name: {en: Warmth}
    question: {en: Is it warm?}
    passes_on: ["yes"]
"""


@dataclass(frozen=True)
class Hostile:
    """One file, and what becomes of it."""

    name: str
    content: bytes
    line: int = 0
    says: str = ""
    """A part of the refusal; empty when the file is accepted."""
    means: Callable[[Rubric], bool] | None = None
    """What must be true of the rubric when the file is accepted."""


def swap(old: str, new: str) -> bytes:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new).encode("utf-8")


def also(text: str) -> bytes:
    return (GOOD + text).encode("utf-8")


def second(fields: str, *, of_first: str = "") -> bytes:
    """Two dimensions: the good one, with more fields if wanted, and ``cold`` with these."""
    cold = '  - id: cold\n    name: {en: Cold}\n    question: {en: Is it cold?}\n    passes_on: ["no"]\n'
    return (GOOD + of_first + cold + fields).encode("utf-8")


LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{n}: &{n} [{', '.join([f'*{before}'] * 9)}]\n" for before, n in zip("abcdefgh", "bcdefghi", strict=True)
)
ANCHOR = "an anchor or alias"
DEEP = "nested more than 20 deep"
TAG = "a tag (!)"
TWICE = "stands twice"

BOMBS = [
    Hostile("billion laughs", LAUGHS.encode(), 1, ANCHOR),
    Hostile("an anchor nobody uses", swap("{en: Mine}", "&t {en: Mine}"), 3, ANCHOR),
    Hostile("an alias to nowhere", swap("{en: Warmth}", "*nobody"), 6, ANCHOR),
    Hostile("a list inside itself", swap("dimensions:\n", "dimensions: &d [*d]\nrest:\n"), 4, ANCHOR),
    Hostile("an anchor on a key", b"&k " + GOOD.encode(), 1, ANCHOR),
    Hostile("quadratic blow-up", ("a: &a " + "x" * 9_000 + "\nb: [" + "*a, " * 9_000 + "]\n").encode(), 1, ANCHOR),
]
DEPTHS = [
    Hostile("thousands of brackets", swap("{en: Mine}", "[" * 5_000), 3, DEEP),
    Hostile("thousands of braces", swap("{en: Mine}", "{a: " * 5_000), 3, DEEP),
    Hostile("thousands of dashes", b"- " * 5_000, 1, DEEP),
    Hostile("gates inside gates", also("    applies_when: " + "{any: [" * 30 + "{tag.a: [b]}" + "]}" * 30), 9, DEEP),
]
SIZES = [
    Hostile("too many bytes", GOOD.encode() + b"# x\n" * 70_000, 9 + (2**18 - len(GOOD)) // 4, "larger than 256 KiB"),
    Hostile("one text too long", swap("Mine}", "x" * 300_000 + "}"), 3, "larger than 256 KiB"),
    Hostile("too many values", also("    aliases: [" + "a, " * 20_000 + "]\n"), 9, "more than 20000 keys and values"),
    Hostile("thousands of faults", also("".join(f"x{n}: 1\n" for n in range(6_000))), 9, "no such field"),
]
TAGS = [
    Hostile("python", swap("{en: Mine}", '!!python/object/apply:os.system ["touch owned"]'), 3, TAG),
    Hostile("a tag of one's own", swap("{en: Mine}", "!expert {en: Mine}"), 3, TAG),
    Hostile("binary", swap("{en: Warmth}", "{en: !!binary V2FybXRo}"), 6, TAG),
    Hostile("merge", swap("title:", "<<: {source: me}\ntitle:"), 3, "a merge (<<)"),
]
DOUBLED = [
    Hostile("same value", swap("dimensions:", "title: {en: Mine}\ndimensions:"), 4, TWICE),
    Hostile("other value", also('    passes_on: ["no"]\n'), 9, TWICE),
    Hostile("quoted and plain", swap("dimensions:", "'id': other\ndimensions:"), 4, TWICE),
    Hostile("inside braces", swap("{en: Warmth}", "{en: Warmth, en: Cold}"), 6, TWICE),
]
IMPLICIT = [
    Hostile(
        "no is a word",
        swap('passes_on: ["yes"]', "passes_on: [no]"),
        means=lambda r: r.dimensions[0].passes_on == ("no",),
    ),
    Hostile(
        "on is a word",
        swap('passes_on: ["yes"]', "answers: [on, off]\n    passes_on: [on]"),
        means=lambda r: r.dimensions[0].answer_ids == ("on", "off"),
    ),
    Hostile("1.10 is no version", swap('"1.0"', "1.10"), 2, "version must be quoted text"),
    Hostile(
        "3:20 is text",
        swap("{en: Warmth}", "{en: 3:20}"),
        means=lambda r: r.dimensions[0].name == {"en": "3:20"},
    ),
    Hostile(
        "2024-01-02 is text",
        also("review: [{by: A, role: B, date: 2024-01-02}]\n"),
        means=lambda r: r.review[0].date == "2024-01-02",
    ),
    Hostile("010 is ten, and no name", also("    points: 010\n    aliases: [010]\n"), 10, "must be text"),
]
ENCODINGS = [
    Hostile("byte order mark", b"\xef\xbb\xbf" + GOOD.encode(), means=lambda r: r.id == "mine"),
    Hostile("UTF-16", GOOD.encode("utf-16"), 1, "UTF-16, not UTF-8 text"),
    Hostile("GB18030", GOOD.replace("Warmth", "温暖").encode("gb18030"), 6, "not UTF-8 text (byte"),
    Hostile("NUL", swap("Warmth", "War\0mth"), 6, "holds a NUL character"),
]
IDS = [
    Hostile("a way out of the folder", swap("id: mine", "id: ../mine"), 1, "must be lower-case letters, digits and _"),
    Hostile("a device of Windows", swap("id: mine", "id: con"), 1, "cannot be a file name on every system"),
    Hostile("a capital", swap("id: warm", "id: Warm"), 5, "must be lower-case letters, digits and _"),
    Hostile("an endless id", swap("id: warm", "id: " + "w" * 65), 5, "at most 64"),
    Hostile("a path for prompts", swap("dimensions:", "ask: ../../elsewhere\ndimensions:"), 4, "not a path"),
    Hostile("the row of the sum", swap("id: warm", "id: total"), 5, "'total' is the row of the sum"),
]
DOCUMENTS = [
    Hostile("two documents", also("---\nid: other\n"), 9, "a second document in one file"),
    Hostile("more after the end", also("...\nid: other\n"), 10, "a second document in one file"),
    Hostile("nothing", b"", 1, "a rubric is a mapping of fields"),
    Hostile("comments alone", b"# later\n", 1, "a rubric is a mapping of fields"),
]
MEANINGS = [
    Hostile("no dimensions", GOOD.partition("dimensions:")[0].encode() + b"dimensions: []\n", 4, "must not be empty"),
    Hostile("doubled ids", second("").replace(b"id: cold", b"id: warm"), 9, "two dimensions have the id 'warm'"),
    Hostile(
        "gates in a ring",
        second(
            '    applies_when: {dimension: warm, answer: ["yes"]}\n',
            of_first='    applies_when: {dimension: cold, answer: ["no"]}\n',
        ),
        9,
        "gates wait for each other: ",
    ),
    Hostile(
        "a gate that never opens",
        second(
            '    applies_when: {all: [{dimension: warm, answer: ["yes"]}, {dimension: warm, answer: ["no"]}]}\n',
        ),
        13,
        "can never apply",
    ),
    Hostile("answers that all pass", swap('["yes"]', '["yes", "no"]'), 8, "passes_on must name some, not all"),
    Hostile("a language is missing", swap("{en: Mine}", "{en: Mine, zh: 我的}"), 6, "the text in 'zh' is missing"),
]
HOSTILE = [*BOMBS, *DEPTHS, *SIZES, *TAGS, *DOUBLED, *IMPLICIT, *ENCODINGS, *IDS, *DOCUMENTS, *MEANINGS]
