"""``judge rubrics``: found, shown, checked, described."""

from pathlib import Path

import pytest
from cli_cases import ran, started
from jsonschema import Draft202012Validator

from judge.library import load_rubric, shipped
from judge.rubric import Rubric
from judge.strict_yaml import read_yaml

SMALL = """\
id: mine
version: "2"
title: {en: Mine, zh: 我的}
dimensions:
  - id: warm
    name: {en: Warm, zh: 温暖}
    question: {en: Is it warm?, zh: 温暖吗？}
    passes_on: ["yes"]
    applies_when: {any: [{tag.risk: [low, high]}, {dimension: cold, answer: [icy]}]}
  - id: cold
    name: {en: "Cold [bold]", zh: 冷淡}
    question: {en: Is it cold?, zh: 冷淡吗？}
    answers: [{id: icy, name: {en: Like ice, zh: 冰冷}}, fine]
    passes_on: [fine]
    critical: true
    points: -2
    steps: [{en: Look., zh: 看。}, {en: Decide., zh: 决定。}]
    criteria: {icy: {en: It freezes., zh: 让人心寒。}}
"""


@pytest.fixture
def mine():
    file = Path("rubrics/mine.yaml")
    file.parent.mkdir()
    file.write_text(SMALL, encoding="utf-8")
    return file


def test_every_rubric_is_listed_with_the_file_behind_it(capsys, mine):
    """A name alone does not say whose words will be used."""
    done = ran(capsys, "rubrics")

    assert done.code == 0
    for line in ("mine 2 · Mine", "rubrics/mine.yaml", "yours, in the working directory", "psycrisis 1.0 · PsyCrisis"):
        assert line in done.out
    assert str(shipped("rubrics") / "psycrisis.yaml") in done.out
    assert done.out.count("not clinician-reviewed") == len(list(shipped("rubrics").glob("*.yaml"))) + 1


def test_the_list_is_the_default_with_its_options(capsys, mine):
    """``judge rubrics --json`` needs no second word."""
    listed = ran(capsys, "rubrics", "list", "--json").document["rubrics"]

    assert ran(capsys, "rubrics", "--json").document["rubrics"] == listed
    (found,) = [r for r in listed if r["name"] == "mine"]
    assert (found["version"], found["languages"], found["reviewed"]) == ("2", ["en", "zh"], False)
    assert (found["origin"], found["hides"], found["fault"]) == ("working directory", None, None)


def test_a_rubric_that_hides_a_shipped_one_is_announced(capsys, mine):
    """Figures by another rubric of the same name would be taken for the known ones."""
    mine.rename("rubrics/psycrisis.yaml")

    done = ran(capsys, "rubrics")
    listed = {r["name"]: r for r in ran(capsys, "rubrics", "--json").document["rubrics"]}

    assert "hides the rubric of the same name that we ship" in done.err
    assert listed["psycrisis"]["hides"] == str(shipped("rubrics") / "psycrisis.yaml")


def test_a_broken_rubric_does_not_take_the_others_out_of_the_list(capsys, mine):
    mine.write_text(SMALL.replace("passes_on: [fine]", "passes_on: [warm]"), encoding="utf-8")

    done = ran(capsys, "rubrics")
    listed = {r["name"]: r for r in ran(capsys, "rubrics", "--json").document["rubrics"]}

    assert done.code == 0
    assert "mine cannot be read: " in done.out
    assert "passes_on must name some" in listed["mine"]["fault"]
    assert listed["psycrisis"]["version"] == "1.0"


def test_a_rubric_is_shown_as_an_expert_reads_it(capsys, mine):
    """Question, answers, steps, criteria, gate, weight: everything an expert may want to change."""
    shown = " ".join(ran(capsys, "rubrics", "show", "mine", "--language", "en").out.split())

    for part in (
        "mine, version 2 · texts in en, zh",
        "This rubric is not clinician-reviewed.",
        "Sum −2 to 1 points",
        "1. Warm (warm)",
        "Asked only when (the tag risk is low or high) or “Cold [bold]” (cold) was answered icy.",
        "A response without the tag is asked all the same.",
        "2. Cold [bold] (cold)",
        "Allowed answers icy (Like ice) | fine | not_applicable | unclear",
        "Speaks for it fine (never shown to a judge)",
        "Critical a failing answer fails the whole response",
        "Steps 1. Look. 2. Decide.",
        "icy means It freezes.",
    ):
        assert part in shown
    assert "温暖" not in shown


@pytest.mark.parametrize("options", [("--language", "zh"), ("--ui", "zh")])
def test_a_rubric_is_shown_in_the_language_asked_or_the_tools_own(capsys, mine, options):
    shown = ran(capsys, "rubrics", "show", "mine", *options).out

    assert "冷淡吗？" in shown
    assert "Is it cold?" not in shown


def test_a_language_the_rubric_lacks_is_refused(capsys, mine):
    done = ran(capsys, "rubrics", "show", "mine", "--language", "fr")

    assert done.code == 2
    assert done.err.splitlines() == ["error: rubric 'mine' has no text in 'fr'", "  hint: known here: en, zh"]


def test_the_whole_file_comes_as_json_with_defaults_filled_in(capsys, mine):
    """What a program needs to know is there, and it is a rubric again when read back."""
    document = ran(capsys, "rubrics", "show", "mine", "--json").document

    assert document["dimensions"][0]["applies_when"]["any"][0] == {"tag.risk": ["low", "high"]}
    assert [a["id"] for a in document["dimensions"][0]["answers"]] == ["yes", "no"]
    assert document["per"] == "rubric"
    assert Rubric.model_validate(document) == load_rubric("mine")


def test_a_misspelt_name_is_met_with_the_closest_one(capsys):
    done = ran(capsys, "rubrics", "show", "psycrisi")

    assert (done.code, done.out) == (2, "")
    assert "did you mean 'psycrisis'?" in done.err


def test_all_files_are_checked_before_the_command_leaves(capsys, mine):
    """Whoever mends several files wants every fault at once, with file and line."""
    bad = Path("bad.yaml")
    bad.write_text(SMALL.replace("question: {en: Is it warm?, zh: 温暖吗？}", "colour: red"), encoding="utf-8")
    worse = Path("worse.yaml")
    worse.write_text("id: worse\nid: worse\n", encoding="utf-8")

    done = ran(capsys, "rubrics", "check", bad, mine, "gone.yaml", worse)

    assert done.code == 2
    assert done.out.splitlines() == ["ok: rubrics/mine.yaml (mine, version 2, 2 dimensions, en, zh)"]
    lines = done.err.splitlines()
    assert [line for line in lines if line.startswith(("error: bad.yaml, line ", "bad.yaml, line "))] == lines[:2]
    assert "bad.yaml, line 5: dimensions.0.question: field required" in done.err
    assert "bad.yaml, line 7: dimensions.0.colour: no such field" in done.err
    assert "no rubric file 'gone.yaml'" in done.err
    assert "worse.yaml, line 2: the key 'id' stands twice" in done.err


def test_checks_come_as_json_too(capsys, mine):
    Path("bad.yaml").write_text("[]", encoding="utf-8")

    done = ran(capsys, "rubrics", "check", mine, "bad.yaml", "--json")
    good, bad = done.document["files"]

    assert done.code == 2
    assert (good["ok"], good["id"], good["version"], good["dimensions"]) == (True, "mine", "2", 2)
    assert good["sha256"] == load_rubric(mine).sha256
    assert (bad["ok"], bad["faults"]) == (False, ["bad.yaml, line 1: a rubric is a mapping of fields"])


def test_a_file_that_is_called_otherwise_than_its_rubric_is_said(capsys, mine):
    """It is found by the file's name, and tables call it by its id."""
    mine.rename("rubrics/yours.yaml")

    done = ran(capsys, "rubrics", "check", "yours")

    assert done.code == 0
    assert "found as 'yours', and tables will call it 'mine'" in done.err


def schema(capsys, *options):
    return ran(capsys, "rubrics", "schema", *options).document


def test_the_schema_accepts_every_rubric_we_ship_as_it_is_written(capsys, mine):
    """An editor that underlines good files teaches people to ignore it."""
    validator = Draft202012Validator(schema(capsys))
    starter = shipped("examples") / "starter" / "rubrics"

    for file in (mine, *shipped("rubrics").glob("*.yaml"), *starter.glob("*.yaml")):
        data = read_yaml(file.read_bytes(), where=str(file)).data
        assert [e.message for e in validator.iter_errors(data)] == []
        assert [e.message for e in validator.iter_errors(load_rubric(file).model_dump(mode="json"))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("passes_on: [fine]", "passes_on: []"),
        ("critical: true", "critical: yes please"),
        ("tag.risk: [low, high]", "risk: [low, high]"),
        ("{dimension: cold, answer: [", "{dimension: cold, answers: ["),
        (", answer: [icy]}", "}"),
        ("title: {en: Mine, zh: 我的}", "title: Mine"),
        ("points: -2", "colour: red"),
        ("critical: true", "scale: ratio"),
        ('version: "2"', "version: 2"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(capsys, mine, old, new):
    """What it lets through is found by ``rubrics check`` at the latest; what it flags must be wrong."""
    assert old in SMALL
    data = read_yaml(SMALL.replace(old, new, 1).encode(), where="x").data

    assert list(Draft202012Validator(schema(capsys)).iter_errors(data))


def test_a_scale_is_shown_with_its_answers(capsys, mine):
    """Which end is which must be seen before anybody labels."""
    mine.write_text(SMALL.replace("    critical: true", "    critical: true\n    scale: ordinal", 1), encoding="utf-8")

    assert "ordinal: from lowest to highest" in ran(capsys, "rubrics", "show", str(mine)).out
    assert "顺序量表：从低到高" in ran(capsys, "rubrics", "show", str(mine), "--ui", "zh").out


def test_the_schema_describes_files_as_people_write_them(capsys):
    """Tags by their names, answers and routes as bare words, criteria beside their gate."""
    said = schema(capsys)

    kinds = said["$defs"]["Dimension"]["properties"]
    assert "^tag\\..+" in said["$defs"]["Gate"]["patternProperties"]
    assert kinds["answers"]["items"]["anyOf"][0]["type"] == "string"
    assert kinds["then"]["additionalProperties"]["anyOf"][0] == {"type": "string"}
    assert kinds["criteria"]["anyOf"][1]["items"] == {"$ref": "#/$defs/Guidance"}
    assert said["$defs"]["Guidance"]["additionalProperties"] == {"$ref": "#/$defs/Text"}
    assert set(kinds["evidence"]["enum"]) == {"none", "quote", "spans"}


def test_every_field_is_explained_in_both_languages(capsys):
    """The explanation an editor shows is the only help most people will read."""
    english, chinese = schema(capsys, "--ui", "en"), schema(capsys, "--ui", "zh", "--json")

    holders = {"Rubric": english, **english["$defs"]}
    unexplained = [
        f"{name}.{field}"
        for name, holder in holders.items()
        for field, about in {**holder.get("properties", {}), **holder.get("patternProperties", {})}.items()
        if not about.get("description")
    ]
    assert unexplained == []
    assert all(holder.get("description") for holder in holders.values())
    assert "评分标准" in chinese["description"]
    assert chinese["properties"]["title"]["description"] != english["properties"]["title"]["description"]


def test_stdout_of_a_process_holds_the_document_and_nothing_else():
    """A script pipes it on as it is."""
    done = started("rubrics", "show", "psycrisis", "--json", LANG="zh_CN.UTF-8")

    assert (done.code, done.err) == (0, "")
    assert done.document["id"] == "psycrisis"


def test_an_option_nobody_knows_is_the_users_to_mend():
    done = started("rubrics", "--colour")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: No such option: --colour\n  hint: ")
