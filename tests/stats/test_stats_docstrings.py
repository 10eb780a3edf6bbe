"""The examples in the docstrings are true."""

import doctest

import pytest

from judge.stats import arrays, classes, flags, intervals, tables


@pytest.mark.parametrize("module", [arrays, classes, flags, intervals, tables], ids=lambda m: m.__name__)
def test_the_examples_in_the_docstrings_are_true(module):
    """Each module has some, and none fails."""
    result = doctest.testmod(module)

    assert result.attempted > 0
    assert result.failed == 0
