"""From ratings to what is read: candidates' scores, raters' agreement, and the cases behind them."""

from judge.scoring.candidates import scores
from judge.scoring.comparing import diff
from judge.scoring.corrected import corrected
from judge.scoring.coverage import coverage
from judge.scoring.differing import differing_cases
from judge.scoring.headline import first_table
from judge.scoring.raters import agreement

__all__ = ["agreement", "corrected", "coverage", "diff", "differing_cases", "first_table", "scores"]
