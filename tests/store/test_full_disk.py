"""A disk that fills up: a named error, exit code 5, nothing acknowledged lost, and a run that goes on later."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import judge
from judge.testing import LoopbackServer
from judge.testing.standin import Faults, StandIn


def evaluated(url, *, limit_bytes=None):
    """`judge evaluate` in a process whose files may not grow past *limit_bytes*."""

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    command = [
        "evaluate",
        "responses.jsonl",
        "-r",
        "psycrisis",
        "-j",
        "m=openai/stand-in",
        "--api-base",
        url,
        "-o",
        "run",
        "--no-canaries",
    ]
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "judge", *command, "--min-coverage", "0"],
        capture_output=True, text=True, env=environment, check=False, preexec_fn=small_disk if limit_bytes else None,
    )  # fmt: skip


def test_a_full_disk_is_named_and_the_run_goes_on_when_there_is_room():
    rows = [{"id": f"i{n}", "candidate": "c", "context": "Long day.", "response": f"Reply {n}."} for n in range(150)]
    Path("responses.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with LoopbackServer(StandIn(Faults(), seed=1)) as server:
        full = evaluated(server.url, limit_bytes=300_000)
        kept = len(list(judge.read_run("run").call_rows()))
        paid = server.requests
        again = evaluated(server.url)

        assert full.returncode == 5, full.stderr
        assert "error: cannot write to the run" in full.stderr
        assert "Traceback" not in full.stderr
        assert 0 < kept < 150
        assert paid - kept <= 8, "more was paid for and lost than was in flight"
        assert again.returncode == 0, again.stderr
        assert server.requests == paid + 150 - kept
    assert set(judge.read_run("run").judgments()["state"]) <= {"scored", "abstained", "not_applicable"}
