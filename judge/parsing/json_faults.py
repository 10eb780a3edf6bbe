"""Why a reply is not one JSON object. Only named here: nothing in it is ever taken for a verdict."""

import json
import re

from judge.errors import ReplyError
from judge.parsing.classes import fault

_FENCE_LINE = re.compile(r"^[ \t]*```", re.MULTILINE)
_MARK = re.compile(r'\\.|["{}\[\]]', re.DOTALL)
_ANY = json.JSONDecoder(parse_int=float)


def why_not_json(whole: str, body: str, position: int) -> ReplyError:
    """The error for *body* (*whole* without its fence), which stopped being JSON at *position*."""
    if len(_FENCE_LINE.findall(whole)) > 2:  # noqa: PLR2004 - one fence has two lines
        return fault("two_fences")
    if body.startswith("{"):
        return _broken(body, position)
    if whole.startswith("```"):
        return _fence(whole)
    return _prose(body)


def is_cut(body: str) -> bool:
    """Whether *body*, which begins with a bracket, ends before that bracket is closed."""
    depth, quoted = 0, False
    for mark in _MARK.findall(body):
        if mark == '"':
            quoted = not quoted
        elif not quoted and len(mark) == 1:
            depth += 1 if mark in "{[" else -1
            if depth == 0:
                return False
    # A bracket at the very end speaks for a stray quotation mark inside, not for a cut.
    return not (quoted and body.endswith("}"))


def _broken(body: str, position: int) -> ReplyError:
    end = _end_of_object(body, 0)
    if end is not None:
        return fault("two_objects" if "{" in body[end:] else "prose_after")
    if is_cut(body):
        return fault("unterminated")
    before, after = body[:position].rstrip(), body[position:].lstrip()
    if body[1:].lstrip().startswith("'"):
        return fault("single_quotes")
    if after.startswith(("//", "/*", "#")):
        return fault("comment", f"at character {position}")
    # Python before 3.13 stops at the bracket, later ones at the comma.
    if (before.endswith(",") and _closes(after)) or (after.startswith(",") and _closes(after[1:].lstrip())):
        return fault("trailing_comma", f"at character {position}")
    return fault("json", f"at character {position}")


def _closes(rest: str) -> bool:
    return rest.startswith(("}", "]"))


def _fence(whole: str) -> ReplyError:
    _, _, inside = whole.partition("\n")
    inside = inside.lstrip()
    if inside.startswith("{") and "```" not in inside and is_cut(inside):
        return fault("unterminated")
    closed = _FENCE_LINE.search(inside)
    if closed and inside[closed.end() :].strip():
        return fault("prose_after")
    return fault("fence")


def _prose(body: str) -> ReplyError:
    start = body.find("{")
    if start < 0:
        return fault("prose")
    end = _end_of_object(body, start)
    if end is None:
        return fault("prose_before")
    rest = body[end:]
    if "{" in rest:
        return fault("two_objects")
    return fault("prose_around" if rest.strip("` \t\r\n") else "prose_before")


def _end_of_object(text: str, start: int) -> int | None:
    try:
        return _ANY.raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return None
