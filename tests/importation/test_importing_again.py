"""An imported run opened again: what is there stays as it is, and nobody is asked for it."""

import json
from pathlib import Path

import pytest
from import_cases import CLASSES, RUBRIC, a_rubric, a_table, answers, imported, rows

from judge.cli.app import run

REPLIES = "id,user,response,one,two\na,Hello,Hi,Good Reply,Cold Reply\nb,Go on,No,Cold Reply. Yes.,Well\n"
FIRST = ("--reply", "label", "--replies", "gpt=one")
BOTH = ("--reply", "label", "--replies", "gpt=one,two")


@pytest.fixture
def a_run():
    """One judge's first repeat on two responses, imported."""
    imported(a_table(REPLIES), CLASSES, *FIRST)
    return "run"


def test_the_same_file_again_changes_nothing(a_run):
    """Nothing is doubled, and nothing counts as a second attempt."""
    before = rows(), rows(what="calls")
    _, code, _ = imported("theirs.csv", CLASSES, *FIRST)

    assert code == 0
    assert (rows(), rows(what="calls")) == before
    assert len(json.loads(Path("run/run.json").read_text(encoding="utf-8"))["imported"]) == 1


def test_more_repeats_responses_and_judges_extend_it(a_run):
    """As with judge evaluate: what is new is added beside what is there."""
    imported("theirs.csv", CLASSES, *BOTH)
    more = a_table("id,user,response,verdict\nc,Well,Yes,good\n", "more.csv")
    imported(more, CLASSES, "--map", "answer=verdict", "--judge", "ann")

    assert answers("gpt") == {
        ("a", 0, "class"): "good",
        ("a", 1, "class"): "cold",
        ("b", 0, "class"): "cold",
        ("b", 1, "class"): "malformed:no_label",
    }
    assert answers("ann") == {("c", 0, "class"): "good"}
    manifest = json.loads(Path("run/run.json").read_text(encoding="utf-8"))
    assert [source["file"] for source in manifest["imported"]] == ["theirs.csv", "more.csv"]


def test_what_was_missing_may_come_later(a_run):
    """A row that held nothing is asked for by nobody, and another import brings it."""
    sheet = "id,user,response,verdict\na,Hello,Hi,good\nb,Go on,No,\n"
    mapped = ("--map", "answer=verdict", "--judge", "ann")
    imported(a_table(sheet, "part.csv"), CLASSES, *mapped)
    assert answers("ann")["b", 0, "class"] == "withheld:not_imported"

    imported(a_table(sheet.replace("No,", "No,cold"), "part.csv"), CLASSES, *mapped)
    assert answers("ann") == {("a", 0, "class"): "good", ("b", 0, "class"): "cold"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Hi,Good", "Hi,Cold", "is not what was imported before"),
        ("Hello", "Hello!", "response 'a' changed since this run was started"),
    ],
)
def test_another_reply_or_another_text_is_refused(a_run, old, new, told):
    """A run is never a quiet mix: the way out is another folder."""
    a_table(REPLIES.replace(old, new))
    _, code, beside = imported("theirs.csv", CLASSES, *FIRST)

    assert code == 2
    assert told in beside
    assert "-o ANOTHER_FOLDER" in beside


def test_another_rubric_or_another_way_of_reading_is_refused(a_run):
    """What decides what a reply means belongs to the judge."""
    _, code, beside = imported("theirs.csv", RUBRIC, *FIRST, "--dimension", "warmth")
    assert code == 2
    assert "made with rubric 'classes'" in beside

    _, code, beside = imported("theirs.csv", CLASSES, "--reply", "trailing_dict", "--replies", "gpt=one")
    assert code == 2
    assert "judge 'gpt' changed since this run was started" in beside


def test_evaluate_asks_nobody_in_the_name_of_an_imported_judge(a_run, capsys):
    """Under another name a judge of ours judges the same responses beside it, and the run goes on saying what came."""
    texts = a_table("id,user,response\na,Hello,Hi\nb,Go on,No\n", "texts.csv")
    ours = ["evaluate", texts, "-r", a_rubric(CLASSES), "-o", a_run]

    assert run([*ours, "-j", "gpt=baseline/always-pass"]) == 2
    assert "judge 'gpt' of this run was imported" in capsys.readouterr().err
    assert run([*ours, "-j", "baseline/always-fail"]) == 0
    assert answers("gpt") == {("a", 0, "class"): "good", ("b", 0, "class"): "cold"}
    assert answers("baseline/always-fail") == {("a", 0, "class"): "cold", ("b", 0, "class"): "cold"}
    assert json.loads(Path("run/run.json").read_text(encoding="utf-8"))["imported"][0]["file"] == "theirs.csv"


def test_nothing_is_imported_in_the_name_of_a_judge_that_was_asked_here(capsys):
    """The other way round."""
    texts = a_table("id,user,response\na,Hello,Hi\n", "texts.csv")
    run(["evaluate", texts, "-r", a_rubric(CLASSES), "-o", "run", "-j", "gpt=baseline/always-pass"])
    _, code, beside = imported(a_table(REPLIES), CLASSES, *FIRST)

    assert code == 2
    assert "was asked here, not imported" in beside


def test_retry_has_nobody_to_ask_and_rescore_reads_again(a_run, capsys):
    """A reply that could not be read stays: it can be read anew here, not asked anew."""
    imported("theirs.csv", CLASSES, *BOTH)
    capsys.readouterr()

    assert run(["retry", a_run, "--state", "malformed"]) == 2
    assert "there is nobody to ask again" in capsys.readouterr().err
    assert run(["rescore", a_run, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["replies"], said["differ"], said["left_out"]) == (4, 0, {})


def test_tables_say_where_judgments_come_from_and_that_nothing_was_paid(a_run, capsys):
    """On every table of the run; a status has no call and no cost to tell of."""
    capsys.readouterr()
    run(["scores", a_run, "--json"])
    notes = json.loads(capsys.readouterr().out)["notes"]
    assert [n for n in notes if "paid" in n] == []
    assert [n for n in notes if "imported from 'theirs.csv' (table); nobody was asked" in n]

    run(["report", a_run, "-o", "page.html"])
    page = Path("page.html").read_text(encoding="utf-8")
    assert "judgments made elsewhere and imported, with settings not known here" in page
    assert "default sampling parameters" not in page
    capsys.readouterr()

    run(["status", a_run, "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (said["calls"], said["requests"], said["resume"]["judgments"]) == (0, 0, 0)
