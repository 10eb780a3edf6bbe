"""Which encoding a table was saved in: found, said, never guessed in silence."""

from collections import Counter

from judge.errors import DatasetError

_BOM16 = (b"\xff\xfe", b"\xfe\xff")
_COMMON = 0.6
"""Of Chinese text 80-100% of the two-byte characters stand in GB 2312; of Big5 or Latin-1 read so, under 50%."""


def decode(content: bytes, *, file: str, notes: list[str]) -> str:
    """The text of a table.

    UTF-8 with or without a byte order mark is read as it is. UTF-16 (known by its mark) and GB18030, which Chinese
    Excel saves, are read and said in *notes*. GB18030 accepts almost any bytes, so it must also look like Chinese.

    Raises:
        DatasetError: It is none of these, or holds a NUL character.
    """
    text = _decoded(content, file, notes)
    if "\0" in text:
        raise DatasetError(f"{file}: holds a NUL character", hint="save it as 'CSV UTF-8'")
    return text


def _decoded(content: bytes, file: str, notes: list[str]) -> str:
    if content.startswith(_BOM16):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError:
            raise DatasetError(f"{file}: begins as UTF-16 and is not", hint="save it as 'CSV UTF-8'") from None
        notes.append(f"{file}: read as UTF-16: it begins with that byte order mark")
        return text
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _chinese(content)
        if not text:
            raise DatasetError(
                f"{file}: neither UTF-8 (byte {error.start}) nor Chinese text in GB18030",
                hint="save it as UTF-8; in Excel: 'CSV UTF-8 (comma delimited)'",
            ) from None
    notes.append(
        f"{file}: read as GB18030: it is not UTF-8, and as GB18030 it is common Chinese text; "
        "if it looks wrong, save it as 'CSV UTF-8'"
    )
    return text


def _chinese(content: bytes) -> str:
    """The text as GB18030, empty when it is none or holds mostly characters that nobody writes."""
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    counts = {c: n for c, n in Counter(text).items() if c > "\x7f" and _size(c) == 2}  # noqa: PLR2004 - two bytes
    common = sum(n for c, n in counts.items() if c.encode("gb2312", "ignore"))
    return text if common >= _COMMON * sum(counts.values()) else ""


def _size(character: str) -> int:
    return len(character.encode("gb18030"))
