"""Scores with what the experts' labels make of them, and how the candidates stand to each other."""

from collections.abc import Callable, Iterator, Sequence

from judge.record import dataclass
from judge.scoring.candidates.correcting import Correction, correct
from judge.scoring.candidates.entering import Counted, corrected_entrants
from judge.scoring.candidates.questions import Question, questions
from judge.scoring.candidates.standing import Entrant, standings
from judge.scoring.coding import Coded, Mask, Panel
from judge.scoring.grouping import groups
from judge.stats.correction import Corrected
from judge.stats.resampling import REPLICATES, Plan
from judge.table import Row, Table

RAW = "raw"
CORRECTED = "corrected"
MEAN = "mean"
"""By the mean of a scale of which no answer passes: the highest first, whether that is good or not."""

Key = tuple[str, str, str, str | None]
"""Judge, way of asking, dimension, group."""


def corrected(
    coded: Coded, table: Table, *, by: str | None = None, replicates: int = REPLICATES, seed: int = 0
) -> Table:
    """*table*, the scores of *coded*, with corrected rates in its rows and ``ranking`` in what it is about.

    Every row gets the fields of `Correction.fields`; they are ``None`` in the row ``total`` and without labels. With a
    tag *by* each group is corrected by the labels within it. A ranking has a row per candidate for each judge, way of
    asking, dimension (and ``total``) and group, by the raw rates and, where there are labels, by the corrected ones;
    ``total`` is ranked by ``mean_share``, raw. One plan over all scenarios of the run serves every difference.

    Raises:
        InputError: No unit has the tag.
    """
    asked = {_key(q): q for q in questions(coded, by=by)} if coded.experts else {}
    found = {key: _corrections(question) for key, question in asked.items()}
    rows = [_with_correction(row, asked, found) for row in table.rows]
    ranker = _Ranker(coded, Plan(int(coded.clusters.max(initial=-1)) + 1, replicates, seed), asked, found)
    ranking = list(ranker.rows(table.rows, {g.name: g.members for g in groups(coded.units, by)}))
    about = {**table.about, "ranking": ranking, "ranking_replicates": replicates, "ranking_seed": seed}
    notes = [*table.notes]
    if asked and by is not None:
        notes.append(f"each group of {by!r} is corrected by the labels within it")
    return Table(about, rows, notes)


def _key(question: Question) -> Key:
    return (*question.panel, question.dimension.id, question.group)


def _corrections(question: Question) -> list[Correction]:
    return [correct(question, i) for i in range(len(question.candidates))]


def _with_correction(row: Row, asked: dict[Key, Question], found: dict[Key, list[Correction]]) -> Row:
    key = row["judge"], row["ask"], row["dimension"], row["group"]
    if key not in asked:
        return row | Correction(Corrected(None, None, None, ""), None).fields(None) | {"n_labelled": None}
    question = asked[key]
    return row | found[key][question.candidates.index(row["candidate"])].fields(question.repeat)


@dataclass(frozen=True)
class _Ranker:
    """The rankings of a table."""

    coded: Coded
    plan: Plan
    asked: dict[Key, Question]
    found: dict[Key, list[Correction]]

    def rows(self, scores: Sequence[Row], members: dict[str | None, Mask]) -> Iterator[Row]:
        """A row per candidate for each key of *scores*, raw before corrected."""
        counted: dict[Panel, Counted] = {}
        for key, rows in _together(scores).items():
            panel = key[:2]
            if panel not in counted:
                counted = {panel: Counted.of(self.coded, panel)}
            if key[2] not in counted[panel].parts:
                continue
            basis = MEAN if key[2] in counted[panel].means else RAW
            yield from self._ranking(key, basis, counted[panel].entrants(rows, members[key[3]]))
            if key in self.asked:
                present = {row["candidate"] for row in rows}
                entrants = corrected_entrants(self.asked[key], self.found[key], self.plan.clusters)
                yield from self._ranking(key, CORRECTED, [e for e in entrants if e.candidate in present])

    def _ranking(self, key: Key, basis: str, entrants: Sequence[Entrant]) -> Iterator[Row]:
        if len(entrants) < 2:  # noqa: PLR2004 - two to compare
            return
        judge, ask, dimension, group = key
        about = {"judge": judge, "ask": ask, "dimension": dimension, "group": group, "basis": basis}
        for standing in standings(entrants, self.plan):
            fields = standing.fields()
            yield {"candidate": fields["candidate"], **about, **fields}


def _together(rows: Sequence[Row]) -> dict[Key, list[Row]]:
    """The rows of one judge, dimension and group, those of one judge one after the other."""
    parts: dict[Key, list[Row]] = {}
    for row in sorted(rows, key=_panels(rows)):
        parts.setdefault((row["judge"], row["ask"], row["dimension"], row["group"]), []).append(row)
    return parts


def _panels(rows: Sequence[Row]) -> Callable[[Row], int]:
    order = {panel: i for i, panel in enumerate(dict.fromkeys((r["judge"], r["ask"]) for r in rows))}
    return lambda row: order[row["judge"], row["ask"]]
