"""Every format of an export, in one place."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import BinaryIO, Literal, Protocol, get_args

from judge.exports.fields import Row
from judge.exports.parquet import to_parquet
from judge.exports.text import to_csv, to_jsonl
from judge.exports.workbook import to_xlsx

Format = Literal["jsonl", "csv", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
"""Of tables: a row a judgment."""
LABEL_STUDIO = "label-studio"
"""Of tasks: a response with everything that was said of it. It is JSON, whose suffix is anybody's."""


class Writer(Protocol):
    """What a format must be able to do."""

    def __call__(self, out: BinaryIO, fields: Sequence[str], rows: Iterable[Row]) -> int:
        """Write *rows* to *out* as they come; how many there were."""
        ...


WRITERS: Mapping[Format, Writer] = {"jsonl": to_jsonl, "csv": to_csv, "parquet": to_parquet, "xlsx": to_xlsx}
"""Each by its name, which is its suffix too. A new one is a function and a line here."""
CSV_FOR_PEOPLE: Writer = partial(to_csv, for_people=True)
