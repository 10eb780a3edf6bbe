"""Judges side by side: every pair on every dimension, all judges at once, and each with its own family."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from judge.errors import InputError
from judge.scoring.coding import Coded, Panel, code
from judge.scoring.contrasts.between_judges import cochran_rows, matrix_rows
from judge.scoring.contrasts.contrasting import compared, contrasts
from judge.scoring.contrasts.rows import draw, finished
from judge.scoring.contrasts.self_preference import Own, self_preference_rows
from judge.scoring.covering import rubric_notes
from judge.scoring.guards import chosen_by_verdict
from judge.scoring.raters.ranking import ranking
from judge.scoring.study import Study, studies
from judge.stats.permutation import DRAWS, Swaps
from judge.stats.resampling import REPLICATES, Plan
from judge.table import Row, Table

MOST_DRAWS = 9999


def compare(given: Coded, *, own: Own | None = None, replicates: int = REPLICATES, seed: int = 0) -> Table:
    """A row for each pair of judges (with its way of asking), dimension, statistic and reference.

    What the rows mean: `contrasting` and `rows` beside this file. All differences come from one seeded plan, so that
    they are paired, and simultaneous intervals from the same replicates. A p-value is adjusted within its family: one
    statistic over all dimensions and pairs. ``about`` holds the agreement of judges with each other (``matrix``),
    Cochran's Q over all of them (``cochran``), ``self_preference`` for the judges that *own* gives candidates to, and
    for a judge with several ways of asking the order of candidates by each (``asks``).

    Raises:
        InputError: There are fewer than two judges, or no labels.
    """
    coded = code(given)
    panels = list(coded.judges)
    if len(panels) < 2:  # noqa: PLR2004 - a pair
        raise InputError(
            "one judge cannot be compared with itself" if panels else "there is no judge to compare",
            hint="give another run, or a run of several judges or ways of asking",
        )
    if not coded.labelled_clusters:
        raise InputError("no response of these runs has an expert's label", hint="judge agreement tells what matched")
    (study,) = studies(coded, replicates=replicates, seed=seed)
    family = len(panels) * (len(panels) - 1) // 2 * sum(items.at.size > 0 for items in study.labelled)
    # Even the smallest p-value must survive its family.
    swaps = Swaps(study.plan.clusters, seed, min(MOST_DRAWS, max(DRAWS, 100 * family - 1)))
    drawn = [
        draw(contrast, what, _biased(study, items_at, contrast.first.panel, contrast.second.panel))
        for items_at, items in enumerate(study.labelled)
        if items.at.size
        for contrast in contrasts(study, items, swaps, panels)
        for what in compared(items)
    ]
    everything = Plan(int(coded.clusters.max()) + 1, replicates, seed)
    plan = study.plan if everything.clusters == study.plan.clusters else everything
    about = {
        "rubric": coded.rubric.id,
        "rubric_version": coded.rubric.version,
        "judges": [{"judge": judge, "ask": ask} for judge, ask in panels],
        "resampling": {"replicates": replicates, "seed": seed, "clusters": coded.labelled_clusters},
        "matrix": matrix_rows(coded, panels, np.ones(len(coded.units), np.bool_), plan),
        "cochran": cochran_rows(study, panels),
        "self_preference": self_preference_rows(study, own or {}),
        "asks": _asks(study),
    }
    return Table(about, finished(drawn), _notes(coded, panels))


def _asks(study: Study) -> list[Row]:
    """Of judges with several ways of asking, how each orders the candidates, against the mean of the experts."""
    asks = Counter(judge for judge, _ in study.coded.judges)
    if max(asks.values()) == 1:
        return []
    return [row for row in ranking(study) if asks[row["judge"]] > 1 and row["reference"] == "mean"]


def _biased(study: Study, items_at: int, *panels: Panel) -> str | None:
    """Why the labels cannot speak of one of the two judges: they were chosen by its verdicts."""
    items = study.labelled[items_at]
    found = (chosen_by_verdict(study.coded, p, min(study.coded.judges[p]), items) for p in panels)
    return next((why for why in found if why is not None), None)


def _notes(coded: Coded, panels: Sequence[Panel]) -> list[str]:
    notes = [*rubric_notes(coded.rubric), *coded.notes]
    for first, second in combinations(panels, 2):
        repeats = [set(coded.judges[panel]) for panel in (first, second)]
        if not repeats[0] & repeats[1]:
            notes.append(f"judges {first[0]!r} ({first[1]}) and {second[0]!r} ({second[1]}) have no repeat in common")
        elif repeats[0] != repeats[1]:
            notes.append(
                f"judges {first[0]!r} ({first[1]}) and {second[0]!r} ({second[1]}) are compared on the"
                f" {len(repeats[0] & repeats[1])} repeats that both have"
            )
    return notes
