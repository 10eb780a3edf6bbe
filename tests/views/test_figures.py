"""Numbers as they are written."""

import pytest

from judge.views import figures


@pytest.mark.parametrize(
    ("share", "ui", "written"),
    [
        (0.0, "en", "0 %"),
        (0.003, "en", "<1 %"),
        (0.5, "zh", "50%"),
        (0.996, "en", ">99 %"),
        (1.0, "zh", "100%"),
        (None, "en", "–"),
    ],
)
def test_a_share_is_not_rounded_into_nothing_or_everything(share, ui, written):
    """A coverage of 99.96 % is not complete, and an unknown one is not zero."""
    assert figures.percent(share, ui) == written


@pytest.mark.parametrize(
    ("arguments", "ui", "written"),
    [
        ((3, 14, 0.0757, 0.4759), "en", "3/14 (8–48 %)"),
        ((3, 14, 0.0757, 0.4759), "zh", "3/14 (8–48%)"),
        ((3, 14), "en", "3/14"),
        ((0, 0, None, None), "en", "0/0"),
        ((None, None), "en", "–"),
        ((3, None), "en", "–"),
    ],
)
def test_a_count_stands_with_what_it_was_counted_from(arguments, ui, written):
    """No percentage without its denominator."""
    assert figures.fraction(*arguments, ui=ui) == written


@pytest.mark.parametrize(("value", "written"), [(0.625, "0.62"), (-0.04, "−0.04"), (-0.001, "0.00"), (None, "–")])
def test_a_coefficient_has_a_true_minus_and_no_minus_zero(value, written):
    """Two decimals are more than most of these numbers can bear."""
    assert figures.decimal(value) == written


def test_an_interval_of_a_coefficient_may_reach_below_zero():
    """A dash between two numbers would look like a sign."""
    assert figures.decimals(-0.12, 0.4) == "−0.12…0.40"
    assert figures.decimals(None, 0.4) == "–"
