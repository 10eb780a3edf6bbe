"""What a command that asks judges says of the known cases that settle a reply form."""

from judge.evaluation.findings import Finding
from judge.views.words import Ui, say
from judge.views.words.sentences import in_language


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
