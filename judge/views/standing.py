"""Where a run stands, and what became of what was asked again, for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from judge.judgment import State
from judge.table import Row
from judge.views.canaries import canary_sentence
from judge.views.grids import add, grid_of
from judge.views.marks import visible
from judge.views.words import Ui, say, say_code

_MOST = 12
"""So many reasons fit under each other; the rest is counted."""

Plain = Mapping[str, Any]  # JSON-ready values


def standing_view(status: Plain, ui: Ui) -> list[RenderableType]:
    """The whole in a few lines, then judge by judge, then what was not read and who asks it again."""
    views: list[RenderableType] = [Text(visible("\n".join(_lines(status, ui)))), Text()]
    views += [_judges(status["judges"], ui), Text()]
    if status["unread"]:
        views += [_unread(status["unread"], ui), Text()]
    return [*views, *(Text(visible(line)) for line in _next(status, ui))]


def _lines(status: Plain, ui: Ui) -> Iterator[str]:
    working = status["working"]
    who = ", ".join(filter(None, [working["holder"], *working["helpers"]]))
    yield say("status.working", ui, who=who) if who else say("status.idle", ui)
    yield say(
        "status.judgments", ui, asked=f"{status['asked']:,}", made=f"{status['made']:,}", read=f"{status['read']:,}"
    )
    if status["calls"]:
        yield _calls(status, ui)
        yield _tokens(status, ui)
    if status["calls_saved"]:
        yield say("status.saved", ui, n=f"{status['calls_saved']:,}")
    yield from _said_once(status, ui)


def _calls(status: Plain, ui: Ui) -> str:
    cost = say("jobs.cost", ui, usd=f"{status['known_cost_usd']:.4f}")
    if status["unpriced_calls"]:
        known = cost if status["known_cost_usd"] else say("jobs.cost_unknown", ui)
        cost = say("status.unpriced", ui, n=status["unpriced_calls"], cost=known)
    retries = status["requests"] - status["calls"]
    return say(
        "status.calls", ui, n=f"{status['calls']:,}", cost=cost, retries=f"{max(0, retries):,}",
        limited=f"{status['rate_limited']:,}",
    )  # fmt: skip


def _tokens(status: Plain, ui: Ui) -> str:
    share = status["cached_share"]
    return say(
        "status.tokens", ui, prompt=f"{status['prompt_tokens']:,}", completion=f"{status['completion_tokens']:,}",
        reasoning=f"{status['reasoning_tokens']:,}",
        cached="–" if share is None else f"{status['cached_tokens']:,} ({share:.0%})",
    )  # fmt: skip


def _said_once(status: Plain, ui: Ui) -> Iterator[str]:
    for found in status.get("estimated") or ():
        yield say(
            "status.estimated", ui, judge=found["judge"], counted=f"{found['counted']:,}",
            estimated=f"{found['estimated']:,}", off=f"{found['counted'] / found['estimated'] - 1:+.0%}",
            n=found["calls"],
        )  # fmt: skip
    if status["asked_again"]:
        yield say("status.asked_again", ui, n=status["asked_again"])
    if status["rescored"]:
        yield say("status.rescored", ui, n=status["rescored"]["differ"], version=status["rescored"]["reader_version"])
    if status["forgotten"]:
        yield say("status.forgotten", ui, n=status["forgotten"])
    if status.get("canaries"):
        yield canary_sentence(status["canaries"], ui)
    for batch in status["batches"]:
        yield say("status.batch", ui, **batch)


def _judges(judges: Sequence[Plain], ui: Ui) -> RenderableType:
    columns = ("judge", "asked", "read", "refused", "unreached", "open", "calls", "tokens", "cached", "cost")
    grid = grid_of(*(f"status.column_{name}" for name in columns), ui=ui)
    for row in judges:
        name = row["judge"] + (f" · {row['ask']}" if row["ask"] else "")
        share = row["cached_share"]
        counts = (f"{row[c]:,}" for c in ("asked", "read", "refused", "unreached", "open", "calls"))
        tokens = f"{row['prompt_tokens']:,} + {row['completion_tokens']:,}" if row["calls"] else ""
        cost = "" if not row["calls"] else "?" if row["cost_usd"] is None else f"{row['cost_usd']:.4f}"
        add(grid, name, *counts, tokens, "" if share is None else f"{share:.0%}", cost)
    return grid


def _unread(rows: Sequence[Plain], ui: Ui) -> RenderableType:
    grid = grid_of(*(f"status.column_{name}" for name in ("state", "reason", "again", "judgments")), ui=ui, text=3)
    for row in rows[:_MOST]:
        again = say(f"status.again_{row['asked_again_by'] or 'nobody'}", ui)
        add(grid, say_code("state", row["state"], ui), row["reason_code"] or "", again, f"{row['judgments']:,}")
    if rest := rows[_MOST:]:
        add(grid, say("status.more", ui, n=len(rest)), "", "", f"{sum(r['judgments'] for r in rest):,}")
    return grid


def _next(status: Plain, ui: Ui) -> Iterator[str]:
    resume = status["resume"]
    if resume["judgments"]:
        yield say(
            "status.resume", ui, n=f"{resume['judgments']:,}", again=f"{resume['asked_again']:,}",
            calls=f"{resume['calls_at_most']:,}",
        )  # fmt: skip
    else:
        yield say("status.complete", ui)
    states = sorted({row["state"] for row in status["unread"] if row["asked_again_by"] == "retry"})
    if states:
        yield say("status.retry", ui, run=status["run"], states=",".join(states))


def picked_table(counts: Mapping[tuple[str, str, State, str | None], int], ui: Ui) -> RenderableType:
    """What is asked again, by judge, state and reason."""
    names = ("judge", "state", "reason", "judgments")
    grid = grid_of(*(f"status.column_{name}" for name in names), ui=ui, text=3)
    for (judge, ask, state, reason), n in sorted(counts.items(), key=lambda item: -item[1]):
        add(grid, judge + (f" · {ask}" if ask else ""), say_code("state", state, ui), reason or "", f"{n:,}")
    return grid


def became_table(rows: Sequence[Row], ui: Ui) -> RenderableType:
    """From the state judgments were in to the one they are in now."""
    grid = grid_of("status.column_from", "status.column_to", "status.column_judgments", ui=ui, text=2)
    for row in rows:
        add(grid, say_code("state", row["from"], ui), say_code("state", row["to"], ui), f"{row['judgments']:,}")
    return grid if rows else Group()
