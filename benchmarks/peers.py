"""Measures what the engine saves against Inspect AI's model-graded scorer and DeepEval's GEval.

    python benchmarks/peers.py --inspect VENV --deepeval VENV [-n 1200] [--runs 3] [--quick]

Each VENV is an environment with that package (``python -m venv VENV; VENV/bin/pip install inspect-ai openai``, or
``deepeval openai``); one that is not given is left out. All judge the same prompts against one server that answers at
once, 64 in flight, in turns with ``judge evaluate`` on the direct route. CPU per judgment by the operating system's
figures: (CPU of n judgments - CPU of one) / (n - 1), so that nobody's import counts. Both do more than judge
(transcripts, logs, tables), so that a ratio says what the same judgments cost, not how fast their HTTP is. Medians of
the runs; exits 1 when a bar is missed.
"""

import argparse
import json
import sys
from pathlib import Path

from material import write_responses, write_rubric
from measuring import HERE, Figure, Serving, Spent, each, evaluate, head, parser, room, rounds, run, tell
from racing import CONCURRENCY

INSPECT, DEEPEVAL = "Inspect AI model_graded_qa", "DeepEval GEval"
PROGRAMS = {INSPECT: ("inspect_scorer.py", "grade"), DEEPEVAL: ("deepeval_geval.py", "score")}
"""The program that stands beside ours, and the answers it expects."""
BARS = {INSPECT: (30, 50), DEEPEVAL: (4, 50)}
"""Bar and goal: so many times less CPU."""


class Meeting:
    """Ours and the peers in turns on one file of responses."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder, self.count = folder, count
        self.rubric = write_rubric(folder)
        self.files = {n: write_responses(folder / f"{n}.jsonl", n) for n in (1, count)}
        self.prompts = self._write_prompts()
        self.spent: dict[tuple[str, int], list[Spent]] = {}
        self.versions: dict[str, str] = {}

    def ours(self) -> None:
        """Ours, over one judgment and over all."""
        with Serving() as serving:
            for n, file in self.files.items():
                out = self.folder / f"ours-{n}-{len(self.spent.get(('ours', n), ()))}"
                spent = run(evaluate(file, self.rubric, serving.url, out, "--route", "direct"))
                self.spent.setdefault(("ours", n), []).append(spent)

    def peer(self, who: str, venv: Path) -> None:
        """A peer, over one judgment and over all; every one of them must be graded."""
        program, reply = PROGRAMS[who]
        with Serving(reply=reply) as serving:
            for n in self.files:
                folder = self.folder / f"{program}-{n}-{len(self.spent.get((who, n), ()))}"
                folder.mkdir()
                about = (serving.url, self.prompts, folder, n, CONCURRENCY)
                spent = run([str(venv / "bin" / "python"), str(HERE / "beside" / program), *map(str, about)])
                said = json.loads(spent.said.strip().splitlines()[-1])
                if said["graded"] != n:
                    sys.exit(f"{who} graded {said['graded']} of {n}: unequal work, and so no ratio")
                self.versions[who] = said["version"]
                self.spent.setdefault((who, n), []).append(spent)

    def each(self, who: str) -> float:
        """CPU microseconds a judgment."""
        return each(self.spent[who, self.count], self.spent[who, 1], self.count)

    def _write_prompts(self) -> Path:
        """What our engine asks, as one text a line, caught at the server."""
        file = self.folder / "prompts.jsonl"
        with Serving(keep=self.folder / "bodies.jsonl") as serving:
            out = self.folder / "asked"
            run(evaluate(self.files[self.count], self.rubric, serving.url, out, "--route", "direct"))
        with (self.folder / "bodies.jsonl").open(encoding="utf-8") as bodies, file.open("w", encoding="utf-8") as kept:
            for body in bodies:
                texts = [message["content"] for message in json.loads(body)["messages"]]
                kept.write(json.dumps("\n\n".join(texts), ensure_ascii=False) + "\n")
        return file


def measure(options: argparse.Namespace) -> list[Figure]:
    count = 60 if options.quick else options.n
    venvs = {INSPECT: options.inspect, DEEPEVAL: options.deepeval}
    present = {who: venv for who, venv in venvs.items() if venv is not None}
    if not present:
        print("  neither --inspect nor --deepeval was given: nothing to compare", flush=True)
        return []
    with room() as folder:
        meeting = Meeting(folder, count)
        for _ in rounds(options):
            meeting.ours()
            for who, venv in present.items():
                meeting.peer(who, venv)
        print(f"  {'; '.join(meeting.versions.values())}; {count:,} judgments each", flush=True)
        ours = meeting.each("ours")
        figures = [Figure("direct route, CPU per judgment", ours, "us", digits=0)]
        for who in present:
            theirs = meeting.each(who)
            figures.append(Figure(f"{who}, CPU per judgment over ours", theirs / ours, "x", *BARS[who], at_least=True))
            figures.append(Figure("  CPU per judgment", theirs, "us", digits=0))
    return figures


def options() -> argparse.ArgumentParser:
    made = parser(__doc__)
    made.add_argument("-n", type=int, default=1200)
    made.add_argument("--inspect", type=Path, metavar="VENV", help="an environment with inspect-ai and openai")
    made.add_argument("--deepeval", type=Path, metavar="VENV", help="an environment with deepeval and openai")
    return made


if __name__ == "__main__":
    head("peers")
    sys.exit(tell(measure(options().parse_args())))
