"""What stands in one cell: the same words on the terminal and on the page."""

import re

from judge.table import Row
from judge.views import figures
from judge.views.pivots import SHARES, unread
from judge.views.words import Ui, say, say_code

_PART = re.compile(r"(\d+) of (\d+) pairs undefined: (.+)|undefined in (\d+) of (\d+) repeats: (.+)", re.DOTALL)


class Footnotes:
    """Reasons why something is undefined, each said once under its number."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._reasons: dict[str, int] = {}

    def number(self, reason: str | None) -> int:
        """The number of the note that gives the *reason*."""
        said = say("undefined.no_reason", self._ui) if reason is None else reason_words(reason, self._ui)
        return self._reasons.setdefault(said, len(self._reasons) + 1)

    def lines(self) -> list[tuple[int, str]]:
        """The notes in order."""
        return [(number, say("undefined.note", self._ui, reason=reason)) for reason, number in self._reasons.items()]


def reason_words(reason: str, ui: Ui) -> str:
    """Why a statistic has no value, in the reader's language; as it came where we have no words for it."""
    part = _PART.fullmatch(reason)
    if not part:
        return say_code("reason", reason, ui)
    of = "pairs" if part[1] else "repeats"
    some, whole, why = (group for group in part.groups() if group is not None)
    return say(f"undefined.{of}", ui, some=some, of=whole, reason=reason_words(why, ui))


def undefined(reason: str | None, notes: Footnotes, ui: Ui) -> str:
    """The word for it, with the number of the note that says why."""
    return f"{say('undefined.short', ui)} [{notes.number(reason)}]"


def flagged(row: Row) -> str:
    """How many items any expert and how many all of them flagged; in brackets the scenarios of the first, if fewer."""
    items, clusters = row["flagged_any"], row["flagged_any_clusters"]
    counts = f"{figures.count(items)}|{figures.count(row['flagged_all'])}"
    return counts if clusters in (None, items) else f"{counts} ({clusters})"


def missed(row: Row, ui: Ui) -> str:
    """What the judge missed of what experts flagged, with the interval."""
    return figures.fraction(row["missed_k"], row["missed_n"], row["missed_low"], row["missed_high"], ui=ui)


def unread_flagged(row: Row, ui: Ui) -> str | None:
    """How many of the flagged items the judge did not read; nothing to say where it read them all."""
    return say("first.unread", ui, n=row["unread_flagged"]) if row["unread_flagged"] else None


def kappa(row: Row, who: str, notes: Footnotes, ui: Ui) -> str:
    """The coefficient in the column *who*; undefined only where a reason says so, else simply not known."""
    if row[who] is not None:
        return figures.decimal(row[who])
    reason = row[f"{who}_reason"]
    return figures.UNKNOWN if reason is None else undefined(reason, notes, ui)


def statistic(row: Row | None, notes: Footnotes, ui: Ui) -> list[str]:
    """A value, and under it the interval where there is one."""
    if row is None:
        return [figures.UNKNOWN]
    if row["value"] is None:
        return [undefined(row["reason"], notes, ui)]
    if row["statistic"] in SHARES:
        shown, ends = figures.percent(row["value"], ui), figures.interval(row["low"], row["high"], ui)
    else:
        shown, ends = figures.decimal(row["value"]), figures.decimals(row["low"], row["high"])
    return [shown] if ends == figures.UNKNOWN else [shown, ends]


def score(row: Row | None, ui: Ui) -> list[str]:
    """A candidate's passes on one dimension, and under them their bounds where something was not read."""
    if row is None:
        return [figures.UNKNOWN]
    shown = figures.fraction(row["n_passed"], row["n_scored"], row["low"], row["high"], ui=ui)
    return [shown, f"[{figures.interval(row['worst'], row['best'], ui)}]"] if unread(row) else [shown]


def total(row: Row | None, ui: Ui) -> list[str]:
    """A candidate's mean points over complete responses, their bounds over all, and how many were vetoed."""
    if row is None:
        return [figures.UNKNOWN]
    lines = [say("scores.incomplete", ui)] if not row["n_complete"] else []
    if row["mean_points"] is not None:
        lines = [
            say("scores.points", ui, points=figures.decimal(row["mean_points"])),
            say("scores.share", ui, share=figures.percent(row["mean_share"], ui)),
            say("scores.complete", ui, n=row["n_complete"]),
        ]
    if row["worst_points"] is not None:
        ends = {end: figures.decimal(row[f"{end}_points"]) for end in ("worst", "best")}
        lines.append(say("scores.points_bounds", ui, **ends))
    return [*lines, say("scores.vetoed", ui, n=row["responses_vetoed"])]


def verdict(row: Row, side: str, ui: Ui) -> str:
    """What one *side* of a difference said, and what that means for the response."""
    answer, passed = row[f"answer_{side}"], row[f"passed_{side}"]
    if answer is None:
        return say_code("state", "gated" if row.get(f"gated_{side}") else row[f"state_{side}"], ui)
    meaning = "" if passed is None else f" ({say('passed' if passed else 'not_passed', ui)})"
    return say_code("answer", answer, ui) + meaning
