"""One value of a row as one cell of a table, or a reason why no cell can hold it."""

import json

from judge.errors import InputError
from judge.exports.fields import Row

LIMIT = 32_767
"""Characters a spreadsheet keeps of a cell, counted as it counts them: in UTF-16."""
_AS_JSONL = "export it as jsonl, which holds any text whole"


def cell(row: Row, name: str, *, within: int | None = None) -> object:
    """The cell for one field: a plain value, or JSON text for a list or an object.

    Raises:
        InputError: The text is damaged, or has more characters than *within*.
    """
    value = row[name]
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not isinstance(value, str) or (value.isascii() and (within is None or len(value) <= within)):
        return value
    where = f"response {row['response_id']!r}, {name}" if "response_id" in row else name
    try:
        length = len(value.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise InputError(f"{where}: holds half of a character", hint=_AS_JSONL) from None
    if within is not None and length > within:
        raise InputError(f"{where}: {length:,} characters, and a spreadsheet cuts a cell at {within:,}", hint=_AS_JSONL)
    return value
