"""Every string the tool says, in English and Chinese.

To add one, write a line in the area it belongs to: ``tables`` (terminal and page), ``codes`` (words for codes in the
data), ``report`` and ``glossary`` (the page), ``cli`` (commands), ``jobs`` (progress and summaries of what takes time),
``recovery`` (asking and reading again), ``rubrics`` (rubrics and their fields), ``requirements`` (splits and gates),
``compare`` (comparisons and plans), ``operating`` (scores and thresholds), ``agreement`` (around its tables),
``batches``, ``canaries`` (known cases), ``imports`` (judgments made elsewhere),
``panel`` (its statistics), ``routes`` (how models are reached), ``degrees`` (numbers on a scale and the order of
candidates), ``scales`` (answers that are values), ``training`` (classifiers). Both languages stand in the same line, so
neither can be forgotten.

Errors, hints and notes are written in English where they arise; ``sentences`` says them in Chinese.
"""

from collections import ChainMap
from collections.abc import Mapping

from judge.views.words import (
    agreement,
    batches,
    canaries,
    cli,
    codes,
    compare,
    degrees,
    glossary,
    imports,
    jobs,
    methods,
    operating,
    panel,
    raters,
    rationales,
    recovery,
    report,
    requirements,
    routes,
    rubrics,
    scales,
    scores,
    simulation,
    tables,
    textmetrics,
    training,
)
from judge.views.words.both import Both, Ui

__all__ = ["AREAS", "CATALOGUE", "Both", "Ui", "say", "say_code"]

AREAS: Mapping[str, dict[str, Both]] = {
    "tables": tables.WORDS,
    "training": training.WORDS,
    "codes": codes.WORDS,
    "report": report.WORDS,
    "glossary": glossary.WORDS,
    "cli": cli.WORDS,
    "imports": imports.WORDS,
    "jobs": jobs.WORDS,
    "methods": methods.WORDS,
    "operating": operating.WORDS,
    "rubrics": rubrics.WORDS,
    "routes": routes.WORDS,
    "scales": scales.WORDS,
    "scores": scores.WORDS,
    "textmetrics": textmetrics.WORDS,
    "simulation": simulation.WORDS,
    "requirements": requirements.WORDS,
    "compare": compare.WORDS,
    "agreement": agreement.WORDS,
    "batches": batches.WORDS,
    "canaries": canaries.WORDS,
    "recovery": recovery.WORDS,
    "panel": panel.WORDS,
    "raters": raters.WORDS,
    "rationales": rationales.WORDS,
    "degrees": degrees.WORDS,
}
CATALOGUE: Mapping[str, Both] = ChainMap(*AREAS.values())


def say(key: str, ui: Ui, **values: object) -> str:
    """The words behind *key* in the language *ui*, with *values* put in as they are.

    A value is never read as a pattern itself. ``n`` chooses the singular where English has one. A key or a value that
    is missing is a bug of ours and raises ``KeyError``.
    """
    both = CATALOGUE[key]
    pattern = {"en": both.en, "zh": both.zh}[ui]
    if ui == "en" and both.one and values.get("n") == 1:
        pattern = both.one
    return pattern.format(**values)


def say_code(area: str, code: str, ui: Ui) -> str:
    """The words for a *code* out of the data, e.g. a state; the code itself where nobody has put it into words."""
    key = f"{area}.{code}"
    return say(key, ui) if key in CATALOGUE else code
