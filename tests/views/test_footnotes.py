"""Notes under a table: each once, few enough to be read, and none lost."""

import pytest
from agreement_cases import number

from judge.stats import estimate, sampled
from judge.views.footnotes import MOST, Footnotes, remarks


def few(clusters):
    return f"{clusters} cluster(s), fewer than 30: the interval is rough"


def test_remarks_that_differ_in_their_numbers_are_one_note_with_the_range():
    """9, 12 and 27 clusters: who wants to know which looks into --json."""
    footnotes = Footnotes("en")

    assert [footnotes.mark([few(n)]) for n in (12, 27, 9)] == ["[1]", "[1]", "[1]"]
    assert footnotes.lines() == [(1, few("9–27"))]


def test_numbers_inside_names_make_no_range():
    """gpt-4 and gpt-5 are two judges, not a range of them."""
    footnotes = Footnotes("en")

    assert footnotes.mark(["judge 'gpt-4' is kin", "judge 'gpt-5' is kin"]) == "[1, 2]"


def test_a_reason_and_a_remark_share_one_count():
    """Two notes called [1] would be one too many."""
    footnotes = Footnotes("en")

    assert footnotes.mark([few(9)]) == "[1]"
    assert footnotes.number(estimate.NO_ITEM) == 2
    assert footnotes.mark([]) == ""
    assert footnotes.written() == [f"[1] {few(9)}", "[2] undefined: no item was rated by both"]


def test_more_remarks_than_anybody_reads_are_counted():
    """Ten kinds: eight stand there, two are a plus sign and a line."""
    footnotes = Footnotes("en")
    called = [footnotes.mark([f"remark {'x' * i}"]) for i in range(1, MOST + 3)]

    assert called[-3:] == ["[8]", "[+]", "[+]"]
    assert footnotes.written()[-1] == "[+] 2 more remarks in --json"


@pytest.mark.parametrize(
    ("ui", "said"), [("en", "no interval: fewer than two clusters"), ("zh", "没有区间：聚类不足两个")]
)
def test_a_value_without_an_interval_says_why(ui, said):
    """Silence would read as certainty."""
    row = number("gpt-5", "cohen_kappa", 0.4, low=None, high=None, interval_reason=sampled.TOO_FEW)

    assert remarks(row, ui)[0].startswith(said)
    assert remarks(row, ui, bare=True) == []


def test_cautions_are_said_in_the_readers_language():
    """They arise in English."""
    row = number("gpt-5", "cohen_kappa", 0.4, cautions=[few(27)])

    assert remarks(row, "en") == [few(27)]
    assert remarks(row, "zh") == ["只有 27 个聚类，少于 30 个：区间只是粗略的"]


def test_a_mean_that_left_something_out_says_so():
    """2 of 3 pairs entered."""
    row = number("gpt-5", "cohen_kappa", 0.4, reason=f"1 of 3 pairs undefined: {estimate.NO_VARIATION}")

    assert remarks(row, "zh") == ["3 对中有 1 对无定义：没有差异：所有评定都相同"]


def test_what_is_undefined_has_its_reason_and_no_remark():
    """A caution about a number that is not there speaks of nothing."""
    assert remarks(number("gpt-5", "cohen_kappa", None, reason=estimate.NO_ITEM, cautions=[few(9)]), "en") == []
