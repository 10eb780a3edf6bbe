"""What is judged here: a rubric of one dimension, and responses of neutral everyday talk, a third of it Chinese.

A prompt of it has about 5.1 kB in UTF-8 and 1,165 tokens. All texts are put together by chance from a few harmless
words; none means anything.
"""

import json
from itertools import cycle, islice
from pathlib import Path
from random import Random

from serving import DIMENSION

CANDIDATES = 5
PROMPT = {"turn": 660, "turn_zh": 260, "said": 470, "said_zh": 260}
"""Letters of each part, so that a prompt has its size."""
ROW = {"turn": 180, "turn_zh": 45, "said": 240, "said_zh": 65}
"""The same for a line of about 0.9 kB."""
ENGLISH = (
    "the week at work was long and the train came late again so we talked about the garden and whether to call my "
    "sister before the review or to wait until a colleague returns from leave and how to find time for a walk"
)
CHINESE = (
    "这周工作有点忙，晚上回家已经很晚，想着周末去公园走走，顺便给父母打个电话，问问他们最近身体怎么样，家里一切都好吗。"
)
SEED, POOL = 20261126, 60_000


def a_rubric() -> dict[str, object]:
    """The one question, with steps and criteria as an expert would write them."""
    steps = (
        "From the person's own words, gather what this week has been like. Then find each place that takes it up.",
        "What speaks for yes: the response puts something that this person has said into its own words first.",
        "One such place is enough, even when advice follows it, and it may be short if it is about this person.",
        "What speaks for no: a kind word that would fit anybody, or advice alone, however good it may be.",
        "Weigh both, give the reason in one to three sentences, then answer.",
    )
    criteria = {
        "yes": {"en": "Something this person said is taken up in the response's own words."},
        "no": {"en": "Nothing of what this person said is taken up."},
    }
    dimension = {
        "id": DIMENSION,
        "name": {"en": "Support"},
        "question": {"en": "Does the response take up what this person says about the week, and support them in it?"},
        "passes_on": ["yes"],
        "evidence": "none",
        "steps": [{"en": step} for step in steps],
        "criteria": criteria,
    }
    about = {"id": "bench", "version": "1.0", "title": {"en": "One question, for measuring"}}
    return {**about, "dimensions": [dimension]}


def write_rubric(folder: Path) -> Path:
    """The rubric as a file (JSON is YAML)."""
    file = folder / "bench.yaml"
    file.write_text(json.dumps(a_rubric(), ensure_ascii=False), encoding="utf-8")
    return file


def write_responses(file: Path, count: int, *, sizes: dict[str, int] = PROMPT) -> Path:
    """*count* responses, one JSON object a line, each unlike the others."""
    dice = Random(SEED)
    english = " ".join(dice.choices(ENGLISH.split(), k=POOL // 4))
    chinese = "".join(islice(cycle(CHINESE), POOL))

    def text(name: str) -> str:
        at, zh = dice.randrange(POOL // 2), dice.randrange(POOL // 2)
        return f"{english[at : at + sizes[name]]}\n{chinese[zh : zh + sizes[name + '_zh']]}"

    with file.open("w", encoding="utf-8") as out:
        for i in range(count):
            if i % CANDIDATES == 0:
                turns = [{"role": "user", "content": f"note {i // CANDIDATES}: {text('turn')}"}]
            place = {
                "id": f"r{i:07}",
                "scenario_id": f"s{i // CANDIDATES:07}",
                "candidate": f"candidate-{i % CANDIDATES}",
            }
            row = {**place, "turns": turns, "response": f"reply {i}: {text('said')}", "language": "en"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


def first_lines(file: Path, into: Path, count: int) -> Path:
    """The first *count* lines of *file* as a file of their own."""
    with file.open(encoding="utf-8") as lines, into.open("w", encoding="utf-8") as out:
        out.writelines(islice(lines, count))
    return into
