"""A tree, a flow, and a walk through either, step by step."""

from judge.engines.manner import Manner
from judge.engines.walking import walk_of
from judge.judgment import Judgment, scored
from judge.rubric import Rubric
from judge.scenario import Response, Turn
from judge.store.dockets import Docket


def question(id_, **more):
    return {"id": id_, "name": {"en": id_}, "question": {"en": f"{id_}?"}, **more}


def node(id_, *classes):
    return question(id_, answers=["fine", *classes], passes_on=["fine"])


def a_tree():
    """Three nodes, the last with two classes."""
    return Rubric.model_validate({
        "id": "tree",
        "version": "1",
        "title": {"en": "Tree"},
        "decide": "first",
        "otherwise": "safe",
        "dimensions": [node("sense", "nonsense"), node("person", "pretence"), node("tone", "rude", "cruel")],
    })  # fmt: skip


def a_flow():
    """A group that a no skips, and one that is entered from every way but the first."""
    return Rubric.model_validate({
        "id": "flow",
        "version": "1",
        "title": {"en": "Flow"},
        "decide": "flow",
        "outcomes": ["good", "weak", "bad"],
        "dimensions": [
            question("a", group="g", then={"yes": "b", "no": {"outcome": "not_applicable"}}),
            question("b", group="g", then={"yes": {"outcome": "bad", "next": "d"}}),
            question("c", group="g", then={"yes": {"outcome": "weak", "next": "d"}, "no": {"outcome": "good"}}),
            question("d", group="h", then={"yes": {"outcome": "bad"}, "no": {"outcome": "good"}}),
        ],
    })  # fmt: skip


def walk(rubric, *, text="hello", known=None, **manner):
    response = Response("r", "s", "c", (Turn("user", "hi"),), text, language="en")
    return walk_of(Docket(0, 0, 0, response, known or {}), Manner(rubric, secret=b"s", **manner))


def answers(case, **said):
    return [scored(case, d, said[d.id]) for d in case.dimensions]


def state(case, which):
    return [Judgment(case.response.id, d.id, case.repeat, which, "why") for d in case.dimensions]


def ends(entries):
    found = [
        (e.judgment.dimension, (e.judgment.state.value, e.judgment.reason_code, e.judgment.answer)) for e in entries
    ]
    assert len(dict(found)) == len(found)
    return dict(found)


GATED = ("not_applicable", "gate", None)
UNREACHED = ("withheld", "not_reached", None)


def asked(walking):
    case = walking.next_case()
    return None if case is None else [d.id for d in case.dimensions]


def step(walking, **said):
    case = walking.next_case()
    return ends(walking.take(case, answers(case, **said), "call")) | ends(walking.settle())
