"""Corrected rates and rankings as the words that terminal and page both show."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from judge.record import dataclass
from judge.table import Row, Table
from judge.views import figures
from judge.views.names import Legend, panel_names
from judge.views.pivots import TOTAL, has_total
from judge.views.words import Ui, say, say_code
from judge.views.words.sentences import in_language


class Notes:
    """Sentences under a table, each once, called by their numbers."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._sentences: dict[str, int] = {}

    def marks(self, sentences: Iterable[str]) -> str:
        """The numbers of *sentences*, e.g. ``[1] [3]``."""
        said = (in_language(sentence, self._ui) for sentence in sentences)
        return " ".join(f"[{self._sentences.setdefault(s, len(self._sentences) + 1)}]" for s in said)

    def lines(self) -> list[tuple[int, str]]:
        """The sentences in order of their numbers."""
        return [(number, sentence) for sentence, number in self._sentences.items()]


@dataclass(frozen=True, slots=True)
class CorrectedLine:
    """One candidate on one dimension: what the judge passed, and what the experts would have."""

    candidate: str
    raw: str
    corrected: str
    labels: str
    how: Sequence[str]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One candidate among the others."""

    candidate: str
    value: str
    difference: str
    first: str
    ties: str


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one dimension."""

    name: str
    lines: Sequence[CorrectedLine]


@dataclass(frozen=True, slots=True)
class Place:
    """The order of the candidates on one dimension."""

    name: str
    lines: Sequence[StandingLine]
    """Empty when all are tied: ``all_tied`` then says so."""
    all_tied: str | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """One judge's rates, corrected."""

    judge: str
    group: str | None
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Rankings:
    """One judge's rankings."""

    judge: str
    group: str | None
    places: Sequence[Place]
    columns: Sequence[str]
    """What stands in its lines beside the candidate."""


def corrections(table: Table, legend: Legend, ui: Ui, notes: Notes) -> list[Corrections]:
    """The dimensions somebody labelled, judge by judge; nothing without labels, baselines only where all are."""
    rows = _without_baselines(
        [r for r in table.rows if r.get("correction_method") or r.get("correction_reason")], legend
    )
    called = panel_names(table.rows, ui, legend)
    found = []
    for (panel, group), own in _blocks(rows):
        parts = [
            Part(legend.dimension(d), [_corrected(r, notes, ui) for r in own if r["dimension"] == d])
            for d in dict.fromkeys(r["dimension"] for r in own)
        ]
        found.append(Corrections(called[panel], group, parts))
    return found


def _corrected(row: Row, notes: Notes, ui: Ui) -> CorrectedLine:
    method = row["correction_method"]
    if row["corrected"] is None:
        said = f"{say('corrected.refused', ui)} {notes.marks([row['correction_reason']])}"
        how = []
    else:
        said = _share(row["corrected"], row["corrected_low"], row["corrected_high"], ui)
        how = [" ".join(filter(None, (say_code("correction", method, ui), notes.marks(row["correction_remarks"]))))]
    if row["lolo_low"] is not None:
        how.append(say("corrected.left_out", ui, range=figures.interval(row["lolo_low"], row["lolo_high"], ui)))
    raw = _share(row["rate"], row["low"], row["high"], ui)
    return CorrectedLine(row["candidate"], raw, said, figures.count(row["n_labelled"]), how)


def _share(value: float | None, low: float | None, high: float | None, ui: Ui) -> str:
    ends = figures.interval(low, high, ui)
    return figures.percent(value, ui) + ("" if ends == figures.UNKNOWN else f" ({ends})")


def rankings(table: Table, legend: Legend, ui: Ui) -> list[Rankings]:
    """How the candidates stand in sum and on each dimension, by corrected rates where there are any.

    By baselines only where all judges are.
    """
    rows = _without_baselines(table.about.get("ranking") or (), legend)
    totals = [row for row in table.rows if row["dimension"] == TOTAL]
    if totals and not any(map(has_total, totals)):
        rows = [row for row in rows if row["dimension"] != TOTAL]
    called = panel_names(table.rows, ui, legend)
    found = []
    for (panel, group), own in _blocks(rows):
        places = [_place(d, [r for r in own if r["dimension"] == d], legend, ui) for d in _dimensions(own)]
        found.append(Rankings(called[panel], group, places, _columns(own)))
    return found


def _columns(rows: Sequence[Row]) -> tuple[str, ...]:
    by_mean = [row["basis"] == "mean" for row in rows]
    value, apart = (f"{name}_mean" if all(by_mean) else name for name in ("standing", "difference"))
    return "tied_group", value if all(by_mean) or not any(by_mean) else "standing_mixed", apart, "first_probability"


def _dimensions(rows: Sequence[Row]) -> list[str]:
    """The sum first: it is what a ranking is mostly read for."""
    names = dict.fromkeys(r["dimension"] for r in rows)
    return sorted(names, key=lambda name: name != TOTAL)


def _place(dimension: str, rows: Sequence[Row], legend: Legend, ui: Ui) -> Place:
    corrected = [r for r in rows if r["basis"] == "corrected"]
    shown = corrected if any(r["value"] is not None for r in corrected) else [r for r in rows if r not in corrected]
    basis = "share" if dimension == TOTAL else shown[0]["basis"]
    name = say("total", ui) if dimension == TOTAL else legend.dimension(dimension)
    title = say("ranking.of", ui, dimension=name, basis=say(f"ranking.{basis}", ui))
    tied = len({r["tied_group"] for r in shown}) == 1 and shown[0]["tied_group"] is not None
    said = say("ranking.all_tied", ui, n=len(shown)) if tied else None
    return Place(title, [] if tied else [_standing(r, ui) for r in shown], said)


def _standing(row: Row, ui: Ui) -> StandingLine:
    if row["basis"] == "mean":
        return _standing_by_mean(row, ui)
    difference = figures.UNKNOWN
    if row["difference"] is not None:
        ends = [row["difference_low"], row["difference_high"]]
        known = "" if None in ends else f" ({'…'.join(_points(end) for end in ends)})"
        difference = _points(row["difference"]) + known
    first = figures.percent(row["first_probability"], ui)
    share = _share(row["value"], row["low"], row["high"], ui)
    return StandingLine(row["candidate"], share, difference, first, row["tied_group"] or figures.UNKNOWN)


def _standing_by_mean(row: Row, ui: Ui) -> StandingLine:
    difference = figures.UNKNOWN
    if row["difference"] is not None:
        apart = figures.ends(row["difference_low"], row["difference_high"])
        difference = f"{figures.signed(row['difference'])} {apart}".rstrip()
    ends = figures.decimals(row["low"], row["high"])
    value = figures.decimal(row["value"]) + ("" if ends == figures.UNKNOWN else f" ({ends})")
    first = figures.percent(row["first_probability"], ui)
    return StandingLine(row["candidate"], value, difference, first, row["tied_group"] or figures.UNKNOWN)


def _points(difference: float) -> str:
    """A difference of shares in percentage points; an end may be negative, and a dash would mislead."""
    return figures.decimal(difference * 100, 0)


def _without_baselines(rows: Sequence[Row], legend: Legend) -> list[Row]:
    return [r for r in rows if not legend.is_baseline(r["judge"])] or list(rows)


def _blocks(rows: Sequence[Row]) -> list[tuple[tuple[tuple[str, str], str | None], list[Row]]]:
    """The rows of each judge, way of asking and group."""

    def key(row: Row) -> tuple[tuple[str, str], str | None]:
        return (row["judge"], row["ask"] or ""), row["group"]

    order = {k: i for i, k in enumerate(dict.fromkeys(key(r) for r in rows))}
    return [(k, list(part)) for k, part in groupby(sorted(rows, key=lambda r: order[key(r)]), key=key)]
