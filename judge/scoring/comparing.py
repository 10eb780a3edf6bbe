"""Two runs side by side: which verdicts changed."""

from collections.abc import Mapping

from judge.dimension import Dimension
from judge.judgment import GATED
from judge.ratings import Rating, Ratings, Status, Unit
from judge.scoring.coding import Panel
from judge.table import Row, Table

Place = tuple[str, str, int]
"""Response, dimension, repeat."""
End = tuple[str, str | None, str | None, bool | None]
"""State, the gate if one took it out, answer, whether the answer speaks for the response."""


def diff(a: Ratings, b: Ratings) -> Table:
    """A row per judgment that ended otherwise in *b* than in *a*: its state, its answer, or what the answer speaks for.

    Judgments are matched by response, dimension, judge, way of asking and repeat. A judge that is missing from the
    other run under its way of asking is matched by its name where each run has that name once, and by its place where
    each run has one judge only. ``about`` counts what was compared; what only one run holds is counted, not compared.
    """
    pairs = _matched(a, b)
    ends_a, ends_b = _ends(a), _ends(b)
    rows: list[Row] = []
    compared = 0
    for panel, other in pairs.items():
        theirs = ends_b[other]
        for place, end in ends_a[panel].items():
            if place in theirs:
                compared += 1
                if theirs[place] != end:
                    rows.append(_row(a, (panel, other), place, (end, theirs[place])))
    about = {
        "rubric_a": a.rubric.id,
        "rubric_version_a": a.rubric.version,
        "rubric_b": b.rubric.id,
        "rubric_version_b": b.rubric.version,
        "judges": [{"judge_a": x[0], "ask_a": x[1], "judge_b": y[0], "ask_b": y[1]} for x, y in pairs.items()],
        "compared": compared,
        "equal": compared - len(rows),
        "differing": len(rows),
        "only_in_a": len(a.judges) - compared,
        "only_in_b": len(b.judges) - compared,
    }
    return Table(about, rows, _notes(pairs, compared))


def _matched(a: Ratings, b: Ratings) -> dict[Panel, Panel]:
    ours, theirs = a.panels(), b.panels()
    if len(ours) == len(theirs) == 1:
        return {ours[0]: theirs[0]}
    free = [p for p in theirs if p not in ours]
    pairs = {}
    for panel in ours:
        same_name = [p for p in free if p[0] == panel[0]]
        if panel in theirs:
            pairs[panel] = panel
        elif len(same_name) == 1 and [p[0] for p in ours if p not in theirs].count(panel[0]) == 1:
            pairs[panel] = same_name[0]
    return pairs


def _ends(ratings: Ratings) -> dict[Panel, dict[Place, End]]:
    dimensions = {d.id: d for d in ratings.rubric.dimensions}
    found: dict[Panel, dict[Place, End]] = {}
    for r in ratings.judges:
        passed = _passed(r, ratings.units[r.response_id], dimensions)
        end = r.state or str(r.status), GATED if r.status is Status.GATED else None, r.answer, passed
        found.setdefault((r.rater, r.ask), {})[r.response_id, r.dimension, r.repeat] = end
    return found


def _passed(rating: Rating, unit: Unit, dimensions: Mapping[str, Dimension]) -> bool | None:
    return None if rating.answer is None else unit.passed(dimensions[rating.dimension], rating.answer)


def _row(a: Ratings, panels: tuple[Panel, Panel], place: Place, ends: tuple[End, End]) -> Row:
    response_id, dimension, repeat = place
    (judge_a, ask_a), (judge_b, ask_b) = panels
    (state_a, gate_a, answer_a, passed_a), (state_b, gate_b, answer_b, passed_b) = ends
    return {
        "response_id": response_id,
        "candidate": a.units[response_id].candidate,
        "dimension": dimension,
        "judge_a": judge_a,
        "judge_b": judge_b,
        "ask_a": ask_a,
        "ask_b": ask_b,
        "repeat": repeat,
        "state_a": state_a,
        "gated_a": gate_a is not None,
        "answer_a": answer_a,
        "state_b": state_b,
        "gated_b": gate_b is not None,
        "answer_b": answer_b,
        "passed_a": passed_a,
        "passed_b": passed_b,
    }


def _notes(pairs: Mapping[Panel, Panel], compared: int) -> list[str]:
    notes = [
        f"judge {x[0]!r} ({x[1]}) of the first run is compared with {y[0]!r} ({y[1]}) of the second"
        for x, y in pairs.items()
        if x != y
    ]
    return notes if compared else [*notes, "the two runs have no judgment in common: nothing was compared"]
