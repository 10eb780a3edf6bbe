"""Rows as a Parquet file, with the ``parquet`` extra."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

from judge.errors import SettingsError
from judge.exports.cells import cell
from judge.exports.fields import Row, kind_of

_BATCH = 10_000


def to_parquet(out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
    """Typed columns, null where nothing is known; lists and objects as JSON text.

    Raises:
        SettingsError: pyarrow is not installed.
        InputError: A text is damaged.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and a heavy one
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise SettingsError(
            "Parquet needs pyarrow, which is not installed", hint="pip install 'psyjudge[parquet]'"
        ) from None
    types = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    schema = pa.schema([(name, types[kind_of(name)]) for name in fields])
    count, waiting = 0, iter(rows)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(waiting, _BATCH)):
            plain = [{name: cell(row, name) for name in fields} for row in batch]
            writer.write_table(pa.Table.from_pylist(plain, schema=schema))
            count += len(batch)
    return count
