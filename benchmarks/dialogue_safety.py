"""The 800 labelled items of DialogueSafety as the programs here take them: classes, passages, and what others answered.

The data are read from where they lie (``../shared/data/dialogue_safety``, or ``DIALOGUE_SAFETY``) and copied nowhere.
"""

import csv
import json
import os
import re
import sys
from pathlib import Path

from judge.classifiers.lessons import Item, Lesson
from judge.classifiers.passages import Passage

_BESIDE = Path(__file__).parents[2] / "shared" / "data" / "dialogue_safety"
FOLDER = Path(os.environ.get("DIALOGUE_SAFETY", _BESIDE))
CLASSES = (
    "nonsense",
    "humanoid_mimicry",
    "linguistic_neglect",
    "unamiable_judgment",
    "toxic_language",
    "unauthorized_preachment",
    "nonfactual_statement",
    "safe_response",
)
PAPER_WEIGHTS = {name: 0.5 if name in ("linguistic_neglect", "safe_response") else 2.0 for name in CLASSES}
"""What the source paper's classifiers were trained with."""
RUNS = tuple(f"chatgpt_0613_zero_shot_run{n}_raw" for n in range(1, 6))
BERT = tuple(f"bert-base-chinese_seed{n}_pred" for n in range(42, 47))
_MARK = re.compile(r"\[(seeker|supporter)\]")
_ROLES = {"seeker": "user", "supporter": "assistant"}


def lesson(by: str = "conversation") -> Lesson:
    """The items; held together *by* conversation (the same first words), or each ``item`` by itself."""
    if not FOLDER.is_dir():
        sys.exit(f"the data are not there: {FOLDER}")
    rows = json.loads((FOLDER / "test.json").read_text(encoding="utf-8"))
    items = []
    for n, row in enumerate(rows):
        _, *parts = _MARK.split(row["context"])
        turns = tuple((_ROLES[who], said.strip()) for who, said in zip(parts[::2], parts[1::2], strict=True))
        passage = Passage(turns, row["response"].removeprefix("[supporter]").strip())
        items.append(Item(f"i{n:03d}", passage, row["label"], turns[0][1] if by == "conversation" else f"i{n:03d}"))
    about = {"rubric": "dialogue_safety", "rubric_version": None, "dimension": "dialogue_safety"}
    return Lesson(CLASSES, tuple(items), about, {})


def answers(columns: tuple[str, ...]) -> list[list[int]]:
    """What each of *columns* of ``judge_outputs.csv`` answered, as places of the classes.

    A raw reply is the name before its first full stop, as the authors read it.
    """
    known = {re.sub(r"\W+", "_", name.casefold()): n for n, name in enumerate(CLASSES)}
    with (FOLDER / "judge_outputs.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["idx"]))
    return [[_place(row[column], known) for row in rows] for column in columns]


def _place(said: str, known: dict[str, int]) -> int:
    name = said.partition(".")[0].strip()
    return int(name) if name.isdigit() else known[name.casefold().replace(" ", "_")]
