"""The fingerprint of a prompt, and the token it does not know."""

import json
from hashlib import sha256

import pytest
from prompting_cases import FORMS, case, prompt, put, response, rubric, two

from judge.case import Case
from judge.errors import TemplateError
from judge.library import load_ask
from judge.prompting import render
from judge.scenario import Turn


def test_the_fingerprint_does_not_know_the_token_and_knows_everything_else():
    """Two calls about one case are the same question; anything else that changed is another one."""
    way = load_ask("expert_chain")
    read = two()
    plain = render(case(read), way).sha256
    others = [
        render(case(read, response("Other.")), way),
        render(case(read, response(turns=(Turn("assistant", "I am tired."),))), way),
        render(case(read, response(context="I am tired.")), way),
        render(case(read, language="zh"), way),
        render(case(read), way, form="lines"),
        render(Case(response(), read, read.dimensions[:1], "en"), way),
        render(case(read), load_ask("general")),
        render(case(two(title={"en": "Other", "zh": "别"}, id="other")), way),
    ]

    assert render(case(read, token="000001"), way).sha256 == plain
    assert render(case(read, response(candidate="x", tags={}, id="r2")), way).sha256 == plain
    assert [o.sha256 == plain for o in others] == [False] * 7 + [True]
    assert len({o.sha256 for o in others}) == 8


@pytest.mark.parametrize("form", FORMS)
def test_a_case_that_holds_the_token_moves_nothing(form):
    """Digits of a phone number may be those of the token by chance."""
    read, way = rubric(), load_ask("general")
    said = response("Call 493027, or ###### or 111111.")

    made = {render(case(read, said, token=t), way, form=form).sha256 for t in ("493027", "111111", "777777")}
    other = render(case(read, response("Call 493027, or ###### or 222222.")), way, form=form).sha256

    assert len(made) == 1
    assert other not in made


def test_the_fingerprint_is_that_of_the_messages_with_the_token_masked():
    """So that anybody can make it again from what was sent."""
    made = prompt(of=case(two()))
    system, user = (m.content for m in made.messages)

    masked = json.dumps([system, user.removesuffix("493027"), "######", ""])
    assert made.sha256 == sha256(masked.encode("ascii")).hexdigest()


def test_a_message_that_leaves_the_token_out_is_refused_where_it_is_needed():
    """Every reply would be malformed, and paid for."""
    put("quiet", user_en="{{ case | json }} Answer now.")

    with pytest.raises(TemplateError, match="the reply form json needs the token") as refused:
        prompt("quiet")
    assert refused.value.hint == "print {{ token }} at its end"
    assert prompt("quiet", form="label").messages[1].content.endswith("Answer now.")


def test_a_token_shown_twice_is_masked_twice():
    put("loud", user_en="{{ token }} {{ case | json }} {{ token }}")

    first, second = prompt("loud", case(token="111111")), prompt("loud", case(token="222222"))

    assert first.sha256 == second.sha256
    assert first.messages[1].content.count("111111") == 2
