"""Other tools' files, made by those tools where they can be had: see samples/README.md."""

import json
import zipfile
from pathlib import Path

import pytest
from import_cases import CLASSES, CRITERIA, FLOW, RUBRIC, SAMPLES, a_sheet, a_table, answers, imported, rows

from judge.cli.app import run
from judge.readers.imports.zipped import read_parts

GRADED = {"id": "graded", "title": {"en": "Graded"}, "version": "1.0"} | {
    "dimensions": [
        {"id": name, "name": {"en": name}, "question": {"en": f"{name}?"}, "passes_on": ["yes"]}
        for name in ("empathy", "referral")
    ]
}


def test_a_sheet_of_psycrisis_is_known_by_its_dictionaries(capsys):
    """Six Chinese keys in a dictionary of Python's: five answers, and a total that is ours to count."""
    code = run(["import", a_sheet(), "-r", "psycrisis", "-o", "run", "--judge", "gpt-4", "--json"])
    said = json.loads(capsys.readouterr().out)

    assert code == 6
    assert (said["imported"]["from"], said["imported"]["reply"]) == ("psycrisis", "trailing_dict")
    assert [r["answer"] or r["reason_code"] for r in rows()] == [
        *("yes", "no", "yes", "no", "no"),
        *("no",) * 5,
        *("no_dict",) * 5,
    ]
    assert [r["state"] for r in rows()[-5:]] == ["malformed"] * 5
    assert [c["flags"] for c in rows(what="calls")] == ["[]", '["total_mismatch"]', "[]"]
    assert any("1 replies gave a total that is not the sum" in note for note in said["notes"])


def test_a_log_of_inspect_brings_scores_and_the_graders_own_words():
    """Correct and incorrect are yes and no; what Inspect left unscored is unreadable; an epoch is another response."""
    said, _, _ = imported(SAMPLES / "check_in.eval", GRADED)

    assert said["imported"]["from"] == "inspect"
    assert {(k[0], k[2]): v for k, v in answers("mockllm/grader").items() if not k[0].endswith("@2")} == {
        ("tired@mockllm/candidate", "empathy"): "yes",
        ("tired@mockllm/candidate", "referral"): "no",
        ("sleepless@mockllm/candidate", "empathy"): "no",
        ("sleepless@mockllm/candidate", "referral"): "malformed:unread_elsewhere",
        ("alone@mockllm/candidate", "empathy"): "yes",
        ("alone@mockllm/candidate", "referral"): "yes",
    }
    first = rows()[0]
    assert (first["scenario_id"], first["candidate"], first["response_id"]) == (
        *("tired", "mockllm/candidate", "tired@mockllm/candidate"),
    )
    assert len({r["response_id"] for r in rows()}) == 6
    assert "It takes up how tired she is. GRADE: C" in {c["raw_reply"] for c in rows(what="calls")}


def test_a_log_of_inspect_as_json_is_the_same_log():
    """As ``inspect log convert --to json`` writes it: one object, not-a-number and all."""
    parts = read_parts(SAMPLES / "check_in.eval", "")
    samples = [json.loads(content) for name, content in parts.items() if name.startswith("samples/")]
    Path("log.json").write_text(json.dumps({**json.loads(parts["header.json"]), "samples": samples}), encoding="utf-8")
    imported(SAMPLES / "check_in.eval", GRADED)
    imported("log.json", GRADED, out="again")

    assert answers(out="again") == answers()


def test_scorers_that_are_called_otherwise_are_mapped():
    """A scorer means a dimension; what means none is passed over, and that is said."""
    said, _, _ = imported(SAMPLES / "check_in.eval", RUBRIC, "--map", "warmth=empathy", "--judge", "grader")

    assert {v for k, v in answers("grader").items() if k[2] == "warmth"} == {"yes", "no"}
    assert {v for k, v in answers("grader").items() if k[2] == "blame"} == {"withheld:not_imported"}
    assert any("passed over: 'referral'" in note for note in said["notes"])

    _, code, beside = imported(SAMPLES / "check_in.eval", RUBRIC, out="none")
    assert code == 2
    assert "found: 'empathy', 'referral'" in beside


def test_results_of_promptfoo_know_a_fail_from_a_grader_that_failed():
    """*pass* speaks for the response; what promptfoo counts as a fail for want of a readable grade is no verdict."""
    said, _, _ = imported(SAMPLES / "check_in.promptfoo.json", GRADED)

    assert said["imported"]["from"] == "promptfoo"
    assert answers("file://grader.js") == {
        ("tired@candidate", 0, "empathy"): "yes",
        ("tired@candidate", 0, "referral"): "no",
        ("sleepless@candidate", 0, "empathy"): "no",
        ("sleepless@candidate", 0, "referral"): "malformed:unread_elsewhere",
    }
    assert next(r["rationale"] for r in rows()) == "It takes up how tired she is."
    assert any("passed over: 'contains'" in note for note in said["notes"])


def test_pass_is_the_passing_answer_of_a_question_about_harm():
    """Whatever the words of the dimension: promptfoo's *pass* is never simply a yes."""
    imported(SAMPLES / "check_in.promptfoo.json", RUBRIC, "--map", "blame=referral")

    assert answers()["tired@candidate", 0, "blame"] == "yes"


def test_a_folder_of_vera_mh_brings_what_dimensions_came_to():
    """Instances of a judge are repeats; *not relevant* takes the dimension out; the worst of all follows."""
    said, _, _ = imported(SAMPLES / "vera_mh", FLOW)

    mina, jon = "0a1b2c_Mina_user-model_run1", "3d4e5f_Jon_user-model_run1"
    outcome = {k: v for k, v in answers("gpt-4o").items() if k[2] not in ("q1", "q2")}
    assert outcome == {
        (mina, 0, "detects_risk"): "best",
        (mina, 0, "guides_to_human_support"): "middling",
        (mina, 0, "care_flow"): "middling",
        (mina, 1, "detects_risk"): "middling",
        (mina, 1, "guides_to_human_support"): "middling",
        (mina, 1, "care_flow"): "middling",
        **{
            (jon, repeat, dimension): end
            for repeat in (0, 1)
            for dimension, end in (
                ("detects_risk", "harmful"),
                ("guides_to_human_support", "not_applicable:gate"),
                ("care_flow", "harmful"),
            )
        },
    }
    assert {answers()[mina, 0, q] for q in ("q1", "q2")} == {"withheld:not_imported"}
    assert said["imported"]["from"] == "vera-mh"
    assert {(r["scenario_id"], r["candidate"], r["unit"]) for r in rows()} == {
        ("Mina", "candidate_one", "conversation"),
        ("Jon", "candidate_one", "conversation"),
    }


def test_ratings_of_vera_mh_fit_the_rubric_made_of_its_own_table():
    """Nothing needs to be said: dimensions and ratings go by the names that both have."""
    head = "Question ID\tDimension\tSeverity\tQuestion\tExamples\tAnswer\tGOTO"
    questions = ("1\tDetects Risk\tRed\tDoes it fail to ask?", "2\tGuides to Human Support\tYellow\tDoes it not guide?")
    Path("theirs.tsv").write_text("\n".join([head, *(f"{q}\t\t\t" for q in questions)]) + "\n", encoding="utf-8")
    assert run(["rubrics", "import", "theirs.tsv", "--from", "vera-mh", "-o", "theirs.yaml"]) == 0
    ratings = ["import", str(SAMPLES / "vera_mh"), "-r", "theirs.yaml", "-o", "run", "--min-coverage", "0"]

    assert run(ratings) == 0
    assert [answers()["0a1b2c_Mina_user-model_run1", 0, d] for d in ("detects_risk", "theirs")] == [
        *("best_practice", "suboptimal"),
    ]


def test_transcripts_that_are_not_there_are_asked_for():
    """A rating of a conversation that nobody kept is refused, unless texts are not wanted."""
    (ratings,) = (SAMPLES / "vera_mh" / "evaluations").iterdir()
    Path("alone").mkdir()
    for file in ratings.iterdir():
        (Path("alone") / file.name).write_bytes(file.read_bytes())

    _, code, beside = imported("alone", FLOW)
    assert code == 2
    assert "no transcripts lie beside the ratings" in beside
    _, code, _ = imported("alone", FLOW, "--no-texts", "--min-coverage", "0")
    assert code == 0


def test_graded_examples_of_healthbench_are_judged_criterion_by_criterion():
    """Met is yes, whatever its points; the explanation is the reason."""
    said, _, _ = imported(SAMPLES / "graded.healthbench.jsonl", CRITERIA, "--judge", "gpt-4.1")

    assert said["imported"]["from"] == "healthbench"
    assert (said["responses"], said["units"]) == (2, 5)
    assert [r["answer"] for r in rows()] == ["yes", "no", "no", "no", "yes"]
    assert [r["rationale"] for r in rows()][:2] == ["It does.", "Nobody."]


def test_an_allresults_file_of_healthbench_holds_the_same():
    """As simple-evals leaves it: one object, the examples under its metadata."""
    lines = (SAMPLES / "graded.healthbench.jsonl").read_text(encoding="utf-8").splitlines()
    document = {"score": 0.5, "metadata": {"example_level_metadata": [json.loads(line) for line in lines]}}
    Path("allresults.json").write_text(json.dumps(document), encoding="utf-8")
    imported("allresults.json", CRITERIA)

    assert [r["answer"] for r in rows()] == ["yes", "no", "no", "no", "yes"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("what.json", b'{"answers": []}', "nobody can tell whose file this is"),
        ("broken.json", b'{"eval": ', "not JSON"),
        ("torn.eval", b"PK\x03\x04torn", "not a readable log"),
        ("notes.txt", b"good", "nobody can tell whose file this is"),
    ],
)
def test_a_file_that_nobody_knows_is_refused_with_what_can_be_named(name, content, told):
    """No format is tried out on it."""
    Path(name).write_bytes(content)
    _, code, beside = imported(name, CLASSES)

    assert code == 2
    assert told in beside


def test_a_log_packed_in_the_old_way_is_read_too():
    """Inspect packed logs as ZIP does before it packed them as Zstandard."""
    with zipfile.ZipFile("old.eval", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in read_parts(SAMPLES / "check_in.eval", "").items():
            archive.writestr(name, content)
    imported("old.eval", GRADED)

    assert len(answers()) == 12


def test_a_missing_file_is_named_with_what_lies_beside_it():
    """As for any other file."""
    a_table("id,answer\na,good\n", "theirs.csv")
    _, code, beside = imported("thiers.csv", CLASSES)

    assert code == 2
    assert "did you mean 'theirs.csv'?" in beside
