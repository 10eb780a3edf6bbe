"""Several exact quotes as evidence: how they are asked for, read, kept and checked."""

import json
from dataclasses import replace

import pytest
from parsing_cases import TOKEN, dimension, read

from judge.call import Reply
from judge.case import Case
from judge.errors import ReplyError
from judge.judges.llm import read_judgments
from judge.library import load_ask
from judge.parsing import evidence_found, quotes_of
from judge.prompting import render
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.testing import asked, verdict_reply

SPANS = dimension("care", zh="关怀", evidence="spans")
QUOTE = dimension("referral", zh="转介", evidence="quote")
PLAIN = dimension("risk", zh="风险")
SAID = "You sound worn out. Breathe slowly, five times. 我在听。"
RESPONSE = Response("r1", "s1", "alder", (Turn("user", "I cannot sleep."),), SAID)


def a_case(*dimensions, language="en", **fields):
    body = {"id": "small", "version": "1", "title": {"en": "small", "zh": "小"}}
    rubric = Rubric.model_validate(body | fields | {"dimensions": [d.model_dump(mode="json") for d in dimensions]})
    return Case(RESPONSE, rubric, rubric.asked, language, token=TOKEN)


def reply(evidence, answer="yes"):
    item = {"dimension": "care", "rationale": "so", "evidence": evidence, "answer": answer}
    return json.dumps({"token": TOKEN, "answers": [item]})


def judgment(evidence, response=RESPONSE):
    case = replace(a_case(SPANS), response=response)
    (found,) = read_judgments(case, "json", Reply(content=reply(evidence), finish_reason="stop"))
    return found


def test_every_span_is_kept_and_looked_up():
    """Two quotes that are there, one of them typed otherwise; stored as a list that JSON reads back."""
    found = judgment(["worn out", "Breathe  slowly"])

    assert json.loads(found.evidence) == ["worn out", "Breathe  slowly"]
    assert found.evidence_found is True


def test_one_invented_span_spoils_the_evidence():
    """A judge that quotes three places of which one is not there has not shown its evidence."""
    assert judgment(["worn out", "我在听", "call me tomorrow"]).evidence_found is False


@pytest.mark.parametrize("empty", [[], [""], ["  ", "\n"]])
def test_no_span_is_no_evidence(empty):
    """Nothing to quote is said with an empty list, and is not found to be there."""
    found = judgment(empty)

    assert (found.state, found.evidence, found.evidence_found) == ("scored", None, None)


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [("worn out", "evidence_not_listed"), ({"a": 1}, "evidence_not_listed"), (["worn out", 7], "evidence_type")],
)
def test_what_is_no_list_of_texts_is_not_read(evidence, reason):
    """One text in place of a list might be one quote or several run together."""
    with pytest.raises(ReplyError) as caught:
        read(reply(evidence), asked=(SPANS,))

    assert caught.value.reason == reason


def test_a_conversation_is_searched_as_a_whole():
    """Where a whole conversation is judged, its words stand in its turns."""
    turns = (Turn("user", "I cannot sleep."), Turn("assistant", "Since when?"))
    talk = replace(RESPONSE, turns=turns, response="", of="r1")

    assert judgment(["cannot sleep", "Since when?"], talk).evidence_found is True
    assert judgment(["Since yesterday"], talk).evidence_found is False


def test_a_quote_that_looks_like_a_list_is_one_quote():
    """Only where spans were asked for is the text a list."""
    assert quotes_of('["a"]', spans=False) == ('["a"]',)
    assert quotes_of("not json", spans=True) == ("not json",)
    assert evidence_found('["worn out", "gone"]', 'worn out and ["worn out", "gone"]') is True


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("dimensions", [(SPANS,), (SPANS, PLAIN), (SPANS, QUOTE, PLAIN)])
def test_the_prompt_says_which_questions_want_spans(language, dimensions):
    """A judge that does as told is read, whatever else is asked beside it; only what is asked for is explained."""
    case = a_case(*dimensions, language=language)
    prompt = render(case, load_ask("expert_chain"))

    system = prompt.messages[0].content
    assert system.count("evidence: spans\n") == 1
    assert ("evidence: quote\n" in system) == (QUOTE in dimensions)
    said = verdict_reply(asked(prompt.messages), lambda _, answers: answers[0])
    verdicts = read_judgments(case, "json", Reply(content=said, finish_reason="stop"))
    assert [v.evidence_found for v in verdicts] == [None if d.evidence == "none" else True for d in dimensions]
    kinds = [item["properties"].get("evidence") for item in items_of(prompt.schema)]
    wanted = {"spans": {"type": "array", "items": {"type": "string"}}, "quote": {"type": "string"}, "none": None}
    assert kinds == [wanted[d.evidence] for d in dimensions]


def items_of(schema):
    items = schema["properties"]["answers"]["items"]
    return items.get("anyOf", [items])


@pytest.mark.parametrize("form", ["lines", "trailing_dict"])
def test_forms_without_a_place_for_spans_ask_for_none(form):
    """What cannot be carried is not asked for: the reasons stand in the text, and evidence is absent, not failed."""
    case = a_case(SPANS)
    prompt = render(case, load_ask("expert_chain"), form=form)

    assert "evidence: spans" not in prompt.messages[0].content
    said = verdict_reply(asked(prompt.messages), lambda _, answers: answers[0])
    (verdict,) = read_judgments(case, form, Reply(content=said, finish_reason="stop"))
    assert (verdict.state, verdict.evidence, verdict.evidence_found) == ("scored", None, None)
