"""The fuzzing program of the readers, on every change with ten thousand strings."""

import re
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "fuzz_readers.py"


def test_fuzzing_finds_no_wrong_verdict_and_no_stray_exception():
    """Zero means zero: no accepted verdict differs from the truth, and nothing but our own error is raised."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), "10000", "--seed", "11"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert re.search(r"10000 strings, [1-9]\d* accepted, 0 accepted and different .* 0 exceptions", done.stdout)
