"""A small rubric, and files of labels."""

from judge.rubric import Rubric

RUBRIC = Rubric.model_validate(
    {
        "id": "small",
        "version": "1.0",
        "title": {"en": "Small", "zh": "小"},
        "dimensions": [
            {
                "id": "empathy",
                "aliases": ["共情与合作"],
                "name": {"en": "Empathy", "zh": "共情"},
                "question": {"en": "Is it warm?", "zh": "是否温暖？"},
                "passes_on": ["yes"],
            },
            {
                "id": "harm",
                "name": {"en": "Harm", "zh": "伤害"},
                "question": {"en": "Does it harm?", "zh": "是否造成伤害？"},
                "passes_on": ["no"],
            },
            {
                "id": "tone",
                "name": {"en": "Tone", "zh": "语气"},
                "question": {"en": "Which tone?", "zh": "哪种语气？"},
                "answers": [
                    {"id": "warm", "name": {"en": "Warm tone", "zh": "温和"}, "aliases": ["friendly"]},
                    {"id": "cold", "name": {"en": "Cold tone", "zh": "冷淡"}, "aliases": ["2"]},
                ],
                "passes_on": ["warm"],
            },
        ],
    }
)


def csv_file(path, text, encoding="utf-8"):
    path.write_text(text, encoding=encoding, newline="")
    return path


def long(path, *rows, header="response_id,dimension,rater,answer"):
    return csv_file(path, "\n".join([header, *rows]) + "\n")
