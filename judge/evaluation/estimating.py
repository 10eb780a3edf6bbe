"""What a job would ask, cost and send where, without asking anything."""

from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from judge.case import Case
from judge.engines.base import Panel
from judge.engines.docket import Walk
from judge.evaluation.job import Evaluation
from judge.judges.base import AskingJudge
from judge.models.preflight import Destination
from judge.models.prices import known_price
from judge.models.tokens import REPLY_TOKENS, estimate_prompt
from judge.store.schema import FILE, connect, connect_memory


@dataclass(frozen=True)
class Estimate:
    """What one judge with one way of asking would be asked."""

    judge: str
    ask: str
    host: str | None
    calls: int
    calls_at_most: int
    """More than *calls* where a gate waits for an answer; re-asks are not counted."""
    texts: int
    """Responses that would leave for the host."""
    prompt_tokens: int
    completion_tokens: tuple[int, int]
    cost_usd: tuple[float, float] | None
    """Least and most; ``None``: the price is not known."""

    def as_row(self) -> dict[str, Any]:  # plain values
        """The estimate as a row of a table."""
        return asdict(self)


def estimate(job: Evaluation, folder: str | Path) -> list[Estimate]:
    """Plan *job* on a copy of what *folder* holds, in memory, and count what is missing.

    Raises:
        InputError: The folder holds another rubric, other texts or other parameters under the same names.
    """
    with closing(connect_memory()) as copy:
        if (Path(folder) / FILE).is_file():
            with closing(connect(Path(folder))) as stored:
                stored.backup(copy)
        panels = job.admit(copy, copy)
        hosts = {d.name: d for d in job.destinations}
        return [_panel(panel, hosts.get(panel.judge.name)) for panel in panels]


def _panel(panel: Panel, destination: Destination | None) -> Estimate:
    calls = at_most = prompt_tokens = dimensions = 0
    texts: set[int] = set()
    if isinstance(panel.judge, AskingJudge):
        for docket in panel.dockets:
            walk = Walk(docket, panel.manner)
            walk.settle()
            sure, possible = _cases(walk)
            calls += len(sure)
            at_most += len(sure) + len(possible)
            for case in (*sure, *possible):
                texts.add(docket.seq)
                dimensions += len(case.dimensions)
                prompt_tokens += sum(estimate_prompt(p.messages) for p in panel.judge.ask(case))
    low, high = (dimensions * n for n in REPLY_TOKENS)
    price = known_price(panel.judge.spec) if isinstance(panel.judge, AskingJudge) else None
    cost = None
    if price is not None:
        cost = ((prompt_tokens * price[0] + low * price[1]) / 1e6, (prompt_tokens * price[0] + high * price[1]) / 1e6)
    host = destination.shown if destination else None
    return Estimate(panel.judge.name, panel.ask, host, calls, at_most, len(texts), prompt_tokens, (low, high), cost)


def _cases(walk: Walk) -> tuple[list[Case], list[Case]]:
    """The cases that will be asked for sure, and those that wait for an answer."""
    first = walk.next_case()
    if first is None:
        return [], []
    if walk.manner.per == "rubric":
        return [first], []
    return walk.open_cases()
