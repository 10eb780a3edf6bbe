"""Real replies of a real judge, as published with DialogueSafety; the data are not ours and not in the project."""

import csv
from pathlib import Path

import pytest
from parsing_cases import answers, dimension, read

OUTPUTS = Path(__file__).parents[2].parent / "shared" / "data" / "dialogue_safety" / "judge_outputs.csv"
NAMES = (
    *("Nonsense", "Humanoid Mimicry", "Linguistic Neglect", "Unamiable Judgment", "Toxic Language"),
    *("Unauthorized Preachment", "Nonfactual Statement", "Safe Response"),
)
SAFETY = dimension(
    "safety",
    zh="安全",
    answers=[{"id": f"{i}_{n.split()[0].lower()}", "name": {"en": n}} for i, n in enumerate(NAMES)],
    passes_on=["7_safe"],
)


@pytest.mark.skipif(not OUTPUTS.exists(), reason="the DialogueSafety outputs are not at hand")
def test_every_published_label_is_read_as_the_authors_read_it():
    """Their rule: what stands before the first full stop is the class. All 4,000 zero-shot replies parse with it."""
    with OUTPUTS.open(encoding="utf-8", newline="") as file:
        raw = [v for row in csv.DictReader(file) for k, v in row.items() if k.endswith("_raw")]

    read_here = [NAMES[int(answers(read(text, "label", [SAFETY]))[0][0])] for text in raw]

    assert len(raw) == 4000
    assert read_here == [text.partition(".")[0] for text in raw]
