"""S7. judge status on a store of a million judgments, as a process of its own: seconds, CPU and memory.

    python tests/nightly/status_of_a_million.py [--judgments 1000000] [--small]

The store is written without the engine: five judgments a call, replies of 1.2 kB, responses of 0.7 kB; one call in 37
refused, one in 50 without an answer. Every count must be the one that was written, within ten seconds and 100 MB.
"""

import json
import os
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from outside import program, verdict

from judge.library import load_rubric
from judge.store.schema import FILE, connect

RUBRIC = load_rubric("psycrisis")
NAMES = [d.id for d in RUBRIC.dimensions]
SECONDS, MEMORY_MB = 10, 100
SPEC = {
    "model": "openai/gpt-4o", "api_base": None, "params": {}, "structured": "auto", "reply": "json",
    "ask": "expert_chain", "ask_sha256": "x", "per": "rubric", "language": "auto",
}  # fmt: skip


def state_of(n):
    return "refused_model" if n % 37 == 0 else "failed_transport" if n % 50 == 0 else "scored"


def response_row(n):
    body = {"id": f"r{n}", "scenario_id": "s", "candidate": "c", "turns": [["user", "hi"]], "response": "x" * 700,
            "context": None, "language": "en", "tags": {}}  # fmt: skip
    return n, f"r{n}", "0" * 64, json.dumps(body)


def call_row(n):
    error = "failed_transport:unavailable: overloaded" if state_of(n) == "failed_transport" else None
    return (
        f"{n:024x}", 1, n, 0, json.dumps(NAMES), 1, "openai/gpt-4o", "gpt-4o", "direct", "api.openai.com",
        "2026-11-26T00:00:00.000+00:00", 1.2, 1, "stop", "{" + "y" * 1200 + "}", None, None, None, 0, "{}", "0" * 64,
        2800, 400, 1500, 0, 0.01, error, "[]",
    )  # fmt: skip


def judgment_rows(calls):
    for n in range(calls):
        state = state_of(n)
        plain = state == "scored"
        for name in NAMES:
            yield (
                1, n, 0, name, 1, state, None if plain else "x", "yes" if plain else None, 1, "because of this " * 9,
                "quoted", 1, f"{n:024x}", "1", int(state != "failed_transport"),
            )  # fmt: skip


def store(folder, judgments):
    """Write the store and return how many calls it has."""
    calls = judgments // len(NAMES)
    with closing(connect(folder, write=True)) as db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute("BEGIN")
        db.execute("INSERT INTO meta VALUES ('rubric', ?)", (json.dumps(RUBRIC.model_dump(mode="json")),))
        db.execute("INSERT INTO panels VALUES (1, 'strict', 'expert_chain', ?)", (json.dumps(SPEC),))
        db.executemany("INSERT INTO responses VALUES (?, ?, ?, ?)", map(response_row, range(calls)))
        db.executemany("INSERT INTO planned VALUES (1, ?, 1)", ((n,) for n in range(calls)))
        db.executemany("INSERT INTO calls VALUES (NULL" + ", ?" * 28 + ")", map(call_row, range(calls)))
        db.executemany("INSERT INTO judgments VALUES (NULL" + ", ?" * 15 + ")", judgment_rows(calls))
        db.execute("COMMIT")
    return calls


def asked(folder):
    """What judge status says of *folder*, its exit code, its seconds, and what the system counted."""
    out = os.open(folder / "status.json", os.O_CREAT | os.O_WRONLY, 0o600)
    began = time.perf_counter()
    command = [sys.executable, "-m", "judge", "status", str(folder), "--json"]
    pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)])
    _, status, used = os.wait4(pid, 0)
    seconds = time.perf_counter() - began
    said = (folder / "status.json").read_text(encoding="utf-8")
    return json.loads(said or "{}"), os.waitstatus_to_exitcode(status), seconds, used


def main():
    """Write, ask, hold against what was written, print."""
    parser = program(__doc__)
    parser.add_argument("--judgments", type=int, default=0)
    given = parser.parse_args()
    judgments = given.judgments or (50_000 if given.small else 1_000_000)
    with TemporaryDirectory(prefix="million-") as made:
        folder = Path(made)
        calls = store(folder, judgments)
        size = (folder / FILE).stat().st_size / 1e6
        found, code, seconds, used = asked(folder)
    states = Counter(state_of(n) for n in range(calls) for _ in NAMES)
    peak = used.ru_maxrss / 1024
    bars = [
        (code == 0, f"exit code {code}"),
        (found.get("made") == calls * len(NAMES), f"{found.get('made')} judgments of {calls * len(NAMES)}"),
        (found.get("calls") == calls, f"{found.get('calls')} calls of {calls}"),
        (found.get("states") == states, f"states {found.get('states')}, written were {dict(states)}"),
        (seconds < SECONDS, f"it took {seconds:.1f} s"),
        (peak < MEMORY_MB, f"{peak:.0f} MB at the peak"),
    ]
    line = (
        f"S7 status: {found.get('made', 0):,} judgments, {found.get('calls', 0):,} calls, {size:,.0f} MB: "
        f"{seconds:.1f} s, {used.ru_utime + used.ru_stime:.1f} s CPU, {peak:.0f} MB of memory"
    )
    return verdict(line, [otherwise for holds, otherwise in bars if not holds])


if __name__ == "__main__":
    sys.exit(main())
