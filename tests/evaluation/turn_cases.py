"""Four short conversations, invented and mild, and what two raters said of the client's turns."""

import csv
import json
from pathlib import Path

from judge.judges.scripted import ScriptedJudge
from judge.judgment import State
from judge.library import load_rubric
from judge.readers import ResponsesFile

RISK = load_rubric("risk_turns")
CONVERSATIONS = [
    ("c1", ["I slept badly.", "What went through your mind?", "That I would rather not wake up.", "Thank you."]),
    ("c2", ["My thesis is due.", "Where are you stuck?", "The last chapter kills me."]),
    ("c3", ["He came to the house again.", "And then?", "I told him I would hurt him."]),
    ("c4", [
        "Good morning.", "Good morning, what brings you here?", "I want to hurt him, and then not live any more.",
        "That is a lot to carry.", "It is better today.",
    ]),
]  # fmt: skip
"""The client begins, and both speak in turn."""
LABELS = [  # conversation, turn, anna, ben
    ("c1", 0, "no_current_risk", "no_current_risk"),
    ("c1", 2, "self_harm_risk", "self_harm_risk"),
    ("c2", 0, "no_current_risk", "no_current_risk"),
    ("c2", 2, "no_current_risk", "?"),
    ("c3", 0, "no_current_risk", "harm_to_others"),
    ("c3", 2, "harm_to_others", "harm_to_others"),
    ("c4", 0, "no_current_risk", "no_current_risk"),
    ("c4", 2, "self_harm_risk; harm_to_others", "harm_to_others"),
    ("c4", 4, "no_current_risk", "no_current_risk"),
]


def conversation(name, said, **more):
    turns = [{"role": ("user", "assistant")[i % 2], "content": text} for i, text in enumerate(said)]
    return {"id": name, "candidate": "fir", "turns": turns, "language": "en", **more}


def conversations_file(*lines, unit="user_turn"):
    """The file ``turns.jsonl``: *lines*, or the four conversations."""
    lines = lines or [conversation(name, said) for name, said in CONVERSATIONS]
    Path("turns.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return ResponsesFile("turns.jsonl", unit)


def labels_file(rows=LABELS):
    """The file ``labels.csv``, long, a list of what was chosen in each cell."""
    with Path("labels.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("response_id", "turn", "dimension", "rater", "answer"))
        for name, turn, *answers in rows:
            out.writerows(
                (name, turn, "risk", rater, answer) for rater, answer in zip(("anna", "ben"), answers, strict=False)
            )
    return "labels.csv"


def by_words(response, dimension, _repeat):
    """Goes by single words: it is taken in by a figure of speech, and misses a wish that uses none of them."""
    text = response.response
    found = {"self_harm_risk": "not live" in text or "kills" in text, "harm_to_others": "hurt him" in text}
    found["no_current_risk"] = not any(found.values())
    name = dimension.id.rpartition(".")[2]
    if name == "risk":
        return State.MALFORMED  # it speaks of answers only; the class follows from them
    return "yes" if found[name] else "no"


def words_judge():
    return ScriptedJudge(by_words, name="words")
