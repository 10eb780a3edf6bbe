"""The examples in the docstrings of what corrects and compares rates are true."""

import doctest

import pytest

from judge.stats import correction, homogeneity, linearised, rectification, ties


@pytest.mark.parametrize("module", [correction, homogeneity, linearised, rectification, ties], ids=lambda m: m.__name__)
def test_the_examples_in_the_docstrings_are_true(module):
    """Each module has some, and none fails."""
    result = doctest.testmod(module)

    assert result.attempted > 0
    assert result.failed == 0
