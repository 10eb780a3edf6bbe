"""What was required of judges and what came of it: for a terminal, for a page of Markdown, and as JUnit for CI."""

import re
from collections.abc import Iterable, Sequence
from html import escape
from xml.sax.saxutils import quoteattr

from rich.console import Group, RenderableType
from rich.text import Text

from judge.table import Row, Table
from judge.views import figures
from judge.views.marks import visible
from judge.views.names import PLAIN, Legend
from judge.views.terminal import rows_table
from judge.views.words import Ui, say
from judge.views.words.sentences import in_language

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters no XML may hold, escaped or not."""
_COLUMNS = ("requirement", "judge", "dimension", "repeat", "measured", "why")


def summary_line(table: Table, ui: Ui) -> str:
    """The whole gate in one line."""
    about = table.about
    missed = about["checks"] - about["held"]
    key = "gate.held" if about["passed"] else "gate.missed"
    return say(key, ui, run=about["run"], n=about["checks"], missed=missed)


def gate_table(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> RenderableType:
    """Each requirement with how many of its checks hold, then those that do not, with the reason."""
    lines = [Text(visible(line)) for line in _requirements(table.rows, ui)]
    missed = [_line(row, ui, legend) for row in table.rows if not row["holds"]]
    return Group(*lines, Text(), *([rows_table(missed, _COLUMNS, ui), Text()] if missed else []))


def gate_markdown(table: Table, ui: Ui, *, legend: Legend = PLAIN) -> str:
    """The same for a page of Markdown, e.g. a job's summary; nothing in it can be markup."""
    missed = [_line(row, ui, legend) for row in table.rows if not row["holds"]]
    head = [say(f"column.{name}", ui) for name in _COLUMNS]
    rows = [[str(line[name]) for name in _COLUMNS] for line in missed]
    grid = [_cells(head), _cells(["---"] * len(head)), *map(_cells, rows)] if rows else []
    said = [f"- {_escaped(line)}" for line in _requirements(table.rows, ui)]
    return "\n".join([f"### {_escaped(summary_line(table, ui))}", "", *said, "", *grid, *([""] if grid else [])])


def gate_junit(table: Table) -> str:
    """A test case for each requirement, judge, dimension and repeat, as CI servers read it.

    Always English, and without a clock: the same run gives the same file.
    """
    about = table.about
    missed = about["checks"] - about["held"]
    counts = f'tests="{about["checks"]}" failures="{missed}" errors="0" skipped="0"'
    cases = "\n".join(_case(row) for row in table.rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="judge gate" {counts}>\n'
        f"<testsuite name={_attribute(about['run'])} {counts}>\n{cases}\n</testsuite>\n</testsuites>\n"
    )


def _case(row: Row) -> str:
    where = ".".join(filter(None, (row["judge"], row["ask"], row["dimension"])))
    name = f"{row['requirement']} [repeat {row['repeat']}]"
    opening = f"<testcase classname={_attribute(where)} name={_attribute(name)}"
    if row["holds"]:
        return f"{opening}/>"
    message = f"{_measured(row)}: {row['reason']}"
    return f'{opening}>\n<failure type="requirement" message={_attribute(message)}/>\n</testcase>'


def _attribute(text: str) -> str:
    # Line breaks in an attribute would be read back as spaces.
    return quoteattr(_ILLEGAL.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _requirements(rows: Sequence[Row], ui: Ui) -> Iterable[str]:
    for text in dict.fromkeys(row["requirement"] for row in rows):
        here = [row["holds"] for row in rows if row["requirement"] == text]
        key = "gate.requirement_holds" if all(here) else "gate.requirement_missed"
        yield say(key, ui, requirement=text, held=sum(here), failed=len(here) - sum(here), n=len(here))


def _line(row: Row, ui: Ui, legend: Legend) -> Row:
    dimension = say("gate.every_dimension", ui) if row["dimension"] is None else legend.dimension(row["dimension"])
    return {
        "requirement": row["requirement"],
        "judge": " · ".join(filter(None, (row["judge"], row["ask"]))),
        "dimension": dimension,
        "repeat": row["repeat"],
        "measured": _measured(row),
        "why": in_language(row["reason"], ui),
    }


def _measured(row: Row) -> str:
    """The number with its interval and what it rests on."""
    said = [figures.UNKNOWN if row["value"] is None else f"{row['value']:.3f}"]
    if row["low"] is not None and row["high"] is not None:
        said.append(f"[{row['low']:.3f}, {row['high']:.3f}]")
    counts = f"{row['numerator']}/{row['denominator']}" if row["denominator"] else f"n={row['n_items']}"
    return " ".join([*said, counts])


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(text: str) -> str:
    """*text* as Markdown shows it and nothing more: no tag, no link, no cell of its own."""
    return re.sub(r"([\\`*_\[\]|#~])", r"\\\1", escape(visible(text), quote=False)).replace("\n", " ")
