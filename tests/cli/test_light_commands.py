"""The side commands answer at once: what costs seconds to import stays on the shelf."""

import subprocess
import sys
from pathlib import Path

import pytest
from cli_cases import a_run, ran

HEAVY = {"litellm", "openai", "pandas", "numpy", "krippendorff", "aiohttp", "httpx"}
EXTRA = {"pyarrow", "xlsxwriter", "openpyxl"}


def loaded(*arguments):
    """Top-level names of everything a command has imported when it ends; it must end well."""
    code = (
        "import sys; from judge.cli.app import run; code = run(sys.argv[1:]); "
        "print(*{m.split('.')[0] for m in sys.modules}, file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("rubrics",),
        ("rubrics", "show", "psycrisis"),
        ("rubrics", "check", "psycrisis"),
        ("rubrics", "schema"),
        ("prompts", "show", "psycrisis"),
        ("prompts", "show", "my_rubric", "--response", "exam-a", "--responses", "responses.csv"),
        ("labels", "sheet", "responses.csv", "-r", "my_rubric", "-o", "s.csv"),
        ("labels", "check", "labels.csv", "-r", "my_rubric"),
        ("export", "run"),
        ("export", "run", "-o", "out.csv"),
        ("forget", "run", "--response", "r0"),
        ("status", "run"),
        ("status", "run", "--json"),
        ("rescore", "run"),
        ("init", "another"),
    ],
    ids=" ".join,
)
def test_a_command_loads_no_model_library_and_no_frames(capsys, monkeypatch, arguments):
    """Nor what only other formats need."""
    ran(capsys, "init", "study")
    monkeypatch.chdir(Path("study"))
    a_run()

    assert not loaded(*arguments) & (HEAVY | EXTRA)


def test_a_command_loads_no_other_command():
    """Each start would pay for all of them."""
    code = "import sys; from judge.cli.app import run; run(['rubrics']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    names = set(done.stderr.split())

    assert "judge.cli.rubrics" in names
    assert not names & {f"judge.cli.{name}" for name in ("evaluate", "simulate", "train", "labels", "report")}


@pytest.mark.parametrize(("suffix", "needs"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_format_loads_what_it_needs_and_no_model_library(suffix, needs):
    a_run()

    names = loaded("export", "run", "-o", f"out.{suffix}")
    assert needs in names
    assert not names & {"litellm", "openai", "krippendorff", "aiohttp", "httpx"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("rubrics",), ("rubrics", "list"), ("rubrics", "show"), ("rubrics", "check"), ("rubrics", "schema"),
        ("prompts", "show"), ("labels", "sheet"), ("labels", "check"), ("forget",), ("export",), ("init",),
        ("status",), ("retry",), ("rescore",),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_explains_itself_in_a_sentence(capsys, arguments, option):
    """And every one that prints a result takes ``--json`` and ``--ui``."""
    done = ran(capsys, *arguments, option)

    assert done.code == 0
    sentence = done.out.split("\n\n")[1].strip()
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert arguments == ("rubrics",) or ("--json" in done.out and "--ui" in done.out)
