"""S4, as much of it as a change can wait for: several processes on one folder."""

import re
import subprocess
import sys
from pathlib import Path

from faults_cases import figures

PROGRAM = Path(__file__).parents[1] / "nightly" / "many_processes.py"


def test_processes_on_one_folder_are_refused_or_ask_each_case_once(monkeypatch):
    """By the server's own count, in five modes; what a killed one had in flight is all that is paid twice."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-not-a-real-key")

    done = subprocess.run([sys.executable, str(PROGRAM), "--small"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    figures(done.stdout.strip())
    ran = "S4 many processes: 5 runs of 120 cases in 5 modes, 3 to 4 processes judging: "
    assert re.search(ran + r".* 1 killed, 60\d calls for 600 cases", done.stdout)
