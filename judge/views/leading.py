"""Where the answers of a tree or a flow lead, and what they come to, for a person who reads the rubric."""

from collections.abc import Iterator

from judge.branching import BESIDE, Branch
from judge.dimension import Answer, Dimension
from judge.flowing import Flow, flow_of
from judge.rubric import Rubric
from judge.views.names import in_language
from judge.views.words import Ui, say, say_code


def leads(d: Dimension, rubric: Rubric, language: str, ui: Ui) -> list[str]:
    """One line an answer: the class or outcome it means, and where it goes on; nothing where nothing leads anywhere."""
    flow = flow_of(rubric)
    if flow is None:
        return []
    return [f"{answer} → {_led(flow, branch, language, ui)}" for answer, branch in flow.branches[d.id].items()]


def comes_to(rubric: Rubric, language: str, ui: Ui) -> Iterator[tuple[str, str]]:
    """What everything comes to: classes or outcomes, those that pass, and the groups."""
    flow = flow_of(rubric)
    if flow is None:
        return
    row = flow.endings[-1].row
    name = "rubric.classes" if rubric.decide == "first" else "rubric.outcomes"
    yield say(name, ui), " | ".join(_called(a, language) for a in row.answers)
    yield say("rubric.passes", ui), say("rubric.passes_text", ui, answers=" | ".join(row.passes_on))
    groups = [f"{in_language(e.row.name, language)[0]} ({e.row.id})" for e in flow.endings[:-1]]
    if groups:
        yield say("rubric.groups", ui), " | ".join(groups)


def _led(flow: Flow, branch: Branch, language: str, ui: Ui) -> str:
    known = {a.id: a for ending in flow.endings for a in ending.row.answers}
    parts = []
    if branch.outcome == BESIDE:
        parts.append(say_code("answer", BESIDE, ui))
    elif branch.outcome is not None:
        parts.append(_called(known[branch.outcome], language))
    if branch.next is not None:
        parts.append(branch.next)
    elif not parts:
        parts.append(say("rubric.ends", ui))
    return ", ".join(parts) if ui == "en" else "，".join(parts)


def _called(answer: Answer, language: str) -> str:
    name = in_language(answer.name, language)[0] if answer.name else answer.id
    return answer.id if name == answer.id else f"{answer.id} ({name})"
