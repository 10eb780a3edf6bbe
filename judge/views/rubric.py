"""A rubric as an expert reads it: every question, how to reason about it, and what each answer is worth."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from judge.dimension import ALWAYS_OFFERED, Answer, Dimension
from judge.rubric import Rubric
from judge.views.gates import gate_words
from judge.views.leading import comes_to, leads
from judge.views.marks import visible
from judge.views.names import in_language
from judge.views.words import Ui, say, say_code

Fact = tuple[str, str | list[str]]
"""What is told, and the telling: a text, or several that are numbered."""


def rubric_page(rubric: Rubric, language: str, ui: Ui) -> RenderableType:
    """The whole rubric: its texts in *language*, our own words in *ui*.

    Unlike a prompt, it says which answers pass and what they are worth: it is for people who may change it.
    """
    known = say("rubric.version", ui, id=rubric.id, version=rubric.version)
    spoken = say("rubric.languages", ui, languages=", ".join(rubric.languages))
    parts: list[RenderableType] = [_bold(in_language(rubric.title, language)[0]), Text(visible(f"{known} · {spoken}"))]
    parts.append(_facts(_about(rubric, ui)))
    heading = ""
    for number, dimension in enumerate(rubric.asked, start=1):
        group = _heading(dimension, rubric, language)
        if group != heading:
            parts += [Text(), _bold(f"— {group} —")] if group else []
            heading = group
        parts += [Text(), _bold(f"{number}. {in_language(dimension.name, language)[0]} ({dimension.id})")]
        parts.append(_facts(_told(dimension, rubric, language, ui)))
    if ends := list(comes_to(rubric, language, ui)):
        question = in_language(rubric.dimensions[-1].question, language)[0]
        parts += [Text(), _bold(f"{question} ({rubric.id})"), _facts(iter(ends))]
    return Group(*parts)


def review_state(rubric: Rubric, ui: Ui) -> str:
    """Who signed the rubric, or that nobody did."""
    signed = [say("rubric.reviewed_by", ui, by=r.by, role=r.role, date=r.date) for r in rubric.review]
    return "\n".join(signed) or say("unreviewed", ui)


def _heading(d: Dimension, rubric: Rubric, language: str) -> str:
    """What stands above the questions of its group; in a flow, the group's name."""
    if isinstance(d.group, str) and d.group in rubric.groups:
        return in_language(rubric.groups[d.group], language)[0]
    return in_language(d.group, language)[0] if d.group else ""


def _about(rubric: Rubric, ui: Ui) -> Iterator[Fact]:
    if rubric.source:
        yield say("rubric.source", ui), rubric.source
    yield say("rubric.review", ui), review_state(rubric, ui)
    if rubric.unit != "response":
        yield say("rubric.unit", ui), say(f"rubric.unit_{rubric.unit}", ui)
    per = say(f"rubric.per_{rubric.per}", ui)
    yield say("rubric.asked", ui), say("rubric.way", ui, per=per, ask=rubric.ask) if rubric.ask else per
    if rubric.examples:
        yield say("rubric.examples", ui), str(len(rubric.examples))
    points = [d.points for d in (rubric.asked if rubric.decide == "each" else rubric.dimensions)]
    if not any(d.has_sides for d in rubric.dimensions):
        return
    low, high = (_number(sum(p for p in points if (p < 0) == below)) for below in (True, False))
    yield say("rubric.sum", ui), say("rubric.sum_text", ui, low=low, high=high)


def _told(d: Dimension, rubric: Rubric, language: str, ui: Ui) -> Iterator[Fact]:
    yield say("rubric.question", ui), in_language(d.question, language)[0]
    offered = [*(_called(a, language, ui) for a in d.answers), *(_always(a, ui) for a in ALWAYS_OFFERED)]
    yield say("rubric.answers", ui), " | ".join(offered)
    if d.choose == "any":
        yield from _chosen(d, ui)
    if d.scale != "nominal":
        yield say("rubric.scale", ui), say(f"rubric.scale_{d.scale}", ui)
    yield from _worth(d, rubric, language, ui)
    if d.critical:
        yield say("rubric.critical", ui), say("rubric.critical_text", ui)
    if d.evidence != "none":
        yield say("rubric.evidence", ui), say(f"rubric.evidence_{d.evidence}", ui)
    if d.applies_when is not None:
        gate = gate_words(d.applies_when, rubric, language, ui)
        tagged = d.applies_when.tag_names()
        yield say("rubric.gate", ui), say("rubric.gate_absent", ui, gate=gate) if tagged else gate
    if d.steps:
        yield say("rubric.steps", ui), [in_language(step, language)[0] for step in d.steps]
    yield from _meant(d, rubric, language, ui)
    if d.aliases:
        yield say("rubric.aliases", ui), "\n".join(d.aliases)


def _chosen(d: Dimension, ui: Ui) -> Iterator[Fact]:
    """How many answers may be chosen, and which is the one class."""
    alone = say("gate.comma", ui).join([*(a.id for a in d.answers if a.alone), *ALWAYS_OFFERED])
    yield say("rubric.choose", ui), say("rubric.choose_any", ui, alone=alone)
    if d.exclusive:
        yield say("rubric.exclusive", ui), say("rubric.exclusive_text", ui, answers=" > ".join(d.exclusive))


def _worth(d: Dimension, rubric: Rubric, language: str, ui: Ui) -> Iterator[Fact]:
    """Which answers pass, and what that earns, or where each leads."""
    passing = say("rubric.passes_text", ui, answers=" | ".join(d.passes_on)) if d.has_sides else None
    yield say("rubric.passes", ui), passing or say("rubric.passes_none", ui)
    if ways := leads(d, rubric, language, ui):
        yield say("rubric.leads", ui), "\n".join(ways)
    elif d.has_sides:
        yield say("rubric.weight", ui), _number(d.points)


def _meant(d: Dimension, rubric: Rubric, language: str, ui: Ui) -> Iterator[Fact]:
    """What each answer means."""
    for part in d.guidance:
        meanings = {answer: in_language(text, language)[0] for answer, text in part.texts.items()}
        if part.when is not None or not isinstance(d.criteria, dict):
            gate = say("rubric.always", ui) if part.when is None else gate_words(part.when, rubric, language, ui)
            lines = (f"{answer}: {text.strip()}" for answer, text in meanings.items())
            yield say("rubric.criteria_when", ui, gate=gate), "\n".join(lines)
            continue
        for answer, text in meanings.items():
            yield say("rubric.criteria", ui, answer=answer), text


def _called(answer: Answer, language: str, ui: Ui) -> str:
    name = in_language(answer.name, language)[0] if answer.name else say_code("answer", answer.id, ui)
    return answer.id if name == answer.id else f"{answer.id} ({name})"


def _always(answer: str, ui: Ui) -> str:
    name = say_code("answer", answer, ui)
    return answer if name in (answer, answer.replace("_", " ")) else f"{answer} ({name})"


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _bold(text: str) -> Text:
    return Text(visible(text), style="bold")


def _facts(facts: Iterator[Fact]) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", overflow="fold", min_width=16, max_width=28)
    grid.add_column(overflow="fold")
    for name, text in facts:
        shown = Text(visible(text.strip())) if isinstance(text, str) else _numbered(text)
        grid.add_row(Text("  " + visible(name)), shown)
    return grid


def _numbered(texts: list[str]) -> Grid:
    """A column for the numbers: a text without spaces, as Chinese is, would start on the line below its own."""
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(justify="right")
    grid.add_column(overflow="fold")
    for number, text in enumerate(texts, start=1):
        grid.add_row(Text(f"{number}."), Text(visible(text.strip())))
    return grid
