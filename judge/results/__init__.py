"""What people ask of a run: scores, agreement, comparisons, gates, plans, and the page that shows them.

Free to repeat: nothing here asks a model anything. Each module reads a run and labels, calls `judge.scoring`, and says
what a reader must know beside the numbers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOME = {
    "Labels": "judge.results.labelling",
    "LabelsLike": "judge.results.labelling",
    "agreement": "judge.results.tables",
    "compare": "judge.results.comparing",
    "diff": "judge.results.tables",
    "gate": "judge.results.gatekeeping",
    "plan_from": "judge.results.pilot",
    "report": "judge.results.reporting",
    "scores": "judge.results.tables",
    "split_labels": "judge.results.partition",
    "write_report": "judge.results.reporting",
}


def __getattr__(name: str) -> object:
    """Load a name on first use (PEP 562): who counts a few states needs no statistics."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
