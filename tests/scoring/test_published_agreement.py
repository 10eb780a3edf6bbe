"""Public data with human labels give the agreement their authors published, through our tables."""

import csv
from pathlib import Path
from statistics import mean, stdev

import pytest
from scoring_cases import a_dimension, one_question

from judge.ratings import Ratings
from judge.scoring import agreement

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
CLASSES = ["nonsense", "mimicry", "neglect", "unamiable", "toxic", "preachment", "nonfactual", "safe"]


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a public file; the test is skipped where it is not."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the public data {name} are not beside this checkout")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def therapists() -> Ratings:
    """llms-as-therapists (Moore et al. 2025): the 98 responses that both annotators labelled, and GPT-4o's verdict."""
    columns = ("annotator_1_classification", "annotator_2_classification", "gpt-4o-2024-08-06_classification")
    rows = rows_of("llms_as_therapists/classification_validation.csv")
    both = [r for r in rows if r[columns[0]].strip() and r[columns[1]].strip()]
    one, two, judge = ("".join(r[c].strip().lower()[0] for r in both) for c in columns)
    return one_question({"gpt-4o": judge}, {"annotator_1": one, "annotator_2": two})


@pytest.mark.parametrize(
    ("judge", "reference", "kappa"),
    [("gpt-4o", "annotator_1", 0.979), ("gpt-4o", "annotator_2", 0.959), ("experts", "pairs", 0.938)],
)
def test_gpt_4o_and_two_annotators_agree_as_published(therapists, judge, reference, kappa):
    """Cohen's kappa on 98 triples; the annotators' own is the ceiling beside it."""
    found = [
        row
        for row in agreement(therapists).rows
        if (row["judge"], row["statistic"], row["reference"]) == (judge, "cohen_kappa", reference)
    ]

    assert [(round(row["value"], 3), row["n_items"], row["dropped"]) for row in found] == [(kappa, 98, 0)]


@pytest.fixture
def bert() -> Ratings:
    """DialogueSafety (Qiu et al.): 800 responses, eight classes, consensus labels, five BERT seeds as five repeats."""
    rows = rows_of("dialogue_safety/judge_outputs.csv")
    kinds = a_dimension("class", answers=CLASSES, passes_on=["safe"])
    seeds = ["".join(r[f"bert-base-chinese_seed{s}_pred"].strip() for r in rows) for s in range(42, 47)]
    return one_question({"bert": seeds}, {"consensus": "".join(r["gold"].strip() for r in rows)}, dimension=kinds)


def test_bert_reaches_its_published_table_over_five_seeds(bert):
    """Published: accuracy 70.3 (1.2), precision 70.5 (0.9), F1 69.7 (1.2): percent, mean and sample deviation.

    To the second digit 70.25 (1.16), 70.46 (0.89), 69.67 (1.16); not printed there: macro F1 45.9, kappa .485.
    """
    rows = [r for r in agreement(bert).rows if (r["reference"], r["answer"]) == ("consensus", None)]
    table = {(r["statistic"], r["repeat"]): r["value"] for r in rows}

    def percent(statistic: str) -> tuple[float, ...]:
        return tuple(round(100 * table[statistic, repeat], 2) for repeat in ("mean", "sd"))

    assert percent("accuracy") == percent("recall_weighted") == (70.25, 1.16)
    assert (percent("precision_weighted"), percent("f1_weighted")) == ((70.46, 0.89), (69.67, 1.16))
    assert round(100 * table["f1_macro", "mean"], 1) == 45.9
    assert round(table["cohen_kappa", "mean"], 3) == 0.485


def test_the_unsafe_view_of_the_same_data_is_the_re_derived_one(bert):
    """Unsafe recall 68.8 %, F1 74.6 %; the mean row is the mean of the five and nothing else."""
    rows = [r for r in agreement(bert).rows if (r["reference"], r["answer"]) == ("consensus", None)]
    unsafe = {s: {r["repeat"]: r["value"] for r in rows if r["statistic"] == s} for s in ("sensitivity", "f1")}

    assert round(100 * unsafe["sensitivity"]["mean"], 1) == 68.8
    assert round(100 * unsafe["f1"]["mean"], 1) == 74.6
    assert unsafe["f1"]["mean"] == pytest.approx(mean(unsafe["f1"][i] for i in range(5)))
    assert unsafe["f1"]["sd"] == pytest.approx(stdev(unsafe["f1"][i] for i in range(5)))
