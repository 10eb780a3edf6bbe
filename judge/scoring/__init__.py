"""From ratings to what is read: candidates' scores, raters' agreement, and the cases behind them."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judge.scoring.candidates.corrected import corrected
    from judge.scoring.candidates.table import scores
    from judge.scoring.comparing import diff
    from judge.scoring.covered import coverage
    from judge.scoring.differing import differing_cases
    from judge.scoring.raters.headline import first_table
    from judge.scoring.raters.table import agreement

__all__ = ["agreement", "corrected", "coverage", "diff", "differing_cases", "first_table", "scores"]

_HOME = {
    "agreement": "judge.scoring.raters.table",
    "corrected": "judge.scoring.candidates.corrected",
    "coverage": "judge.scoring.covered",
    "diff": "judge.scoring.comparing",
    "differing_cases": "judge.scoring.differing",
    "first_table": "judge.scoring.raters.headline",
    "scores": "judge.scoring.candidates.table",
}


def __getattr__(name: str) -> object:
    """Load a name on first use (PEP 562): who counts a few states needs no statistics."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
