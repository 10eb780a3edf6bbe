"""A run read straight into columns of codes, without an object for each judgment: what every table is counted on."""

import sqlite3
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from judge.errors import InputError, near_miss
from judge.label import ExpertLabel
from judge.ratings import Unit, is_independent
from judge.rubric import Rubric
from judge.scoring.coding import (
    ABSENT,
    ABSTAINED,
    NOT_APPLICABLE,
    UNREACHED,
    Coded,
    Codes,
    Panel,
    code_labels,
    labelled_units,
    number_clusters,
)
from judge.scoring.grouping import clustered
from judge.store.made import STRANGE, Made, read_made
from judge.store.planned import Numbers, Planned, planned
from judge.store.reading import units as read_units


def read_coded(
    db: sqlite3.Connection, rubric: Rubric, labels: Sequence[ExpertLabel] = (), *, cluster: str | None = None
) -> Coded:
    """The run with experts' *labels* as columns: what `judge.scoring.coding.code` makes of its ratings.

    Of several attempts the highest counts; a judgment asked for and never made is unreached.

    Args:
        db: An open store.
        rubric: The run's.
        labels: Those of an adjudicator, of the split ``dev`` and of other responses are left out, the last counted.
        cluster: What was drawn independently: see `judge.scoring.grouping.clustered`.

    Raises:
        InputError: A label or a judgment does not fit the rubric, labels contradict each other about an item, or no
            response has the tag *cluster*.
    """
    by_seq = read_units(db)
    place = {unit.response_id: i for i, unit in enumerate(by_seq.values())}
    held = [label for label in labels if label.response_id in place]
    used = [label for label in held if is_independent(label)]
    experts, weights = code_labels(rubric, place, used)
    units, notes = clustered(tuple(by_seq.values()), used, cluster)
    clusters, labelled_clusters = number_clusters([u.cluster for u in units], labelled_units(experts, len(units)))
    judges, first_tries, silent = _judges(db, rubric, by_seq)
    return Coded(
        rubric=rubric,
        units=units,
        clusters=clusters,
        labelled_clusters=labelled_clusters,
        judges=judges,
        experts=experts,
        weights=weights,
        unmatched=len(labels) - len(held),
        first_tries=first_tries,
        silent=silent,
        notes=notes,
    )


def _judges(
    db: sqlite3.Connection, rubric: Rubric, by_seq: Mapping[int, Unit]
) -> tuple[dict[Panel, dict[int, dict[str, Codes]]], dict[Panel, int], int]:
    """Their columns, what each gave at the first try, and how many responses say nothing."""
    seqs = np.fromiter(by_seq, np.int64, len(by_seq))
    plans = planned(db, seqs)
    made = read_made(db, rubric, repeats=max((int(plan.repeats.max()) for plan in plans), default=0))
    judges: dict[Panel, dict[int, dict[str, Codes]]] = {}
    first_tries: dict[Panel, int] = {}
    silent = np.zeros(seqs.size, np.bool_)
    for plan in plans:
        panel = plan.judge, plan.ask
        own, at = _asked(made, plan, seqs)
        if (strange := own.code == STRANGE).any():
            raise _no_answer(db, rubric, panel, own.those(strange))
        judges[panel] = _columns(rubric, plan, own, at)
        silent[at[own.silent]] = True
        if own.code.size:
            first_tries[panel] = int(((own.attempt == 1) & _read(own.code)).sum())
    return judges, first_tries, int(silent.sum())


def _asked(made: Made, plan: Planned, seqs: Numbers) -> tuple[Made, Numbers]:
    """The judgments of one plan, and where their units stand; what was made and is on no plan is left out."""
    own = made.those(made.panel == plan.number)
    at = np.minimum(np.searchsorted(seqs, own.seq), seqs.size - 1)
    kept = (seqs[at] == own.seq) & (own.repeat < plan.repeats[at])
    return own.those(kept), at[kept]


def _columns(rubric: Rubric, plan: Planned, own: Made, at: Numbers) -> dict[int, dict[str, Codes]]:
    found: dict[int, dict[str, Codes]] = {}
    for repeat in range(int(plan.repeats.max())):
        never = np.where(repeat < plan.repeats, UNREACHED, ABSENT).astype(np.int16)
        codes = np.tile(never, (len(rubric.dimensions), 1))
        here = own.repeat == repeat
        codes[own.dimension[here], at[here]] = own.code[here]
        found[repeat] = dict(zip((d.id for d in rubric.dimensions), codes, strict=True))
    return found


def _read(codes: Numbers) -> NDArray[np.bool_]:
    return np.isin(codes, (NOT_APPLICABLE, ABSTAINED)) | np.greater_equal(codes, 0)


def _no_answer(db: sqlite3.Connection, rubric: Rubric, panel: Panel, strange: Made) -> InputError:
    dimension = rubric.dimensions[int(strange.dimension[0])]
    answer, response_id = db.execute(
        "SELECT j.answer, r.response_id FROM judgments j JOIN responses r USING (seq) WHERE j.panel = ? AND j.seq = ?"
        " AND j.repeat = ? AND j.dimension = ? ORDER BY j.attempt DESC LIMIT 1",
        (int(strange.panel[0]), int(strange.seq[0]), int(strange.repeat[0]), dimension.id),
    ).fetchone()
    return InputError(
        f"{panel[0]!r} answered {answer!r} to {dimension.id!r} of response {response_id!r},"
        " which is none of its answers",
        hint=near_miss(answer or "", dimension.answer_ids),
    )
