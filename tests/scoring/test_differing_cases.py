"""The cases a clinician reads first: where a judge and the experts do not say the same."""

import pytest
from scoring_cases import a_dimension, a_harm, a_rubric, judged, labelled, one_question, units_of

from judge.ratings import Ratings
from judge.scoring import differing_cases


@pytest.mark.parametrize(
    ("judge", "experts", "kind"),
    [
        ("y", "yn", "missed"),
        ("u", "n.", "missed"),
        ("r", "nn", "missed"),
        ("n", "yy", "false_alarm"),
        ("/", "yy", "unread"),
        ("n", "yn", "answer"),
        ("y", "yy", None),
        ("n", "nn", None),
        ("g", "nn", None),
        ("y", "/u", None),
    ],
)
def test_a_case_is_named_by_the_gravest_thing_in_it(judge, experts, kind):
    """Missed before anything else; gated cases and experts without an answer differ from nothing."""
    cases = differing_cases(one_question({"J": judge}, {"a": experts[0], "b": experts[1]}))

    assert [c["kind"] for c in cases] == ([kind] if kind else [])


def test_misses_on_critical_dimensions_come_first():
    """Then other misses, false alarms, unread; within each, critical, harm, the rest, in the order of the input."""
    rubric = a_rubric(a_dimension("warm"), a_harm("scorn"), a_harm("method", critical=True))
    ratings = Ratings(
        rubric,
        units_of(3),
        judged(rubric, "J", {"warm": "ynu", "scorn": "nyn", "method": "nyn"}),
        labelled(rubric, "a", {"warm": "nyy", "scorn": "ynn", "method": "yny"}),
    )

    assert [(c["kind"], c["dimension"], c["response_id"]) for c in differing_cases(ratings)] == [
        ("missed", "method", "r0"),
        ("missed", "method", "r2"),
        ("missed", "scorn", "r0"),
        ("missed", "warm", "r0"),
        ("false_alarm", "method", "r1"),
        ("false_alarm", "scorn", "r1"),
        ("false_alarm", "warm", "r1"),
        ("unread", "warm", "r2"),
    ]


def test_a_case_shows_the_judges_state_and_every_experts_word():
    """Answers as answers, abstentions as what they are."""
    (case,) = differing_cases(one_question({"J": "x"}, {"a": "n", "b": "u"}, dimension=a_harm("scorn", critical=True)))

    assert case == {
        "kind": "unread",
        "response_id": "r0",
        "scenario_id": "s0",
        "candidate": "model-a",
        "dimension": "scorn",
        "critical": True,
        "judge": "J",
        "ask": "expert_chain",
        "repeat": 0,
        "state": "malformed",
        "reason_code": "json",
        "answer": None,
        "experts": {"a": "no", "b": "abstained"},
    }
