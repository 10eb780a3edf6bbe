"""What stands in one cell: the same words on the terminal and on the page."""

from judge.table import Row
from judge.views import figures
from judge.views.footnotes import Footnotes, reason_words
from judge.views.names import PLAIN, Legend
from judge.views.pivots import COUNTED, SHARES, unread
from judge.views.words import CATALOGUE, Ui, say, say_code


def undefined(reason: str | None, notes: Footnotes, ui: Ui) -> str:
    """The word for it, with the number of the note that says why."""
    return f"{say('undefined.short', ui)} [{notes.number(reason)}]"


def flagged(row: Row) -> str:
    """How many items any expert and how many all of them flagged; in brackets the scenarios of the first, if fewer."""
    if row["flagged_any"] is None:
        return figures.UNKNOWN
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
    """A value, and under it the interval where there is one; a count where the value is of very few."""
    if row is None:
        return [figures.UNKNOWN]
    if row["value"] is None:
        return [undefined(row["reason"], notes, ui)]
    name = row["statistic"]
    if name.startswith(COUNTED) and row["denominator"] is not None:
        return [figures.fraction(row["numerator"], row["denominator"], ui=ui)]
    if name in SHARES or name.startswith("pass_hat"):
        shown, ends = figures.percent(row["value"], ui), figures.interval(row["low"], row["high"], ui)
    else:
        shown, ends = figures.decimal(row["value"]), figures.decimals(row["low"], row["high"])
    return [shown] if ends == figures.UNKNOWN else [shown, ends]


def difference(row: Row | None, notes: Footnotes, ui: Ui) -> list[str]:
    """A difference of two values of a statistic, shares in percentage points, and under it its interval."""
    if row is None or row["value"] is None:
        return statistic(row, notes, ui)
    scale, places = (100, 0) if row["statistic"] in SHARES else (1, 2)
    value, low, high = (None if row[c] is None else row[c] * scale for c in ("value", "low", "high"))
    shown = figures.signed(value or 0.0, places)
    return [shown] if low is None or high is None else [shown, figures.ends(low, high, places)]


def judged(row: Row, notes: Footnotes, ui: Ui) -> list[str]:
    """The verdict on a judge in words, and under it how its kappa differs from the experts'."""
    word, why = row.get("verdict"), row.get("verdict_reason")
    if word is None:
        return [figures.UNKNOWN]
    said = say_code("contrast", word, ui)
    if why is not None and word != "never_objects":
        short = f"verdict.because.{why}"
        said = (
            say("verdict.said", ui, word=said, reason=say(short, ui))
            if short in CATALOGUE
            else f"{said} {notes.mark([reason_words(why, ui)])}"
        )
    if row["kappa_difference"] is None:
        return [said]
    ends = figures.ends(row["kappa_difference_low"], row["kappa_difference_high"])
    return [said, f"κ {figures.signed(row['kappa_difference'])} {ends}".rstrip()]


def score(row: Row | None, ui: Ui, legend: Legend = PLAIN) -> list[str]:
    """A candidate's passes on one dimension, and under them their bounds where something was not read."""
    if row is None:
        return [figures.UNKNOWN]
    if row["n_passed"] is None:
        return values(row, ui, legend)
    shown = figures.fraction(row["n_passed"], row["n_scored"], row["low"], row["high"], ui=ui)
    return [shown, f"[{figures.interval(row['worst'], row['best'], ui)}]"] if unread(row) else [shown]


def values(row: Row, ui: Ui, legend: Legend = PLAIN) -> list[str]:
    """Answers that neither pass nor fail: their mean on a scale with its bounds, and how often each was given."""
    given = row["answers"] or []
    if row["mean_value"] is None:
        first = [
            f"{legend.answer(row['dimension'], a['answer'], ui)}"
            f" {figures.fraction(a['n'], row['n_scored'], a['low'], a['high'], ui=ui)}"
            for a in given
        ]
        return first if row["n_scored"] else [figures.UNKNOWN]
    ends = figures.decimals(row["mean_low"], row["mean_high"])
    lines = [figures.decimal(row["mean_value"]) + ("" if ends == figures.UNKNOWN else f" ({ends})")]
    if unread(row):
        lines.append(f"[{figures.decimals(row['mean_lowest'], row['mean_highest'])}]")
    return [*lines, distribution(row, ui, legend)]


def distribution(row: Row, ui: Ui, legend: Legend = PLAIN) -> str:
    """How often each answer was given, by its name; by its number where it is one, e.g. ``1:0 2:3 3:9``."""
    ids = [a["answer"] for a in row["answers"] or ()]
    names = ids if all(i.isdigit() for i in ids) else [legend.answer(row["dimension"], i, ui) for i in ids]
    between = " · " if any(" " in name for name in names) else " "
    return between.join(f"{name}:{a['n']}" for name, a in zip(names, row["answers"] or (), strict=True))


def total(row: Row | None, ui: Ui) -> list[str]:
    """A candidate's mean points over complete responses, their bounds over all, and how many were vetoed."""
    if row is None or row["n_passed"] is None:
        return [figures.UNKNOWN]
    if "worst_share" in row:
        return held_total(row, ui)
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


def held_total(row: Row, ui: Ui) -> list[str]:
    """A candidate's mean share of the points its criteria are worth, and its bounds where one was not answered."""
    if not row["n_responses"]:
        return [figures.UNKNOWN]
    ends = figures.interval(row["share_low"], row["share_high"], ui)
    shown = figures.percent(row["mean_share"], ui) + ("" if ends == figures.UNKNOWN else f" ({ends})")
    lines = [shown, say("scores.complete", ui, n=row["n_complete"])] if row["n_complete"] else []
    if row["n_complete"] < row["n_responses"]:
        lines.append(f"[{figures.interval(row['worst_share'], row['best_share'], ui)}]")
    return lines or [say("scores.incomplete", ui)]


def verdict(row: Row, side: str, ui: Ui, legend: Legend = PLAIN) -> str:
    """What one *side* of a difference said, and what that means for the response."""
    answer, passed = row[f"answer_{side}"], row[f"passed_{side}"]
    if answer is None:
        return say_code("state", "gated" if row.get(f"gated_{side}") else row[f"state_{side}"], ui)
    meaning = "" if passed is None else f" ({say('passed' if passed else 'not_passed', ui)})"
    return legend.answer(row["dimension"], answer, ui) + meaning
