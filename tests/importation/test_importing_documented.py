"""What docs/imports.md says is run."""

import csv
import shutil
from pathlib import Path

from import_cases import SAMPLES, a_dict, a_sheet, documented, rows

import judge
from judge.cli.app import run

FILES = {
    "outputs.csv": [
        ("prompt", "answer", "judge_output"),
        ("最近什么都提不起劲。", "听起来你累了很久。", a_dict(1, 0, 1, 0, 0, total=2)),
        ("晚上总睡不好。", "放松一点就好。", a_dict(0, 0, 0, 0, 0, total=0)),
    ],
    "long.csv": [
        ("id", "user", "response", "judge", "seed", "dimension", "verdict"),
        *(
            (i, "Hello", f"Hi {i}", "ann", seed, dimension, "yes")
            for i in ("a", "b")
            for seed in (7, 42)
            for dimension in ("empathy", "regulation", "exploration", "risk_assessment", "referral")
        ),
    ],
    "wide.csv": [("id", "user", "response", "e1", "referral"), ("a", "Hello", "Hi", "yes", "no")],
    "columns.csv": [
        ("id", "user", "response", "gpt_run1", "gpt_run2", "seed1", "seed2"),
        ("a", "Hello", "Hi", "yes", "No.", "1", "0"),
    ],
}


def test_every_command_of_the_page_works(capsys):
    """In the order they stand there; the published files have a test of their own."""
    for name, table in FILES.items():
        with Path(name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    for sample in ("check_in.eval", "check_in.promptfoo.json"):
        shutil.copy(SAMPLES / sample, sample)
    a_sheet()
    commands = [command for command in documented() if "judge_outputs.csv" not in command]
    for command in commands:
        if command[0] == "agreement":
            ids = [r["response_id"] for r in rows("results/theirs")[::5]]
            labels = [f"{i},empathy,{rater},yes" for i in ids for rater in ("anna", "ben")]
            Path("experts.csv").write_text("\n".join(["response_id,dimension,rater,answer", *labels]), encoding="utf-8")
        assert run(command) == 0, f"{command}\n{capsys.readouterr().err}"

    assert len(commands) >= 8


def test_the_page_s_python_imports_the_same():
    """`judge.import_judgments` takes what the command takes."""
    with Path("outputs.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(FILES["outputs.csv"])
    columns = {"user": "prompt", "response": "answer", "reply": "judge_output"}
    ours = judge.import_judgments("outputs.csv", "psycrisis", folder="run", reply="trailing_dict", columns=columns)

    assert ours.judgments()["answer"].tolist() == ["yes", "no", "yes", "no", "no", "no", "no", "no", "no", "no"]
    assert ours.calls()["route"].unique().tolist() == ["imported"]
