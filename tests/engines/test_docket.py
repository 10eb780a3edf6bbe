"""One response before one judge: gates, re-asks and the split, without waiting for anybody."""

import pytest

from judge.engines.base import Purse
from judge.engines.docket import Walk
from judge.engines.language import language_for
from judge.engines.manner import Manner
from judge.judgment import Judgment, State, scored, unread
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.store.dockets import Docket


def dimension(id_, **more):
    return {
        "id": id_,
        "name": {"en": id_},
        "question": {"en": f"{id_}?"},
        "passes_on": ["yes"],
        **more,
    }


@pytest.fixture
def gated():
    """`follow_up` applies only where `crisis` was answered with yes; `tagged` only to one risk."""
    return Rubric.model_validate({
        "id": "gated",
        "version": "1",
        "title": {"en": "Gated"},
        "dimensions": [
            dimension("follow_up", applies_when={"dimension": "crisis", "answer": ["yes"]}),
            dimension("crisis"),
            dimension("tagged", applies_when={"tag.risk": ["suicide"]}),
        ],
    })  # fmt: skip


def walk(rubric, *, text="hello", tags=None, **manner):
    response = Response("r", "s", "c", (Turn("user", "hi"),), text, language="en", tags=tags or {"risk": "none"})
    return Walk(Docket(0, 0, 0, response, {}), Manner(rubric, secret=b"s", **manner))


def answers(case, **said):
    return [scored(case, d, said[d.id]) for d in case.dimensions]


def ends(entries):
    return {e.judgment.dimension: (e.judgment.state.value, e.judgment.reason_code, e.judgment.answer) for e in entries}


def test_a_gate_on_a_tag_is_decided_before_asking(gated):
    going = walk(gated)

    assert ends(going.settle()) == {"tagged": ("not_applicable", "gate", None)}
    assert [d.id for d in going.next_case().dimensions] == ["follow_up", "crisis"]


def test_an_absent_tag_lets_the_dimension_through(gated):
    going = walk(gated, tags={"other": "x"})

    assert going.settle() == []
    assert "tagged" in [d.id for d in going.next_case().dimensions]


@pytest.mark.parametrize(
    ("crisis", "follow_up"),
    [("yes", ("scored", None, "no")), ("no", ("not_applicable", "gate", None))],
)
def test_what_was_asked_together_with_its_gate_is_settled_by_the_answer(gated, crisis, follow_up):
    going = walk(gated)
    going.settle()
    case = going.next_case()

    entries = going.take(case, answers(case, crisis=crisis, follow_up="no"), "call")

    assert ends(entries)["follow_up"] == follow_up
    assert going.next_case() is None


@pytest.mark.parametrize("state", [State.ABSTAINED, State.NOT_APPLICABLE, State.REFUSED_MODEL, State.TRUNCATED])
def test_a_gate_nobody_answered_withholds_what_waits_for_it(gated, state):
    """An evasive judge must not take cases out of its own denominator."""
    going = walk(gated, per="dimension")
    going.settle()
    case = going.next_case()
    assert [d.id for d in case.dimensions] == ["crisis"]

    going.take(case, [Judgment("r", "crisis", 0, state)], "call")

    assert ends(going.settle()) == {"follow_up": ("withheld", "not_reached", None)}
    assert going.next_case() is None


def test_per_dimension_a_gated_question_is_not_asked_at_all(gated):
    going = walk(gated, per="dimension")
    going.settle()
    case = going.next_case()

    going.take(case, answers(case, crisis="no"), "call")

    assert ends(going.settle()) == {"follow_up": ("not_applicable", "gate", None)}
    assert going.next_case() is None


@pytest.mark.parametrize("reasks", [0, 1, 2, 3])
def test_the_ladder_is_so_many_reasks_then_one_split(gated, reasks):
    going = walk(gated, reasks=reasks)
    going.settle()
    asked = []
    while (case := going.next_case()) is not None:
        asked.append([d.id for d in case.dimensions])
        going.take(case, unread(case, State.MALFORMED, "json"), f"call{len(asked)}")
        going.settle()

    assert asked == [["follow_up", "crisis"]] * (reasks + 1) + [["crisis"]]


def test_a_reask_is_the_same_question_with_the_same_token_and_the_next_attempt(gated):
    going = walk(gated)
    going.settle()
    first = going.next_case()
    attempt = going.attempt_of(first)
    going.take(first, unread(first, State.EMPTY, "blank"), "call")

    second = going.next_case()

    assert second == first
    assert going.attempt_of(second) == attempt + 1


def test_tokens_differ_between_responses_repeats_and_secrets(gated):
    tokens = set()
    for secret in (b"a", b"b"):
        for repeat in (0, 1):
            for name in ("r1", "r2"):
                response = Response(name, "s", "c", (), "hello", language="en")
                going = Walk(Docket(0, 0, repeat, response, {}), Manner(gated, secret=secret))
                tokens.add(going.next_case().token)

    assert len(tokens) == 8
    assert all(len(t) == 6 and t.isdigit() for t in tokens)


def test_a_failed_transport_is_left_for_a_resume_and_not_asked_twice_in_one_run(gated):
    going = walk(gated)
    going.settle()
    case = going.next_case()

    entries = going.take(case, unread(case, State.FAILED_TRANSPORT, "timeout"), "call")

    assert not any(e.final for e in entries)
    assert going.next_case() is None


def test_silence_is_settled_with_its_gates(gated):
    going = walk(gated, text="。。。")

    assert ends(going.settle()) == {
        "crisis": ("scored", "empty_candidate", "no"),
        "follow_up": ("not_applicable", "gate", None),
        "tagged": ("not_applicable", "gate", None),
    }
    assert going.next_case() is None


@pytest.mark.parametrize(
    ("own", "wanted", "got"),
    [
        ("zh", "auto", "zh"), ("zh-TW", "auto", "zh"), (None, "auto", "en"), ("fr", "auto", "en"), ("zh", "en", "en"),
    ],
)  # fmt: skip
def test_a_response_is_judged_in_its_own_language_where_the_rubric_has_it(own, wanted, got):
    two = {"en": "x", "zh": "某"}
    rubric = Rubric.model_validate({
        "id": "two", "version": "1", "title": two,
        "dimensions": [{"id": "d", "name": two, "question": two, "passes_on": ["yes"]}],
    })  # fmt: skip

    assert language_for(Response("r", "s", "c", (), "hello there", language=own), rubric, wanted) == got


def test_the_purse_never_lets_a_call_start_that_would_pass_the_limit():
    purse = Purse(1.0)

    first = purse.reserve(0.4)
    second = purse.reserve(0.4)
    assert purse.reserve(0.4) is None

    purse.settle(first, 0.5)
    purse.settle(second, 0.3)
    assert purse.spent == pytest.approx(0.8)
    assert purse.reserve(0.0) is None, "a call has cost 0.5 before, so another may"


def test_an_unknown_price_is_counted_as_unknown():
    purse = Purse()

    purse.settle(purse.reserve(0.0), None)

    assert (purse.spent, purse.unknown_calls) == (0.0, 1)
