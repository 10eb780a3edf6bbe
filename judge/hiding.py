"""What a text holds that nobody sees in it: characters that show nothing, letters that pass for others.

Such characters have ordinary uses: they join emoji, choose the shape of a Han character, keep the letters of a word
apart where a script needs it. Each is looked at with its neighbours, and only where it has no such use it counts.
"""

import re
from collections.abc import Iterable
from functools import cache

HIDDEN = "hidden_characters"
"""The flag of a call whose case holds characters that show nothing, at a place where they have no use."""
LOOKALIKE = "lookalike_letters"
"""The flag of one whose case holds words of Latin letters and of Cyrillic or Greek ones that look the same."""

_SUSPECT = (
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Characters that show nothing: Unicode's Default_Ignorable_Code_Point, annotations, and the blank Braille pattern."""
_PLAIN = (
    "[\0-\xac\xae-\u034e\u2010-\u2029\u2030-\u205e\u20a0-\u20bf\u2100-\u21ff\u2500-\u27bf\u3000-\u3163\u4e00-\u9fff\uff00-\uff9f"
    "\U0001f000-\U0001faff]*+"
)
"""Most texts, in which nothing could count: Latin letters, Han and kana, punctuation, emoji."""

_SIGN = "\xa9\xae\u203c\u2049\u2100-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
"""Emoji, and signs that may be drawn as one."""
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_POINT = "\u3001\u3002\uff01\uff0c\uff0e\uff1a\uff1b\uff1f"
_JOINING = "\u0600-\u109f\u1780-\u17ff\u1807-\u18aa\u1950-\u1cff\ua840-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc"
"""Scripts whose letters join or stack: from Arabic to those of India, South-East Asia and Mongolia."""
_SPACELESS = "\u0e00-\u109f\u1780-\u17ff\u1950-\u1aad\uaa60-\uaaff"
"""Scripts that write no space between words."""
_TAG = "\U000e0020-\U000e007f"
_FLAGS = "|".join("".join(chr(0xE0000 + ord(c)) for c in name) for name in ("gbeng", "gbsct", "gbwls"))

_COUNTS = (
    "[\xad\u034f\u17b4\u17b5\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
    "|(?<![\u1100-\u11ff])[\u115f\u1160](?![\u1100-\u11ff])"
    "|(?<![\u1807-\u18aa])[\u180b-\u180f]"
    f"|(?<![{_SPACELESS}])\u200b|\u200b(?![{_SPACELESS}])"
    f"|(?<![{_JOINING}])\u200c"
    f"|(?<![{_JOINING}{_SIGN}\ufe0f])\u200d|(?<=[{_SIGN}\ufe0f])\u200d(?![{_SIGN}])"
    f"|(?<![{_SIGN}{_HAN}{_POINT}\u1000-\u109f0-9#*])[\ufe00-\ufe0f]|(?<=[0-9#*])[\ufe00-\ufe0f](?!\u20e3)"
    f"|(?<![{_HAN}])[\U000e0100-\U000e01ef]"
    f"|(?<![{_TAG}])(?!(?<=\U0001f3f4)(?:{_FLAGS})\U000e007f(?![{_TAG}]))[{_TAG}]"
)
"""A character that shows nothing, where none of its neighbours needs it."""

_FROM_RIGHT = "\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ABROAD = (("[\u061c\u200e\u200f]", f"[{_FROM_RIGHT}]"), ("\u2800", "[\u2801-\u28ff]"))
"""Marks of direction, and the blank Braille pattern: each counts in a text without any letter of its own script."""

_LATIN = "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u024f"
_ALIKE = (
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03f2\u03f3"
    "\u0405\u0406\u0408\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04bb\u04cf\u0501\u050c\u051b\u051d"
)
"""Greek and Cyrillic letters drawn like a Latin one; not small alpha, kappa, nu, which formulas put beside Latin."""
_TOUCHING = f"[{_ALIKE}](?:(?=[{_LATIN}])|(?<=[{_LATIN}][{_ALIKE}]))"
"""Two letters side by side of which one is no Latin one: where there are none, no word is mixed."""
_MIXED = (
    f"(?<![{_LATIN}\u0370-\u052f\u1f00-\u1fff])(?=[{_LATIN}]*[{_ALIKE}])(?=[{_ALIKE}]*[{_LATIN}])[{_LATIN}{_ALIKE}]+"
    f"(?![{_LATIN}\u0370-\u052f\u1f00-\u1fff])"
)
"""A word of Latin letters and of others that look the same, and of nothing else."""


def hiding(texts: Iterable[str]) -> tuple[str, ...]:
    r"""Which flags *texts* deserve: `HIDDEN`, `LOOKALIKE`, both or none.

    Line breaks, spaces of any width and control characters do not count: the first show as what they are, the last are
    seen by no model as letters. A word wholly of letters from another script is a word of that script.

    >>> hiding(["Take heart \u2764\ufe0f"]), hiding(["an\u200bswer"]), hiding(["\u0430nswer"])
    ((), ('hidden_characters',), ('lookalike_letters',))
    """
    odd = [text for text in texts if not (text.isascii() or _made(_PLAIN).fullmatch(text))]
    if not odd:
        return ()
    found = {HIDDEN: any(map(_hides, odd)), LOOKALIKE: any(map(_mixes, odd))}
    return tuple([flag for flag, is_so in found.items() if is_so])


def _hides(text: str) -> bool:
    at = [found.start() for found in _made(_SUSPECT).finditer(text)]
    if not at:
        return False
    counts = _made(_COUNTS)
    if any(counts.match(text, start) for start in at):
        return True
    return any(_made(mark).search(text) and not _made(at_home).search(text) for mark, at_home in _ABROAD)


def _mixes(text: str) -> bool:
    return _made(_TOUCHING).search(text) is not None and _made(_MIXED).search(text) is not None


@cache
def _made(pattern: str) -> re.Pattern[str]:
    """Made when the first text needs it: it takes longer than most commands have."""
    return re.compile(pattern)
