"""Answers with an order: what they count as numbers."""

import pytest
from rubric_files import read, refused

BODY = """id: mine
version: "1"
title: {en: Mine}
dimensions:
  - id: warmth
    name: {en: Warmth}
    question: {en: How warm is it?}
    answers: [%s]
    scale: %s
    passes_on: [%s]
"""


@pytest.mark.parametrize("scale", ["ordinal", "interval"])
@pytest.mark.parametrize(
    ("answers", "values"),
    [
        (["1", "2", "5"], (1.0, 2.0, 5.0)),
        (["cold", "neutral", "warm"], (0.0, 1.0, 2.0)),
        (["0", "1", "many"], (0.0, 1.0, 2.0)),
    ],
)
def test_answers_on_a_scale_are_numbers(scale, answers, values):
    """Ids that are all whole numbers are the values; otherwise the places count, from 0."""
    listed = ", ".join(f'"{a}"' for a in answers)
    dimension = read(BODY % (listed, scale, f'"{answers[-1]}"')).dimensions[0]

    assert dimension.scale == scale
    assert dimension.values == values


def test_a_scale_in_the_wrong_order_is_refused():
    """Numbers that fall would turn every correlation round without a word."""
    error = refused(BODY % ('"3", "2", "1"', "ordinal", '"3"'))

    assert error.message == (
        "mine.yaml, line 8: dimensions.0.answers: on a scale the answers are listed from lowest to highest, not 3, 2, 1"
    )
    assert error.hint == "put them in order"


def test_names_without_an_order_may_stand_in_any():
    """A nominal dimension may be answered with numbers that are mere names."""
    assert read(BODY % ('"3", "2", "1"', "nominal", '"3"')).dimensions[0].scale == "nominal"


def test_the_scale_is_part_of_what_a_rubric_means():
    """The same words on another scale are another rubric."""
    one, other = (read(BODY % ('"1", "2"', scale, '"2"')).sha256 for scale in ("nominal", "ordinal"))

    assert one != other
