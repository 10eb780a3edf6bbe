"""What a gate writes for CI is read by machines: whole, escaped, and the same each time."""

import re
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from judge.table import Table
from judge.views.requirements import gate_junit, gate_markdown, gate_table, summary_line

HOSTILE = '<b>&"x"</b> | [a](http://evil) `rm` \x00\x1b\ud800\nnext'


def a_check(*, holds, judge="J", reason=None, **fields):
    row = {
        "requirement": "sensitivity.low >= 0.8", "judge": judge, "ask": "general", "dimension": "warm", "repeat": 0,
        "statistic": "sensitivity", "reference": "majority", "end": "low", "operator": ">=", "bound": 0.8,
        "value": 0.9, "low": 0.75, "high": 0.96, "interval_method": "wilson", "numerator": 45, "denominator": 50,
        "n_items": 80, "n_clusters": 80, "measured": 0.75, "holds": holds, "reason": reason,
    }  # fmt: skip
    return row | fields


def a_table(*rows, run="results/first"):
    held = sum(row["holds"] for row in rows)
    return Table({"run": run, "passed": held == len(rows), "checks": len(rows), "held": held}, list(rows))


MISSED = a_table(a_check(holds=True), a_check(holds=False, judge="K", reason="low 0.750 is not >= 0.8"))


def test_one_line_says_whether_the_gate_held():
    """For a log that nobody reads to its end."""
    assert summary_line(MISSED, "en") == "gate missed: 1 of 2 checks do not hold (results/first)"
    assert summary_line(a_table(a_check(holds=True)), "en") == "gate held: the one check holds (results/first)"
    assert summary_line(MISSED, "zh") == "门槛未通过：2 项检查中有 1 项不满足（results/first）"


def test_junit_has_a_case_for_each_check_and_a_failure_for_each_missed():
    """As CI servers count them, with value, interval, counts and reason in the message."""
    suite = ET.fromstring(gate_junit(MISSED).encode()).find("testsuite")  # noqa: S314 - our own file

    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    first, second = suite.findall("testcase")
    assert (first.get("classname"), first.get("name")) == ("J.general.warm", "sensitivity.low >= 0.8 [repeat 0]")
    assert first.find("failure") is None
    assert second.find("failure").get("message") == "0.900 [0.750, 0.960] 45/50: low 0.750 is not >= 0.8"


def test_junit_is_the_same_for_the_same_run():
    """No clock and no host stands in it."""
    assert gate_junit(MISSED) == gate_junit(MISSED)
    assert "timestamp" not in gate_junit(MISSED)


@pytest.mark.parametrize("field", ["judge", "ask", "dimension", "requirement", "reason"])
def test_no_name_breaks_the_xml(field):
    """Names come from anybody's files; what XML cannot hold is replaced, what it can is read back."""
    table = a_table(a_check(holds=False, **{"reason": "low", field: HOSTILE}), run=HOSTILE)

    suite = ET.fromstring(gate_junit(table).encode()).find("testsuite")  # noqa: S314 - our own file
    said = "".join(
        [suite.get("name"), *suite.find("testcase").attrib.values(), suite.find(".//failure").get("message")]
    )
    assert said.count('<b>&"x"</b> | [a](http://evil) `rm` \ufffd\ufffd\ufffd\nnext') == 2


def test_markdown_shows_names_and_runs_none():
    """A job's summary is a page: no tag, no link, no cell of its own may come out of a name."""
    page = gate_markdown(a_table(a_check(holds=False, reason="low", judge=HOSTILE)), "en")

    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {7}
    assert "<b>" not in page
    assert "](http" not in page.replace("\\]", "")


def test_what_has_no_number_shows_a_dash():
    """An undefined statistic is not 0."""
    gone = dict.fromkeys(("value", "low", "high", "numerator", "denominator"))
    row = a_check(holds=False, reason="the reference flags no item", **gone, n_items=0)

    assert 'message="– n=0: the reference flags no item"' in gate_junit(a_table(row))


@pytest.mark.parametrize(("ui", "said"), [("en", "low 0.750 is not >= 0.8"), ("zh", "low 为 0.750，不满足 >= 0.8")])
def test_a_terminal_lists_what_is_missed_and_counts_what_holds(ui, said):
    """In the reader's language."""
    console = Console(width=160, record=True, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - a console must write somewhere
    console.print(gate_table(MISSED, ui))

    shown = console.export_text()
    assert said in shown
    assert (
        "sensitivity.low >= 0.8 (1 of 2 checks fail)" in shown
        or "sensitivity.low >= 0.8（2 项检查中 1 项未通过）" in shown
    )
    assert shown.count("general") == 1
