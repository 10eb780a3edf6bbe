"""Labelled responses that a judge is shown as worked examples: a file of responses with a column ``answer``."""

from pathlib import Path

from judge.dimension import Dimension
from judge.drawing import Shot
from judge.errors import DatasetError
from judge.readers.answers import label_words, read_answer
from judge.readers.files import read_rows
from judge.readers.responses import response_from
from judge.readers.vocabulary import check_names
from judge.rubric import Rubric

_COLUMNS = ("id", "scenario_id", "candidate", "user", "context", "assistant", "response", "language", "answer")
_KEYS = (*_COLUMNS, "turns", "tags")
_NEEDED = ("user or context", "assistant or response", "answer")


def read_shots(path: str | Path, rubric: Rubric, dimension: Dimension, *, notes: list[str] | None = None) -> list[Shot]:
    """Read responses with the *answer* to one *dimension* beside each, from any file that responses are read from.

    A row without an answer, or with an abstention, shows nothing and is passed over.

    Raises:
        DatasetError: A row cannot be read, an answer is none of the dimension's, or no row has one.
        InputError: There is no such file, or nobody reads its kind.
    """
    notes = [] if notes is None else notes
    rows = read_rows(Path(path), notes)
    check_names(rows, keys=_KEYS, columns=_COLUMNS, needed=_NEEDED, notes=notes)
    words = label_words(rubric)
    given = [(response_from(row), read_answer(row, "answer", dimension, words)) for row in rows]
    found = [Shot(response, said[1]) for response, said in given if said is not None and said[1] is not None]
    if not found:
        raise DatasetError(
            f"{path}: no row has an answer", hint=f"the column answer: {', '.join(dimension.answer_ids)}"
        )
    if len(found) < len(rows):
        notes.append(f"{len(rows) - len(found)} of {len(rows)} rows have no answer, and are no worked examples")
    return found
