"""Measures what the engine costs beside a bare loop: CPU, start, wall time and memory on the direct route.

    python benchmarks/engine_cost.py [-n 3600] [--runs 5] [--quick]

``judge evaluate`` with everything persisted, and a bare loop of aiohttp, uvloop and orjson (``beside/aiohttp_loop.py``)
that sends the same bodies, take turns against one server that answers at once, 64 in flight. CPU per judgment is by the
operating system's own figures of the finished processes: (CPU of n judgments - CPU of one) / (n - 1). Medians of the
runs; exits 1 when a bar is missed.
"""

import argparse
import sys
from statistics import median

from measuring import Figure, Serving, head, middle, parser, room, rounds, tell
from racing import Race

RATIO, WALL, FIRST, PEAK = (2.2, 1.5), (2.0, 1.2), (0.5, 0.35), (90, 60)
"""Bar and goal of each figure; wall and peak are those of 3,600 judgments."""
HEADROOM = 3
"""The server must be able to answer so many times faster than the fastest client asks."""


def measure(options: argparse.Namespace) -> list[Figure]:
    count = 600 if options.quick else options.n
    with room() as folder, Serving() as serving:
        race = Race(folder, count, serving, route="direct", loop="aiohttp_loop.py")
        for _ in rounds(options):
            race.turn()
    ours, served = race.spent["ours", count], median(race.served)
    wall, peak = (middle(ours, lambda s: s.wall), middle(ours, lambda s: s.peak))
    return [
        Figure("CPU per judgment over the bare loop, 0 ms", race.ratio(), "x", *RATIO),
        Figure("  lowest of a single turn", race.spread()[0], "x"),
        Figure("  highest", race.spread()[1], "x"),
        Figure("  ours", race.each("ours"), "us", digits=0),
        Figure("  bare loop", race.each("bare"), "us", digits=0),
        Figure("  whole processes, start-up included", race.whole(), "x"),
        Figure(f"{count:,} judgments, process start to exit", wall, "s", *(WALL if count == 3600 else ())),
        Figure(f"first request leaves after start, {count:,} judgments", median(race.first[count]), "s", *FIRST),
        Figure("  one judgment", median(race.first[1]), "s"),
        Figure(f"peak memory, {count:,} judgments", peak, "MB", *PEAK, digits=0),
        Figure("bare loop over the server, CPU per request", race.each("bare") / served, "x", HEADROOM, at_least=True),
        Figure("  cores kept busy by others meanwhile", race.others(), ""),
    ]


def options() -> argparse.ArgumentParser:
    made = parser(__doc__, runs=5)
    made.add_argument("-n", type=int, default=3600)
    return made


if __name__ == "__main__":
    head("engine_cost")
    sys.exit(tell(measure(options().parse_args())))
