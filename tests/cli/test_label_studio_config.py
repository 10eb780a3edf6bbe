"""The page that Label Studio is to label on, what of both files is whose, and what it cannot hold."""

import os
import stat
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cli_cases import a_run, ran
from label_studio_cases import ANY, TALK, exported, page, scripted

from judge.library import load_rubric
from judge.rubric import Rubric
from judge.scenario import Response


@pytest.mark.parametrize(("ui", "asks", "unclear"), [("en", "Asks", "unclear"), ("zh", "提问", "不确定")])
def test_the_config_asks_each_question_in_the_language_wished_for_and_keeps_ids(capsys, ui, asks, unclear):
    """Markup in a question is text, and its $ no datum of Label Studio's."""
    scripted(Rubric.model_validate(ANY), lambda *_: "yes")

    exported(capsys, "--ui", ui)

    moves = page("moves")
    assert (moves.get("toName"), moves.get("choice")) == ("response", "multiple")
    assert {c.get("alias"): c.get("value") for c in moves}.items() >= {"asks": asks, "unclear": unclear}.items()
    assert [c.get("alias") for c in moves] == ["asks", "reflects", "none_of_these", "not_applicable", "unclear"]
    headers = [e.get("value") for e in ET.parse("tasks-config.xml").iter("Header")]  # noqa: S314 - our own file
    assert headers == ['Which <moves> & "more" for ＄5?\nAll.' if ui == "en" else "哪些做法？"]  # fmt: skip


@pytest.mark.parametrize("name", ["psycrisis", "dialogue_safety", "crisis_flow", "psy_insight_strategies", "counsel"])
def test_every_prediction_is_one_that_the_config_offers(capsys, name):
    """Label Studio refuses others; in trees and flows what follows from the questions is there too."""
    rubric = load_rubric(name)
    whole = [Response("c", "s", "alder", TALK[:3], "Long.", language="en")]
    scripted(rubric, lambda _, d, __: d.answer_ids[0], whole)

    tasks = exported(capsys)

    found = [r for t in tasks for p in t["predictions"] for r in p["result"]]
    assert found
    for result in found:
        offered = page(result["from_name"])
        assert offered.get("toName") == result["to_name"]
        assert set(result["value"]["choices"]) <= {c.get("alias") for c in offered}


def test_tasks_and_config_are_their_owners_alone(capsys):
    """Whatever the umask says, and whatever stood there before."""
    a_run()
    Path("tasks-config.xml").write_text("what was there before", encoding="utf-8")
    before = os.umask(0)
    try:
        done = ran(capsys, "export", "run", "--format", "label-studio", "-o", "tasks.json", "--json")
    finally:
        os.umask(before)

    assert done.document == {
        "run": "run", "what": "judgments", "format": "label-studio", "file": "tasks.json",
        "config": "tasks-config.xml", "rows": 3,
    }  # fmt: skip
    assert {stat.S_IMODE(Path(f).stat().st_mode) for f in ("tasks.json", "tasks-config.xml")} == {0o600}
    assert sorted(f.name for f in Path().iterdir()) == ["run", "tasks-config.xml", "tasks.json"]


def test_the_summary_names_both_files_in_the_users_language(capsys):
    a_run()
    command = ("export", "run", "--format", "label-studio", "-o", "tasks.json")

    assert ran(capsys, *command).out == "3 tasks in tasks.json, the labelling config in tasks-config.xml\n"
    assert "标注界面配置已写入 tasks-config.xml" in ran(capsys, *command, "--ui", "zh").out


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ((), "label-studio cannot be written to standard output", "add -o FILE.json"),
        (("-o", "-"), "label-studio cannot be written to standard output", "add -o FILE.json"),
        (("-o", "out.csv"), "'out.csv' and --format label-studio contradict each other", "Label Studio reads .json"),
        (("-o", "a.json", "--what", "calls"), "label-studio holds the judgments that count", "export as jsonl"),
        (("-o", "a.json", "--all"), "label-studio holds the judgments that count", "leave --what and --all out"),
        (("-o", "a.json", "--excel-safe"), "--excel-safe is for csv, not for label-studio", "leave it out"),
        (("-o", "folder.json"), "'folder.json' is not a file", "name one"),
    ],
)
def test_what_label_studio_cannot_hold_is_refused_with_a_way_out(capsys, options, message, hint):
    a_run()
    Path("folder.json").mkdir()

    done = ran(capsys, "export", "run", "--format", "label-studio", *options)

    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert hint in done.err
    assert sorted(f.name for f in Path().iterdir()) == ["folder.json", "run"]


def test_a_misspelt_format_offers_it(capsys):
    a_run()

    assert "did you mean 'label-studio'?" in ran(capsys, "export", "run", "--format", "labelstudio").err
