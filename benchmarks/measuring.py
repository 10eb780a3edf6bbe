"""What the programs here share: the server's handle, a command run and measured, and figures beside their bars."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, Self

HERE = Path(__file__).parent
LIBRARIES = ("psyjudge", "aiohttp", "uvloop", "orjson", "litellm")
_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL")
ENVIRONMENT = {name: os.environ[name] for name in _KEPT if name in os.environ} | {
    "OPENAI_API_KEY": "sk-none",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # or importing it asks the network for prices
    "PYTHONUTF8": "1",
}
_MB = 1024 if sys.platform == "linux" else 1024**2


class Serving:
    """The server in a process of its own, for the length of a ``with``."""

    def __init__(
        self,
        *,
        latency_ms: float = 0,
        cap: float = 0,
        retry_after: float = 1,
        reply: str = "judge",
        keep: Path | None = None,
    ) -> None:
        options = {"--latency-ms": latency_ms, "--cap": cap, "--retry-after": retry_after, "--reply": reply}
        options |= {"--keep": keep} if keep else {}
        self.command = [sys.executable, str(HERE / "serving.py"), *(str(x) for pair in options.items() for x in pair)]

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def page(self, name: str) -> bytes:
        """One of its pages."""
        with urllib.request.urlopen(f"{self.url}/{name}", timeout=60) as got:  # noqa: S310 - our own address
            return got.read()

    def get(self, name: str = "counts") -> Any:
        """One of its pages, read as JSON."""
        return json.loads(self.page(name))


@dataclass(frozen=True, slots=True)
class Spent:
    """What one finished command took; times in seconds, memory in MB."""

    began: float
    """By the clock that all processes of the machine share."""
    wall: float
    cpu: float
    peak: float
    others: float
    """How many cores everything else on the machine kept busy meanwhile, the server among them."""
    said: str


def run(command: Sequence[str], *, environment: dict[str, str] | None = None) -> Spent:
    """Run *command* to its end, or end this program with what it said on stderr."""
    reading, writing = os.pipe()
    launch = [sys.executable, "-S", "-E", str(HERE / "launching.py"), str(writing), *command]
    busy = _busy()
    with os.fdopen(reading) as figures:
        done = subprocess.run(
            launch, pass_fds=(writing,), env=environment or ENVIRONMENT, capture_output=True, text=True, check=False
        )
        os.close(writing)
        began, ended, cpu, peak, code = (float(part) for part in figures.read().split())
    if code:
        sys.exit(f"{' '.join(command)}\nended with {code:g}:\n{done.stderr[-2000:]}{done.stdout[-2000:]}")
    wall = ended - began
    others = max(0.0, _busy() - busy - cpu) / wall
    return Spent(began, wall, cpu, peak / _MB, others, done.stdout)


def _busy() -> float:
    """CPU seconds this machine has worked; 0 where that cannot be read."""
    try:
        first = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()
    except OSError:
        return 0.0
    ticks = [int(part) for part in first[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def evaluate(responses: Path, rubric: Path, url: str, folder: Path, *more: str, concurrency: int = 64) -> list[str]:
    """The command that judges a file of responses, everything persisted, at a server of ours."""
    return [
        *(sys.executable, "-m", "judge", "evaluate", str(responses), "-r", str(rubric), "-o", str(folder)),
        *("-j", "bench=openai/bench-judge", "--api-base", url, "--egress", "loopback", "--no-canaries"),
        *("--concurrency", str(concurrency), *more),
    ]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number beside its bar."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    goal: float | None = None
    at_least: bool = False
    digits: int = 2

    @property
    def kept(self) -> bool:
        """Whether it keeps to its bar; without a bar it does."""
        return self.bar is None or (self.value >= self.bar if self.at_least else self.value <= self.bar)

    def shown(self, value: float | None) -> str:
        """A number of its kind, with its unit."""
        return "" if value is None else f"{value:,.{self.digits}f} {self.unit}".strip()

    @property
    def bound(self) -> str:
        """The bar in words."""
        return "" if self.bar is None else f"{'≥' if self.at_least else '≤'} {self.bar:,g} {self.unit}".strip()


def tell(figures: Sequence[Figure]) -> int:
    """Print *figures* beside their bars; 1 when one is missed."""
    for f in figures:
        verdict = "" if f.bar is None else "  PASS" if f.kept else "  FAIL"
        goal = f", goal {f.goal:,g}" if f.goal is not None else ""
        print(
            f"  {f.name:<58}{f.shown(f.value):>14}{f'  (bar {f.bound}{goal})' if f.bound else ''}{verdict}", flush=True
        )
    return int(not all(f.kept for f in figures))


def head(title: str, *more: str) -> None:
    """Print the line that says what was measured with."""
    print(f"{title}: Python {platform.python_version()}, {', '.join([*_versions(), *more])}; {_machine()}", flush=True)


def _versions() -> Iterator[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    return f"{cores} cores of {name}, load {os.getloadavg()[0]:.1f} at the start"


def parser(about: str, *, runs: int = 3) -> argparse.ArgumentParser:
    """The options every program has."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--quick", action="store_true", help="few judgments, one run: to see that it works")
    made.add_argument("--runs", type=int, default=runs, help="medians of so many")
    return made


def rounds(options: argparse.Namespace) -> range:
    """The runs to take medians of."""
    return range(1 if options.quick else options.runs)


def middle(spent: Sequence[Spent], of: Callable[[Spent], float]) -> float:
    """The median of one figure."""
    return median(of(s) for s in spent)


def each(many: Sequence[Spent], one: Sequence[Spent], count: int) -> float:
    """CPU microseconds a judgment takes, start-up left out: medians of runs of *count* and of runs of one."""
    return (middle(many, lambda s: s.cpu) - middle(one, lambda s: s.cpu)) / (count - 1) * 1e6


@contextmanager
def room(kept: Path | None = None) -> Iterator[Path]:
    """A folder to work in, removed afterwards unless it is *kept*."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


def waited(seconds: float = 4) -> None:
    """Wait, not for long, until nothing else keeps the machine busy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        before = _busy()
        time.sleep(0.5)
        if _busy() - before < 0.1:
            return
