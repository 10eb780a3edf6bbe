"""A run's judgments and calls as files for others: JSON Lines, CSV, XLSX and Parquet; and tasks for Label Studio.

::

    Run ─ fields.rows ─▶ rows in the contract's order ─ formats.WRITERS ─▶ bytes ─ writing ─▶ a whole file, or none
    Run ─ tasks.tasks ─▶ a task a response, and labelling.labelling_config ─▶ writing, as Label Studio has it
"""

from judge.exports.fields import CALL_FIELDS, JUDGMENT_FIELDS, What
from judge.exports.formats import FORMATS, LABEL_STUDIO, Format
from judge.exports.writing import (
    format_for,
    write_document,
    write_file,
    write_stream,
    write_table,
    write_tasks,
)

__all__ = [
    "CALL_FIELDS",
    "FORMATS",
    "JUDGMENT_FIELDS",
    "LABEL_STUDIO",
    "Format",
    "What",
    "format_for",
    "write_document",
    "write_file",
    "write_stream",
    "write_table",
    "write_tasks",
]
