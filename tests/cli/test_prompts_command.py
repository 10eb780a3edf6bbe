"""``judge prompts show``: what a judge will read, word for word."""

import json
from pathlib import Path

import pytest
from cli_cases import RUBRIC, a_reply, ran, some_responses, started

from judge.evaluation import prepare
from judge.library import load_rubric
from judge.models.scripted import ScriptedModel

GATED = """\
id: gated
version: "1"
title: {en: Gated}
per: dimension
dimensions:
  - id: first
    name: {en: First}
    question: {en: "Is it [bold]first[/bold]?"}
    passes_on: ["yes"]
  - id: tagged
    name: {en: Tagged}
    question: {en: "Is it tagged?"}
    passes_on: ["yes"]
    applies_when: {tag.topic: [work]}
  - id: second
    name: {en: Second}
    question: {en: "Is it second?"}
    passes_on: ["yes"]
    applies_when: {dimension: first, answer: ["yes"]}
"""


@pytest.fixture
def small():
    Path("small.yaml").write_text(json.dumps(RUBRIC.model_dump(mode="json")), encoding="utf-8")
    return "small.yaml"


@pytest.fixture
def gated():
    Path("gated.yaml").write_text(GATED, encoding="utf-8")
    rows = [
        {"id": "exam", "user": "I failed.", "response": "That hurts.", "tags": {"topic": "exam"}},
        {"id": "bare", "user": "I failed.", "response": "That hurts."},
        {"id": "mute", "user": "I failed.", "response": "…"},
    ]
    Path("r.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return "gated.yaml"


def test_the_messages_are_those_a_judge_is_sent(capsys, small):
    """But for the token, which is new in every run; the fingerprint is the one the run keeps."""
    response = some_responses(1)[0]
    row = {"id": "r0", "user": "I feel low 0", "response": response.response, "language": "en"}
    Path("r.jsonl").write_text(json.dumps(row), encoding="utf-8")
    model = ScriptedModel(a_reply)
    call = next(
        prepare([response], small, ["m=openai/m"], models={"m": model}, canaries=False).run("run").run.call_rows()
    )

    document = ran(capsys, "prompts", "show", small, "--response", "r0", "--responses", "r.jsonl", "--json").document
    (prompt,) = document["prompts"]

    (sent,) = model.asked
    token = sent[-1].content[-6:]
    assert prompt["token"] == "000000"
    assert [(m["role"], m["content"]) for m in prompt["messages"]] == [
        (m.role, m.content.replace(token, prompt["token"])) for m in sent
    ]
    assert prompt["sha256"] == call["prompt_sha256"]
    assert (prompt["form"], prompt["dimensions"]) == ("json", ["warm", "cold"])
    assert prompt["schema"]["required"] == ["token", "answers"]
    assert document["response_id"] == "r0"


def test_a_person_sees_the_same_words_under_their_roles(capsys, small):
    """Never wrapped, never taken for markup; the token is a blank to be filled."""
    document = ran(capsys, "prompts", "show", small, "--json").document
    done = ran(capsys, "prompts", "show", small)

    system, user = (m["content"] for m in document["prompts"][0]["messages"])
    assert f"── system ──\n{system}\n── user ──\n" in done.out
    assert user.replace("000000", "######") in done.out
    assert "###### stands for six digits" in done.err


def test_without_a_response_one_stands_in_for_any(capsys, small):
    english = ran(capsys, "prompts", "show", small).out
    chinese = ran(capsys, "prompts", "show", small, "--language", "zh").out

    assert "(the case stands here)" in english
    assert "Is it warm?" in english
    assert "（此处为待评回复）" in chinese
    assert "温暖吗？" in chinese


def test_the_tools_language_is_the_prompts_unless_another_is_asked(capsys, small):
    def language(*options):
        return ran(capsys, "prompts", "show", small, "--json", *options).document["language"]

    assert [language(), language("--ui", "zh"), language("--ui", "zh", "--language", "en")] == ["en", "zh", "en"]


def test_a_response_brings_its_own_language(capsys, small):
    Path("r.jsonl").write_text('{"id": "a", "user": "最近很累。", "response": "听起来你撑了很久。"}', encoding="utf-8")

    def language(*options):
        shown = ("prompts", "show", small, "--response", "a", "--responses", "r.jsonl", "--json")
        return ran(capsys, *shown, *options).document["language"]

    assert [language(), language("--language", "auto"), language("--language", "en")] == ["zh", "zh", "en"]


def test_questions_come_as_the_rubric_asks_them_unless_told_otherwise(capsys, small, gated):
    def asked(*arguments):
        document = ran(capsys, "prompts", "show", *arguments, "--json").document
        return [p["dimensions"] for p in document["prompts"]]

    assert asked(small) == [["warm", "cold"]]
    assert asked(small, "--per", "dimension") == [["warm"], ["cold"]]
    assert asked(small, "--dimension", "Cold") == [["cold"]]
    assert asked(gated) == [["first"], ["tagged"], ["second"]]
    assert asked(gated, "--per", "rubric", "--dimension", "second", "--dimension", "first") == [["first", "second"]]


def test_what_a_gate_takes_out_for_a_response_is_not_shown(capsys, gated):
    """A gate on a tag is known beforehand; one on another answer is still open."""

    def shown(response):
        return ran(capsys, "prompts", "show", gated, "--response", response, "--responses", "r.jsonl")

    assert shown("exam").err.splitlines()[0] == "a gate takes tagged out for this response: not asked"
    assert "Is it tagged?" not in shown("exam").out
    assert "Is it tagged?" in shown("bare").out
    assert "Is it [bold]first[/bold]?" in shown("bare").out
    assert "a judge is never asked about it" in shown("mute").err


def test_the_reply_form_and_the_way_of_asking_can_be_chosen(capsys, small):
    by_rule = ran(capsys, "prompts", "show", small, "--ask", "rule_based", "--reply", "lines", "--json").document
    (prompt,) = by_rule["prompts"]

    assert by_rule["ask"] == "rule_based"
    assert (prompt["form"], prompt["schema"]) == ("lines", None)
    assert "ANSWER <token> <dimension id> <answer>" in prompt["messages"][0]["content"]


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        (("--reply", "label"), "answers one question at a time", "add --per dimension"),
        (("--reply", "poem"), "--reply 'poem' is not known", "known here"),
        (("--per", "page"), "--per 'page' is not known", "known here"),
        (("--dimension", "warmth"), "no dimension 'warmth'", "did you mean 'warm'?"),
        (("--language", "fr"), "no text in 'fr'", "known here: en, zh"),
        (("--ask", "expert"), "no way of asking named 'expert'", "did you mean 'expert_chain'?"),
        (("--response", "r0"), "--response and --responses go together", "--responses FILE"),
        (("--responses", "r.jsonl"), "--response and --responses go together", "--response ID"),
        (("--ui", "fr"), "--ui 'fr' is not a language of this tool", "zh or en"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_way_out(capsys, small, options, message, hint):
    done = ran(capsys, "prompts", "show", small, *options)

    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert hint in done.err


def test_a_response_that_is_not_in_the_file_is_met_with_the_closest_one(capsys, gated):
    done = ran(capsys, "prompts", "show", gated, "--response", "exams", "--responses", "r.jsonl")

    assert done.code == 2
    assert done.err.splitlines() == ["error: r.jsonl holds no response 'exams'", "  hint: did you mean 'exam'?"]


def test_the_label_form_asks_each_question_alone(capsys, small):
    document = ran(capsys, "prompts", "show", small, "--reply", "label", "--per", "dimension", "--json").document

    assert [p["dimensions"] for p in document["prompts"]] == [["warm"], ["cold"]]
    assert {p["schema"] for p in document["prompts"]} == {None}


@pytest.mark.parametrize("name", ["psycrisis", "crisis_response"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_passes_is_never_among_the_words(capsys, name, language):
    """A judge that knew which answer is wanted would not be asked anything."""
    document = ran(capsys, "prompts", "show", name, "--per", "dimension", "--language", language, "--json").document

    said = [m["content"] for p in document["prompts"] for m in p["messages"]]
    assert len(document["prompts"]) == len(load_rubric(name).dimensions)
    assert not any("passes_on" in text or "critical" in text for text in said)


def test_a_process_says_it_all_in_utf_8():
    done = started("prompts", "show", "psycrisis", "--dimension", "empathy", "--ui", "zh", LANG="C")

    assert done.code == 0
    assert "（此处为待评回复）" in done.out
    assert "######" in done.err
