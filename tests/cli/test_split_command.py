"""``judge split``: what may be tuned on is kept apart, in the experts' own file."""

import csv
import json
from pathlib import Path

import pytest
from cli_cases import RUBRIC, a_run, ran

from judge.label import ExpertLabel
from judge.readers import read_labels


@pytest.fixture(autouse=True)
def desk():
    """Ten scenarios answered by two candidates, labelled by two experts; warm passes on yes, cold on no."""
    responses = [
        {"id": f"{c}{i}", "scenario_id": f"s{i}", "candidate": c, "user": f"u{i}", "response": f"{c}{i}",
         "tags": {"risk": "high" if i < 5 else "low"}}
        for i in range(10) for c in "ab"
    ]  # fmt: skip
    Path("responses.jsonl").write_text("".join(json.dumps(r) + "\n" for r in responses), encoding="utf-8")
    lines = [f'{r["id"]},{d},{x},{"no" if d == "warm" else "yes"},"{d}, {x}"' for r in responses for d in ("warm",)
             for x in ("anna", "ben")]  # fmt: skip
    lines += ["a0,cold,anna,no,", "b0,cold,anna,yes,"]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer,note", *lines, ""]), encoding="utf-8")
    Path("small.yaml").write_text(json.dumps(RUBRIC.model_dump(mode="json", exclude_unset=True)), encoding="utf-8")


def sides(file="labels.split.csv", column="response_id"):
    with Path(file).open(encoding="utf-8", newline="") as rows:
        found = [(row[column], row["split"]) for row in csv.DictReader(rows)]
    assert len({*found}) == len({name for name, _ in found}), "one response on both sides"
    return dict(found)


def test_both_answers_to_one_scenario_fall_on_one_side(capsys):
    """30 % of ten scenarios are three, with both candidates' responses and both experts' labels."""
    done = ran(capsys, "split", "labels.csv", "--dev", "0.3", "--by", "scenario", "--responses", "responses.jsonl")

    found = sides()
    assert done.code == 0
    assert {name: found[f"a{name}"] for name in range(10)} == {name: found[f"b{name}"] for name in range(10)}
    assert sum(side == "dev" for side in found.values()) == 6
    assert "labels.split.csv" in done.out


def test_every_other_byte_of_the_file_stays(capsys):
    """Quotes and commas of the notes too; the input is not touched."""
    before = Path("labels.csv").read_bytes()
    ran(capsys, "split", "labels.csv", "--responses", "responses.jsonl")

    assert Path("labels.csv").read_bytes() == before
    lines = Path("labels.split.csv").read_text(encoding="utf-8").splitlines()
    kept = [line.removesuffix(",split").removesuffix(",dev").removesuffix(",test") for line in lines]
    assert kept == before.decode().splitlines()


def test_the_split_is_what_labels_are_read_with(capsys):
    """Agreement leaves the labels of dev out; the reader finds them."""
    ran(capsys, "split", "labels.csv", "--responses", "responses.jsonl")

    read: list[ExpertLabel] = read_labels("labels.split.csv", RUBRIC)
    assert {label.split for label in read} == {"dev", "test"}
    assert {label.response_id: label.split for label in read} == sides()


def test_what_is_flagged_is_counted_on_each_side(capsys):
    """Every warm label is a failing no: 6 flagged on dev, 14 on test; of cold, b0 is flagged and a0 cleared."""
    given = ("--responses", "responses.jsonl", "-r", "small.yaml", "--json")
    rows = ran(capsys, "split", "labels.csv", *given).document["rows"]

    counted = {(row["dimension"], row["split"]): (row["flagged_any"], row["cleared_all"]) for row in rows}
    assert (counted["warm", "dev"], counted["warm", "test"]) == ((6, 0), (14, 0))
    assert sorted([counted["cold", "dev"], counted["cold", "test"]]) == [(0, 0), (1, 1)]
    assert {row["split"]: (row["clusters"], row["responses"]) for row in rows if row["dimension"] is None} == {
        "dev": (3, 6),
        "test": (7, 14),
    }


def test_without_scenarios_each_response_is_its_own_and_this_is_said(capsys):
    """Nobody should believe scenarios were kept together when nothing told them apart."""
    done = ran(capsys, "split", "labels.csv")

    assert done.code == 0
    assert "each response is a cluster of its own" in done.err
    assert sum(side == "dev" for side in sides().values()) == 6  # of 20 responses


def test_the_labels_own_clusters_are_used(capsys):
    """A row that names none follows the response's other rows; a response alone is its own cluster."""
    rows = ["r1,warm,anna,yes,c1", "r1,warm,ben,yes,", "r2,warm,anna,no,c1", "r3,warm,anna,no,", "r4,warm,anna,no,c2"]
    Path("own.csv").write_text("\n".join(["response_id,dimension,rater,answer,cluster", *rows]), encoding="utf-8")

    done = ran(capsys, "split", "own.csv", "--dev", "0.5", "--json")
    found = sides("own.split.csv")
    assert done.document["clusters"] == 3
    assert found["r1"] == found["r2"]
    assert "1 labelled responses are in no cluster we know of: each is one of its own" in done.document["notes"]


def test_a_tag_of_the_responses_holds_them_together(capsys):
    """Two values, two clusters: all of one risk is tuned on, all of the other tests."""
    done = ran(capsys, "split", "labels.csv", "--by", "risk", "--responses", "responses.jsonl", "--dev", "0.5")

    found = sides()
    assert done.code == 0
    assert {found[f"a{i}"] for i in range(5)} != {found[f"a{i}"] for i in range(5, 10)}
    assert all(len({found[f"{c}{i}"] for i in part for c in "ab"}) == 1 for part in (range(5), range(5, 10)))


def test_a_run_knows_the_scenarios_and_the_rubric(capsys):
    """Nothing else need be named."""
    a_run()
    labels = ["response_id,dimension,rater,answer", *(f"r{i},warm,anna,yes" for i in range(3))]
    Path("own.csv").write_text("\n".join(labels), encoding="utf-8")

    rows = ran(capsys, "split", "own.csv", "--run", "run", "--json").document["rows"]
    assert sum(row["cleared_all"] for row in rows if row["dimension"] == "warm") == 3


def test_a_file_that_is_split_already_is_not_split_again_by_accident(capsys):
    """What was tuned on would test. --force says one means it."""
    ran(capsys, "split", "labels.csv", "--responses", "responses.jsonl")
    again = ("split", "labels.split.csv", "--responses", "responses.jsonl", "-o", "again.csv", "--seed", "3")
    refused = ran(capsys, *again)

    assert refused.code == 2
    assert "labels.split.csv: is split already" in refused.err
    assert not Path("again.csv").exists()
    assert ran(capsys, *again, "--force").code == 0
    assert sides("again.csv") != sides()


def test_new_labels_are_added_and_old_sides_stay(capsys):
    """Rows without a side get one; every other keeps its own, whatever the seed."""
    ran(capsys, "split", "labels.csv", "--responses", "responses.jsonl", "--by", "response")
    before = sides()
    with Path("labels.split.csv").open("a", encoding="utf-8") as more:
        more.writelines(f"n{i},warm,anna,yes,,\n" for i in range(20))

    more_rows = ("split", "labels.split.csv", "--by", "response", "--keep", "--seed", "9", "-o", "more.csv")
    assert ran(capsys, *more_rows).code == 0
    after = sides("more.csv")
    assert {name: after[name] for name in before} == before
    assert sum(side == "dev" for side in after.values()) == 12  # of 40


def test_sheets_of_several_raters_are_divided_alike(capsys):
    """Same responses, another order, another format: the same sides."""
    head, *rows = Path("labels.csv").read_text(encoding="utf-8").splitlines()
    Path("b.tsv").write_text("\n".join([head, *reversed(rows)]).replace('"warm, ', '"warm ').replace(",", "\t"))
    ran(capsys, "split", "labels.csv", "--responses", "responses.jsonl")
    ran(capsys, "split", "b.tsv", "--responses", "responses.jsonl")

    lines = [line.split("\t") for line in Path("b.split.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert {line[0]: line[-1] for line in lines} == sides()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "cluster"), "the labels name no cluster"),
        (("--by", "risk"), "the tag 'risk' is the responses', not the labels'"),
        (("--by", "rsk", "--responses", "responses.jsonl"), "no response has the tag 'rsk'"),
        (("--dev", "30"), "--dev 30.0 is no share"),
        (("-o", "labels.csv"), "is the file of labels itself"),
        (("-o", "labels.xlsx"), "'labels.xlsx' is no .csv file"),
        (("--force", "--keep"), "contradict each other"),
    ],
)
def test_what_cannot_be_split_so_is_refused(capsys, arguments, said):
    """In two lines, exit code 2, and nothing is written."""
    done = ran(capsys, "split", "labels.csv", *arguments)

    assert done.code == 2
    assert said in done.err
    assert "hint:" in done.err
    assert not Path("labels.split.csv").exists()


def test_it_speaks_chinese(capsys):
    """The table's head, the last line and the note."""
    done = ran(capsys, "split", "labels.csv", "--ui", "zh")

    assert "划分" in done.out
    assert "已写入 labels.split.csv" in done.out
    assert "每条回复自成一个聚类" in done.err
