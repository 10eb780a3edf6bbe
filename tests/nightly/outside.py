"""The command as the outside sees it: processes of its own, forked from one that has imported everything.

``Forks`` starts that process; every command it is given is a fork of it, so that a kill, a signal or a full disk falls
on our code and not on seconds of imports. Run as a program, this file is that process.
"""

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random

from judge.cli.app import run

SECONDS = 300


class Forks:
    """Commands of ours, each a process of its own, in the folder *at*; leaving the block ends them all."""

    def __init__(self, at, url, **environment):
        self.at = Path(at)
        names = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(at), "OPENBLAS_NUM_THREADS": "1"}
        names |= {name: os.environ[name] for name in ("PYTHONPATH", "TMPDIR") if name in os.environ}
        names |= {"OPENAI_API_KEY": "sk-test-not-a-real-key", **environment}
        command = [sys.executable, str(Path(__file__).resolve()), url]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=at, env=names
        )
        self._answer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait(SECONDS)
        self._process.stdout.close()

    def start(self, *arguments, limit=None, pipe=False):
        """Start a command; *limit*: bytes no file may grow past; *pipe*: nobody reads its stdout. Its process id."""
        order = {"arguments": [str(a) for a in arguments], "limit": limit, "pipe": pipe}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def wait(self, pid=0):
        """The exit code of command *pid*, or of the one started last; negative: the signal that ended it."""
        self._process.stdin.write(f"{pid}\n")
        self._process.stdin.flush()
        return self._answer()

    def run(self, *arguments, limit=None, pipe=False):
        """A command from start to end: its exit code."""
        self.start(*arguments, limit=limit, pipe=pipe)
        return self.wait()

    @property
    def err(self):
        """What the last command wrote to stderr."""
        return (self.at / "stderr.txt").read_text(encoding="utf-8", errors="replace")

    @property
    def out(self):
        """What it wrote to stdout."""
        return (self.at / "stdout.txt").read_text(encoding="utf-8", errors="replace")

    def _answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the process that forks has ended")
        return json.loads(line)


def kill(pid, number=signal.SIGKILL):
    """Send a signal to a command, unless it has ended by itself."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def digest(path):
    """A file's fingerprint; ``None`` when it is not there."""
    return sha256(Path(path).read_bytes()).hexdigest() if Path(path).exists() else None


def program(doc):
    """The options every nightly program has: ``--small``, ``--seed``; its chance is drawn from the seed."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="as much as a change can wait for")
    parser.add_argument("--seed", type=int, default=20_261_126)
    return parser


def chance(seed):
    """Moments to kill at and bytes to cut at, the same for the same seed."""
    return Random(seed)  # noqa: S311 - no secrets


def verdict(line, complaints):
    """Print the line of figures; complaints go to stderr. The exit code: 1 when a bar was missed."""
    print(line, flush=True)
    for complaint in complaints[:20]:
        print(f"  {complaint}", file=sys.stderr)
    return 1 if complaints else 0


def study(at, count, *, rubric="psycrisis"):
    """Responses as a file in the folder *at*; the beginning of the command that judges them."""
    rows = [{"id": f"i{n}", "candidate": "c", "context": "Long day.", "response": f"Reply {n}."} for n in range(count)]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (Path(at) / "responses.jsonl").write_text(lines, encoding="utf-8")
    return ["evaluate", "responses.jsonl", "-r", rubric, "--min-coverage", "0", "--no-canaries"]


def _child(order, said):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    os.dup2(os.open("stdout.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
    os.dup2(said, 2)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    if order["pipe"]:
        nobody, end = os.pipe()
        os.dup2(end, 1)
        os.close(nobody)
    if order["limit"]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["limit"], order["limit"]))
    sys.argv = ["judge", *order["arguments"]]
    code = 70
    try:
        code = int(run(order["arguments"]))
        sys.stdout.flush()
    except BrokenPipeError:
        pass
    finally:
        with suppress(BrokenPipeError, OSError):
            sys.stderr.flush()
        os._exit(code)


def _warm(url):
    """One small study through every command that imports much."""
    Path("warm.jsonl").write_text('{"id": "w", "candidate": "c", "context": "x", "response": "y"}\n', encoding="utf-8")
    judged = ["evaluate", "warm.jsonl", "-r", "psycrisis", "-j", "w=openai/warm", "--api-base", url, "-o", "warm"]
    devnull = os.open(os.devnull, os.O_WRONLY)
    before = os.dup(1), os.dup(2)
    os.dup2(devnull, 1)
    os.dup2(devnull, 2)
    run([*judged, "--no-canaries"])
    run(["report", "warm"])
    run(["export", "warm", "-o", "warm.xlsx"])
    sys.stdout.flush()
    os.dup2(before[0], 1)
    os.dup2(before[1], 2)


def main():
    """Warm up, then fork a command for each line, and say how it ended when asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _warm(sys.argv[1])
    print("true", flush=True)
    heard, child = {}, 0
    for line in sys.stdin:
        order = json.loads(line)
        if isinstance(order, int):
            print(_ended(order or child, heard), flush=True)
            continue
        ear, said = os.pipe()  # what is said on a full disk must be heard
        child = os.fork()
        if child == 0:
            os.close(ear)
            _child(order, said)
        os.close(said)
        heard[child] = ear
        print(child, flush=True)


def _ended(pid, heard):
    """How a command ended, once it has; what it said is in ``stderr.txt``."""
    ear = heard.pop(pid)
    Path("stderr.txt").write_bytes(b"".join(iter(partial(os.read, ear, 65536), b"")))
    os.close(ear)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()
