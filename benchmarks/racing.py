"""Our engine and a bare loop in turns against one server, over many judgments and over one."""

import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

from material import write_responses, write_rubric
from measuring import HERE, Serving, Spent, each, evaluate, middle, run

CONCURRENCY = 64


class Race:
    """Both send the same bodies: the bare loop gets ours as its pattern, and is held to it."""

    def __init__(self, folder: Path, count: int, serving: Serving, *, route: str, loop: str) -> None:
        self.folder, self.count, self.serving, self.route = folder, count, serving, route
        self.loop = HERE / "beside" / loop
        self.rubric = write_rubric(folder)
        self.files = {n: write_responses(folder / f"{n}.jsonl", n) for n in (1, count)}
        self.spent: dict[tuple[str, int], list[Spent]] = {(who, n): [] for who in ("ours", "bare") for n in self.files}
        self.first: dict[int, list[float]] = {n: [] for n in self.files}
        """Seconds from our start to our first request."""
        self.served: list[float] = []
        """CPU microseconds of the server for each request."""
        self.turns = 0

    def turn(self) -> None:
        """Each side once over one judgment, then once over many."""
        self.turns += 1
        for count in self.files:
            self._ours(count)
            self._bare(count)

    def each(self, who: str) -> float:
        """CPU microseconds a judgment."""
        return each(self.spent[who, self.count], self.spent[who, 1], self.count)

    def ratio(self) -> float:
        """CPU per judgment, ours over the bare loop's."""
        return self.each("ours") / self.each("bare")

    def spread(self) -> tuple[float, float]:
        """The lowest and the highest ratio of a single turn."""
        spent = [self.spent[who, n] for who in ("ours", "bare") for n in self.files]
        found = [(ours.cpu - one.cpu) / (bare.cpu - alone.cpu) for one, ours, alone, bare in zip(*spent, strict=True)]
        return min(found), max(found)

    def whole(self) -> float:
        """The same of whole processes, start-up included."""
        ours, bare = (middle(self.spent[who, self.count], lambda s: s.cpu) for who in ("ours", "bare"))
        return ours / bare

    def others(self) -> float:
        """How many cores neither ours nor the server kept busy while ours ran."""
        served = median(self.served) * self.count / 1e6
        return max(0.0, middle(self.spent["ours", self.count], lambda s: s.others - served / s.wall))

    def _ours(self, count: int) -> None:
        self.serving.get("reset")
        out = self.folder / f"run-{count}-{self.turns}"
        spent = run(evaluate(self.files[count], self.rubric, self.serving.url, out, "--route", self.route))
        counts = self._checked(count)
        self.spent["ours", count].append(spent)
        self.first[count].append(counts["first"] - spent.began)
        if count == 1:
            (self.folder / "body.json").write_bytes(self.serving.page("body"))

    def _bare(self, count: int) -> None:
        self.serving.get("reset")
        body, out = self.folder / "body.json", self.folder / f"bare-{count}.jsonl"
        about = (body, self.files[count], out, count, CONCURRENCY)
        spent = run([sys.executable, str(self.loop), self.serving.url, *map(str, about)])
        counts = self._checked(count)
        self.spent["bare", count].append(spent)
        if count > 1:
            self.served.append(counts["cpu"] / count * 1e6)
        elif _masked(self.serving.page("body")) != _masked(body.read_bytes()):
            sys.exit(f"{self.loop.name} sends another body than ours")

    def _checked(self, count: int) -> dict[str, float]:
        counts: dict[str, float] = self.serving.get()
        if counts["requests"] != count or counts["distinct"] != count:
            sys.exit(f"{count} judgments made {counts['requests']} requests, {counts['distinct']} of them distinct")
        return counts


def _masked(body: bytes) -> dict[str, Any]:
    """A body but for its token, as JSON: libraries differ in blanks and escapes."""
    at = body.rfind(b"Token: ") + 7
    found: dict[str, Any] = json.loads(body[:at] + body[at + 6 :])
    return found
