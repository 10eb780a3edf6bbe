"""Rows a person looks at and a script reads: the same ones."""

from collections.abc import Mapping
from dataclasses import field
from html import escape
from typing import TYPE_CHECKING, Any

from judge.record import dataclass

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """A result: its rows, and what it is about.

    ``rows`` hold plain values only; ``None`` is *not known*, never zero.
    """

    about: Mapping[str, Any]
    """What the rows speak of: ``run``, ``rubric`` and, for agreement, ``labels``."""
    rows: list[Row]
    notes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The document that ``--json`` prints."""
        return {**self.about, "rows": self.rows, "notes": self.notes}

    def to_pandas(self) -> "pd.DataFrame":
        """One row of the table a row of the frame, in order."""
        import pandas as pd  # noqa: PLC0415 - a second of import that most commands never need

        return pd.DataFrame(self.rows)

    def _repr_html_(self) -> str:
        """How a notebook shows it; every cell is escaped."""
        columns = list(dict.fromkeys(c for row in self.rows for c in row))
        head = "".join(f"<th scope='col'>{escape(c)}</th>" for c in columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(row.get(c)))}</td>" for c in columns) + "</tr>" for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" if isinstance(value, float) else str(value)
