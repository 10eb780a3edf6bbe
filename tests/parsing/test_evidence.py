"""Whether the words a judge points at are in the text."""

import pytest

from judge.parsing import evidence_found

TEXT = 'She said: “You sound worn out.”\n我听见你很累，（真的）很累。Call 12356 now. It\'s "fine".'


@pytest.mark.parametrize(
    "evidence",
    [
        "You sound worn out.",
        "我听见你很累",
        "“You sound worn out.”",
        '"You sound worn out."',
        "「我听见你很累」",
        "You  sound\nworn out.",
        "我听见 你很累,(真的)很累",
        "Ｃａｌｌ １２３５６",
        "It’s “fine”",
        "said: 'You sound",
    ],
)
def test_quotation_is_found_whatever_typing_did_to_it(evidence):
    """White space, full and half width and quotation marks are typing; the words are the text's own."""
    assert evidence_found(evidence, TEXT) is True


@pytest.mark.parametrize("evidence", ["you sound worn out", "You sound tired.", "很累我听见你", "You sound ... out."])
def test_other_words_are_not_found(evidence):
    """Another word, another order, another letter case, or a gap is not a quotation."""
    assert evidence_found(evidence, TEXT) is False


@pytest.mark.parametrize("evidence", [None, "", " \n", '""', "“ ”"])
def test_no_evidence_is_neither_found_nor_missing(evidence):
    """There is nothing to look for, and that is its own answer."""
    assert evidence_found(evidence, TEXT) is None


def test_nothing_is_found_in_an_empty_text():
    """A quotation from nothing is invented."""
    assert evidence_found("You", "") is False
