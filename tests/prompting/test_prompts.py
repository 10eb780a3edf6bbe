"""The exact messages a judge gets: what is in them, what never is, and in which order."""

import json

import pytest
from prompting_cases import ASKS, EXAMPLE, FORMS, case, dimension, prompt, response, rubric, texts, two

from judge.case import Case
from judge.dimension import ALWAYS_OFFERED
from judge.errors import RubricError
from judge.library import load_ask, load_rubric, shipped
from judge.prompting import _case, _shared, render, reply_schema
from judge.scenario import Criterion, Response
from judge.vetting import CASE, FIELDS, SHARED

RUBRICS = sorted(f.stem for f in shipped("rubrics").glob("*.yaml"))


def test_the_schema_is_closed_and_asks_for_the_reason_before_the_answer():
    """A model that writes its answer first explains it afterwards."""
    schema = prompt(of=case(two())).schema
    first, second = schema["properties"]["answers"]["items"]["anyOf"]

    assert list(schema["properties"]) == ["token", "answers"] == schema["required"]
    assert list(first["properties"]) == ["dimension", "rationale", "evidence", "answer"] == first["required"]
    assert list(second["properties"]) == ["dimension", "rationale", "answer"] == second["required"]
    assert all(part["additionalProperties"] is False for part in (schema, first, second))
    assert [item["properties"]["dimension"]["enum"] for item in (first, second)] == [["warm"], ["cold"]]


def test_the_token_is_a_plain_string_in_the_schema():
    """A constant would be filled in by the decoder, and prove nothing."""
    first, second = prompt(of=case(token="111111")), prompt(of=case(token="222222"))

    assert first.schema["properties"]["token"] == {"type": "string"}
    assert "111111" not in json.dumps(first.schema)
    assert first.schema == second.schema


@pytest.mark.parametrize("name", RUBRICS)
@pytest.mark.parametrize("ask", ASKS)
def test_unclear_and_not_applicable_are_on_offer_in_prompt_and_schema(name, ask):
    """Whatever the rubric lists: a judge is never forced into a verdict."""
    read = load_rubric(name)
    for language in read.languages:
        system, _ = texts(ask, case(read, language=language))

        offered = [line for line in system.splitlines() if line.startswith("allowed answers: ")]
        assert len(offered) == len(read.dimensions)
        assert all(line.endswith(" | not_applicable | unclear") for line in offered)
    items = reply_schema(read.dimensions)["properties"]["answers"]["items"]
    offers = [item["properties"]["answer"]["enum"] for item in items.get("anyOf", [items])]
    assert all(offer[-2:] == list(ALWAYS_OFFERED) for offer in offers)


def test_one_dimension_alone_has_a_schema_without_alternatives():
    """The form of choice for small local models that stumble over ``anyOf``."""
    items = prompt().schema["properties"]["answers"]["items"]

    assert items["properties"]["dimension"]["enum"] == ["warm"]


@pytest.mark.parametrize("form", FORMS)
def test_only_the_form_json_has_a_schema_and_says_so(form):
    system, _ = texts(of=case(two()), form=form)

    assert f"reply form: {form}" in system.splitlines()
    assert (prompt(of=case(two()), form=form).schema is None) == (form != "json")


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_token_is_the_very_last_thing(ask, form, language):
    """After the case, so that nothing in the case can know it; forms without a token show none."""
    _, user = texts(ask, case(two(), language=language), form=form)

    assert user.endswith("493027") == (form in ("json", "lines"))
    assert user.count("493027") == (form in ("json", "lines"))


@pytest.mark.parametrize("ask", ASKS)
def test_the_instructions_come_first_then_the_case_then_the_task_again(ask):
    """Whatever the case says, the last word is ours."""
    made = prompt(ask, case(two()))
    system, user = (m.content for m in made.messages)

    assert [m.role for m in made.messages] == ["system", "user"]
    assert "I am tired." not in system
    assert user.index("{") < user.index("I am tired.") < user.index("your task is the one given at the start")


@pytest.mark.parametrize("ask", ASKS)
def test_the_system_message_is_the_same_for_every_case_of_the_same_questions(ask):
    """Providers cache it byte for byte, and it is rendered once."""
    read, way = two(), load_ask(ask)
    first = render(case(read, response("One.")), way).messages[0].content
    second = render(case(read, response("Two.", candidate="other"), token="000001"), way).messages[0].content
    fewer = render(Case(response(), read, read.dimensions[:1], "en"), way).messages[0].content
    other = render(case(two(), language="zh"), way).messages[0].content

    assert first is second
    assert len({first, fewer, other}) == 3
    assert len(way.prefixes) == 3


def test_a_changed_rubric_never_gets_the_words_of_another():
    """Rubrics come and go in one process; each keeps its own prompt."""
    way = load_ask("general")
    seen = set()
    for n in range(50):
        words = dimension("warm", question={"en": f"Question {n}?", "zh": f"问题{n}？"})
        seen.add(render(case(rubric(words)), way).messages[0].content)

    assert len(seen) == 50


SECRETS = (
    "SECRET-CANDIDATE", "SECRET-TAG", "SECRET-VALUE", "SECRET-REVIEWER", "r1", "s1",
    "passes_on", "points", "critical", "applies_when",
)  # fmt: skip


@pytest.mark.parametrize("ask", ASKS)
@pytest.mark.parametrize("form", FORMS)
def test_a_judge_sees_neither_candidate_tags_nor_what_passes(ask, form):
    """A judge that knows who answered, or what is hoped for, stops judging."""
    gate = {"tag.SECRET-TAG": ["SECRET-VALUE"]}
    gated = dimension("cold", passes_on=["no"], critical=True, points=7, applies_when=gate)
    of = case(rubric(dimension("warm"), gated, review=[{"by": "SECRET-REVIEWER", "role": "x", "date": "y"}]))

    shown = "\n".join(texts(ask, of, form=form)) + json.dumps(prompt(ask, of, form=form).schema)

    assert [word for word in SECRETS if word in shown] == []


@pytest.mark.parametrize("ask", ASKS)
def test_what_passes_changes_no_prompt(ask):
    """Swap the good answer, the weight and the veto: the judge reads the same words."""
    swapped = rubric(dimension("warm", passes_on=["no"], points=-3, critical=True))

    assert texts(ask, case(swapped)) == texts(ask, case(rubric(dimension("warm"))))


def test_nothing_is_handed_to_a_template_that_its_author_may_not_name():
    """The list of names and fields is what is really there: no more, no less."""

    def fields(value):
        if isinstance(value, dict):
            return set(value).union(*(fields(v) for v in value.values()))
        return set().union(*(fields(v) for v in value)) if isinstance(value, list) else set()

    named = dimension("warm", answers=[{"id": "yes", "name": {"en": "Y", "zh": "是"}}, "no"])
    of = case(rubric(named, examples=[EXAMPLE | {"answers": {"warm": "no"}, "rationale": {"warm": "So."}}]))
    shared = _shared(of, "json")

    assert set(shared) == SHARED
    assert {"case", "token"} == CASE
    of_units = fields(_case(case(rubric(unit="user_turn")))) | fields(_case(case(rubric(unit="conversation"))))
    held = fields(_case(case(said=response(criterion=Criterion("c1", "Is warm", 5)))))
    assert fields(list(shared.values())) | fields(_case(of)) | of_units | held == FIELDS


def test_a_language_the_rubric_lacks_is_refused_and_a_region_finds_its_base():
    assert "Is it warm?" in texts(of=case(language="en-GB"))[0]
    with pytest.raises(RubricError, match="no text in 'fr'"):
        prompt(of=case(language="fr"))


def test_a_response_is_a_response_whatever_its_other_fields_say():
    """Language and ids decide where a case goes, not what a judge reads."""
    one = Response("a", "b", "c", (), "Text.", language="en")
    other = Response("x", "y", "z", (), "Text.", language=None, tags={"risk": "low"})

    assert texts(of=case(said=one)) == texts(of=case(said=other))
