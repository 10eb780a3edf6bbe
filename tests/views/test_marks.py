"""What cannot be seen is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge.views.marks import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200bb", "a⟦U+200B⟧b"),
        ("\ufeffa", "⟦U+FEFF⟧a"),
        ("a\u202etxt.exe", "a⟦U+202E⟧txt.exe"),
        ("\u2066x\u2069", "⟦U+2066⟧x⟦U+2069⟧"),
        ("nul\x00", "nul⟦U+0000⟧"),
        ("\x1b[31mred", "⟦U+001B⟧[31mred"),
        ("tag\U000e0041\U000e007f", "tag⟦U+E0041⟧⟦U+E007F⟧"),
        ("soft\u00adhyphen", "soft⟦U+00AD⟧hyphen"),
        ("lone\ud800", "lone⟦U+D800⟧"),
        ("private\ue000", "private⟦U+E000⟧"),
        ("line\u2028break", "line⟦U+2028⟧break"),
        ("hangul\u3164filler", "hangul⟦U+3164⟧filler"),
        ("data\U000e0101\U000e0102", "data⟦U+E0101⟧⟦U+E0102⟧"),
        ("x\ufe01\ufe02\ufe03", "x\ufe01⟦U+FE02⟧⟦U+FE03⟧"),
        ("a\u200db", "a⟦U+200D⟧b"),
        ("carriage\rreturn", "carriage⟦U+000D⟧return"),
        ("windows\r\nline", "windows\nline"),
    ],
)
def test_a_hidden_character_is_shown_by_its_number(text, shown):
    """Nobody can be misled by what they were not shown."""
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text", ["", "plain\n\ttext", "撑不下去了……我很累。", "❤️ ok", "👩‍⚕️👍🏽", "é e\u0301", "שלום", "３／１４"]
)
def test_ordinary_text_is_left_alone(text):
    """Chinese, Hebrew, accents and emoji are not suspicious."""
    assert visible(text) == text


@given(st.text())
def test_nothing_without_ink_survives(text):
    """Whatever the text, no control, no format character, no surrogate is left, and a second look changes nothing."""
    shown = visible(text)

    left = [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in "\n\t\u200d"]
    assert left == []
    assert visible(shown) == shown
    shown.encode("utf-8")
