"""How well judges gave reasons, as far as that can be checked without a model."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby
from typing import Any

from judge.case import Case
from judge.dimension import Dimension
from judge.errors import InputError
from judge.library import load_ask
from judge.prompting import render
from judge.results.noting import about_run
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.scoring.rationales.reasons import Panels, Reasoned, check
from judge.scoring.rationales.table import rationale_rows
from judge.store.reasons import Reason, reasons, units_with_reasons
from judge.store.run import Run
from judge.store.schema import connect
from judge.table import Row, Table

MOST = 20_000
"""Of more judgments with reasons a report checks a sample."""
_UNSCORED = {"abstained": "unclear", "not_applicable": "not_applicable"}
_MARK = "steps shown here"


def rationales(run: Run, *, most: int | None = None, seed: int = 0) -> Table:
    """What the reasons of *run*'s judges are worth, as far as that shows without a model.

    A row for each judge, way of asking, question (and ``pooled``), check and outcome, with its share and Wilson's
    interval on the effective number of judgments; clusters are scenarios. ``about["panels"]`` has a row for each judge
    and way of asking: how many judgments have reasons, and why a check says nothing of some.

    Args:
        run: Whose judges.
        most: Check about so many judgments at most, of units drawn by *seed*; all by default.
        seed: Of that draw.
    """
    with closing(connect(run.folder)) as db:
        seqs, units = units_with_reasons(db, most, seed)
        given = _reasoned(run.rubric, reasons(db, seqs))
        questions = _questions(run.rubric)
        rows, panels = rationale_rows(check(given, questions, _panels(run)), questions)
    notes = _notes(panels)
    if len(seqs) < units:
        notes.append(f"the reasons given for {len(seqs)} of {units} responses were checked, drawn with seed {seed}")
    return about_run(Table({"panels": panels, "checked": len(seqs), "units": units}, rows, notes), run)


def _questions(rubric: Rubric) -> tuple[Dimension, ...]:
    """What may have been asked: its questions, and the class of a tree."""
    return (*rubric.asked, *(d for d in rubric.dimensions if d.id == rubric.id and d.id in rubric.derived))


def reasoned(run: Run) -> Iterator[tuple[Reason, Dimension, str | None]]:
    """Every judgment of *run* that has reasons, its question, and what was answered.

    Of a question with several answers one stands for all, for they share their reasons; its answer is all that were
    chosen. What follows from other answers has no reasons of its own; a tree's class has where it was asked itself.
    """
    with closing(connect(run.folder)) as db:
        yield from _by_question(run.rubric, reasons(db, units_with_reasons(db, None, 0)[0]))


def _by_question(rubric: Rubric, given: Iterable[Reason]) -> Iterator[tuple[Reason, Dimension, str | None]]:
    question = {part.id: d for d in rubric.asked for part in d.rated}
    for _, block in groupby(given, key=lambda r: (r.response.id, r.judge, r.ask, r.repeat)):
        own = list(block)
        asked = [r for r in own if r.dimension in question]
        # What is derived repeats the reasons of the answer that decided it, unless the class itself was asked.
        yield from _answered(asked, question) if asked else ((r, d, _word(r)) for r, d in _classes(own, rubric))


def _answered(
    own: Iterable[Reason], question: Mapping[str, Dimension]
) -> Iterator[tuple[Reason, Dimension, str | None]]:
    chosen: dict[str, tuple[Reason, list[str]]] = {}
    for r in own:
        d = question[r.dimension]
        if d.choose == "one":
            yield r, d, _word(r)
        else:
            ticked = [r.dimension.removeprefix(f"{d.id}.")] if r.answer == "yes" and r.dimension != d.id else []
            chosen.setdefault(d.id, (r, []))[1].extend(ticked)
    for r, ticked in chosen.values():
        d = question[r.dimension]
        yield r, d, ", ".join(a for a in d.answer_ids if a in ticked) or None


def _classes(own: Iterable[Reason], rubric: Rubric) -> Iterator[tuple[Reason, Dimension]]:
    whole = next((d for d in rubric.dimensions if d.id == rubric.id and d.id in rubric.derived), None)
    yield from ((r, whole) for r in own if whole is not None and r.dimension == whole.id)


def _word(r: Reason) -> str:
    return r.answer if r.answer is not None else _UNSCORED[r.state]


def _reasoned(rubric: Rubric, given: Iterable[Reason]) -> Iterator[Reasoned]:
    for r, d, answer in _by_question(rubric, given):
        yield Reasoned(
            panel=(r.judge, r.ask),
            unit=r.response.id,
            cluster=r.response.scenario_id,
            repeat=r.repeat,
            dimension=d.id,
            answer=answer if d.choose == "one" else None,
            reason=r.rationale,
            evidence=r.evidence,
            text=r.response.said,
        )


def _panels(run: Run) -> Panels:
    known = run.panels()
    shows = {(judge, ask): _shows_steps(ask, spec) for judge, ask, spec in known}
    separate = {(judge, ask): spec.get("reply", "json") == "json" for judge, ask, spec in known}
    return Panels(shows, separate)


def _shows_steps(ask: str, spec: Mapping[str, Any]) -> bool | None:  # settings as the store has them
    """Whether prompts of this way show the steps; ``None`` where they are not to be had as they were."""
    if "ask_sha256" not in spec:
        return None
    try:
        way = load_ask(ask)
        shown = [m.content for language in ("en", "zh") for m in render(_probe(language), way).messages]
    except InputError:
        return None
    return any(_MARK in text for text in shown) if way.sha256 == spec["ask_sha256"] else None


def _probe(language: str) -> Case:
    """A question whose one step is known when it is met again."""
    words = {"en": "probe", "zh": "probe"}
    asked = {"id": "probe", "name": words, "question": words, "steps": [dict.fromkeys(words, _MARK)]}
    body = {"id": "probe", "version": "1", "title": words, "dimensions": [asked | {"passes_on": ["yes"]}]}
    rubric = Rubric.model_validate(body)
    return Case(Response("r", "s", "c", (Turn("user", "."),), "."), rubric, rubric.asked, language)


def _notes(panels: list[Row]) -> list[str]:
    if not panels:
        return ["no judgment of this run has reasons: its judges give none, or their reply form has no place for them"]
    notes: list[str] = []
    for row in panels:
        judge, ask = row["judge"], row["ask"]
        shared, not_known = (row["left_out"].get(why) for why in ("conclusion:shared", "steps:not_known"))
        if shared and ask:
            notes.append(f"judge {judge!r} ({ask}): {shared} answers share one text of reasons with others")
        elif shared:
            notes.append(f"judge {judge!r}: {shared} answers share one text of reasons with others")
        if not_known and ask:
            notes.append(
                f"judge {judge!r} ({ask}): its prompts are not here as they were, so whether they showed the steps is"
                " not known"
            )
        elif not_known:  # imported: no way of asking of ours
            notes.append(f"judge {judge!r} was asked elsewhere: whether its prompts showed the steps is not known")
    return notes
