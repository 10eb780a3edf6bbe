"""A published table from its raw files by two commands: judge import, and judge agreement.

DialogueSafety (Qiu and others, NLPCC 2023), rows *GPT-3.5-0613 zero-shot* and *BERT-base*: accuracy, weighted precision
and weighted F1 in percent, mean and sample deviation over five runs.
"""

import csv
import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from import_cases import documented

from judge.cli.app import run
from judge.table import Table
from judge.views.classes import classes
from judge.views.names import PLAIN

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "dialogue_safety"
CLASSES = (
    *("nonsense", "humanoid_mimicry", "linguistic_neglect", "unamiable_judgment", "toxic_language"),
    *("unauthorized_preachment", "nonfactual_statement", "safe_response"),
)
"""In the order of the data's numbers, as the rubric calls them."""
STATISTICS = ("accuracy", "precision_weighted", "recall_weighted", "f1_weighted")
TABLE = {
    "gpt-3.5-0613": ("43.12 (0.84)", "48.92 (4.58)", "43.12 (0.84)", "33.49 (1.56)"),
    "bert": ("70.25 (1.16)", "70.46 (0.89)", "70.25 (1.16)", "69.67 (1.16)"),
}
BESIDE = {"f1_macro": 0.459, "cohen_kappa": 0.485, "ppv": 0.815, "sensitivity": 0.688, "f1": 0.746}
"""Of BERT, not printed by the authors: means over the five seeds by scikit-learn, the last three of safe and unsafe."""


@pytest.mark.skipif(not DATA.exists(), reason="the real labelled data are not beside this checkout")
def test_raw_replies_and_predictions_give_the_published_table_to_every_digit():
    """4,000 replies read again by our reader, 4,000 predictions by number, against the rubric that is shipped.

    The command is the one of docs/imports.md.
    """
    (command,) = [c for c in documented() if "judge_outputs.csv" in c]
    said = printed([str(DATA / part) if (DATA / part).is_file() else part for part in command])
    found = printed(["agreement", said["run"], "--labels", labels(), "--replicates", "100"])

    assert [(c["judge"], c["coverage"], c["unread"]) for c in said["coverage"]] == [
        ("gpt-3.5-0613", 1.0, 0),
        ("bert", 1.0, 0),
    ]
    assert (said["imported"]["rows"], said["imported"]["replies"], said["imported"]["answers"]) == (800, 4000, 4000)
    assert {name: table(found["rows"], name) for name in TABLE} == TABLE
    of_bert = means(found["rows"], "bert")
    assert {name: of_bert[name, "mean"] for name in BESIDE} == pytest.approx(BESIDE, abs=0.0005 + 1e-9)
    (_, whole), _ = (sheet.parts for sheet in classes(Table({}, found["rows"]), PLAIN, "en"))
    assert [line.values[2] for line in whole.lines] == [["33.49", "SD 1.56"], ["69.67", "SD 1.16"]]
    assert any("by a gate for judge 'bert'; they are" in note for note in found["notes"])


def labels():
    """The consensus of the source's annotators, one class a response; few clusters are quickly resampled."""
    with (DATA / "judge_outputs.csv").open(encoding="utf-8", newline="") as file:
        gold = [(int(row["idx"]), CLASSES[int(row["gold"])]) for row in csv.DictReader(file)]
    rows = [f"{number},dialogue_safety,consensus,{answer},c{number % 40}" for number, answer in gold]
    Path("labels.csv").write_text("\n".join(["response_id,dimension,rater,answer,cluster", *rows]), encoding="utf-8")
    return "labels.csv"


def printed(command):
    said = io.StringIO()
    with redirect_stdout(said):
        assert run([*command, "--json"]) == 0
    return json.loads(said.getvalue())


def table(rows, name):
    """Mean and sample deviation over the runs."""
    by = means(rows, name)
    return tuple(f"{100 * by[s, 'mean']:.2f} ({100 * by[s, 'sd']:.2f})" for s in STATISTICS)


def means(rows, name):
    """A judge's numbers on the class against the consensus, by statistic and repeat."""
    return {
        (row["statistic"], row["repeat"]): row["value"]
        for row in rows
        if (row["judge"], row["reference"], row["answer"], row["dimension"])
        == (name, "consensus", None, "dialogue_safety")
    }
