"""A conversation's own rules: who speaks next, when it is over, and what a candidate is told."""

import pytest

from judge.cast import load_persona
from judge.judgment import State
from judge.scenario import Scenario, Turn
from judge.simulation.dialogue import Dialogue, Said
from judge.simulation.sittings import Sitting, left_out, sittings

HELLO = Scenario("hello", (Turn("user", "Hello."),), "en")


def dialogue(*, guard=None, most=3):
    return Dialogue(Sitting(HELLO, load_persona("new_city"), "a", guard), most)


def said(text, **more):
    return Said(State.SCORED, final=True, text=text, **more)


def held(talk, *texts):
    for text in texts:
        talk.hear(text if isinstance(text, Said) else said(text))
    return talk


def test_both_sides_take_turns_until_the_candidates_last_reply():
    """``--turns`` counts the candidate's replies; the client has the first word and not the last."""
    talk = held(dialogue(most=2), "one", "two", "three")

    assert [t.content for t in talk.turns] == ["Hello.", "one", "two", "three"]
    assert (talk.ended, talk.complete, talk.speaker) == ("max_turns", True, None)


def test_a_goodbye_is_answered_once_and_its_mark_is_no_part_of_it():
    talk = held(dialogue(most=9), "one", "I have to go.\n[END]", "Take care.")

    assert talk.ended == "goodbye"
    assert [t.content for t in talk.turns][-2:] == ["I have to go.", "Take care."]


def test_a_bare_mark_ends_it_at_once():
    assert [t.role for t in held(dialogue(), "one", "[end]").turns] == ["user", "assistant"]
    assert held(dialogue(), "one", "[end]").ended == "goodbye"


@pytest.mark.parametrize(
    ("texts", "end"),
    [
        (["one", "two", "ONE"], "repetition"),
        (["one", "hello."], "repetition"),
        ([""], "candidate_silent"),
        ([said("I can't talk about that.", declined=True)], "candidate_declined"),
    ],
)
def test_repetition_refusal_and_silence_end_a_whole_conversation(texts, end):
    """What the person would have met is kept, and ends with the candidate's turn; a repeated message brings nothing."""
    talk = held(dialogue(), *texts)

    assert (talk.ended, talk.complete) == (end, True)
    assert talk.turns[-1].role == "assistant"


@pytest.mark.parametrize(
    ("texts", "end"),
    [
        ([Said(State.REFUSED_PROVIDER, final=True)], "candidate_refused"),
        ([Said(State.TRUNCATED, final=True)], "candidate_unread"),
        (["one", Said(State.REFUSED_MODEL, final=True)], "client_refused"),
        (["one", Said(State.EMPTY, final=True)], "client_unread"),
    ],
)
def test_where_one_side_never_spoke_there_is_nothing_to_judge(texts, end):
    """A filter is no answer of the candidate's, and a client that will not play says nothing about it."""
    talk = held(dialogue(), *texts)

    assert (talk.ended, talk.complete) == (end, False)


def test_whoever_could_not_be_reached_is_waited_for():
    talk = held(dialogue(), "one", Said(State.FAILED_TRANSPORT, final=False))

    assert (talk.waits, talk.ended, talk.speaker) == (True, None, None)


def test_a_guard_looks_at_each_turn_of_the_client_before_the_candidate_answers():
    talk = dialogue(guard="watch")
    assert talk.speaker == "guard"
    talk.hear_guard(False, final=True)
    assert talk.speaker == "candidate"
    held(talk, "one", "two")
    assert talk.speaker == "guard"
    talk.hear_guard(True, final=True)

    told = talk.before_candidate("Look.", first=False)
    assert [(t.role, t.content) for t in told][-2:] == [("user", "two"), ("system", "Look.")]
    assert [t.content for t in talk.before_candidate("Look.", first=True)] == ["Look.", "Hello.", "one", "two"]
    assert "Look." not in [t.content for t in talk.turns]


def test_a_guard_without_a_verdict_is_neither_an_alarm_nor_silence():
    talk = dialogue(guard="watch")
    talk.hear_guard(None, final=True)

    assert (talk.speaker, talk.alarms) == ("candidate", {0: None})
    assert talk.before_candidate("Look.", first=False) == tuple(talk.turns)


def test_personas_meet_the_scenarios_in_their_language_and_those_meant_for_them():
    nihao = Scenario("nihao", (Turn("user", "你好。"),))
    only = Scenario("only", (Turn("user", "Hi."),), "en", {"persona": "setback, new_city"})
    cast = [load_persona(name) for name in ("new_city", "setback", "new_parent", "exam_year")]

    met = [(s.scenario.id, s.persona.id) for s in sittings([only, nihao], cast, ["a"], [None], 1)]
    assert met == [("only", "new_city"), ("only", "setback"), ("nihao", "exam_year")]
    assert left_out([only, nihao], cast) == ["new_parent"]


def test_repeats_and_guards_have_conversations_of_their_own():
    found = sittings([HELLO], [load_persona("new_city")], ["a", "b"], [None, "watch"], 2)

    assert len({s.id for s in found}) == 8
    assert found[1].id == "hello:new_city:a:none:1"
    assert found[3].tags == {
        "persona": "new_city", "risk_level": "low", "adversarial": "no", "guard": "watch", "repeat": "1",
    }  # fmt: skip
