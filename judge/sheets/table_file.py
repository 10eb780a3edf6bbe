"""Sheets as CSV that a spreadsheet opens as text."""

import csv
import io
from collections.abc import Iterable, Sequence

_LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def excel_safe(text: str) -> str:
    """*text* with an apostrophe before it where a spreadsheet would take it for a formula.

    That is where it begins with ``= + - @``, their full-width forms, a tab or a line break. The apostrophe is part of
    the file: use this for what people open, never for what programs read back.
    """
    return f"'{text}" if text.startswith(_LIVE) else text


def to_csv(header: Sequence[str], rows: Iterable[Sequence[str]], *, for_people: bool) -> bytes:
    """A table as CSV.

    For people: with a byte order mark, so that Excel takes it for UTF-8, and every cell made safe by
    :func:`excel_safe`. For programs: the bare text.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([excel_safe(cell) for cell in row] if for_people else row for row in rows)
    return out.getvalue().encode("utf-8-sig" if for_people else "utf-8")
