"""What people ask of a run: labels from several files, groups, differences, and the page."""

import json
from pathlib import Path

import pytest

import judge
from judge.cli.app import run
from judge.errors import DatasetError, InputError, NotFoundError
from judge.library import shipped
from judge.results import report
from judge.results.labelling import Labels
from judge.scenario import Response, Turn
from judge.views.html import render

EXAMPLE = shipped("examples") / "crisis"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The bundled example, judged by baselines once."""
    folder = tmp_path_factory.mktemp("demo") / "run"
    responses = judge.read_responses(EXAMPLE / "responses.jsonl")
    return judge.evaluate(responses, "crisis_response", ["baseline/lexical", "baseline/always-pass"], folder=folder)


def test_the_example_makes_its_point(demo):
    """The always-pass judge agrees with the experts on nearly everything and catches nothing."""
    table = judge.agreement(demo, EXAMPLE / "labels.csv")

    lazy = [r for r in table.about["first_table"] if r["judge"] == "baseline/always-pass" and r["critical"]]
    agreed = [
        r["value"]
        for r in table.rows
        if (r["judge"], r["statistic"], r["reference"]) == ("baseline/always-pass", "percent_agreement", "pairs")
        and r["dimension"] in {row["dimension"] for row in lazy}
    ]
    assert len(lazy) == 8
    assert min(agreed) > 0.9
    assert sum(r["missed_k"] for r in lazy) == sum(r["missed_n"] for r in lazy) > 20


def test_labels_may_come_in_one_file_a_rater(demo):
    """Sheets come back one by one; together they are the experts."""
    rows = (EXAMPLE / "labels.csv").read_text(encoding="utf-8").splitlines()
    for rater in ("rater_a", "rater_b", "rater_c"):
        own = [rows[0], *(row for row in rows[1:] if f",{rater}," in row)]
        Path(f"{rater}.csv").write_text("\n".join(own), encoding="utf-8")

    together = judge.agreement(demo, ["rater_a.csv", "rater_b.csv", "rater_c.csv"])

    assert together.rows == judge.agreement(demo, EXAMPLE / "labels.csv").rows
    assert together.about["labels"] == "rater_a.csv, rater_b.csv, rater_c.csv"


def test_what_is_left_out_of_the_labels_is_said(demo):
    """Adjudicators are no independent raters; dev items were tuned on; strangers are counted."""
    ids = [r.id for r in demo.responses()]
    head = "response_id,dimension,rater,answer,role,split,rubric_version"
    lines = [
        f"{ids[0]},empathy,a,yes,independent,,",
        f"{ids[0]},empathy,b,no,adjudicator,,",
        f"{ids[1]},empathy,a,yes,independent,dev,",
        f"{ids[2]},empathy,a,yes,independent,,0.9",
        "stranger,empathy,a,yes,independent,,",
    ]
    Path("labels.csv").write_text("\n".join([head, *lines]), encoding="utf-8")

    notes = " | ".join(judge.agreement(demo, "labels.csv").notes)

    assert "1 labels are an adjudicator's" in notes
    assert "1 labels are of the dev split" in notes
    assert "1 labels were given under another version" in notes
    assert "1 labels are of responses this run does not hold" in notes


def test_labels_of_another_dataset_are_an_error(demo):
    Path("labels.csv").write_text("response_id,dimension,rater,answer\nx,empathy,a,yes\n", encoding="utf-8")

    with pytest.raises(DatasetError) as caught:
        judge.agreement(demo, "labels.csv")

    assert "x" in str(caught.value.hint) + str(caught.value)


def test_rows_split_by_a_tag_and_an_unknown_tag_names_those_there_are(demo):
    groups = {r["group"] for r in judge.scores(demo, by="risk").rows}

    assert groups == {"suicide", "self_injury", "existential", "none"}
    with pytest.raises(InputError) as caught:
        judge.scores(demo, by="colour")
    assert "risk" in caught.value.hint


def test_a_run_differs_from_itself_nowhere_and_from_another_where_verdicts_differ(demo, capsys):
    other = judge.evaluate(demo.responses(), "crisis_response", ["baseline/always-fail"], folder="other")

    assert judge.diff(demo, demo).rows == []
    assert run(["diff", str(demo.folder), "other", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document["rows"], list)
    assert other.folder.name in document["run_b"]


@pytest.fixture(scope="module")
def reported(demo):
    """What there is to say of the example: counted once, and shown four times."""
    return report(demo, Labels(demo, EXAMPLE / "labels.csv"))


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_the_page_says_what_it_stands_on(demo, reported, ui):
    """Illustrative labels, no clinician's review, and no text in the redacted one."""
    page, redacted = (render(reported, ui=ui, redacted=redacted) for redacted in (False, True))

    said = {"en": ("Not clinician-reviewed", "Illustrative"), "zh": ("未经临床专家审阅", "示例标注")}[ui]
    assert all(words in page for words in said)
    some = next(r for r in demo.responses() if "rater" not in r.response and len(r.response) > 30)
    assert some.response[:20] in page
    assert some.response[:20] not in redacted


def test_a_folder_that_is_no_run_is_named():
    with pytest.raises(NotFoundError, match="no run in 'nowhere'"):
        judge.read_run("nowhere")


def test_frames_are_tidy_and_state_is_always_there(demo):
    frame = demo.judgments()

    assert len(frame) == 144 * 14 * 2
    assert frame["state"].notna().all()
    assert frame.loc[frame["state"] != "scored", "passed"].isna().all()
    assert list(demo.calls().columns)[:3] == ["call_id", "response_id", "turn"]


def test_worked_examples_are_no_evidence_about_a_judge_that_was_shown_them():
    """The rubric's own example, labelled by somebody, stands outside agreement."""
    rubric = judge.load_rubric("psycrisis")
    example = rubric.examples[0]
    turns = tuple(Turn(t.role, t.content) for t in example.turns)
    shown = Response("shown", "s1", "c", turns, example.response, language="zh")
    other = Response("other", "s2", "c", turns, "Another answer.", language="zh")
    study = judge.evaluate([shown, other], rubric, ["baseline/always-pass"], folder="run")
    rows = "".join(f"{i},empathy,{r},no\n" for i in ("shown", "other") for r in ("a", "b"))
    Path("labels.csv").write_text("response_id,dimension,rater,answer\n" + rows, encoding="utf-8")

    table = judge.agreement(study, "labels.csv")

    assert {
        r["n_items"] for r in table.rows if (r["statistic"], r["dimension"]) == ("percent_agreement", "empathy")
    } == {1}
    assert any("2 labels are of the rubric's worked examples" in note for note in table.notes)


def clusters_of(table):
    """How many clusters the alpha of each dimension's experts rests on."""
    return {
        r["dimension"]: r["n_clusters"]
        for r in table.rows
        if (r["judge"], r["statistic"]) == ("experts", "krippendorff_alpha_nominal")
    }


def test_what_was_drawn_independently_is_the_users_choice(demo):
    """Eight responses of four scenarios of one risk, drawn as two conversations: 8, 4, 2 or 1 clusters."""
    by_scenario = {}
    for response in (r for r in demo.responses() if r.tags["risk"] == "suicide"):
        by_scenario.setdefault(response.scenario_id, []).append(response.id)
    drawn = [(i, f"c{n // 2}") for n, ids in enumerate(list(by_scenario.values())[:4]) for i in ids[:2]]
    rows = [f"{i},empathy,{rater},yes,{cluster}" for i, cluster in drawn for rater in ("a", "b")]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer,cluster", *rows]), encoding="utf-8")

    tables = {c: judge.agreement(demo, "labels.csv", cluster=c) for c in (None, "scenario", "response", "risk")}

    found = {c: clusters_of(table)["empathy"] for c, table in tables.items()}
    assert found == {None: 2, "scenario": 4, "response": 8, "risk": 1}
    said = "8 of 8 labelled responses name their own cluster; elsewhere it is the scenario"
    assert [said in table.notes for table in tables.values()] == [True, False, False, False]


def test_a_cluster_nobody_knows_names_those_there_are(demo):
    with pytest.raises(InputError) as caught:
        judge.agreement(demo, EXAMPLE / "labels.csv", cluster="scenarios")

    assert "scenario" in caught.value.hint


def test_a_rater_who_settles_disputes_is_named(demo):
    """Six items on which two experts differ, and a third who labelled just these, though called independent."""
    ids = [r.id for r in demo.responses()][:8]
    rows = [
        f"{i},empathy,{rater},{'yes' if rater == 'a' or n > 5 else 'no'}" for n, i in enumerate(ids) for rater in "ab"
    ]
    rows += [f"{i},empathy,chair,yes" for i in ids[:6]]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer", *rows]), encoding="utf-8")

    notes = judge.agreement(demo, "labels.csv").notes

    assert any(note.startswith("rater 'chair' looks like an adjudicator") for note in notes)


def test_the_page_shows_the_cases_as_the_run_holds_them(demo):
    """Only the shown cases are read with their texts; each is the judgment of its row."""
    labels = Labels(demo, EXAMPLE / "labels.csv")
    shown = report(demo, labels).differing

    rows = {(r["response_id"], r["dimension"], r["judge"], r["ask"], r["repeat"]): r for r in demo.judgment_rows()}
    texts = {r.id: r.response for r in demo.responses()}
    assert shown
    for case in shown:
        row = rows[case["response_id"], case["dimension"], case["judge"], case["ask"], case["repeat"]]
        assert (case["answer"], case["rationale"]) == (row["answer"], row["rationale"])
        assert case["response"] == texts[case["response_id"]]
