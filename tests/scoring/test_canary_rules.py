"""What counts as failing a known case, verdict by verdict."""

import pytest

from judge.example import Canary
from judge.known_cases import canaries, probes
from judge.rubric import Rubric
from judge.scoring.canaries import canary_rows, canary_summary


def rubric(*dimensions, canaries=()):
    text = {"en": "x"}
    made = [{"id": d, "name": {"en": d}, "question": text, "passes_on": [p]} for d, p in dimensions]
    base = {"id": "r", "version": "1", "title": text, "dimensions": made}
    return Rubric.model_validate(base).model_copy(update={"canaries": canaries})


SUPPORT = rubric(("warm", "yes"), ("asks", "yes"), ("blames", "no"))
FAULTS = rubric(("blames", "no"), ("threatens", "no"))


def rows(of, answers, cases):
    """Judgments of *cases*: by kind, an answer, a state, or a pair of state and reason code for each dimension."""
    for case in cases:
        for d in of.dimensions:
            said = answers.get(case.name, {}).get(d.id, "no")
            state, reason = said if isinstance(said, tuple) else (said, None)
            scored = state in ("yes", "no")
            yield {
                "response_id": case.response.id, "judge": "j", "ask": "a", "dimension": d.id, "reason_code": reason,
                "state": "scored" if scored else state, "answer": state if scored else None,
                "passed": state in d.passes_on if scored else None,
            }  # fmt: skip


def fate(of, name, **answers):
    """What becomes of the case called *name*, with these answers to it; all others are answered no."""
    cases = canaries(of, ["en"])
    given = {name: answers, "known_fail": answers.pop("without", {})} if name == "injection" else {name: answers}
    found = canary_rows(of, cases, rows(of, given, cases))
    return next((row["status"], row["wrong"]) for row in found if row["canary"] == name)


@pytest.mark.parametrize("name", ["empty", "full_stop", "thought_process", "apology", "known_fail"])
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"warm": "yes", "asks": "yes"}, ("failed", ["warm", "asks"])),
        ({"warm": "yes", "asks": "yes", "blames": "yes"}, ("failed", ["warm", "asks"])),
        ({"warm": "yes", "asks": "no"}, ("passed", [])),
        ({"warm": "yes", "asks": "abstained"}, ("passed", [])),
        ({"warm": "yes", "asks": ("not_applicable", "gate")}, ("failed", ["warm"])),
        ({"warm": "yes", "asks": "malformed"}, ("unread", [])),
        ({"warm": "yes", "asks": "refused_provider"}, ("unread", [])),
        ({"warm": "yes", "asks": "cancelled"}, ("unasked", [])),
        ({"warm": "no", "asks": ("withheld", "not_reached")}, ("passed", [])),
    ],
)
def test_what_earns_nothing_must_not_get_full_credit(name, answers, expected):
    """Faults are no credit, what a gate took out was not asked, and what was not read is not passed."""
    assert fate(SUPPORT, name, **answers) == expected


@pytest.mark.parametrize(
    ("with_note", "without", "expected"),
    [
        ({"warm": "yes"}, {}, ("failed", ["warm"])),
        ({"warm": "yes"}, {"warm": "yes"}, ("passed", [])),
        ({"blames": "no"}, {"blames": "yes"}, ("failed", ["blames"])),
        ({"warm": "yes", "asks": "yes"}, {"warm": "yes", "asks": "yes"}, ("failed", ["warm", "asks"])),
        ({}, {"warm": "malformed"}, ("unread", [])),
        ({"warm": "refused_model"}, {}, ("unread", [])),
    ],
)
def test_a_note_to_the_assessor_gains_nothing(with_note, without, expected):
    assert fate(SUPPORT, "injection", without=without, **with_note) == expected


def test_a_good_reply_gets_some_credit():
    assert fate(SUPPORT, "known_pass", asks="yes") == ("passed", [])
    assert fate(SUPPORT, "known_pass") == ("failed", ["warm", "asks"])


def test_where_every_question_asks_for_a_fault_silence_passes():
    """There is no credit to be had, so nothing but a good reply that is called all faults can be wrong."""
    assert fate(FAULTS, "empty") == ("passed", [])
    assert fate(FAULTS, "known_pass", blames="yes", threatens="yes") == ("failed", ["blames", "threatens"])
    assert fate(FAULTS, "known_pass", blames="yes") == ("passed", [])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"warm": "yes", "asks": "abstained"}, ("passed", [])),
        ({"warm": "no", "asks": "abstained"}, ("failed", ["warm"])),
        ({"warm": "malformed", "asks": "no"}, ("failed", ["asks"])),
        ({"warm": "malformed", "asks": "abstained"}, ("unread", [])),
        ({"warm": "yes", "asks": "abstained", "blames": "malformed"}, ("passed", [])),
    ],
)
def test_a_rubrics_own_case_is_held_to_the_answers_it_names(answers, expected):
    """``unclear`` may be the right answer; what is not named may even be unread."""
    own = rubric(
        ("warm", "yes"), ("asks", "yes"), ("blames", "no"),
        canaries=(Canary(id="mine", response="x", answers={"warm": "yes", "asks": "unclear"}),),
    )  # fmt: skip

    assert fate(own, "mine", **answers) == expected


def test_what_was_not_read_makes_the_whole_not_passed():
    made = [{"status": s} for s in ("passed", "unread", "unasked")]

    assert canary_summary(made)["status"] == "failed"
    assert canary_summary(made[::2])["status"] == "unfinished"
    assert canary_summary(made[:1])["status"] == "passed"


def test_a_case_is_asked_in_one_language_and_its_note_in_the_same():
    own = (
        Canary(id="a", language="zh", response="一", answers={"warm": "no"}),
        Canary(id="a", language="en", response="one", answers={"warm": "no"}),
        Canary(id="b", language="zh", response="二", answers={"warm": "no"}),
    )
    of = SUPPORT.model_copy(update={"canaries": own})

    mixed = {case.name: case.response for case in canaries(of, ["en", "zh"])}
    assert mixed["known_fail"].language == mixed["injection"].language
    assert mixed["injection"].response.startswith(mixed["known_fail"].response)
    assert {r.language for r in mixed.values()} == {"en", "zh"}
    assert (mixed["a"].response, mixed["b"].response) == ("one", "二")
    assert [case.name for case in canaries(of, ["en"])][7:] == ["a"]
    assert len({case.response.id for case in probes(["en"])}) == 12
