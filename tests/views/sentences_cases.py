"""Templates of sentences as tests handle them: their holes, and sentences made from them."""

import re
from string import Formatter

HOLE = re.compile(r"(?<!\{)\{(!r|:d|)\}")


def without_kinds(template):
    return HOLE.sub("{}", template)


def kinds(template):
    return HOLE.findall(template)


def filled(template, *, quoted="'x7'", free="x7", number="7"):
    """The English sentence of a template, each hole with its own text."""
    parts = Formatter().parse(template)
    fill = {"r": quoted, "d": number, "": free}
    return "".join(words + ("" if name is None else fill[how or kind or ""]) for words, name, kind, how in parts)


def has_chinese(text):
    return re.search(r"[\u4e00-\u9fff]", text) is not None
