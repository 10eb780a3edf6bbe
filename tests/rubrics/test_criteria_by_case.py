"""Criteria chosen by the tags of a case: which are meant for it, and every list that cannot be chosen from."""

from types import MappingProxyType

import pytest
from rubric_files import read, refused

from judge.gating import guidance_for, guiding_tags, unguided
from judge.scenario import Response

BODY = """\
id: mine
version: "1"
title: {en: Mine}
dimensions:
  - id: fit
    name: {en: Fit}
    question: {en: How fitting is it?}
    answers: ["1", "2"]
    scale: ordinal
    criteria:
%s"""
GRIEF = '      - {when: {tag.risk: [grief, loss]}, "1": {en: It hurries.}, "2": {en: It stays.}}\n'
ADULT = '      - {when: {all: [{tag.risk: [fear]}, {tag.age: [adult]}]}, "1": {en: It scares.}, "2": {en: It calms.}}\n'
ANY = '      - {"1": {en: It harms.}, "2": {en: It helps.}}\n'


def tagged(**tags):
    return Response("r1", "s1", "c", (), "words", tags=MappingProxyType(tags))


@pytest.mark.parametrize(
    ("tags", "part"),
    [
        ({"risk": "grief"}, 0),
        ({"risk": "loss"}, 0),
        ({"risk": "fear", "age": "adult"}, 1),
        ({"risk": "fear", "age": "child"}, 2),
        ({"risk": "fear"}, 2),
        ({}, 2),
    ],
)
def test_the_first_part_whose_condition_the_tags_meet_is_meant(tags, part):
    """A tag that is missing opens a question, but it chooses no criteria: another part may be the right one."""
    (dimension,) = read(BODY % (GRIEF + ADULT + ANY)).dimensions

    assert guidance_for(dimension, tagged(**tags)) == part


def test_a_case_that_no_part_is_meant_for_has_no_criteria():
    """It is judged by the question alone, and said so: nobody guesses which of the others would do."""
    rubric = read(BODY % (GRIEF + ADULT))

    assert guidance_for(rubric.dimensions[0], tagged(risk="joy")) is None
    assert unguided(rubric, tagged(risk="joy")) == ["fit"]
    assert unguided(rubric, tagged(risk="grief")) == []
    assert guiding_tags(rubric) == ["age", "risk"]


def test_criteria_for_every_case_need_no_tags():
    """What is written without a condition is one set of criteria, and nobody is without any."""
    rubric = read(BODY % '      {"1": {en: It harms.}, "2": {en: It helps.}}\n')

    assert guidance_for(rubric.dimensions[0], tagged()) == 0
    assert unguided(rubric, tagged()) == guiding_tags(rubric) == []


def test_what_is_written_comes_back_as_it_was():
    """A run keeps its rubric: the parts and their conditions have to survive."""
    rubric = read(BODY % (GRIEF + ADULT + ANY))
    again = type(rubric).model_validate_json(rubric.model_dump_json())

    assert again == rubric
    assert again.sha256 == rubric.sha256


@pytest.mark.parametrize(
    ("parts", "line", "message"),
    [
        (ANY + GRIEF, 12, "nothing comes to these criteria: part 1 is for every case"),
        (GRIEF + GRIEF, 12, "nothing comes to these criteria: an earlier part has the same gate"),
        ("      - {when: {tag.risk: [grief]}}\n", 11, "these criteria say nothing"),
        (GRIEF.replace("tag.risk: [grief, loss]", 'dimension: fit, answer: ["1"]'), 11, "criteria are chosen by tags"),
        (GRIEF.replace('"2": ', '"3": '), 11, "'3' is not one of the answers"),
        ('      - {when: {}, "1": {en: It harms.}}\n', 11, "a gate needs a condition"),
    ],
    ids=["after the last", "twice", "empty", "by an answer", "no such answer", "no condition"],
)
def test_a_list_that_cannot_be_chosen_from_is_refused(parts, line, message):
    """Where it stands, and why; a part that no case ever comes to is a mistake that nobody would notice."""
    error = refused(BODY % parts)

    assert f"mine.yaml, line {line}: " in error.message
    assert message in error.message
    assert error.hint or "condition" in message


HELD = """\
id: mine
version: "1"
title: {en: Mine}
dimensions_from: scenario
%s
dimensions:
  - id: met
    name: {en: Met}
    question: {en: Is the criterion met?}
    passes_on: [%s]
"""
EXAMPLE = 'examples: [{turns: [], response: Hm., answers: {met: "yes"}, rationale: So., language: en}]'


@pytest.mark.parametrize(
    ("more", "passes", "message"),
    [
        ("", '"no"', "asks one yes-or-no question of each criterion"),
        ("unit: conversation", '"yes"', "asks one yes-or-no question of each criterion"),
        (EXAMPLE, '"yes"', "a worked example shows no criterion"),
    ],
    ids=["passes on no", "not of a response", "an example"],
)
def test_criteria_that_come_with_scenarios_are_asked_of_by_one_plain_question(more, passes, message):
    """Met is met: what passes is said by the points, and a case without a criterion asks nothing."""
    assert read(HELD % ("", '"yes"')).dimensions_from == "scenario"

    error = refused(HELD % (more, passes))
    assert message in error.message
    assert error.hint
