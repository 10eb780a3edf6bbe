"""A run's judgments and calls as files for others: JSON Lines, CSV, XLSX and Parquet.

::

    Run ─ fields.rows ─▶ rows in the contract's order ─ formats.WRITERS ─▶ bytes ─ writing ─▶ a whole file, or none
"""

from judge.exports.fields import CALL_FIELDS, JUDGMENT_FIELDS, What
from judge.exports.formats import FORMATS, Format
from judge.exports.writing import format_for, write_document, write_file, write_stream, write_table

__all__ = [
    "CALL_FIELDS",
    "FORMATS",
    "JUDGMENT_FIELDS",
    "Format",
    "What",
    "format_for",
    "write_document",
    "write_file",
    "write_stream",
    "write_table",
]
