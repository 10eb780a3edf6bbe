"""Labels made elsewhere: HealthBench's physicians, as a file of labels and the responses they are about."""

import json
from collections.abc import Iterator
from pathlib import Path

from judge.errors import InputError
from judge.readers.criteria import as_written
from judge.readers.healthbench import MetaEvaluation, read_meta_evaluation
from judge.rubric import Rubric
from judge.scenario import Response
from judge.sheets.table_file import to_csv
from judge.sheets.writing import write_new

HEADER = ("response_id", "criterion", "dimension", "rater", "answer")


def import_labels(file: str | Path, rubric: Rubric, *, labels: str | Path, responses: str | Path) -> MetaEvaluation:
    """Read HealthBench's meta-evaluation, and write its labels and its completions as files of ours.

    Nothing is overwritten.

    Args:
        file: The meta-evaluation, a line a completion and criterion.
        rubric: One whose criteria come with each scenario.
        labels: Where to write what each physician said, as CSV.
        responses: Where to write the completions with their criteria, as JSONL.

    Raises:
        DatasetError: A row is none of the meta-evaluation's.
        InputError: The rubric asks nothing of criteria, or one of the files is there already.
        StorageError: They cannot be written.
    """
    if rubric.dimensions_from != "scenario":
        raise InputError(f"{rubric.id!r} asks nothing of criteria", hint="-r scenario_criteria")
    read = read_meta_evaluation(file, rubric)
    rows = [(label.response_id, label.criterion, label.dimension, label.rater, label.answer) for label in read.labels]
    table = to_csv(HEADER, ([str(cell) for cell in row] for row in rows), for_people=False)
    lines = "".join(line + "\n" for line in _lines(read.responses))
    write_new({Path(labels): table, Path(responses): lines.encode("utf-8")})
    return read


def _lines(responses: list[Response]) -> Iterator[str]:
    for response in responses:
        line = {
            "id": response.id,
            "scenario_id": response.scenario_id,
            "candidate": response.candidate,
            "turns": [{"role": turn.role, "content": turn.content} for turn in response.turns],
            "response": response.response,
            "criteria": as_written(response.criteria),
        }
        yield json.dumps(line, ensure_ascii=False)
