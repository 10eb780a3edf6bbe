"""The program that adds up the figures of the fault suite counts what it names, and nothing that is not there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
NIGHTLY = TESTS / "nightly"


def test_every_suite_is_one_file_that_is_there():
    """A folder would count what other promises are tested by."""
    suites = re.findall(r'"(S\d+ [^"]*)": "([^"]*)"', (NIGHTLY / "figures.py").read_text(encoding="utf-8"))

    assert len(suites) > 10
    assert [(name, path) for name, path in suites if not (TESTS / path).is_file()] == []


def test_what_is_missing_is_missed():
    """In a tree without programs and suites nothing is passed over in silence, and nothing is counted."""
    here = Path("tests/nightly")
    here.mkdir(parents=True)
    for name in ("figures.py", "outside.py"):
        shutil.copy(NIGHTLY / name, here)

    done = subprocess.run(
        [sys.executable, str(here / "figures.py"), "--small"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    missed = done.stderr.partition("missed: ")[2]
    assert all(name in missed for name in ("kills", "many_processes", "store_model", "fuzz", "S5 transport", "S24"))
    assert "| cells passed | 0 |" in done.stdout
