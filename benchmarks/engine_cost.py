"""Measures what the engine costs beside a bare loop: CPU, start, wall time and memory on the direct route.

    python benchmarks/engine_cost.py [-n 3600] [--runs 5] [--quick]

``judge evaluate`` with everything persisted, and a bare loop of aiohttp, uvloop and orjson (``beside/aiohttp_loop.py``)
that sends the same bodies, take turns against one server that answers at once, 64 in flight. CPU per judgment is by the
operating system's own figures of the finished processes: (CPU of n judgments - CPU of one) / (n - 1). Medians of the
runs; exits 1 when a bar is missed.
"""

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

from material import write_responses, write_rubric
from measuring import HERE, Figure, Serving, Spent, each, evaluate, head, middle, parser, room, rounds, run, tell

CONCURRENCY = 64
RATIO, WALL, FIRST, PEAK = (2.2, 1.5), (2.0, 1.2), (0.5, 0.35), (90, 60)
"""Bar and goal of each figure; the walls hold for 3,600 judgments."""
HEADROOM = 3
"""The server must be able to answer so many times faster than the fastest client asks."""


class Race:
    """Ours and the bare loop in turns, over many judgments and over one."""

    def __init__(self, folder: Path, count: int, serving: Serving) -> None:
        self.folder, self.serving = folder, serving
        self.rubric = write_rubric(folder)
        self.files = {n: write_responses(folder / f"{n}.jsonl", n) for n in (count, 1)}
        self.ours: dict[int, list[Spent]] = {n: [] for n in self.files}
        self.bare: dict[int, list[Spent]] = {n: [] for n in self.files}
        self.first: list[float] = []
        self.served: list[float] = []
        self.turns = 0

    def turn(self) -> None:
        """Each side once over one judgment, which gives the bare loop its body, then once over many."""
        self.turns += 1
        for count in sorted(self.files):
            self.ours[count].append(self._ours(count))
            self.bare[count].append(self._bare(count))

    def _ours(self, count: int) -> Spent:
        self.serving.get("reset")
        out = self.folder / f"run-{count}-{self.turns}"
        spent = run(evaluate(self.files[count], self.rubric, self.serving.url, out, "--route", "direct"))
        counts = self.serving.get()
        check(counts, count)
        if count > 1:
            self.first.append(counts["first"] - spent.began)
        else:
            (self.folder / "body.json").write_bytes(self.serving.page("body"))
        return spent

    def _bare(self, count: int) -> Spent:
        self.serving.get("reset")
        out = self.folder / f"bare-{count}.jsonl"
        loop, body = str(HERE / "beside" / "aiohttp_loop.py"), str(self.folder / "body.json")
        about = (str(self.files[count]), str(out), str(count), str(CONCURRENCY))
        spent = run([sys.executable, loop, self.serving.url, body, *about])
        counts = self.serving.get()
        check(counts, count)
        if count > 1:
            self.served.append(counts["cpu"] / count * 1e6)
        elif masked(self.serving.page("body")) != masked((self.folder / "body.json").read_bytes()):
            sys.exit("the bare loop sends another body than ours")
        return spent


def check(counts: dict[str, float], count: int) -> None:
    if counts["requests"] != count or counts["distinct"] != count:
        sys.exit(f"{count} judgments made {counts['requests']} requests, {counts['distinct']} of them distinct")


def masked(body: bytes) -> dict[str, Any]:
    """A body but for its token, as JSON: libraries differ in blanks and escapes."""
    at = body.rfind(b"Token: ") + 7
    found: dict[str, Any] = json.loads(body[:at] + body[at + 6 :])
    return found


def measure(options: argparse.Namespace) -> list[Figure]:
    count = 600 if options.quick else options.n
    with room() as folder, Serving() as serving:
        race = Race(folder, count, serving)
        for _ in rounds(options):
            race.turn()
    ours, bare = race.ours, race.bare
    mine, theirs = each(ours[count], ours[1], count), each(bare[count], bare[1], count)
    whole = middle(ours[count], lambda s: s.cpu) / middle(bare[count], lambda s: s.cpu)
    wall, served = middle(ours[count], lambda s: s.wall), median(race.served)
    others = middle(ours[count], lambda s: s.others - served * count / 1e6 / s.wall)
    full = count >= 3600
    return [
        Figure("CPU per judgment over the bare loop", mine / theirs, "x", *RATIO),
        Figure("  ours", mine, "us", digits=0),
        Figure("  bare loop", theirs, "us", digits=0),
        Figure("  whole processes, start included", whole, "x"),
        Figure(f"{count:,} judgments, process start to exit", wall, "s", *(WALL if full else ())),
        Figure("first request leaves after start", median(race.first), "s", *FIRST),
        Figure(f"peak memory, {count:,} judgments", middle(ours[count], lambda s: s.peak), "MB", *PEAK, digits=0),
        Figure("bare loop over the server, CPU per request", theirs / served, "x", HEADROOM, at_least=True),
        Figure("  cores kept busy by others meanwhile", max(0.0, others), ""),
    ]


def options() -> argparse.ArgumentParser:
    made = parser(__doc__, runs=5)
    made.add_argument("-n", type=int, default=3600)
    return made


if __name__ == "__main__":
    head("engine_cost")
    sys.exit(tell(measure(options().parse_args())))
