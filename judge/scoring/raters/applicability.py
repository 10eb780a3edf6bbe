"""What *not applicable* does to agreement: counted as an answer, and as a question of its own.

Everywhere else it takes an item out (policy ``missing``). That choice moves numbers, so that where anybody said *not
applicable*, the same coefficients stand here under the two other policies, each by its own name.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from judge.dimension import Answer, Dimension
from judge.scoring.coding import NOT_APPLICABLE, Codes
from judge.scoring.guards import Grounds
from judge.scoring.raters.asked import asked
from judge.scoring.references import Labelled
from judge.scoring.rows import CATEGORY, EXPERTS
from judge.scoring.study import Study
from judge.scoring.tallying import count_alpha, count_pairs, ledger_of, pairs_of
from judge.scoring.writing import Writer
from judge.stats.panel import PAIR, alphas
from judge.table import Row

APPLICABILITY = "applicability"
"""Policy: only whether the question applies is compared; what was answered is not."""
_STATISTICS = ("percent_agreement", "cohen_kappa", "gwet_ac1")
_ALPHA = "krippendorff_alpha_nominal"


def applicability(study: Study) -> Iterator[Row]:
    """Agreement under the two other policies, on dimensions where anybody said *not applicable*; else nothing.

    Percent agreement, kappa, AC1 and alpha, of the experts and of each judge over its pairs with them: with *not
    applicable* as one more answer (``_na_category``), and of whether the question applies at all (``_applicability``).
    """
    for items in study.labelled:
        judges = asked(study, items)
        said = [items.codes, *(judge.codes for judge in judges)]
        if not any((codes == NOT_APPLICABLE).any() for codes in said):
            continue
        for policy in (CATEGORY, APPLICABILITY):
            kept = _under(items, policy)
            for judge in judges:
                for writer, codes in judge.each():
                    about = replace(writer, items=kept, grounds=None)
                    yield from _rows(study, about, _recoded(codes, items, policy), policy)
            yield from _rows(study, Writer(kept, EXPERTS, group=study.group, grounds=Grounds.of(kept)), None, policy)


def _under(items: Labelled, policy: str) -> Labelled:
    dimension = items.dimension
    answers = (*dimension.answers, Answer(id="na")) if policy == CATEGORY else (Answer(id="applies"), Answer(id="na"))
    body = Dimension.model_construct(**{**dict(dimension), "answers": answers, "scale": "nominal"})
    return replace(items, dimension=body, codes=_recoded(items.codes, items, policy))


def _recoded(codes: Codes, items: Labelled, policy: str) -> Codes:
    other = len(items.dimension.answers) if policy == CATEGORY else 1
    answered = codes if policy == CATEGORY else np.where(codes >= 0, 0, codes)
    return np.where(codes == NOT_APPLICABLE, other, answered).astype(np.int16)


def _rows(study: Study, writer: Writer, codes: Codes | None, policy: str) -> Iterator[Row]:
    items, width = writer.items, len(writer.items.dimension.answers)
    together = items.codes if codes is None else np.vstack([items.codes, codes])
    ledger = ledger_of(items, study.plan)
    names = count_pairs(ledger, together, width, of=None if codes is None else len(items.names))
    count_alpha(ledger, "alpha", items.codes, width)
    families = ledger.close()
    pairs = pairs_of(families, names, together)
    used = (together >= 0).sum(axis=0) > 1
    if codes is not None:
        used &= codes >= 0
    suffix = "na_category" if policy == CATEGORY else APPLICABILITY
    for name in _STATISTICS:
        yield writer.row(f"{name}_{suffix}", pairs.mean(PAIR[name]), reference="pairs", used=used, policy=policy)
    if codes is None:
        estimate = families["alpha"].estimate(alphas(["nominal"])[_ALPHA], n_raters=len(items.names))
        yield writer.row(f"{_ALPHA}_{suffix}", estimate, reference=None, used=used, policy=policy)
    else:
        yield writer.row(f"{_ALPHA}_{suffix}", pairs.mean(PAIR[_ALPHA]), reference="pairs", used=used, policy=policy)
