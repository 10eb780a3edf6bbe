"""Public data with human labels give the agreement their authors published, through our tables."""

import csv
from pathlib import Path

import pytest
from scoring_cases import one_question

from judge.ratings import Ratings
from judge.scoring import agreement

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"


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
