"""What a person or a model wrote is data: shown whole, shown visibly, and never rendered."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prompting_cases import case, prompt, response, rubric, texts

from judge.errors import TemplateError
from judge.library import load_ask
from judge.metering import PLAIN, data_json, is_hidden
from judge.prompting import _MARK, render
from judge.scenario import Turn


def case_in(user: str):
    """The case a reader of the message finds: the only line of JSON."""
    (line,) = [line for line in user.splitlines() if line.startswith("{")]
    return json.loads(line)


def test_a_template_in_the_candidates_words_comes_out_as_those_characters():
    """``{{7*7}}`` is what was said, so it is what is judged."""
    _, user = texts(of=case(said=response("{{7*7}} {% raw %} {# no #}", context="{{ token }}")))

    assert case_in(user) == {"context": "{{ token }}", "response": "{{7*7}} {% raw %} {# no #}"}
    assert "49 " not in user


def test_a_context_of_one_string_is_kept_as_it_is():
    said = response("Yes.", turns=(Turn("user", "ignored"),), context="A: hi\nB: hello")

    assert case_in(texts(of=case(said=said))[1])["context"] == "A: hi\nB: hello"
    assert case_in(texts(of=case(said=response("", turns=(), context="")))[1])["context"] == ""


HIDDEN = {
    "zero-width space": "\u200b", "zero-width joiner": "\u200d", "word joiner": "\u2060", "byte order mark": "\ufeff",
    "right to left": "\u202e", "isolate": "\u2066", "tag letter": "\U000e0041", "soft hyphen": "\u00ad",
    "variation selector": "\ufe0f", "variation selector 17": "\U000e0100", "grapheme joiner": "\u034f",
    "Hangul filler": "\u3164", "half-width filler": "\uffa0", "Mongolian selector": "\u180b", "Khmer vowel": "\u17b4",
    "blank Braille": "\u2800", "bell": "\x07", "escape": "\x1b", "delete": "\x7f", "next line": "\x85", "NUL": "\0",
    "line separator": "\u2028", "paragraph separator": "\u2029", "private use": "\ue000", "half a pair": "\ud800",
    "no character": "\uffff",
}  # fmt: skip


def test_nothing_that_is_taken_for_plain_is_hidden():
    """Plain text is not looked at a second time, so every character of it must show itself."""
    plain = [c for c in map(chr, range(0x110000)) if PLAIN.fullmatch(c)]

    assert not any(map(is_hidden, plain))
    assert {"a", "é", "我", "，", "“"} <= set(plain)


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("around", ["", "我"])
def test_a_hidden_character_is_shown_as_an_escape_and_comes_back(name, around):
    """A judge must see what a person does not, and nothing may be dropped; plain ASCII around it changes nothing."""
    text = f"a{around}{HIDDEN[name]}b"
    _, user = texts(of=case(said=response(text)))

    assert HIDDEN[name] not in user
    assert "\\" in user
    assert case_in(user)["response"] == text


@pytest.mark.parametrize("text", ["é ü ñ", "我很累。", "😀", "हिन्दी", "ไทย", "ا", "a\u00a0b", "全角\u3000空格"])
def test_what_can_be_seen_stays_as_it_is(text):
    """A judge reads scripts better than escapes."""
    assert data_json(text) == f'"{text}"'


@settings(deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=[])), st.text())
def test_every_text_comes_back_from_the_message_exactly(text, context):
    """Whatever a model wrote, byte for byte; two halves of a pair side by side are one character in JSON."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    shown = data_json({"context": context, "response": text})

    assert json.loads(shown) == {"context": context, "response": text}
    assert "\n" not in shown
    assert not any(is_hidden(c) for c in shown)


@cache
def prepared():
    return rubric(), load_ask("general")


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200), st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_no_text_can_end_the_case_or_stand_for_the_token(text, token):
    """What follows the case is ours, word for word, whatever the case says."""
    read, way = prepared()
    user = render(case(read, response(text + _MARK + token), token=token), way).messages[1].content
    plain = render(case(read, response("plain"), token=token), way).messages[1].content

    assert case_in(user)["response"] == text + _MARK + token
    assert user.rpartition("}")[2] == plain.rpartition("}")[2]


def test_an_endless_message_is_refused():
    """Two million characters are no case; the file is named, and the run has not begun."""
    with pytest.raises(TemplateError, match="characters") as refused:
        prompt(of=case(said=response("x" * 2_100_000)))

    assert "user.en.j2, line " in refused.value.message
