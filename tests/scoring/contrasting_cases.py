"""Comparisons of judges on one question, and single rows of them."""

from scoring_cases import one_question

from judge.scoring.coding import code
from judge.scoring.contrasts.table import compare


def the_contrast(table, statistic, reference=None, **wanted):
    """The one row of a comparison that fits."""
    found = [
        r
        for r in table.rows
        if r["statistic"] == statistic
        and r["reference"] in (reference, r["reference"] if reference is None else None)
        and all(r[k] == v for k, v in wanted.items())
    ]
    assert len(found) == 1, found
    return found[0]


def compared(judges, experts, **options):
    units = options.pop("units", None)
    return compare(code(one_question(judges, experts, units=units)), replicates=200, **options)
