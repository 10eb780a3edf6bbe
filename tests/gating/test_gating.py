"""When a dimension applies: three truths, and nothing guessed."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge.gating import Settled, applies, in_order, tags_read
from judge.judgment import EMPTY_CANDIDATE, GATED, NOT_REACHED, State
from judge.rubric import Rubric
from judge.scenario import Response

ANSWERS = ("kind", "neutral", "harsh")
OUT = Settled(State.NOT_APPLICABLE, GATED, None)
UNREAD = [state for state in State if state is not State.SCORED]


def dimension(name, gate=None):
    fields = {"id": name, "name": {"en": name}, "question": {"en": "?"}, "answers": ANSWERS, "passes_on": ["kind"]}
    return fields | ({"applies_when": gate} if gate is not None else {})


def rubric(*dimensions):
    return Rubric.model_validate({"id": "r", "version": "1", "title": {"en": "R"}, "dimensions": list(dimensions)})


def gated(gate):
    """The dimension *q* with this gate, beside *a*, *b* and *c*."""
    return rubric(dimension("a"), dimension("b"), dimension("c"), dimension("q", gate)).dimension("q")


def response(**tags):
    return Response("r1", "s1", "m", (), "text", tags=tags)


def scored(answer):
    return Settled(State.SCORED, None, answer)


def on(name, *answers):
    return {"dimension": name, "answer": list(answers)}


def test_a_dimension_without_a_gate_always_applies():
    assert applies(rubric(dimension("a")).dimensions[0], response(), {}) is True


@pytest.mark.parametrize(
    ("tags", "holds"),
    [({"risk": "low"}, True), ({"risk": "none"}, False), ({}, True), ({"Risk": "none"}, True), ({"risk": ""}, False)],
)
def test_a_tag_decides_and_a_missing_one_lets_the_question_stand(tags, holds):
    """A sheet without tags must not make questions disappear."""
    assert applies(gated({"tag.risk": ["low", "high"]}), response(**tags), {}) is holds


def test_all_conditions_of_one_gate_must_hold():
    gate = gated({"tag.risk": ["low"], "tag.age": ["adult"]} | on("a", "kind"))
    kind = {"a": scored("kind")}

    assert applies(gate, response(risk="low", age="adult"), kind) is True
    assert applies(gate, response(risk="low", age="child"), kind) is False
    assert applies(gate, response(risk="high", age="child"), {}) is False
    assert applies(gate, response(risk="low"), {}) is None


@pytest.mark.parametrize(
    ("known", "holds"),
    [
        (scored("kind"), True),
        (scored("harsh"), False),
        (Settled(State.SCORED, EMPTY_CANDIDATE, "kind"), True),
        (OUT, False),
        (Settled(State.NOT_APPLICABLE, None, None), None),
        (Settled(State.WITHHELD, NOT_REACHED, None), None),
        (None, None),
    ],
)
def test_an_answer_decides_only_when_it_was_given(known, holds):
    """A dimension gated out has given none of its answers; whatever was not read decides nothing."""
    settled = {} if known is None else {"a": known}

    assert applies(gated(on("a", "kind", "neutral")), response(), settled) is holds


@pytest.mark.parametrize("state", UNREAD)
def test_a_judgment_that_was_not_obtained_neither_opens_nor_closes_a_gate(state):
    """It is not a no: the dimension behind it is withheld, not dropped."""
    assert applies(gated(on("a", "kind")), response(), {"a": Settled(state, "any_reason", None)}) is None


TRUTHS = {True: scored("kind"), False: scored("harsh"), None: None}


@pytest.mark.parametrize("first", [True, False, None])
@pytest.mark.parametrize("second", [True, False, None])
def test_any_and_all_reckon_with_what_is_not_known(first, second):
    """Kleene's three values: the unknown matters only where it could tip the balance."""
    settled = {n: TRUTHS[t] for n, t in (("a", first), ("b", second)) if t is not None}
    conditions = [on("a", "kind"), on("b", "kind")]
    truths = {first, second}

    assert applies(gated({"all": conditions}), response(), settled) is (
        False if False in truths else None if None in truths else True
    )
    assert applies(gated({"any": conditions}), response(), settled) is (
        True if True in truths else None if None in truths else False
    )


def test_conditions_may_stand_inside_each_other():
    gate = gated({"any": [{"all": [on("a", "kind"), {"tag.risk": ["low"]}]}, on("b", "harsh")]})

    assert applies(gate, response(risk="low"), {"a": scored("kind")}) is True
    assert applies(gate, response(risk="high"), {"a": scored("kind")}) is None
    assert applies(gate, response(risk="high"), {"b": scored("kind")}) is False
    assert applies(gate, response(risk="low"), {"a": OUT, "b": OUT}) is False


LEAVES = st.one_of(
    st.builds(lambda n, a: on(n, *a), st.sampled_from("abc"), st.lists(st.sampled_from(ANSWERS), min_size=1)),
    st.builds(lambda t, v: {f"tag.{t}": v}, st.sampled_from("xy"), st.lists(st.sampled_from("12"), min_size=1)),
)
GATES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda kind, gates: {kind: gates}, st.sampled_from(["any", "all"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
KNOWN = st.one_of(
    st.builds(scored, st.sampled_from(ANSWERS)),
    st.just(OUT),
    st.builds(lambda s: Settled(s, "x", None), st.sampled_from(UNREAD)),
)
SETTLED = st.dictionaries(st.sampled_from("abc"), KNOWN)
TAGS = st.dictionaries(st.sampled_from("xy"), st.sampled_from("123"))


def possible(gate):
    """The dimension with this gate, or nothing where the rubric would refuse it as one that never opens."""
    try:
        return gated(gate)
    except ValueError:
        return None


@given(GATES, SETTLED, TAGS)
def test_what_is_decided_stays_decided_however_the_unknown_turns_out(gate, settled, tags):
    """True and false are promises: no later answer may take them back."""
    dimension_ = possible(gate)
    if dimension_ is None:
        return
    now = applies(dimension_, response(**tags), settled)
    open_ = [n for n in "abc" if n not in settled or (settled[n].state is not State.SCORED and settled[n] != OUT)]

    later = {
        applies(dimension_, response(**tags), settled | dict(zip(open_, known, strict=True)))
        for known in product((*map(scored, ANSWERS), OUT), repeat=len(open_))
    }
    assert None not in later
    assert now is None or later == {now}


@given(GATES, SETTLED, TAGS)
def test_only_what_a_gate_looks_at_can_change_it(gate, settled, tags):
    dimension_ = possible(gate)
    if dimension_ is None:
        return
    seen = dimension_.applies_when.looks_at()
    named = dimension_.applies_when.tag_names()

    assert applies(dimension_, response(**tags), settled) is applies(
        dimension_,
        response(**{t: v for t, v in tags.items() if t in named}),
        {n: k for n, k in settled.items() if n in seen},
    )


@given(GATES)
def test_a_gate_written_out_reads_back_as_itself(gate):
    dimension_ = possible(gate)
    if dimension_ is not None:
        assert gated(dimension_.applies_when.model_dump()) == dimension_


def test_dimensions_come_after_those_their_gates_look_at_and_else_in_order():
    late = [dimension("a", on("c", "kind")), dimension("b"), dimension("c", on("d", "kind")), dimension("d")]

    assert [d.id for d in in_order(rubric(*late))] == ["b", "d", "c", "a"]
    assert [d.id for d in in_order(rubric(dimension("b"), dimension("a")))] == ["b", "a"]


@given(st.permutations("abcde"), st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_every_order_of_gates_is_walked_without_looking_ahead(names, pairs):
    """Whatever looks at whatever, as long as it is no ring."""
    looks = {n: [names[j] for i, j in sorted(pairs) if names[i] == n and j < i] for n in names}
    made = [
        dimension(n, {"any": [on(other, "kind") for other in looks[n]]} if looks[n] else None) for n in sorted(names)
    ]
    order = [d.id for d in in_order(rubric(*made))]

    assert sorted(order) == sorted(names)
    assert all(order.index(other) < order.index(n) for n in names for other in looks[n])


def test_a_ring_of_gates_never_gets_that_far():
    for names in permutations("abc"):
        one, two, three = names
        ring = [dimension(one, on(two, "kind")), dimension(two, on(three, "kind")), dimension(three, on(one, "kind"))]
        with pytest.raises(ValueError, match="gates wait for each other"):
            rubric(*ring)


def test_the_tags_that_gates_read_are_named():
    """The note beside the table says how many responses lack them."""
    read = rubric(dimension("a", {"tag.risk": ["low"]}), dimension("b", {"any": [{"tag.age": ["x"]}, on("a", "kind")]}))

    assert tags_read(read) == ["age", "risk"]
    assert tags_read(rubric(dimension("a"))) == []
