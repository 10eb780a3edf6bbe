"""A rater who saw the others' answers is no independent one, and often shows."""

from scoring_cases import one_question

from judge.scoring.coding import code
from judge.scoring.raters.adjudicating import adjudicator_notes


def said_of(**experts: str) -> list[str]:
    """What is said of these experts' answers."""
    n = len(next(iter(experts.values())))
    return adjudicator_notes(code(one_question({"J": "y" * n}, experts)))


def test_who_always_sides_with_the_majority_is_named():
    """Items 0-5: one of three dissents, each of them twice; the chair says what the other two do, there and after.

    a, b and c side with the majority of the others too, but for the two items on which each is alone.
    """
    notes = said_of(a="nnyyyyyn", b="yynnyyyn", c="yyyynnyn", chair="yyyyyyyn")

    (note,) = notes
    assert note.startswith(
        "rater 'chair' looks like an adjudicator, always with the others' majority, also on 6 items "
    )


def test_four_items_are_chance():
    """The same on items 0-3 only."""
    assert said_of(a="nnyy", b="yynn", c="yyyy", chair="yyyy") == []


def test_one_who_is_often_alone_makes_nobody_else_an_adjudicator():
    """Only d dissents, on six items: a, b and c all side with the majority of the others, and none is named."""
    assert said_of(a="yyyyyy", b="yyyyyy", c="yyyyyy", d="nnnnnn") == []


def test_who_labels_only_what_the_others_dispute_is_named():
    """Two disagree on items 0-4 and agree on 5; the chair decided just these five."""
    notes = said_of(a="yyyyyy", b="nnnnny", chair="ynyny.")

    (note,) = notes
    assert note.startswith(
        "rater 'chair' looks like an adjudicator, having labelled exactly the 5 items on which the others differ; "
    )


def test_who_labels_one_item_more_is_not():
    """Items 0-4 are disputed, and 5 is labelled too."""
    assert said_of(a="yyyyyyy", b="nnnnnyy", c="ynynyy.") == []


def test_two_experts_have_nobody_to_settle_for():
    """Nor has one, nor none."""
    assert said_of(a="yyyyyy", b="nnnnnn") == []
    assert said_of(a="yyyyyy") == []
    assert adjudicator_notes(code(one_question({"J": "yyyyyy"}))) == []
