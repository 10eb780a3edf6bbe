"""Measures what the engine adds to LiteLLM on the route that goes through it.

    python benchmarks/litellm_route.py [-n 1200] [--runs 3] [--quick]

``judge evaluate --route litellm`` with everything persisted, and LiteLLM's own bare ``acompletion`` loop
(``beside/litellm_loop.py``) with the same bodies, take turns against one server that answers at once, 64 in flight. CPU
per judgment by the operating system's figures: (CPU of n judgments - CPU of one) / (n - 1), so that the seconds of its
import are in neither. Medians of the runs; exits 1 when the bar is missed.
"""

import argparse
import sys

from measuring import Figure, Serving, head, middle, parser, room, rounds, tell
from racing import Race

BAR = 1.1


def measure(options: argparse.Namespace) -> list[Figure]:
    count = 200 if options.quick else options.n
    with room() as folder, Serving() as serving:
        race = Race(folder, count, serving, route="litellm", loop="litellm_loop.py")
        for _ in rounds(options):
            race.turn()
    peak = middle(race.spent["ours", count], lambda s: s.peak)
    return [
        Figure("LiteLLM route, CPU per judgment over its bare loop", race.ratio(), "x", BAR),
        Figure("  lowest of a single turn", race.spread()[0], "x"),
        Figure("  highest", race.spread()[1], "x"),
        Figure("  ours", race.each("ours"), "us", digits=0),
        Figure("  bare acompletion loop", race.each("bare"), "us", digits=0),
        Figure("  whole processes, start-up included", race.whole(), "x"),
        Figure("  peak memory", peak, "MB", digits=0),
        Figure("  cores kept busy by others meanwhile", race.others(), ""),
    ]


def options() -> argparse.ArgumentParser:
    made = parser(__doc__)
    made.add_argument("-n", type=int, default=1200)
    return made


if __name__ == "__main__":
    head("litellm_route")
    sys.exit(tell(measure(options().parse_args())))
