"""What people ask of a run: scores, agreement, comparisons, gates, plans, and the page that shows them.

Free to repeat: nothing here asks a model anything. Each module reads a run and labels, calls `judge.scoring`, and says
what a reader must know beside the numbers.
"""

from judge.results.comparing import compare
from judge.results.gatekeeping import gate
from judge.results.labelling import Labels, LabelsLike
from judge.results.partition import split_labels
from judge.results.pilot import plan_from
from judge.results.reporting import report, write_report
from judge.results.tables import agreement, diff, scores

__all__ = [
    "Labels",
    "LabelsLike",
    "agreement",
    "compare",
    "diff",
    "gate",
    "plan_from",
    "report",
    "scores",
    "split_labels",
    "write_report",
]
