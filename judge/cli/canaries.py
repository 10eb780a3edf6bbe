"""What a command that asks judges says of known cases: those beside the data, and those that settle a reply form."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType

from judge.cli.showing import Screen
from judge.evaluation import Evaluation, Outcome
from judge.evaluation.findings import Finding
from judge.results.canaries import canaries_of
from judge.scoring.canaries import canary_summary
from judge.views.canaries import canary_sentence, canary_table
from judge.views.names import Legend
from judge.views.words import Ui, say
from judge.views.words.sentences import in_language


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


def finding_sentence(finding: Finding, ui: Ui) -> str:
    """How a judge will be asked, and how often each way was read at the first try."""
    tried = " · ".join(
        say("probe.tried", ui, way=say(f"probe.{t.arm}", ui), read=t.read, answered=t.answered)
        + (say("probe.obeyed", ui, obeyed=t.obeyed) if t.arm == "json_schema" and t.answered else "")
        for t in finding.tried
    )
    if not finding.is_settled:
        why = next((t.failure for t in finding.tried if t.failure), None)
        said = in_language(why.split(": ", 1)[-1], ui) if why else "–"
        return say("probe.unsettled", ui, judge=finding.judge, why=said)
    arm = "json" if finding.structured == "never" else "json_schema"
    way = say(f"probe.{arm if finding.reply == 'json' else finding.reply}", ui)
    return say("probe.found", ui, judge=finding.judge, ask=finding.ask, way=way, tried=tried)
