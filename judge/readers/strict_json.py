"""JSON that says one thing only: no doubled keys, no NaN, no half characters."""

import json
import re

from judge.readers.row import shown

_HALF = re.compile(r"\\u[dD][89a-fA-F]")


class StrictJSONError(ValueError):
    """JSON we refuse although a lenient reader would take it."""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise StrictJSONError(f"the key {shown(twice)} stands twice in one object; keep one of them")
    return found


def _constant(name: str) -> object:
    raise StrictJSONError(f"{name} is not JSON; write null when it is not known")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant)


def decode_value(text: str, start: int = 0) -> tuple[object, int]:
    """The JSON value that begins at *start*, and where it ends.

    Raises:
        ValueError: It is not JSON, or JSON we refuse; the message never repeats a value.
    """
    try:
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise StrictJSONError(f"not valid JSON: {error.msg} (character {error.pos - start + 1} of it)") from None
    except RecursionError:
        raise StrictJSONError("nested too deep to be read") from None
    except StrictJSONError:
        raise
    except ValueError:  # Python refuses integers of thousands of digits
        raise StrictJSONError("holds a number too long to be one; put it in double quotes when it is text") from None
    if "\\u" in text and _HALF.search(text, start, end):
        _refuse_half_characters(value)
    return value, end


def _refuse_half_characters(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise StrictJSONError("holds half of a character (a lone surrogate), so its text was damaged earlier") from None
