"""Characters that nobody sees are flagged where they have no use, letters that pass for others where they are mixed."""

import json
from pathlib import Path
from unicodedata import category

import pytest

import judge
from judge.cli.app import run as judge_command
from judge.hiding import HIDDEN, LOOKALIKE, hiding
from judge.metering import is_hidden
from judge.testing import LoopbackServer, StandIn
from judge.views.words.sentences import in_language

SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"

ORDINARY = [
    "", "Long day.\r\n\tI hear you.", "今天好累。我听见你了……“真的”——", "naïve café, 20 °C, 5 µm, “quoted” – and so…",
    "❤️ ☀️ ⚠️ ©️ ℹ️ ‼️ ❤︎", "👩‍⚕️ 👨‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 👍🏽 👩🏽‍🚀 🇨🇳", "1️⃣ #️⃣ *️⃣", SCOTLAND, "葛󠄀城 辻󠄁", "〰️ ㊗️ 你好，︀",
    "می\u200cخواهم", "क्\u200dष", "ภาษา\u200bไทย", "שלום\u200f, 1", "ᠮᠣᠩᠭᠣᠯ\u180bᠠ", "⠓⠊\u2800⠓⠊", "ᄒ\u1160ᆫ",
    "Мне очень плохо, помогите.", "Είμαι κουρασμένος", "TNFα, NFκB, Aβ, ΔT, μm, kΩ", "IT-специалист, SMSка, Bитамин C",
    "\ue200cite\ue201", "line\u2028break", "全角\u3000空格", "a\u00a0b", "bell \x07",
]  # fmt: skip

HIDING = [
    "an\u200bswer", "回\u200b答", "a\u200cb", "a\u200db", "回\u200d答", "❤️\u200d y", "a\u2060b", "a\u2063b", "y\ufeff",
    "an\u00adswer", "a\u034fb", "\u202esey\u202c", "\u2066yes\u2069", "yes\u200f", "yes\u061c", "a\u3164b", "a\uffa0b",
    "a\u1160b", "a\u2800b", "a\u180bb", "a\u17b4b", "a\ufff9b\ufffac\ufffb", "好\U000e0061\U000e0062", "\U000e0001",
    "yes\ufe0f", "1\ufe0f yes", "是\ufe00\ufe01", "是\U000e0100\U000e0101", "❤️\U000e0100", "😀\ufe0f\ufe0f",
    "\U0001f3f4\U000e0079\U000e0065\U000e0073\U000e007f", SCOTLAND + "\U000e0061", "ภาษา\u200b\u200bไทย",
    "می\u200c\u200cخواهم",
]  # fmt: skip

ALIKE = [
    "n\u043e",
    "回答\u0443\u0435s好",
    "\u0410nswer",
    "p\u0430ypal",
    "\u0397ello",
    "micr\u03bfsoft",
    "and th\u0435n one",
]

SAID = """\
id,user,assistant
plain,I am low.,I hear you ❤️
hiding,I am low.,I he\u200bar you
alike,I am l\u043ew.,I hear you
"""

SIGNS = {*range(0x600, 0x8E3), 0x110BD, 0x110CD, *range(0x13430, 0x13456)}
"""Of numbers, verses and hieroglyphs: they are drawn, or place what is drawn."""


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_at_home_where_it_stands_is_ordinary(text):
    """Emoji, Han characters, keycaps, flags, scripts that join or are written from the right, formulas."""
    assert hiding([text, f"好{text}。", f"<{text}>"]) == ()


@pytest.mark.parametrize("text", HIDING)
def test_what_shows_nothing_and_has_no_use_there_is_flagged(text):
    assert hiding(["plain", text]) == (HIDDEN,)
    assert hiding([f"我很累。❤️{text}"]) == (HIDDEN,)


@pytest.mark.parametrize("text", ALIKE)
def test_words_of_letters_that_only_look_latin_are_flagged(text):
    assert hiding([text]) == (LOOKALIKE,)
    assert hiding([f"Мне плохо. {text}", "an\u200bswer"]) == (HIDDEN, LOOKALIKE)


def test_every_hidden_character_between_letters_is_flagged_and_no_visible_one():
    """But for those the page names: controls, line separators, private use, and what is no character yet."""
    everything = [*map(chr, range(0x110000))]
    flagged = {c for c in everything if HIDDEN in hiding([f"a{c}b"])}
    unseen = {c for c in everything if is_hidden(c) and category(c) not in ("Cc", "Co", "Cn", "Cs", "Zl", "Zp")}

    assert {c for c in flagged if not is_hidden(c)} == set()
    assert {c for c in unseen - flagged if ord(c) not in SIGNS} == set()


def test_a_run_says_how_many_units_hide_something_in_both_languages(monkeypatch, capsys):
    """The flags stand in the export; the note on the terminal, in the JSON, in tables and on the page."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
    Path("my.csv").write_text(SAID, encoding="utf-8")
    with LoopbackServer(StandIn(seed=1)) as server:
        command = ["evaluate", "my.csv", "-r", "psycrisis", "-j", "openai/m", "--api-base", server.url, "-o", "run"]
        judge_command([*command, "--per", "dimension"])
        err = capsys.readouterr().err
        judge_command([*command, "--per", "dimension", "--json"])
        document = json.loads(capsys.readouterr().out)
    judge_command(["report", "run", "--ui", "zh"])

    run = judge.read_run("run")
    flags = {(call["response_id"], *call["flags"]) for call in run.call_rows()}
    notes = [note for note in document["notes"] if "units hold" in note]
    page = Path("run/report.html").read_text(encoding="utf-8")
    assert flags == {("plain",), ("hiding", HIDDEN), ("alike", LOOKALIKE)}
    assert [note.split()[0] for note in notes] == ["1", "1"]
    assert " ".join(notes[0].split()[:6]) in " ".join(err.split())
    assert [note for note in judge.scores(run).notes if "units hold" in note] == notes
    assert all(in_language(note, "zh") in page for note in notes)
    assert all("个评判单位" in in_language(note, "zh") for note in notes)
