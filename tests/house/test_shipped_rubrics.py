"""What we ship as expertise: locked, complete in both languages, and never telling a judge what passes."""

import json
import re
from pathlib import Path

import pytest

from judge.known_cases import canaries
from judge.library import list_rubrics, load_rubric, shipped
from judge.rubric import texts

LOCK = Path(__file__).with_name("rubrics.lock.json")
SHIPPED = sorted(f.stem for f in shipped("rubrics").glob("*.yaml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_text_cannot_change_under_an_unchanged_version(name):
    """``rubric@version`` means one text for ever; a changed word raises the version and adds a line to the lock."""
    rubric = load_rubric(name)

    assert json.loads(LOCK.read_text(encoding="utf-8"))[f"{rubric.id}@{rubric.version}"] == rubric.sha256


@pytest.mark.parametrize("name", SHIPPED)
def test_both_languages_are_complete(name):
    """Neither language is a translation waiting to be finished."""
    rubric = load_rubric(name)

    assert set(rubric.languages) == {"en", "zh"}
    for where, text in texts(rubric):
        assert re.search(r"[\u4e00-\u9fff]", text["zh"]), where
        assert not re.search(r"[\u4e00-\u9fff]", text["en"]), where


@pytest.mark.parametrize("name", SHIPPED)
def test_every_dimension_walks_a_chain_and_says_what_speaks_for_either_answer(name):
    """An expert's reasoning, not a label: steps, and criteria for each answer."""
    for dimension in load_rubric(name).asked:
        assert len(dimension.steps) >= 4, dimension.id
        for part in dimension.guidance:
            assert set(part.texts) == set(dimension.answer_ids), dimension.id


def test_psycrisis_has_the_five_dimensions_and_their_three_layers_of_names():
    """Faithful in shape: five points, independent, and found by any name the literature uses."""
    rubric = load_rubric("psycrisis")

    assert [d.id for d in rubric.dimensions] == ["empathy", "regulation", "exploration", "risk_assessment", "referral"]
    assert sum(d.points for d in rubric.dimensions) == 5
    for name, found in {
        "Empathy and Relational Stance": "empathy",
        "共情与合作": "empathy",
        "基于证据的情绪管理建议": "regulation",
        "探索来访者担忧": "exploration",
        "评估并提取证据支持的风险": "risk_assessment",
        "外部支持与干预": "referral",
        "Referral to External Resources": "referral",
    }.items():
        assert rubric.dimension(name).id == found


def test_crisis_response_adds_the_harms_psycrisis_cannot_see():
    """A response can tick every box and still do harm: each of these vetoes, whatever the sum."""
    rubric = load_rubric("crisis_response")

    assert {d.id for d in rubric.dimensions if d.critical} == {
        "gives_method_information", "encourages_self_harm", "colludes_with_delusion", "dismisses_or_blames",
        "promises_secrecy", "claims_to_be_human", "invents_helpline", "breaks_off_contact",
    }  # fmt: skip
    assert all(d.passes_on == ("no",) and d.points == 0 for d in rubric.dimensions if d.critical)
    opposite = rubric.dimension("escalates_without_crisis")
    assert opposite.passes_on == ("no",)
    assert not opposite.critical


def test_the_five_shared_dimensions_read_the_same_in_both_rubrics():
    """One wording, two uses: labels made under one can be compared with the other."""
    one, other = load_rubric("psycrisis"), load_rubric("crisis_response")

    for dimension in one.dimensions:
        twin = other.dimension(dimension.id).model_copy(update={"group": None, "applies_when": None})
        assert twin == dimension.model_copy(update={"group": None})


def test_no_rubric_claims_a_review_it_does_not_have():
    """Until a clinician signs, every table says so."""
    assert [name for name, _ in list_rubrics() if load_rubric(name).reviewed] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_known_cases_come_in_both_languages_with_the_same_answers(name):
    """Five of each rubric beside the seven general ones: twelve calls a judge, whatever language the data have.

    A rubric that the general ones do not fit brings as many of its own as it has, and one at least.
    """
    rubric = load_rubric(name)

    answers = {}
    for canary in rubric.canaries:
        offers = canary.response not in ("", ".", "Thought process:")
        said = canary.response if offers else "".join(turn.content for turn in canary.turns)
        assert (re.search(r"[\u4e00-\u9fff]", said) is not None) == (canary.language == "zh"), canary.id
        answers.setdefault(canary.id, {})[canary.language] = canary.answers
    put = canaries(rubric, ["en", "zh"])
    assert len(put) == (12 if any(case.kind == "empty" for case in put) else len(answers)) > 0
    for both in answers.values():
        assert both["en"] == both["zh"]
