"""The cases themselves that judges missed: what an expert flagged and a judge did not."""

from collections.abc import Iterator

import numpy as np

from judge.scoring.coding import ABSTAINED, GATED, NOT_APPLICABLE, REFUSED, UNREACHED
from judge.scoring.references import Labelled, any_expert
from judge.scoring.study import Study
from judge.scoring.tallying import asked_about
from judge.table import Row

_WORDS = {
    NOT_APPLICABLE: "not_applicable",
    GATED: "gated",
    ABSTAINED: "abstained",
    REFUSED: "refused",
    UNREACHED: "unreached",
}


def missed_cases(study: Study) -> list[Row]:
    """A row for each item that any expert flagged and a judge, asked about it, did not: critical dimensions first.

    ``state`` says what the judge did instead; ``answer`` is there when it answered. Whoever reads a share of misses can
    open these cases.
    """
    order = sorted(study.sided, key=lambda items: not items.dimension.critical)
    return [row for items in order for row in _of_dimension(study, items)]


def _of_dimension(study: Study, items: Labelled) -> Iterator[Row]:
    flagged = any_expert(items).flags == 1
    for panel, repeats in study.coded.judges.items():
        for repeat in repeats:
            codes = study.coded.column(panel, repeat, items.dimension.id)[items.at]
            found = np.flatnonzero(flagged & asked_about(items, codes) & (items.flags_of(codes) != 1))
            for i in found:
                unit = study.coded.units[items.at[i]]
                said = int(codes[i])
                yield {
                    "dimension": items.dimension.id,
                    "critical": items.dimension.critical,
                    "group": study.group,
                    "judge": panel[0],
                    "ask": panel[1],
                    "repeat": repeat,
                    "response_id": unit.response_id,
                    "scenario_id": unit.scenario_id,
                    "candidate": unit.candidate,
                    "state": "scored" if said >= 0 else _WORDS.get(said, "failed"),
                    "answer": items.dimension.answer_ids[said] if said >= 0 else None,
                    "flagged_by": [name for name, f in zip(items.names, items.flags[:, i], strict=True) if f == 1],
                }
