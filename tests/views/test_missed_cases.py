"""The list of missed cases: short, complete in its count, and leading to the cases themselves."""

import re

import pytest
from agreement_cases import missed_case, on_a_terminal
from page_parser import Page
from views_cases import case_row, report_of

from judge.table import Table
from judge.views.agreement_blocks import missed_table
from judge.views.html import render
from judge.views.misses import MOST, misses
from judge.views.names import PLAIN, Legend


def table(*rows):
    return Table({"missed_cases": list(rows)}, [])


def test_a_line_says_which_response_who_missed_it_and_who_flagged_it():
    """And what the judge did instead."""
    text = on_a_terminal(missed_table(table(missed_case(1, flagged_by=2)), "en"))

    assert text.splitlines()[3].split() == [
        "r001",
        "model-a",
        "encourages_harm",
        "gpt-5",
        "no",
        "expert_1,",
        "expert_2",
    ]


@pytest.mark.parametrize(
    ("state", "en", "zh"),
    [("refused", "refused", "拒答"), ("unreached", "not reached", "未送达"), ("failed", "not read", "未读到")],
)
def test_not_reading_is_said_as_what_it_is(state, en, zh):
    """A judge that was not read has warned nobody either."""
    row = missed_case(1, state=state, answer=None)

    assert [misses(table(row), PLAIN, ui).lines[0].said for ui in ("en", "zh")] == [en, zh]


def test_what_most_experts_flagged_comes_first_and_the_rest_is_counted():
    """25 cases: 20 stand there."""
    rows = [missed_case(n, flagged_by=3 if n == 25 else 1) for n in range(1, 26)]
    found = misses(table(*rows), PLAIN, "en")

    assert [m.response_id for m in found.lines[:2]] == ["r025", "r001"]
    assert (len(found.lines), found.more) == (MOST, 5)
    assert "5 more in --json" in on_a_terminal(missed_table(table(*rows), "en"))


def test_only_critical_dimensions_are_listed_and_repeats_share_a_line():
    """Missed twice by one judge is one case."""
    rows = [missed_case(1), missed_case(1, repeat=2), missed_case(2, critical=False)]
    found = misses(table(*rows), PLAIN, "en")

    assert [(m.response_id, m.judge) for m in found.lines] == [("r001", "gpt-5 #0, #2")]


def test_baselines_are_counted_and_not_listed():
    """What a judge that never looks missed is nothing to read."""
    rows = [missed_case(1), missed_case(2, judge="lazy")]
    known = Legend(models={"lazy": "baseline/always-pass"})
    found = misses(table(*rows), known, "en")

    assert ([m.response_id for m in found.lines], found.by_baselines) == (["r001"], 1)
    assert on_a_terminal(missed_table(table(rows[1]), "en", legend=known)).strip() == ""


@pytest.mark.parametrize("ui", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 100])
def test_the_list_fits_its_terminal(ui, width):
    """Nothing is cut off."""
    rows = [missed_case(n, judge="a-judge-with-quite-a-long-name", flagged_by=5) for n in range(3)]

    assert "…" not in on_a_terminal(missed_table(table(*rows), ui), width=width)


def page(*, redacted=False):
    known = case_row(1, 0, 8) | {"repeat": 0}
    here = missed_case(1, dimension=known["dimension"], ask="expert_chain")
    elsewhere = missed_case(999, ask="expert_chain")
    report = report_of(differing=[case_row(2, 0, 8), known], agreement=table(here, elsewhere))
    return render(report, ui="en", redacted=redacted)


@pytest.mark.parametrize("redacted", [False, True])
def test_on_the_page_a_missed_case_leads_to_its_text(redacted):
    """A link to the case where the page holds it, none where it does not; the place is a number, not a name."""
    html = page(redacted=redacted)
    linked = re.search(r'<a href="#(case-\d+)"><bdi>r001</bdi></a>', html)

    assert linked is not None
    assert {a.get("id") for _, a in Page(html).elements} >= {linked[1]}
    assert '<th scope="row"><bdi>r999</bdi></th>' in html


def test_a_redacted_list_holds_names_and_no_text():
    """Ids, judges and raters stay; what was said does not."""
    html = page(redacted=True)

    assert case_row(1, 0, 8)["response"] not in html
    assert "r999" in html
