"""What stands under a table because of single numbers in it: why one is undefined, and why one may mislead."""

import re
from collections.abc import Iterable

from judge.table import Row
from judge.views.words import CATALOGUE, Ui, say
from judge.views.words.sentences import in_language

MOST = 8
"""So many remarks stand under a table; more would not be read. All are in ``--json``."""
MORE = "+"
"""The mark of a remark that does not stand there."""

_PART = re.compile(r"(\d+) of (\d+) pairs undefined: (.+)|undefined in (\d+) of (\d+) repeats: (.+)", re.DOTALL)
_NUMBER = re.compile(r"(?<![A-Za-z0-9_'\"\-.])\d+(?:[.,]\d+)*(?![A-Za-z0-9_'\"])")


class Footnotes:
    """Notes under a table, each once, by the numbers that call them.

    Remarks that differ in their numbers only are one note, with the range of each number: every number has its own
    remark in ``--json``.
    """

    def __init__(self, ui: Ui, *, most: int = MOST) -> None:
        self._ui = ui
        self._most = most
        self._reasons: dict[str, int] = {}
        self._remarks: dict[str, int] = {}
        self._counts: dict[str, list[list[str]]] = {}
        self._left_out: set[str] = set()

    def number(self, reason: str | None) -> int:
        """The number of the note that says why something is undefined."""
        said = say("undefined.no_reason", self._ui) if reason is None else reason_words(reason, self._ui)
        return self._reasons.setdefault(said, self._next)

    def mark(self, remarks: Iterable[str]) -> str:
        """What calls the notes of these *remarks*, e.g. ``[1, 3]``; nothing where there is none."""
        found = {self._called(remark) for remark in remarks}
        ordered = sorted(found, key=lambda call: (call == MORE, len(call), call))
        return f"[{', '.join(ordered)}]" if found else ""

    def lines(self) -> list[tuple[int, str]]:
        """The notes in order."""
        why = [(n, say("undefined.note", self._ui, reason=reason)) for reason, n in self._reasons.items()]
        return sorted([*why, *((n, self._remark(template)) for template, n in self._remarks.items())])

    @property
    def more(self) -> str | None:
        """How many remarks do not stand here; ``None`` when all do."""
        return say("notes.more", self._ui, n=len(self._left_out)) if self._left_out else None

    def written(self) -> list[str]:
        """The notes as lines of a terminal."""
        last = [f"[{MORE}] {self.more}"] if self.more else []
        return [*(f"[{number}] {line}" for number, line in self.lines()), *last]

    @property
    def _next(self) -> int:
        return len(self._reasons) + len(self._remarks) + 1

    def _called(self, remark: str) -> str:
        template = template_of(remark)
        if template not in self._remarks and len(self._remarks) >= self._most:
            self._left_out.add(template)
            return MORE
        seen = self._counts.setdefault(template, [])
        numbers = _NUMBER.findall(remark)
        if numbers not in seen:
            seen.append(numbers)
        return str(self._remarks.setdefault(template, self._next))

    def _remark(self, template: str) -> str:
        words = template.split("\0")
        ranges = [_range(column) for column in zip(*self._counts[template], strict=True)]
        return words[0] + "".join(n + after for n, after in zip(ranges, words[1:], strict=True))


def template_of(remark: str) -> str:
    """A remark without its numbers: what is one note."""
    return _NUMBER.sub("\0", remark)


def remarks(row: Row, ui: Ui, *, bare: bool = False) -> list[str]:
    """What must be said beside the number of a *row*, in the reader's language: its cautions, and what it lacks.

    ``bare`` leaves out why there is no interval, where the table itself says so.
    """
    if row["value"] is None:
        return []
    found = [in_language(caution, ui) for caution in row.get("cautions") or ()]
    if row.get("reason"):
        found.append(reason_words(row["reason"], ui))
    if row["low"] is None and not bare:
        if row["repeat"] == "mean":
            found.append(say("notes.mean", ui))
        elif row.get("interval_reason"):
            found.append(say("notes.no_interval", ui, reason=reason_words(row["interval_reason"], ui)))
    return found


def reason_words(reason: str, ui: Ui) -> str:
    """Why something has no value, in the reader's language; as it came where we have no words for it."""
    part = _PART.fullmatch(reason)
    if not part:
        key = f"reason.{reason}"
        return say(key, ui) if key in CATALOGUE else in_language(reason, ui)
    of = "pairs" if part[1] else "repeats"
    some, whole, why = (group for group in part.groups() if group is not None)
    return say(f"undefined.{of}", ui, some=some, of=whole, reason=reason_words(why, ui))


def _range(numbers: Iterable[str]) -> str:
    ordered = sorted(set(numbers), key=lambda number: float(number.replace(",", "")))
    return ordered[0] if len(ordered) == 1 else f"{ordered[0]}–{ordered[-1]}"
