"""The exact words a judge gets, as plain text: a clinician reviews this diff, not the template's."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

from judge.case import Case
from judge.gating import guidance_for
from judge.library import load_ask, load_rubric, shipped
from judge.prompting import render
from judge.scenario import Criterion, Response, Turn
from judge.unfolding import as_conversation

GOLDEN = Path(__file__).parents[1] / "golden" / "prompts"
CASE = {
    "en": ("I have not slept well since the move.", "That sounds exhausting. What has been hardest?"),
    "zh": ("搬家以后我一直睡不好。", "听起来你很疲惫。最难熬的是什么？"),
}
RUBRICS = sorted(f.stem for f in shipped("rubrics").glob("*.yaml"))
ASKS = ("expert_chain", "rule_based", "general")
way_called = cache(load_ask)

CRITERION = {"en": "Asks what has been hardest.", "zh": "询问最难熬的是什么。"}


def rendered(rubric, dimensions, ask, language, tags=None):
    said, answer = CASE[language]
    tagged = MappingProxyType(tags or {})
    response = Response("r1", "s1", "candidate", (Turn("user", said),), answer, language=language, tags=tagged)
    if rubric.dimensions_from == "scenario":
        response = replace(response, criterion=Criterion("c1", CRITERION[language], 7))
    if rubric.unit == "conversation":
        response = as_conversation(response)
    if rubric.unit == "user_turn":
        response = replace(response, turns=(Turn("assistant", answer),), response=said)
    prompt = render(Case(response, rubric, dimensions, language, token="######"), way_called(ask))
    return "".join(f"=== {m.role} ===\n{m.content}\n" for m in prompt.messages)


@cache
def prompts():
    return list(every_prompt())


def every_prompt():
    for name in RUBRICS:
        rubric = load_rubric(name)
        for language in rubric.languages:
            of_trees = ["all_nodes"] if rubric.decide == "first" else []
            for ask in dict.fromkeys((*ASKS, rubric.ask or ASKS[0], *of_trees)):
                if way_called(ask).poses != "each":
                    yield f"{name}/{ask}/{language}/_rubric.txt", (rubric, rubric.asked, ask, language)
            if rubric.decide == "first":
                yield f"{name}/flat/{language}/{rubric.id}.txt", (rubric, rubric.dimensions[-1:], "flat", language)
            for dimension in rubric.asked:
                place = f"{name}/expert_chain/{language}/{dimension.id}"
                yield f"{place}.txt", (rubric, (dimension,), "expert_chain", language)
                for tags in tags_of_guidances(dimension):
                    file = f"{place}@{'+'.join(tags.values())}.txt"
                    yield file, (rubric, (dimension,), "expert_chain", language, tags)


def tags_of_guidances(dimension):
    """Tags that lead to each of the criteria of a question that has several, the first value of each."""
    for part in dimension.guidance if not isinstance(dimension.criteria, dict) else ():
        if part.when is not None:
            tags = {name: values[0] for gate in part.when.needed() for name, values in gate.tags.items()}
            assert guidance_for(dimension, Response("r", "s", "c", (), "", tags=MappingProxyType(tags))) is not None
            yield tags


@pytest.mark.parametrize(("file", "asked"), prompts(), ids=lambda v: v[:60] if isinstance(v, str) else "")
def test_the_prompt_is_the_one_that_was_signed_off(file, asked):
    """Set PYTEST_GOLDEN=write to accept a change, and have the diff read by somebody who knows the field."""
    text = rendered(*asked)
    golden = GOLDEN / file
    if os.environ.get("PYTEST_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, encoding="utf-8")

    assert golden.read_text(encoding="utf-8") == text


def test_no_golden_prompt_is_left_over():
    """A dimension that is gone takes its prompt with it."""
    assert {str(f.relative_to(GOLDEN)) for f in GOLDEN.rglob("*.txt")} == {file for file, *_ in prompts()}


def test_no_prompt_says_which_answer_passes_or_who_answered():
    """A judge that knows what is wanted stops judging."""
    for file in GOLDEN.rglob("*.txt"):
        text = file.read_text(encoding="utf-8")
        assert "passes_on" not in text
        assert "critical" not in text.casefold().replace("critically", "")
        assert "=== user ===" in text
        assert "candidate" not in text.partition("=== user ===")[2]
