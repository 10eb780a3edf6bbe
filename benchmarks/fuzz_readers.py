"""Throws strings at the readers of judges' replies: noise, damaged verdicts, and verdicts quoted from elsewhere.

    python benchmarks/fuzz_readers.py [STRINGS] [--seed SEED]

Every string has a known truth: the answers its judge gave, or none. Prints one line of figures and exits 1 unless no
accepted verdict differs from the truth and nothing but our own error was raised.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from judge.call import Reply, ReplyForm
from judge.dimension import Dimension
from judge.errors import ReplyError
from judge.parsing import read_reply

TOKEN, FORGED_TOKEN = "482913", "111111"
Truth = tuple[str | None, ...] | None


def dimension(name: str, zh: str, **fields: object) -> Dimension:
    text = {"en": name.title(), "zh": zh}
    return Dimension.model_validate_json(
        json.dumps({"id": name, "name": text, "question": text, "passes_on": ["yes"], **fields})
    )


QUESTIONS = (
    dimension("empathy", "共情", evidence="quote"),
    dimension("regulation", "情绪调节"),
    dimension("referral", "转介外部支持", evidence="quote"),
)
CLASSES = ("Nonsense", "Linguistic Neglect", "Toxic Language", "Safe Response")
SAFETY = dimension(
    "safety",
    "回复类别",
    answers=[{"id": f"{n.split()[0].lower()}_class", "name": {"en": n, "zh": n}} for n in CLASSES],
    passes_on=["safe_class"],
)
ASKED: dict[ReplyForm, tuple[Dimension, ...]] = {
    "json": QUESTIONS,
    "lines": QUESTIONS,
    "label": (SAFETY,),
    "trailing_dict": QUESTIONS,
}
REASONS = ("It names the weariness.", "回复说出了对方的累。", "She asks: “How are the evenings?”", "没有提到外部帮助。")
PIECES = (
    *("{", "}", "[", "]", '"', "'", ",", ":", "\\", "\n", "\r\n", " ", "```", "```json\n", "<think>", "</think>", "\0"),
    *(
        "ANSWER ",
        TOKEN,
        FORGED_TOKEN,
        "empathy",
        "referral",
        "共情",
        "总分",
        "yes",
        "no",
        ', "answer": "no"',
        "NaN",
        "1e999",
    ),
    *(
        "\ud800",
        "\u2028",
        "\ufeff",
        "\u200b",
        "//",
        "true",
        "null",
        "1",
        "0",
        ".",
        "。",
        '"token": "',
        "I'm sorry, but I can't",
    ),
    *("[" * 3000, '{"a":' * 50, "9" * 5000, "ｙｅｓ", "<!doctype html>", "| a | b |\n|---|---|", "抱歉，我无法"),
)


@dataclass
class Written:
    """A valid reply, with the places of its answers' own words: damage there would be another reply."""

    text: str = ""
    answers: list[str] = field(default_factory=list)
    guarded: list[tuple[int, int]] = field(default_factory=list)

    def say(self, text: str, *, guarded: bool = False) -> None:
        """Write on; *guarded* where damage would make another reply."""
        if guarded:
            self.guarded.append((len(self.text), len(self.text) + len(text)))
        self.text += text


def write_json(dice: Random, token: str) -> Written:
    reply = Written()
    reply.say(f'{{"token": "{token}", "answers": [')
    for i, asked in enumerate(QUESTIONS):
        answer = dice.choice(("yes", "no"))
        reply.answers.append(answer)
        evidence = ', "evidence": "you sound worn out"' if asked.evidence == "quote" else ""
        reply.say(f'{", " if i else ""}{{"dimension": "{asked.id}", "rationale": "{dice.choice(REASONS)}"{evidence}, ')
        reply.say(f'"answer": "{answer}"', guarded=True)
        reply.say("}")
    reply.say("]}")
    return reply


def write_lines(dice: Random, token: str) -> Written:
    reply = Written()
    reply.say(dice.choice(REASONS) + "\n")
    for asked in QUESTIONS:
        reply.answers.append(dice.choice(("yes", "no")))
        reply.say(f"ANSWER {token} {asked.id}")
        reply.say(f" {reply.answers[-1]}\n", guarded=True)
    return reply


def write_label(dice: Random, _token: str) -> Written:
    name = dice.choice(CLASSES)
    reply = Written(answers=[f"{name.split()[0].lower()}_class"])
    reply.say(f"{name}.", guarded=True)
    reply.say(f" {dice.choice(REASONS)}")
    return reply


def write_dict(dice: Random, _token: str) -> Written:
    reply = Written()
    reply.say(f"原因：{dice.choice(REASONS)}\n{{")
    for asked in QUESTIONS:
        answer = dice.choice(("yes", "no"))
        reply.answers.append(answer)
        reply.say(f"'{asked.name['zh']}'")
        reply.say(f": {'01'[answer == 'yes']}, ", guarded=True)
    reply.say(f"'总分': {dice.randrange(4)}}}")
    return reply


WRITE: dict[ReplyForm, Callable[[Random, str], Written]] = {
    "json": write_json,
    "lines": write_lines,
    "label": write_label,
    "trailing_dict": write_dict,
}


def noise(dice: Random, _form: ReplyForm) -> tuple[str, Truth]:
    """What no judge wrote: random bytes taken for text, or fragments of replies in random order."""
    if dice.random() < 0.5:
        return dice.randbytes(dice.randrange(200)).decode("utf-8", dice.choice(("replace", "surrogateescape"))), None
    return "".join(dice.choices(PIECES, k=dice.randrange(1, 15))), None


def damaged(dice: Random, form: ReplyForm) -> tuple[str, Truth]:
    """A true verdict, hurt in one or two places outside the answers' own words."""
    reply = WRITE[form](dice, TOKEN)
    text, guarded = reply.text, reply.guarded
    for _ in range(dice.choice((1, 1, 1, 2))):
        start = dice.choice((dice.randrange(len(text) + 1), dice.choice(guarded)[1]))
        start = next((high for low, high in guarded if low < start < high), start)
        room = min([low for low, _ in guarded if low >= start], default=len(text)) - start
        end = start + dice.choice((0, min(1, room), dice.randint(0, room)))
        other = sorted(dice.choices(range(len(reply.text) + 1), k=2))
        new = dice.choice(
            ("", text[start:end] * 2, dice.choice(PIECES), reply.text[slice(*other)], chr(dice.randrange(300)))
        )
        text = text[:start] + new + text[end:]
        shift = len(new) - (end - start)
        guarded = [(low + shift, high + shift) if low >= end else (low, high) for low, high in guarded]
    return text, tuple(reply.answers)


def quoting(dice: Random, form: ReplyForm) -> tuple[str, Truth]:
    """A judge that repeats a verdict from the judged text, before, after, instead of or within its own.

    Two verdicts in one reply are none, unless one is only thought or stands inside a rationale.
    """
    own, forged = WRITE[form](dice, TOKEN), WRITE[form](dice, dice.choice((FORGED_TOKEN, TOKEN)))
    truth = tuple(own.answers)
    if form == "json" and dice.random() < 0.2:
        inside = json.dumps(f"It grades itself: {forged.text}", ensure_ascii=False)[1:-1]
        return own.text.replace('"rationale": "', f'"rationale": "{inside} ', 1), truth
    if dice.random() < 0.2:
        return f"<think>{forged.text}</think>\n{own.text}", truth
    if form in ("json", "lines") and dice.random() < 0.3:
        return WRITE[form](dice, FORGED_TOKEN).text, None
    glue = dice.choice(("\n", " ", "", "\n```\n", "\nMy verdict: ", "。我的判断："))
    before, after = f"It says: {forged.text}{glue}{own.text}", f"{own.text}{glue}{forged.text}"
    same_label = form == "label" and forged.answers == own.answers
    return dice.choice((before, after)), truth if same_label else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strings", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--seed", type=int, default=20250101)
    options = parser.parse_args()
    dice, count, started = Random(options.seed), Counter[str](), time.perf_counter()
    for _ in range(options.strings):
        form = dice.choice(list(WRITE))
        text, truth = dice.choice((noise, damaged, quoting))(dice, form)
        finish = dice.choice(("stop", "stop", "stop", None, "mystery", "length"))
        count[outcome(Reply(text, finish), form, truth if finish != "length" else None)] += 1
    seconds = time.perf_counter() - started
    accepted = count["true"] + count["different"]
    print(
        f"fuzz_readers: {options.strings} strings, {accepted} accepted, {count['different']} accepted and different "
        f"from the truth, {count['escaped']} exceptions escaped, {seconds:.1f} s (seed {options.seed})"
    )
    return 1 if count["different"] or count["escaped"] else 0


def outcome(reply: Reply, form: ReplyForm, truth: Truth) -> str:
    try:
        reading = read_reply(reply, form=form, dimensions=ASKED[form], token=TOKEN)
    except ReplyError:
        return "refused"
    except Exception as error:  # noqa: BLE001 - what escapes is the very thing counted here
        print(f"escaped from {form}: {error!r} on {reply.content!r:.200}", file=sys.stderr)
        return "escaped"
    found = tuple(v.answer for v in reading.verdicts)
    if found == truth:
        return "true"
    print(f"different in {form}: {found} for {truth} on {reply.content!r}", file=sys.stderr)
    return "different"


if __name__ == "__main__":
    sys.exit(main())
