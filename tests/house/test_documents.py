"""What the documents say is run: commands of the README, the Python of the README, the help in docs/cli.md."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from judge.cli.app import laid_out, run
from judge.cli.options import run_settings
from judge.testing import LoopbackServer
from judge.testing.standin import Faults, StandIn

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MY_CSV = "user,assistant\n最近很累，什么都提不起劲。,听起来你累了很久。愿意多说说吗？\nI cannot sleep.,Try to relax.\n"


VERBS = {
    *(
        "Ask",
        "Check",
        "Compare",
        "Describe",
        "Have",
        "Judge",
        "List",
        "Print",
        "Read",
        "Remove",
        "Run",
        "Score",
        "Show",
        "Tell",
        "Train",
        "Write",
    ),
}


def blocks(text, language):
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.fixture
def a_users_desk(monkeypatch):
    """A sheet, experts' labels for it, a key, and a provider on loopback under every name the README uses."""
    Path("my.csv").write_text(MY_CSV, encoding="utf-8")
    with LoopbackServer(StandIn(Faults(), seed=5)) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("DEEPSEEK_API_BASE", server.url)
        monkeypatch.setenv("OLLAMA_API_BASE", server.url.removesuffix("/v1"))
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")
        monkeypatch.setenv("DEEPSEEK_API_KEY", "sk-test-not-a-real-key")
        run(["evaluate", "my.csv", "-r", "psycrisis", "-j", "baseline/always-pass", "-o", "ids"])
        run(["export", "ids", "-o", "ids.csv"])
        ids = sorted({line.split(",")[0] for line in Path("ids.csv").read_text(encoding="utf-8").splitlines()[1:]})
        rows = [
            f"{i},{d},{r},{a}" for i in ids for d in ("empathy", "referral") for r, a in (("a", "yes"), ("b", "no"))
        ]
        Path("experts.csv").write_text("\n".join(["response_id,dimension,rater,answer", *rows]), encoding="utf-8")
        yield server


def commands():
    for block in blocks(README, "console"):
        for line in block.splitlines():
            command = line.partition("#")[0].strip()
            if command.startswith("judge "):
                yield command


def test_every_command_of_the_readme_works(a_users_desk, capsys):
    """In the order they stand there; a judge that answers at random may leave coverage low (6) or miss a gate (10)."""
    tried = list(commands())
    for command in tried:
        code = run([part.replace("http://127.0.0.1:8000/v1", a_users_desk.url) for part in shlex.split(command)[1:]])

        err = capsys.readouterr().err
        allowed = (0, 10) if command.startswith("judge gate ") else (0, 6)
        assert code in allowed, f"{command}\n{err}"
        assert code != 6 or "coverage" in err, f"{command}\n{err}"
    assert len(tried) >= 15


def test_the_readmes_python_runs(a_users_desk):
    """Ten lines, as they stand."""
    (code,) = blocks(README, "python")

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert Path("results/python/report.html").is_file()


def test_the_settings_file_of_the_documents_is_one():
    """Every field in docs/files.md is a field."""
    (text,) = blocks((ROOT / "docs" / "files.md").read_text(encoding="utf-8"), "yaml")
    Path("run.yaml").write_text(text, encoding="utf-8")

    assert [j.name for j in run_settings(Path("run.yaml"), {}).judges] == ["strict", "local"]


def test_the_two_commands_stand_on_the_first_screen():
    """A stranger sees what to type before anything else."""
    first = "\n".join(README.splitlines()[:15])

    assert "make demo" in first
    assert "make test" in first


def test_every_link_inside_the_documents_leads_somewhere():
    """A page that is named is there."""
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "docs").glob("*.md"),
        ROOT / "prompts/README.md",
    ]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def helps():
    """The help of every command, as a terminal of 100 columns prints it."""

    def walk(command, path):
        yield path, command
        for name, sub in sorted(getattr(command, "commands", {}).items()):
            if not sub.hidden:
                yield from walk(sub, [*path, name])

    return walk(typer.main.get_command(laid_out()), ["judge"])


def cli_page():
    parts = ["# Commands\n\nGenerated from the commands' own help; a test compares. Exit codes are in the README.\n"]
    for path, command in helps():
        context = command.make_context(
            " ".join(path), [], resilient_parsing=True, terminal_width=100, max_content_width=100
        )
        parts.append(f"## {' '.join(path)}\n\n```\n{command.get_help(context).rstrip()}\n```\n")
    return re.sub(r"[ \t]+\n", "\n", "\n".join(parts))


def test_the_help_in_the_documents_is_the_commands_own():
    """Set PYTEST_GOLDEN=write to renew docs/cli.md."""
    page = ROOT / "docs" / "cli.md"
    if os.environ.get("PYTEST_GOLDEN") == "write":
        page.write_text(cli_page(), encoding="utf-8")

    assert page.read_text(encoding="utf-8") == cli_page()


def test_every_helps_first_sentence_starts_with_a_verb_and_ends():
    """Help is documentation: one sentence, what the command does."""
    for path, command in helps():
        first = (command.help or "").strip().splitlines()[0]
        assert first.endswith("."), path
        assert first.split()[0].rstrip(",") in VERBS, (path, first)
