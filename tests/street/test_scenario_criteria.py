"""Criteria that come with each scenario, from the sample of the examples to the page, before a judge that is known."""

import csv
import io
import json
from pathlib import Path

import pytest
from walk_cases import answering, done, pages, said, table_of

from judge.library import load_rubric, shipped
from judge.readers import read_labels, read_responses
from judge.testing import Canned, LoopbackServer

SAMPLE = shipped("examples") / "criteria"
RUBRIC = load_rubric("scenario_criteria")
LABELS = SAMPLE / "labels.csv"


def physician(rater="physician_a"):
    """What a physician of the sample says of a response and a criterion, by their words."""
    texts = {r.id: (r.response, {c.id: c.text for c in r.criteria}) for r in read_responses(SAMPLE / "responses.jsonl")}
    return {
        (texts[label.response_id][0], texts[label.response_id][1][label.criterion]): label.answer
        for label in read_labels(LABELS, RUBRIC)
        if label.rater == rater
    }


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Judged as physician_a would, but for one reply that was cut off: criterion c2 of made-up-3-alder."""
    folder, known = tmp_path_factory.mktemp("criteria") / "run", physician()

    def choose(case, _):
        return None if case["criterion"].startswith("询问") and "加量" in case["response"] else known[
            case["response"], case["criterion"]
        ]  # fmt: skip

    with pytest.MonkeyPatch.context() as patch, LoopbackServer(answering(choose)) as server:
        patch.setenv("OPENAI_API_KEY", "none")
        command = ["evaluate", SAMPLE / "responses.jsonl", "-r", "scenario_criteria", "-j", "m=openai/m", "-o", folder]
        code, ended, err = said(*command, "-j", "baseline/always-pass", "--api-base", server.url, "--no-canaries",
                                "--min-coverage", "0.9", "--json")  # fmt: skip
        assert code == 0, err
        assert server.requests == 30
        assert (ended["judgments"], ended["calls"]) == (60, 30) if "calls" in ended else True
    return folder


def test_scores_are_healthbenchs_and_what_was_not_read_is_bounds(run):
    """By hand, from the sample's points; the cut off one is worth 5 of 17: between 12/17 and 1."""
    rows = done("scores", run, "--json")["rows"]
    totals = {(r["judge"], r["candidate"]): r for r in rows if r["dimension"] == "total"}
    alder, dogwood = (totals["m", name] for name in ("alder", "dogwood"))

    assert (alder["n_responses"], alder["n_complete"]) == (4, 3)
    assert alder["mean_share"] == pytest.approx((19 / 19 + 21 / 21 + 8 / 8) / 3)
    assert alder["worst_share"] == pytest.approx((1 + 1 + 12 / 17 + 1) / 4)
    assert alder["best_share"] == 1
    assert dogwood["share_unclipped"] == pytest.approx(((3 - 6) / 19 - 9 / 21 - 10 / 17 + (2 - 4) / 8) / 4)
    assert dogwood["mean_share"] == 0
    assert totals["baseline/always-pass", "dogwood"]["mean_share"] == 1


def test_scores_by_axis_are_of_the_criteria_of_that_axis(run):
    """The tags of a criterion are tags of its judgment: of accuracy dogwood earns nothing, and loses."""
    rows = done("scores", run, "--by", "axis", "--json")["rows"]
    totals = {(r["group"], r["candidate"]): r for r in rows if r["dimension"] == "total" and r["judge"] == "m"}

    assert {group for group, _ in totals} == {
        "completeness", "context_awareness", "accuracy", "communication_quality",
    }  # fmt: skip
    assert totals["completeness", "alder"]["mean_share"] == 1
    assert totals["accuracy", "dogwood"]["n_responses"] == 2
    assert totals["accuracy", "dogwood"]["share_unclipped"] == pytest.approx((-9 / 6 - 10 / 8) / 2)


def test_agreement_is_with_what_physicians_flagged_and_with_healthbenchs_f1(run):
    """The judge that says what a physician said; a fault that was committed is what is flagged."""
    table = done("agreement", run, "--labels", LABELS, "--replicates", 100, "--json")
    first = {row["judge"]: row for row in table["first_table"]}
    f1 = {r["reference"]: r["value"] for r in table["rows"]
          if (r["judge"], r["statistic"], r["dimension"]) == ("m", "healthbench_macro_f1", "met")}  # fmt: skip

    assert first["m"]["missed_n"] == 15
    assert first["m"]["false_alarms_k"] == 0
    assert (first["baseline/always-pass"]["missed_k"], first["baseline/always-pass"]["missed_n"]) == (15, 15)
    assert f1
    assert all(0.8 < value < 1 for value in f1.values())


def test_the_page_speaks_of_criteria_in_both_languages_and_shows_them_with_the_case(run):
    """A reader has to know what was asked, and how the total is made."""
    found = pages(run, LABELS)

    for ui, words in (("en", ("HealthBench&#39;s score", "Parts judged one by one")), ("zh", ("HealthBench 得分",))):
        assert all(word in found[ui] for word in words), ui
        assert "Recognises in the first sentence that this is urgent." in found[ui]


def test_what_is_exported_names_the_criterion_and_turns_what_passes(run, tmp_path):
    """`passed` of a criterion below 0 is that it was not met."""
    done("export", run, "-o", tmp_path / "all.csv")
    rows = {(r["judge"], r["response_id"], r["criterion"]): r for r in table_of(tmp_path / "all.csv")}

    fault = rows["m", "made-up-2-dogwood", "c3"]
    assert (fault["answer"], fault["passed"]) == ("yes", "false")
    assert rows["m", "made-up-2-alder", "c1"]["passed"] == "true"
    assert (rows["m", "made-up-3-alder", "c2"]["state"], rows["m", "made-up-3-alder", "c2"]["passed"]) == (
        "truncated", "",
    )  # fmt: skip


def test_compare_gate_diff_and_rescore_walk_along(run, tmp_path):
    """Whatever reads a run reads this one."""
    labels = ["--labels", LABELS, "--replicates", 100]
    pairs = done("compare", run, *labels, "--json")["rows"]
    code, gate, _ = said("gate", run, *labels, "--require", "cohen_kappa >= 0.9", "--json")

    assert {row["statistic"] for row in pairs} >= {"missed", "cohen_kappa"}
    assert code in (0, 10)
    assert gate
    assert done("diff", run, run, "--json")["rows"] == []
    assert "30 stored replies" in done("rescore", run)


def test_a_sheet_shows_the_criterion_and_comes_back(tmp_path):
    """Blind as any other: no points, no id but the key, which names the criterion in its own file."""
    file = ["labels", "sheet", SAMPLE / "responses.jsonl", "-r", "scenario_criteria", "-o", tmp_path / "s.csv"]
    done(*file, "--raters", "anna", "--language", "en")
    sheet = table_of(tmp_path / "s-anna.csv")
    text = (tmp_path / "s-anna.csv").read_text(encoding="utf-8-sig")
    filled = tmp_path / "s-anna.csv"
    filled.write_text("\ufeff" + "\n".join(_filled(text)), encoding="utf-8")

    assert len(sheet) == 30
    assert any(row["criterion"] == "Stays below 150 words." for row in sheet)
    assert "points" not in text.splitlines()[0]
    found = read_labels(filled, RUBRIC)
    assert {(label.response_id, label.criterion) for label in found} == {
        (label.response_id, label.criterion) for label in read_labels(LABELS, RUBRIC)
    }


def _filled(text):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "met": "yes"} for row in rows)
    return out.getvalue().splitlines()


def test_candidates_answer_healthbenchs_file_and_their_answers_carry_its_criteria(monkeypatch):
    """From the benchmark's own file to responses that can be judged, with nothing between."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with LoopbackServer(lambda _: Canned.ok("I hear you.")) as server:
        done("respond", SAMPLE / "healthbench.jsonl", "-m", "alder=openai/a", "-o", "r.jsonl", "--api-base", server.url)

    read = read_responses("r.jsonl")
    assert [r.scenario_id for r in read] == [f"made-up-{n}" for n in (1, 2, 3, 4)]
    assert [len(r.criteria) for r in read] == [4, 4, 4, 3]
    assert read[1].criteria[2].points == -9


def test_the_meta_evaluation_becomes_a_file_of_labels_and_one_of_responses():
    """What was made of the sample is what the examples hold."""
    file = SAMPLE / "meta_evaluation.jsonl"
    made = done("labels", "import", file, "-r", "scenario_criteria", "-o", "l.csv", "--responses", "r.jsonl", "--json")
    again, _, err = said("labels", "import", file, "-r", "scenario_criteria", "-o", "l.csv", "--responses", "r.jsonl")
    other, _, why = said("labels", "import", file, "-r", "psycrisis", "-o", "m.csv", "--responses", "s.jsonl")

    assert (made["labels"], made["responses"]) == (60, 8)
    assert Path("l.csv").read_bytes() == LABELS.read_bytes()
    assert [r.id for r in read_responses("r.jsonl")] == [r.id for r in read_responses(SAMPLE / "responses.jsonl")]
    assert (again, other) == (2, 2)
    assert "is already there" in err
    assert "'psycrisis' asks nothing of criteria" in why
    assert not Path("m.csv").exists()


def test_a_response_without_criteria_is_said_and_not_judged(monkeypatch):
    """There is nothing to ask of it."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    Path("r.jsonl").write_text(json.dumps({"id": "r1", "user": "Hello.", "response": "Hm."}) + "\n", encoding="utf-8")

    code, _, err = said("evaluate", "r.jsonl", "-r", "scenario_criteria", "-j", "openai/m", "-o", "run")

    assert code == 2
    assert "criteria" in err


@pytest.mark.parametrize(("more", "flagged"), [(["--responses", SAMPLE / "responses.jsonl"], 1), ([], 5)])
def test_a_split_counts_what_was_flagged_where_it_knows_what_counts_against(tmp_path, more, flagged):
    """Of the careful candidate: with the responses one criterion; without them its four faults not committed too."""
    lines = LABELS.read_text(encoding="utf-8").splitlines()
    (tmp_path / "l.csv").write_text("\n".join([lines[0], *(line for line in lines if "-alder," in line)]), "utf-8")
    made = done(
        "split",
        tmp_path / "l.csv",
        "-r",
        "scenario_criteria",
        "--by",
        "response",
        *more,
        "-o",
        tmp_path / "s.csv",
        "--json",
    )
    counted = [row["flagged_any"] for row in made["rows"] if row["dimension"] == "met"]

    assert sum(counted) == flagged
    assert any("points below 0" in note for note in made["notes"]) == (not more)
