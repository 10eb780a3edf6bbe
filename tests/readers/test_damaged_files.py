"""Whatever happened to a file, its reader gives rows or one of our errors."""

import json
from random import Random

import pytest
from format_cases import HEADER, ROWS, as_csv, as_objects, write_workbook

from judge.errors import InputError
from judge.readers import READERS, read_responses

SEED = 20_240_917


def whole_file(path):
    if path.suffix == ".xlsx":
        write_workbook(path, {"x": [HEADER, *ROWS]})
    elif path.suffix == ".parquet":
        parquet = pytest.importorskip("pyarrow.parquet", reason="the parquet extra is not installed")
        pyarrow = pytest.importorskip("pyarrow")
        parquet.write_table(pyarrow.table({n: [r[i] for r in ROWS] for i, n in enumerate(HEADER)}), path)
    else:
        texts = {
            ".csv": as_csv(),
            ".tsv": as_csv("\t"),
            ".json": json.dumps(as_objects(), ensure_ascii=False),
            ".jsonl": "\n".join(json.dumps(o) for o in as_objects()),
        }
        path.write_text(texts[path.suffix], encoding="utf-8", newline="")
    return path.read_bytes()


def damaged(content, chance):
    kind, at = chance.randrange(4), chance.randrange(len(content))
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + chance.randbytes(chance.randint(1, 8)) + content[at:]
    if kind == 2:
        return content[:at] + content[at + chance.randint(1, 40) :]
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def refusal(path, content):
    path.write_bytes(content)
    try:
        return None if read_responses(path) else "read nothing and said nothing"
    except InputError as error:
        return error


@pytest.mark.parametrize("suffix", READERS)
def test_damage_is_read_or_refused_by_name(tmp_path, suffix):
    """Cut off, bits flipped, bytes lost or put in: never a traceback."""
    path, chance = tmp_path / f"a{suffix}", Random(SEED)  # noqa: S311 - damage that can be repeated
    content = whole_file(path)

    refused = [error for _ in range(300) if (error := refusal(path, damaged(content, chance)))]
    assert len(refused) > 50
    assert all(f"a{suffix}" in error.message and error.hint for error in refused)
