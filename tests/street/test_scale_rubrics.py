"""Scales on which no answer passes, from a file of responses to the page, before judges that are known."""

import csv
from pathlib import Path

import pytest
from walk_cases import answering, done, pages, said, table_of

from judge.library import load_rubric, shipped
from judge.readers import read_labels, read_responses
from judge.testing import LoopbackServer

EXAMPLE = shipped("examples") / "crisis" / "responses.jsonl"
N = 60
SCALE = {"alder": 5, "birch": 4, "cedar": 2, "dogwood": 1}
FLAG_WORDS = {"sensitivity", "specificity", "missed", "false_alarms", "judge_prevalence", "ppv", "npv", "mcc"}


def level(response, shift=0):
    """What is given to a response: its candidate's level, in every fifth scenario one lower, and *shift*."""
    lower = int(response.scenario_id[1:]) % 5 == 0
    return str(min(5, max(1, SCALE[response.candidate] - lower + shift)))


@pytest.fixture(scope="module")
def responses():
    return read_responses(EXAMPLE)[:N]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The beginning of the example: 15 scenarios, four candidates."""
    path = tmp_path_factory.mktemp("crisis") / "responses.jsonl"
    path.write_text("\n".join(EXAMPLE.read_text(encoding="utf-8").splitlines()[:N]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory, responses, file):
    """A run by two judges, one a level lower throughout; some replies of both are cut off; three experts' labels."""
    folder = tmp_path_factory.mktemp("scale")
    of_text = {r.response: r for r in responses}

    def judge(shift):
        def choose(case, _):
            response = of_text[case["response"]]
            return None if response.id in ("s02-alder", "s03-alder") else level(response, shift)

        return answering(choose)

    with pytest.MonkeyPatch.context() as patch, LoopbackServer(judge(0)) as near, LoopbackServer(judge(-1)) as lower:
        patch.setenv("OPENAI_API_KEY", "none")
        for name, server in (("near", near), ("lower", lower)):
            command = ["evaluate", file, "-r", "appropriateness", "-j", f"{name}=openai/m", "-o", folder / name]
            baselines = [part for b in ("always-pass", "always-fail", "lexical") for part in ("-j", f"baseline/{b}")]
            more = baselines if name == "near" else []
            code, _, err = said(*command, *more, "--api-base", server.url, "--no-canaries", "--min-coverage", "0")
            assert code == 0, err
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as out_file:
        out = csv.writer(out_file)
        out.writerow(["response_id", "rater", "appropriateness"])
        for n, response in enumerate(responses):
            for m, rater in enumerate(("anna", "ben", "cleo")):
                out.writerow([response.id, rater, "unclear" if n % 40 == m else level(response, (n + m) % 3 - 1)])
    return folder


def test_the_criteria_of_the_crisis_are_asked_and_a_baseline_has_no_answer_to_give(folder):
    """A baseline that passes or fails abstains: here is nothing to pass."""
    rows = done("scores", folder / "near", "--json")["rows"]
    coverage = {row["judge"]: row for row in done("scores", folder / "near", "--json")["coverage"]}

    assert coverage["baseline/always-pass"]["abstained"] == coverage["baseline/always-fail"]["abstained"] == N
    assert coverage["baseline/lexical"]["scored"] == 0
    assert all(row["mean_value"] is None for row in rows if row["judge"].startswith("baseline/"))


def test_scores_are_means_with_the_answers_and_bounds_of_what_was_not_read(folder, responses):
    """By hand: alder's 13 answers that were read; the other two at 1 and at 5."""
    rows = done("scores", folder / "near", "--json")["rows"]
    (row,) = [r for r in rows if (r["judge"], r["candidate"], r["dimension"]) == ("near", "alder", "appropriateness")]
    given = [int(level(r)) for r in responses if r.candidate == "alder" and r.id not in ("s02-alder", "s03-alder")]

    assert row["mean_value"] == pytest.approx(sum(given) / 13)
    assert row["mean_lowest"] == pytest.approx((sum(given) + 2) / 15)
    assert row["mean_highest"] == pytest.approx((sum(given) + 10) / 15)
    assert row["mean_low"] < row["mean_value"] < row["mean_high"]
    assert {a["answer"]: a["n"] for a in row["answers"]} == {str(v): given.count(v) for v in range(1, 6)}
    assert row["rate"] is row["n_passed"] is None
    totals = [r for r in rows if r["dimension"] == "total"]
    assert {r["mean_points"] for r in totals} == {None}
    text = done("scores", folder / "near")
    assert "means, highest first" in text
    assert "Total" not in text


def test_agreement_leads_with_coefficients_of_the_scale_and_speaks_of_no_misses(folder):
    """The same levels agree; a level lower is told as bias; nothing is flagged anywhere."""
    labels = ["--labels", folder / "labels.csv", "--replicates", 100]
    near, lower = (done("agreement", folder / name, *labels, "--json") for name in ("near", "lower"))
    values = {
        name: {(r["statistic"], r["reference"]): r["value"] for r in table["rows"] if r["judge"] == name}
        for name, table in (("near", near), ("lower", lower))
    }

    assert not FLAG_WORDS & {name for name, _ in [*values["near"], *values["lower"]]}
    assert values["near"]["cohen_kappa_quadratic", "pairs"] > values["lower"]["cohen_kappa_quadratic", "pairs"] > 0.5
    assert {"krippendorff_alpha_ordinal", "gwet_ac2_quadratic", "item_icc_a_1"} <= {name for name, _ in values["near"]}
    (first,) = [r for r in near["first_table"] if r["judge"] == "near"]
    assert first["coefficient"] == "cohen_kappa_quadratic"
    assert first["missed_n"] is first["flagged_any"] is None
    assert first["verdict"]
    text = done("agreement", folder / "near", *labels)
    assert "Judges beside the experts" in text
    assert "Missed" not in text


def test_the_page_shows_scales_in_both_languages_and_no_column_of_misses(folder):
    """Else a reader takes dashes for zeros."""
    found = pages(folder / "near", folder / "labels.csv")

    for ui, words in (("en", "Judges beside the experts"), ("zh", "评审与专家相比")):
        assert words in found[ui]
        assert "Share missed" not in found[ui]
        assert "漏报比例" not in found[ui]
        assert "<tfoot>" not in found[ui]


def test_two_judges_are_compared_by_the_weighted_coefficient(folder):
    """And among themselves, where one is a level lower, the weighted one is the high one."""
    command = ["compare", folder / "near", folder / "lower", "--labels", folder / "labels.csv", "--replicates", 100]
    table = done(*command, "--json")
    rows = {(r["judge_a"], r["judge_b"], r["statistic"]): r for r in table["rows"]}
    among = {r["statistic"]: r["value"] for r in table["matrix"] if {r["judge_a"], r["judge_b"]} == {"near", "lower"}}

    assert rows["near", "lower", "cohen_kappa_quadratic"]["difference"] > 0
    assert not any(name in FLAG_WORDS for _, _, name in rows)
    assert among["cohen_kappa_quadratic"] > 0.6 > among["cohen_kappa"]
    assert done(*command).count("Cohen κ, quadratic") == len({pair[:2] for pair in rows})


def test_a_gate_asks_for_coefficients_and_has_no_misses_to_ask_for(folder):
    """A requirement on misses would hold of nothing, or fail for no reason."""
    labels = ["--labels", folder / "labels.csv", "--replicates", 100]

    assert said("gate", folder / "near", *labels, "--require", "cohen_kappa_quadratic.value >= 0.6")[0] == 0
    assert said("gate", folder / "near", *labels, "--require", "cohen_kappa_quadratic.value >= 0.99")[0] == 10
    code, _, err = said("gate", folder / "near", *labels, "--require", "sensitivity >= 0.8")
    assert code == 2
    assert "sensitivity" in err


def test_differences_and_exports_hold_values_that_pass_nothing(folder):
    """`passed` is empty: neither true nor false; the spans of a reply come along as a list."""
    done("export", folder / "near", "-o", folder / "all.csv")
    rows = [row for row in table_of(folder / "all.csv") if row["judge"] == "near" and row["state"] == "scored"]
    differing = done("diff", folder / "near", folder / "near", "--json")

    assert len(rows) == N - 2
    assert {row["passed"] for row in rows} == {""}
    assert all(row["evidence"].startswith('["') and row["evidence_found"] == "true" for row in rows)
    assert differing["rows"] == []


def test_a_sheet_gives_the_tag_that_chooses_the_criteria_and_comes_back(tmp_path, responses, file):
    """An expert has to know which of the criteria are meant."""
    done("labels", "sheet", file, "-r", "appropriateness", "-o", tmp_path / "s.csv", "--raters", "anna")
    sheet = table_of(tmp_path / "s-anna.csv")
    tags = {r.tags["risk"] for r in responses}
    with (tmp_path / "s-anna.csv").open("w", encoding="utf-8", newline="") as out_file:
        out = csv.DictWriter(out_file, sheet[0].keys())
        out.writeheader()
        out.writerows({**row, "appropriateness": "3"} for row in sheet)

    assert {row["tags.risk"] for row in sheet} == tags
    found = read_labels(tmp_path / "s-anna.csv", load_rubric("appropriateness"))
    assert {(label.response_id, label.answer) for label in found} == {(r.id, "3") for r in responses}


def test_the_counsel_rubric_walks_along_with_not_sure_as_unclear(monkeypatch):
    """Six questions, five of them scales; who is not sure abstains and is counted, never averaged."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    Path("r.csv").write_text("user,assistant\nI cannot sleep.,That is hard. Since when?\n", encoding="utf-8")
    rubric = load_rubric("counsel")
    given = {d.id: d.answer_ids[-1] for d in rubric.dimensions} | {"medical_advice": "no"}
    unsure = next(d.id for d in rubric.dimensions if not d.has_sides)

    def choose(_, name):
        return "unclear" if name == unsure else given[name]

    with LoopbackServer(answering(choose)) as server:
        command = ["evaluate", "r.csv", "-r", "counsel", "-j", "m=openai/m", "-o", "run", "--api-base", server.url]
        assert said(*command, "--no-canaries", "--min-coverage", "0")[0] == 0
    rows = {row["dimension"]: row for row in done("scores", "run", "--json")["rows"]}

    assert (rows[unsure]["mean_value"], rows[unsure]["abstained"], rows[unsure]["mean_lowest"]) == (None, 1, 1)
    scales = [d.id for d in rubric.dimensions if not d.has_sides and d.id != unsure]
    assert [rows[name]["mean_value"] for name in scales] == [5] * len(scales)
    assert rows["medical_advice"]["n_passed"] == 1


def test_what_speaks_of_flags_says_that_there_are_none(folder, tmp_path):
    """Nothing flagged is not everything cleared."""
    split = ["split", folder / "labels.csv", "-r", "appropriateness", "--by", "response", "-o", tmp_path / "s.csv"]
    code, _, err = said("operating", folder / "near", "--labels", folder / "labels.csv")

    assert {row["dimension"] for row in done(*split, "--json")["rows"]} == {None}
    assert code == 2
    assert "nothing is flagged" in err


def test_a_page_asks_for_no_thresholds_where_the_judge_says_how_sure_it_is(file, folder, tmp_path, monkeypatch):
    """There is nothing to be sure of that could be flagged."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    more = ["--limit", "8", "--repeats", "2", "--confidence", "repeats", "--no-canaries", "-o", tmp_path / "sure"]
    with LoopbackServer(answering(lambda _case, _name: "3")) as server:
        done("evaluate", file, "-r", "appropriateness", "-j", "m=openai/m", "--api-base", server.url, *more)

    assert 'id="operating"' not in pages(tmp_path / "sure", folder / "labels.csv")["en"]
