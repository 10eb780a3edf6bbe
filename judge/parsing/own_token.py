"""The token that a reply says it was given, where nobody knows any more which one it was."""

import re

from judge.call import ReplyForm

_PATTERNS = {
    "json": re.compile(r'"token"\s*:\s*"([^"\\]{0,64})"'),
    "lines": re.compile(r"^ANSWER ([^\s]{1,64}) [^\s]+ [^\s]+[ \t\r]*$", re.MULTILINE),
}


def own_token(text: str, form: ReplyForm) -> str:
    """The first token that stands in *text*, as its form has it; empty where there is none, or the form has no place.

    What it proves is only that the reply is of one piece: a reply that repeats its own token was not checked against
    the call it answers.
    """
    found = _PATTERNS[form].search(text) if form in _PATTERNS else None
    return found[1] if found else ""
