"""The parts of a ZIP file, also of those that are packed as Zstandard, which Python reads by itself from 3.14 on."""

import struct
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from judge.errors import DatasetError, InputError

_ZSTANDARD = 93
_LOCAL = struct.Struct("<26xHH")
"""What stands before a part: how long its name is, and what follows it."""
_LARGEST = 2**31
"""Bytes of one part; nothing we read is larger."""


def read_parts(path: Path, begins: str) -> dict[str, bytes]:
    """Every part of the ZIP file whose name begins so, by name.

    Raises:
        DatasetError: It is no ZIP file, or a damaged one.
        InputError: It is packed as Zstandard, and nothing here unpacks that.
    """
    try:
        with ZipFile(path) as archive:
            wanted = [part for part in archive.infolist() if part.filename.startswith(begins)]
            return {part.filename: _read(archive, path, part) for part in wanted}
    except (BadZipFile, OSError, EOFError, struct.error, ValueError) as error:
        hint = "is it whole, and is it the right file?"
        raise DatasetError(f"{path}: not a readable log ({type(error).__name__})", hint=hint) from None


def _read(archive: ZipFile, path: Path, part: ZipInfo) -> bytes:
    if part.file_size > _LARGEST:
        raise DatasetError(f"{path}: {part.filename!r} is larger than any log of ours", hint="is it the right file?")
    if part.compress_type != _ZSTANDARD:
        return archive.read(part)
    with path.open("rb") as file:
        file.seek(part.header_offset)
        name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
        file.seek(name + extra, 1)
        packed = file.read(part.compress_size)
    return _unpacked(packed, path)


def _unpacked(packed: bytes, path: Path) -> bytes:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra that most have not installed
    except ImportError:
        raise InputError(
            f"{path}: packed as Zstandard, which needs pyarrow",
            hint="pip install 'psyjudge[parquet]'; or inspect log convert --to json, and import that",
        ) from None
    with pa.input_stream(pa.BufferReader(packed), compression="zstd") as stream:  # one frame after the other
        return bytes(stream.read())
