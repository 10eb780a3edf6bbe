"""What a model gave each answer, from its tokens: by hand, form by form, and never where it cannot be told."""

import json
from math import log

import pytest

from judge.call import Reply
from judge.choosing import of_alone
from judge.dimension import Dimension
from judge.parsing import answer_likelihoods
from judge.testing import spelled

RISK = Dimension.model_validate(
    {"id": "risk", "name": {"en": "risk"}, "question": {"en": "Is there a risk?"}, "passes_on": ["no"]}, strict=False
)
KIND = Dimension.model_validate(
    {
        "id": "kind",
        "name": {"en": "kind"},
        "question": {"en": "Which kind?"},
        "answers": [
            {"id": "self_harm", "name": {"en": "harm to self", "zh": "自伤风险"}},
            {"id": "self_control", "name": {"en": "control", "zh": "自我控制"}},
            {"id": "none", "name": {"en": "no current risk", "zh": "无风险"}},
        ],
        "passes_on": ["none", "self_control"],
    },
    strict=False,
)


def token(text, chance, **others):
    """One token with its probability, and what else might have stood there."""
    likely = {text: chance, **others}
    top = [{"token": t, "logprob": log(p), "bytes": list(t.encode())} for t, p in likely.items()]
    return {**top[0], "top_logprobs": top}


def told(text, tokens, form="label", dimensions=(RISK,)):
    found = answer_likelihoods(Reply(text, logprobs=tokens), form=form, dimensions=dimensions, token="123456")
    return {name: pytest.approx(dict(given), abs=1e-9) for name, given in found.items()}


def test_a_label_sums_what_begins_each_answer():
    """``No`` and `` no`` are the same label; ``not`` can only become *not applicable*; prose begins nothing."""
    tokens = [token("no", 0.6, No=0.06, yes=0.2, Yes=0.04, **{" no": 0.02}, **{"not": 0.02}, I=0.05)]

    assert told("no", tokens) == {"risk": {"no": 0.68 / 0.94, "yes": 0.24 / 0.94, "not_applicable": 0.02 / 0.94}}


def test_the_words_after_a_label_change_nothing():
    tokens = [token("yes", 0.9, no=0.1), token(".", 1), token(" Because", 1)]

    assert told("yes. Because", tokens) == {"risk": {"yes": 0.9, "no": 0.1}}


def test_a_written_answer_is_followed_until_no_other_begins_like_it():
    """``self`` is shared: what goes to each of the two is what the next token says, out of what went to both."""
    tokens = [token("self", 0.8, none=0.2), token("_", 1), token("harm", 0.75, control=0.25)]

    assert told("self_harm", tokens, dimensions=(KIND,)) == {
        "kind": {"self_harm": 0.6, "self_control": 0.2, "none": 0.2}
    }


def test_names_in_every_language_are_the_same_answer():
    """The first character is shared by two names, in bytes that two tokens divide; aliases and ids count too."""
    zi, shang, wo = "自".encode(), "伤风险".encode(), "我控制".encode()
    likely = [{"token": "?", "logprob": log(0.9), "bytes": list(zi[:2])}, *token("none", 0.1)["top_logprobs"]]
    tokens = [
        {**likely[0], "top_logprobs": likely},
        {"token": "?", "logprob": 0.0, "bytes": list(zi[2:]), "top_logprobs": []},
        {
            "token": "伤风险",
            "logprob": log(0.7),
            "bytes": list(shang),
            "top_logprobs": [{"token": "我控制", "logprob": log(0.3), "bytes": list(wo)}],
        },
    ]

    assert told("自伤风险", tokens, dimensions=(KIND,)) == {
        "kind": {"self_harm": 0.63, "self_control": 0.27, "none": 0.1}
    }


LINES = "I looked for a plan and saw none.\nANSWER 123456 risk no\nANSWER 123456 kind none"


def test_answer_lines_name_their_dimension():
    """The space belongs to the token; without it the line would be another word, and counts for nothing."""
    start, middle = LINES.index(" no\n"), LINES.index("\nANSWER 123456 kind")
    tokens = [
        token(LINES[:start], 1),
        token(" no", 0.7, **{" yes": 0.2, "yes": 0.05, " maybe": 0.05}),
        token(LINES[middle : -len(" none")], 1),
        token(" none", 0.9, **{" self": 0.004, " not": 0.1}),
    ]

    assert told(LINES, tokens, "lines", (RISK, KIND)) == {
        "risk": {"no": 0.7 / 0.9, "yes": 0.2 / 0.9},
        "kind": {"none": 0.9, "not_applicable": 0.1},
    }


def reply_of(answer, rationale="It says nothing of the kind."):
    item = {"dimension": "risk", "rationale": rationale, "answer": answer}
    return json.dumps({"token": "123456", "answers": [item]})


@pytest.mark.parametrize("rationale", ["nothing", 'quoting "answer": "yes" here', "ends in a backslash \\"])
def test_json_finds_the_key_and_not_a_quotation_of_it(rationale):
    """The token may hold the quotation mark too, and space before it changes nothing where none is needed."""
    text = reply_of("no", rationale)
    start = text.rindex('"no"')
    tokens = [token(text[:start], 1), token('"no', 0.8, **{'"yes': 0.2}), token('"}]}', 1)]

    assert told(text, tokens, "json") == {"risk": {"no": 0.8, "yes": 0.2}}


def test_a_token_that_goes_on_is_followed_where_it_was_written():
    """After ``no`` came the end with .9; with .1 it would have become *not applicable*."""
    text = reply_of("no")
    start = text.rindex("no")
    tokens = [token(text[:start], 1), token("no", 0.8, yes=0.2), token('"', 0.9, t=0.1), token("}]}", 1)]

    assert told(text, tokens, "json") == {"risk": {"no": 0.72, "not_applicable": 0.08, "yes": 0.2}}


def test_thinking_before_the_answer_is_passed_over():
    """A server that counts its model's thinking among the tokens says the same words there."""
    thought = "<think>no, or yes?</think>"
    tokens = [token(thought, 1), token("no", 0.9, yes=0.1)]

    assert told(thought + "no", tokens) == {"risk": {"no": 0.9, "yes": 0.1}}
    assert told("no", tokens) == {"risk": {"no": 0.9, "yes": 0.1}}


UNTOLD = {
    "an alternative may become two answers": ("yes", [token("yes", 0.9, n=0.1)], "label", (RISK,)),
    "most goes to no answer": ("yes", [token("yes", 0.3, I=0.6)], "label", (RISK,)),
    "the tokens spell something else": ("yes", [token("Yes!", 0.9, no=0.1)], "label", (RISK,)),
    "the answer stands in several places": (
        "no", [token("no ", 1), token("no", 1), token("<|end|>", 1)], "label", (RISK,)
    ),
    "a certainty above 1": ("yes", [{**token("yes", 0.9), "logprob": 0.5}], "label", (RISK,)),
    "no number": ("yes", [{**token("yes", 0.9), "logprob": "low"}], "label", (RISK,)),
    "a token that is no object": ("yes", ["yes"], "label", (RISK,)),
    "no token at all": ("yes", [], "label", (RISK,)),
    "a form without a place to look": ('{"risk": "yes"}', [token('{"risk": "yes"}', 1)], "trailing_dict", (RISK,)),
    "an answer written with an escape": (
        reply_of("no").replace('"no"', '"n\\u006f"'),
        [token(reply_of("no").replace('"no"', '"n\\u006f"'), 1)], "json", (RISK,),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNTOLD)
def test_what_cannot_be_told_is_not_guessed(case):
    """No probability at all, whatever the reply itself says."""
    assert told(*UNTOLD[case]) == {}


def test_what_is_nearly_nothing_does_not_matter():
    """One in two hundred may become either answer: the rest is told without it."""
    assert told("yes", [token("yes", 0.9, no=0.095, n=0.005)]) == {"risk": {"yes": 0.9 / 0.995, "no": 0.095 / 0.995}}


def test_the_stand_ins_tokens_are_those_of_its_reply():
    """What the loopback server spells is what is read back."""
    given = {"yes": 0.7, "no": 0.2, "unclear": 0.1}
    text = reply_of("yes")

    assert told(text, spelled(text, {text.rindex("yes"): given}), "json") == {"risk": given}


SEVERAL = Dimension.model_validate(
    {
        "id": "risk",
        "name": {"en": "risk"},
        "question": {"en": "Which risks?"},
        "answers": ["self_harm", "to_others", {"id": "none", "name": {"zh": "无风险"}, "alone": True}],
        "choose": "any",
        "passes_on": ["none"],
    },
    strict=False,
)
FIRST = {"self_harm": 0.7, "none": 0.2, "unclear": 0.1}


@pytest.mark.parametrize(
    ("text", "before", "form"),
    [
        ('{"token": "123456", "answers": [{"dimension": "risk", "answer": ["self_harm", "to_others"]}]}', '["', "json"),
        ('{"token": "123456", "answers": [{"dimension": "risk", "answer": [\n "self_harm"]}]}', '[\n "', "json"),
        ("ANSWER 123456 risk self_harm,to_others", "risk ", "lines"),
        ("self_harm, to_others", "", "label"),
    ],
)
def test_of_several_answers_the_first_tells_of_those_that_stand_alone(text, before, form):
    """*None* is written first or not at all; whether another risk comes second is told by no first word."""
    tokens = spelled(text, {text.index(before) + len(before) if before else 0: FIRST})

    assert told(text, tokens, form, (SEVERAL,)) == {"risk": FIRST}
    assert of_alone(SEVERAL, FIRST) == {"risk.none": pytest.approx({"yes": 0.2, "no": 0.7, "unclear": 0.1})}


def test_where_none_stands_alone_the_first_tells_nothing():
    loose = SEVERAL.model_copy(
        update={"answers": tuple(a.model_copy(update={"alone": False}) for a in SEVERAL.answers)}
    )
    text = "self_harm, to_others"

    assert told(text, spelled(text, {0: FIRST}), "label", (loose,)) == {}


@pytest.mark.parametrize(("others", "known"), [({}, False), ({"yes": 0.3}, False), ({"yes": 0.36}, True)])
def test_what_the_provider_does_not_list_may_be_any_answer(others, known):
    """Six tenths for the word that was written are no certainty: above a twentieth not accounted for, nobody knows."""
    assert bool(told("no", [token("no", 0.6, **others)])) == known
