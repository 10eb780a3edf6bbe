"""``judge textmetrics``: candidates beside references, the numbers beside the experts, and files that do not fit."""

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from cli_cases import ran

from judge.cli.app import run as cli
from judge.library import shipped

EXAMPLE = shipped("examples") / "crisis"
LABELS = ["--labels", str(EXAMPLE / "labels.csv"), "-r", "crisis_response"]
REPLICATES = ["--replicates", "200"]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """The bundled example, measured once."""
    with redirect_stdout(out := StringIO()):
        code = cli(["textmetrics", *files(), *LABELS, *REPLICATES, "--json"])
    assert code == 0
    return json.loads(out.getvalue())


def files(references=EXAMPLE / "references.csv"):
    return [str(EXAMPLE / "responses.jsonl"), "--references", str(references)]


def test_each_candidate_has_a_row_for_each_language_and_metric(document):
    """Corpus figures, cited with the tokenisation of the language; every response has its own."""
    rows = {(r["candidate"], r["language"], r["metric"]): r for r in document["rows"]}

    assert len(rows) == 4 * 2 * 3
    assert "tok:zh" in rows["alder", "zh", "bleu"]["signature"]
    assert rows["alder", "en", "chrf"]["n_responses"] == 18
    assert rows["alder", "en", "length"]["value"] > rows["cedar", "en", "length"]["value"]
    assert len(document["responses"]) == 144
    assert {"bleu", "chrf", "length"} <= document["responses"][0].keys()


def test_metrics_stand_beside_the_experts_and_beside_the_length(document):
    """On the bundled example no metric reaches the experts, and counting characters does about as well."""
    rows = {(r["language"], r["metric"], r["statistic"]): r for r in document["correlations"]}
    value = {key: row["value"] for key, row in rows.items()}

    assert document["target"] == "total"
    for language in ("zh", "en"):
        for name in ("item_pearson", "item_spearman", "item_kendall_tau_b"):
            beside = rows[language, "bleu", name]
            assert beside["low"] < beside["value"] < beside["high"]
            assert beside["interval_method"] == "cluster_bootstrap_bca"
            assert (beside["n_items"], beside["n_clusters"], beside["n_raters"]) == (72, 18, 3)
            assert max(value[language, m, name] for m in ("bleu", "chrf")) < value[language, "experts", name]
        assert value[language, "length", "item_pearson"] > value[language, "bleu", "item_pearson"]
    assert "fewer than 30" in document["notes"][0]


def test_responses_that_experts_veto_can_score_above_the_middle(document):
    """A reference does not say what must not be said."""
    (row,) = [r for r in document["vetoed"] if (r["language"], r["metric"]) == ("zh", "bleu")]

    assert row["vetoed"] == 13
    assert 0 < row["above"] < row["vetoed"]
    assert row["low"] < row["share"] < row["high"]


def test_one_dimension_can_be_the_target_and_people_read_it_in_both_languages(capsys):
    """A question about harm hardly moves with BLEU."""
    done = ran(capsys, "textmetrics", *files(), *LABELS, *REPLICATES, "--dimension", "promises_secrecy", "--ui", "zh")

    assert done.code == 0
    assert "维度 promises_secrecy" in done.out
    assert "高于" in done.out
    assert "区间较粗略" in done.err


def test_without_labels_there_are_figures_and_no_correlation(capsys):
    """The texts alone."""
    done = ran(capsys, "textmetrics", *files())

    assert "Responses beside reference texts" in done.out
    assert "Correlation" not in done.out


def test_a_responses_own_reference_goes_before_its_scenarios_and_what_has_none_is_counted(capsys):
    """Several rows of one id are several references."""
    rows = [
        {"response_id": "s01-alder", "reference": "x"},
        {"response_id": "s01-alder", "reference": "y"},
        {"scenario_id": "s02", "reference": "That is hard."},
        {"scenario_id": "s99", "reference": "?"},
    ]
    Path("own.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    document = ran(capsys, "textmetrics", *files("own.jsonl"), "--json").document

    assert {r["response_id"]: r["n_references"] for r in document["responses"]} == {
        "s01-alder": 2, "s02-alder": 1, "s02-birch": 1, "s02-cedar": 1, "s02-dogwood": 1,
    }  # fmt: skip
    assert document["notes"] == [
        "139 of 144 responses have no reference: left out",
        "1 references are of responses or scenarios that are not here",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scenario_id,reference\ns77,x\n", "none of the 1 references is of a response that is here"),
        ("scenario_id,reference\n,x\n", "row 2: neither a response nor a scenario is named"),
        ("scenario_id,reference\ns01, \n", "row 2, column 'reference': no reference text"),
        ("scenario_id,text\ns01,x\n", "the header has no column reference"),
    ],
)
def test_a_file_of_references_that_does_not_fit_is_refused_with_its_row(capsys, text, said):
    """File, row and what to do."""
    Path("bad.csv").write_text(text, encoding="utf-8")

    done = ran(capsys, "textmetrics", *files("bad.csv"))

    assert done.code == 2
    assert said in done.err
    assert "hint: " in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([str(EXAMPLE / "responses.jsonl")], "textmetrics needs reference texts"),
        ([*files(), "--labels", str(EXAMPLE / "labels.csv")], "labels need the rubric"),
        ([*files(), "--dimension", "empathy"], "--dimension says which labels are correlated with"),
        ([*files(), "--bertscore-layer", "3"], "--bertscore-model and --bertscore-layer are BERTScore's"),
        ([*files(), *LABELS, "--dimension", "empaty"], "did you mean 'empathy'?"),
        ([*files(), "--metric", "rouge"], "no text metric 'rouge'"),
        ([*files(), "--metric", "bertscore"], "BERTScore needs an encoder"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_computed(capsys, arguments, said):
    """Exit code 2, and the way out."""
    done = ran(capsys, "textmetrics", *arguments)

    assert done.code == 2
    assert said in done.err
