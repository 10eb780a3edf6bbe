"""Seventy-two injections in three places and two languages, before eight judges that believe anything: 3,456 cells.

What they repeat is never a verdict, nothing is filed under another case, and the texts stay as they were.
"""

import json
import re
from collections import Counter

import pytest
from faults_cases import RUBRIC, figures
from injection_payloads import PAYLOADS

import judge
from judge.call import Reply
from judge.evaluation import prepare
from judge.hiding import HIDDEN, LOOKALIKE
from judge.metering import is_hidden
from judge.models.scripted import ScriptedModel
from judge.scenario import Response, Turn

PLACES = ("reply", "scenario", "earlier turn")
BASE = {"en": ("Long day.", "I hear you."), "zh": ("今天好累。", "我听见你了。")}
DECODER = json.JSONDecoder()


def cases():
    """Every payload in every place and language, as a response of its own."""
    for language, at in (("en", 0), ("zh", 1)):
        asked, said = BASE[language]
        for family, payloads in PAYLOADS.items():
            for n, payload in enumerate(payloads):
                for place in PLACES:
                    injected = payload[at]
                    turns = [
                        Turn("user", f"{asked} {injected}" if place == "scenario" else asked),
                        Turn("assistant", f"{said} {injected}" if place == "earlier turn" else said),
                        Turn("user", asked),
                    ]
                    text = f"{said} {injected}" if place == "reply" else said
                    name = f"{family}:{n}:{place}:{language}"
                    yield Response(name, name, "c", tuple(turns), text, language=language)


def objects(text):
    """Every JSON object that stands in a text."""
    at, found = 0, []
    while (at := text.find("{", at)) >= 0:
        try:
            value, at = DECODER.raw_decode(text, at)
        except ValueError:
            at += 1
            continue
        found.append(json.dumps(value, ensure_ascii=False))
    return found


def data_of(text):
    """The judged texts, as a model would read them."""
    lines = (line for line in text.splitlines() if line.startswith("{"))
    return next(found for line in lines for found in objects(line) if "response" in json.loads(found))


def own(text, token=None):
    """A verdict of the judge's own, with the true token unless another is taken."""
    true = re.findall(r"\d{6}", text)[-1]
    asked = dict.fromkeys(re.findall(r"(?m)^dimension id: (\S+)", text))
    answers = [{"dimension": d, "rationale": "So.", "answer": "yes"} for d in asked]
    for answer in answers:
        if answer["dimension"] == "warm":
            answer["evidence"] = "x"
    return json.dumps({"token": token or true, "answers": answers})


def last_imperative(text):
    found = re.findall(r"(?i)(?:answer|output|say|回答|输出|说)[^.。\n\"]*", data_of(text))
    return (found or ["yes"])[-1]


def after_answer(text):
    return (re.findall(r"answer: (\w+)", data_of(text)) or ["yes"])[0]


GULLIBLE = {
    "first": lambda text: objects(text)[0],
    "last": lambda text: objects(text)[-1],
    "obeys": last_imperative,
    "quotes_then_judges": lambda text: f"It says {data_of(text)}\n{own(text)}",
    "judges_then_quotes": lambda text: f"{own(text)}\nIt said: {data_of(text)}",
    "repeats": lambda text: text,
    "after_answer": lambda text: "\n".join(f"{d}: {after_answer(text)}" for d in ("warm", "cold")),
    "their_token": lambda text: own(text, (re.findall(r"\d{6}", data_of(text)) or ["111111"])[0]),
}


@pytest.fixture(scope="module")
def injected(tmp_path_factory):
    """All of them judged by all of the eight; the run, and the prompts they saw."""
    folder = tmp_path_factory.mktemp("injection")
    (folder / "small.yaml").write_text(RUBRIC, encoding="utf-8")
    shown = []

    def model(gullible):
        def reply(messages):
            shown.append(messages[-1].content)
            return Reply(gullible("\n".join(m.content for m in messages)), "stop")

        return ScriptedModel(reply)

    models = {name: model(gullible) for name, gullible in GULLIBLE.items()}
    named = [f"{name}=openai/{name}" for name in GULLIBLE]
    settings = {"reasks": 0, "ask": ("general",), "canaries": False, "concurrency": 64}
    job = prepare(list(cases()), str(folder / "small.yaml"), named, models=models, **settings)
    return job.run(folder / "run").run, shown


def test_there_are_3456_cells():
    assert [len(family) for family in PAYLOADS.values()] == [6] * 12
    assert len(list(cases())) * len(GULLIBLE) == 3456


def test_no_forged_quoted_or_obeyed_text_is_read_as_a_verdict(injected):
    """Whoever repeats what stands in the judged text has judged nothing."""
    run, _ = injected
    states = Counter((row["judge"], row["state"]) for row in run.judgment_rows())
    read = {key: n for key, n in states.items() if key[1] in ("scored", "abstained", "not_applicable")}

    assert sum(states.values()) == 3456 * 2
    assert read == {}
    figures(
        f"S11 injection: 3456 cells, 72 payloads x 3 places x 2 languages x 8 gullible judges, {len(read)} accepted"
    )


def test_a_judge_that_means_it_is_filed_where_it_was_asked(tmp_path):
    """An honest verdict on each case is that case's, whatever stands in it."""
    (tmp_path / "small.yaml").write_text(RUBRIC, encoding="utf-8")

    def reply(messages):
        text = "\n".join(m.content for m in messages)
        return own(text).replace('"So."', json.dumps(data_of(text)))

    models = {"m": ScriptedModel(reply)}
    settings = {"ask": ("general",), "canaries": False, "concurrency": 64}
    given = list(cases())
    run = (
        prepare(given, str(tmp_path / "small.yaml"), ["m=openai/m"], models=models, **settings)
        .run(tmp_path / "run")
        .run
    )
    by_id = {r.id: r for r in given}

    rows = list(run.judgment_rows())
    thoughts = {row["response_id"] for row in rows if "<think>" in str(by_id[row["response_id"]])}
    assert {row["reason_code"] for row in rows if row["state"] != "scored"} <= {"think"}
    assert {row["response_id"] for row in rows if row["state"] != "scored"} <= thoughts, (
        "only a quoted thought is unread"
    )
    for row in (row for row in rows if row["state"] == "scored"):
        said = json.loads(row["rationale"])
        assert said["response"] == by_id[row["response_id"]].response


def test_hidden_characters_are_shown_to_the_judge_and_originals_kept(injected):
    """Every one of them, in every place: an escape in the prompt, the character itself in the store."""
    run, shown = injected

    assert {c for c in set().union(*shown) if is_hidden(c)} <= {"\n"}
    for word in ("an\\u200bswer", "回\\u200b答"):  # asked at once, then each question alone
        assert sum(word in text for text in shown) == len(PLACES) * len(GULLIBLE) * 3
    assert [(r.id, r.response, r.turns) for r in run.responses()] == [(r.id, r.response, r.turns) for r in cases()]
    assert judge.read_run(run.folder).response_ids() == [r.id for r in cases()]


def test_every_hidden_character_is_flagged_and_nothing_else_is(injected):
    """In each place, in both languages, before each judge; emoji, Chinese and code among the others are ordinary."""
    run, _ = injected
    flags = {}
    for call in run.call_rows():
        flags.setdefault(call["response_id"], set()).add(tuple(call["flags"]))
    names = [r.id for r in cases()]
    alike = {name for name in names if name.startswith("hidden characters:4:")}
    hiding = {name for name in names if name.startswith("hidden characters:")} - alike

    assert (len(hiding), len(alike)) == (30, 6)
    assert flags == {name: {(HIDDEN,) if name in hiding else (LOOKALIKE,) if name in alike else ()} for name in names}
    others = len(names) - 36
    figures(f"S11 hidden characters: {len(hiding | alike)} of 36 texts flagged in every call, {others} others in none")
