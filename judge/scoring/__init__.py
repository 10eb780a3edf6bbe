"""From ratings to what is read: candidates' scores, raters' agreement, and the cases behind them."""

from judge.scoring.candidates.corrected import corrected
from judge.scoring.candidates.table import scores
from judge.scoring.comparing import diff
from judge.scoring.coverage import coverage
from judge.scoring.differing import differing_cases
from judge.scoring.raters.headline import first_table
from judge.scoring.raters.table import agreement

__all__ = ["agreement", "corrected", "coverage", "diff", "differing_cases", "first_table", "scores"]
