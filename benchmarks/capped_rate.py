"""Measures how near a provider's limit a run comes that nobody told of it, and how often it oversteps.

    python benchmarks/capped_rate.py [--quick] [--shapes window burst drip clock] [--rates 50 400] [--seconds 30]

The server takes R requests a second, answers each after 50 ms, and turns away what comes beyond with a 429 and
``Retry-After: 1``, after 50 ms too: by then 64 callers have sent many more. It counts in one of four shapes: a
``window`` of one second that begins with a request; a bucket that holds a second's worth (``burst``) or a tenth of it
(``drip``); a window of the wall ``clock``. ``judge evaluate`` runs against it at concurrency 64, everything persisted,
for as long as R should take *seconds*. The rate is that from the first request to the last, start and every pause
included, over R. For contrast: 64 callers who only wait out their own Retry-After. Exits 1 when a bar is missed.

``drip`` and ``clock`` have no bar: there one pause after a refusal costs a second that no pace wins back, and finding
the limit takes two or three of them. They come nearer the longer a run lasts.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from statistics import median
from time import monotonic

import uvloop
from material import write_responses, write_rubric
from measuring import HERE, Figure, Serving, evaluate, head, parser, room, rounds, run, tell
from serving import Connection, Endpoint

from judge.call import Message
from judge.errors import CallError
from judge.models import DirectModel, ModelSpec

RATES = (50, 400)
LATENCY = 0.05
CONCURRENCY = 64
BARRED = ("window", "burst")
SHAPES = (*BARRED, "drip", "clock")


class Capped(Endpoint):
    """The server's side: a cap in one of the shapes."""

    def __init__(self, shape: str, rate: float, retry_after: float) -> None:
        super().__init__(latency=LATENCY, cap=rate, retry_after=retry_after, reply="judge")
        self.shape = shape
        self.most = self.room = rate if shape == "burst" else max(1.0, rate / 10)
        self.began, self.taken = 0.0, 0

    def chat(self, body: bytes) -> tuple[bytes, float]:
        """Refusals take as long as answers."""
        return super().chat(body)[0], LATENCY

    def admitted(self, now: float) -> bool:
        """Whether it takes one more."""
        if self.shape in ("burst", "drip"):
            return super().admitted(now)
        if now - self.began >= 1:
            self.began, self.taken = (now if self.shape == "window" else now // 1), 0
        self.taken += 1
        return self.taken <= self.cap


async def serve(shape: str, rate: float, retry_after: float) -> None:
    loop, endpoint = asyncio.get_running_loop(), Capped(shape, rate, retry_after)
    server = await loop.create_server(lambda: Connection(endpoint, loop), "127.0.0.1", 0, backlog=2048)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", flush=True)
    await server.serve_forever()


class ServingCapped(Serving):
    """That server in a process of its own."""

    def __init__(self, shape: str, rate: float, retry_after: float) -> None:
        self.command = [sys.executable, __file__, "--serve", shape, str(rate), str(retry_after)]


def ours(shape: str, rate: int, options: argparse.Namespace) -> Iterator[tuple[float, float]]:
    """Rate over the cap and share of refusals, of each run."""
    count = int(rate * options.seconds)
    for _ in rounds(options):
        with room() as folder, ServingCapped(shape, rate, options.retry_after) as serving:
            rubric, responses = write_rubric(folder), write_responses(folder / "responses.jsonl", count)
            run(evaluate(responses, rubric, serving.url, folder / "run", "--route", "direct", concurrency=CONCURRENCY))
            counts = serving.get()
        if counts["distinct"] != count:
            sys.exit(f"{count} judgments, but {counts['distinct']} distinct requests were taken")
        yield count / (counts["last"] - counts["first"]) / rate, counts["limited"] / counts["requests"]


async def bare(url: str, count: int) -> None:
    """64 callers who know nothing of each other."""
    model = DirectModel(ModelSpec("openai/bench-judge", url))
    left = iter(range(count))

    async def caller() -> None:
        for number in left:
            while True:
                try:
                    await model.ask([Message("user", f"{number} Token: 123456")], schema=None)
                    break
                except CallError as error:
                    await asyncio.sleep(error.retry_after or 1)

    await asyncio.gather(*(caller() for _ in range(CONCURRENCY)))
    await model.aclose()


def contrast(shape: str, rate: int, options: argparse.Namespace) -> tuple[float, float]:
    count = int(rate * min(options.seconds, 9))
    with ServingCapped(shape, rate, options.retry_after) as serving:
        began = monotonic()
        uvloop.run(bare(serving.url, count))
        counts = serving.get()
    return count / (monotonic() - began) / rate, counts["limited"] / counts["requests"]


def measure(options: argparse.Namespace) -> list[Figure]:
    figures = []
    for shape in options.shapes:
        for rate in options.rates:
            found = list(ours(shape, rate, options))
            reached, refused = (median(each) for each in zip(*found, strict=True))
            barred = shape in BARRED and not options.quick
            name = f"{shape}, {rate} a second"
            figures += [
                Figure(f"{name}: rate reached", 100 * reached, "%", *((95, 97) if barred else ()), at_least=True),
                Figure(f"{name}: share of 429s", 100 * refused, "%", *((2, 1) if barred else ())),
            ]
            if shape == "window":
                reached, refused = contrast(shape, rate, options)
                figures += [
                    Figure("  64 callers on their own: rate", 100 * reached, "%"),
                    Figure("  64 callers on their own: 429s", 100 * refused, "%"),
                ]
    return figures


def options() -> argparse.ArgumentParser:
    made = parser(__doc__, runs=1)
    made.add_argument("--shapes", nargs="+", choices=SHAPES, default=BARRED)
    made.add_argument("--rates", nargs="+", type=int, default=RATES)
    made.add_argument("--seconds", type=float, default=30)
    made.add_argument("--retry-after", type=float, default=1)
    made.add_argument("--serve", nargs=3, metavar=("SHAPE", "RATE", "RETRY_AFTER"), help=argparse.SUPPRESS)
    return made


if __name__ == "__main__":
    chosen = options().parse_args()
    if chosen.serve:
        shape, rate, retry_after = chosen.serve
        uvloop.run(serve(shape, float(rate), float(retry_after)))
        sys.exit()
    if chosen.quick:
        chosen.seconds = 5
    head(f"Under a hard cap, {HERE.name}")
    sys.exit(tell(measure(chosen)))
