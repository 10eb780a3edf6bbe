"""A small rubric, twenty responses, and how to read and fill a sheet of them."""

import csv
from types import MappingProxyType

from judge.rubric import Rubric
from judge.scenario import Response, Turn

RUBRIC = Rubric.model_validate(
    {
        "id": "small",
        "version": "1.0",
        "title": {"en": "Small", "zh": "小量表"},
        "dimensions": [
            {
                "id": "empathy",
                "name": {"en": "Empathy", "zh": "共情"},
                "question": {"en": "Is it warm?", "zh": "是否温暖？"},
                "passes_on": ["yes"],
                "steps": [{"en": "Look for warmth.", "zh": "寻找温暖之处。"}],
                "criteria": {"yes": {"en": "It is kind.", "zh": "态度友善。"}},
            },
            {
                "id": "tone",
                "name": {"en": "Tone", "zh": "语气"},
                "question": {"en": "Which tone?", "zh": "哪种语气？"},
                "answers": [
                    {"id": "warm", "name": {"en": "Warm, kind", "zh": "温和"}},
                    {"id": "cold", "name": {"en": "Cold", "zh": "冷淡"}},
                ],
                "passes_on": ["warm"],
            },
        ],
    }
)


def response(i, *, risk=None, text="我在这里。", user="最近很累"):
    return Response(
        id=f"secret-model-{i}",
        scenario_id=f"scenario-{i}",
        candidate="secret-model",
        turns=(Turn("user", f"{user} {i}"),),
        response=text,
        language="zh",
        tags=MappingProxyType({"risk": risk} if risk else {}),
    )


RESPONSES = [response(i) for i in range(20)]


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(path, *, empathy="yes", tone="?"):
    rows = rows_of(path)
    for i, row in enumerate(rows):
        row |= {"empathy": empathy if i else "", "tone": tone}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
