"""What a command that asks judges says of the known cases beside the data."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType

from judge.cli.showing import Screen
from judge.evaluation import Evaluation, Outcome
from judge.results.canaries import canaries_of
from judge.scoring.canaries import canary_summary
from judge.views.canaries import canary_sentence, canary_table
from judge.views.names import Legend
from judge.views.words import Ui


def canary_views(canaries: dict[str, Any] | None, ui: Ui, legend: Legend) -> list[RenderableType]:  # plain values
    """Those that were not judged as they should be, or one line that says how they fared; nothing without any."""
    if canaries is None:
        return []
    return [canary_table(canaries, ui, legend) or canary_sentence(canaries, ui)]


def canary_complaints(outcome: Outcome, job: Evaluation, screen: Screen) -> Iterator[str]:
    """What is wrong with the known cases of the judges that *job* asks; what else the folder holds is not its fault."""
    canaries = canaries_of(outcome.run)
    if canaries is None or canaries["status"] == "off":
        return
    names = {judge.name for judge in job.judges}
    own = canary_summary([row for row in canaries["rows"] if row["judge"] in names])
    if own["status"] != "passed":
        yield canary_sentence(own, screen.ui)
