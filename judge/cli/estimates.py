"""What a dry run prints: what would be asked, sent, paid and waited for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.table import Column
from rich.table import Table as Grid

from judge.cli.failing import Exit
from judge.cli.showing import Screen
from judge.evaluation.estimating import Estimate, Range, judges_seconds
from judge.views.words import Ui, say

_HOUR, _MINUTE = 3600, 60


def show_estimates(about: Mapping[str, Any], estimates: Sequence[Estimate], screen: Screen) -> int:  # JSON-ready values
    """Print *estimates* as a table with its notes, or as JSON with what they are *about*; nothing was asked."""
    seconds = judges_seconds(estimates)
    document = {**about, "rows": [e.as_row() for e in estimates], "seconds": seconds}
    screen.result(document, _grid(estimates, screen.ui))
    if not screen.as_json:
        screen.notes(list(_notes(estimates, seconds, screen.ui)))
    screen.note(say("jobs.dry_run", screen.ui))
    return int(Exit.FINE)


def _grid(estimates: Sequence[Estimate], ui: Ui) -> Grid:
    names = ("judge", "ask", "host", "calls", "texts", "prompt", "reply", "cost", "time")
    grid = Grid(*(Column(say(f"jobs.dry_columns_{n}", ui), overflow="fold", no_wrap=n == "host") for n in names))
    for e in estimates:
        name = e.judge if e.part == "data" else say(f"jobs.dry_{e.part}", ui, judge=e.judge)
        host = e.host or say("jobs.nowhere", ui)
        calls = str(e.calls) if e.calls == e.calls_at_most else f"{e.calls} – {e.calls_at_most}"
        reply = f"{e.completion_tokens[0]:,} – {e.completion_tokens[1]:,}"
        cost = _usd(e.cost_usd) if e.cost_usd else say("jobs.cost_unknown", ui)
        if not e.calls_at_most:
            cost = "0"
        grid.add_row(name, e.ask, host, calls, str(e.texts), f"{e.prompt_tokens:,}", reply, cost, _taking(e, ui))
    return grid


def _notes(estimates: Sequence[Estimate], seconds: Range, ui: Ui) -> Iterator[str]:
    asking = [e for e in estimates if e.calls_at_most]
    if any(e.by_batch for e in asking):
        yield say("batches.dry_time", ui)
    elif asking:
        replies = min(e.reply_seconds[0] for e in asking), max(e.reply_seconds[1] for e in asking)
        key = "jobs.dry_time_learned" if all(e.learned_from for e in asking) else "jobs.dry_time"
        yield say(key, ui, time=_times(seconds), fast=f"{replies[0]:.1f}", slow=f"{replies[1]:.1f}")
    for e in (e for e in asking if e.part == "data"):
        if e.prefix_tokens and e.prompt_tokens:
            yield say("jobs.dry_prefix", ui, judge=e.judge, ask=e.ask, share=f"{e.prefix_tokens / e.prompt_tokens:.0%}")
        if e.batch_cost_usd and e.batch_cost_usd != e.cost_usd:
            yield say("jobs.dry_batch", ui, judge=e.judge, ask=e.ask, cost=_usd(e.batch_cost_usd))
        if e.learned_from:
            yield say("jobs.dry_learned", ui, judge=e.judge, ask=e.ask, n=e.learned_from)
        if e.within:
            yield say("jobs.dry_within", ui, judge=e.judge, ask=e.ask, within=f"{e.within:.1%}")


def _usd(cost: Range) -> str:
    return f"{cost[0]:.4f} – {cost[1]:.4f}"


def _taking(found: Estimate, ui: Ui) -> str:
    return say("batches.dry_day", ui) if found.by_batch and found.calls_at_most else _times(found.seconds)


def _times(seconds: Range) -> str:
    low, high = (_time(s) for s in seconds)
    return low if low == high else f"{low} – {high}"


def _time(seconds: float) -> str:
    """Hours, minutes and seconds, as far as they matter."""
    whole = round(seconds)
    hours, minutes = whole // _HOUR, whole % _HOUR // _MINUTE
    return f"{hours}:{minutes:02d}:{whole % _MINUTE:02d}" if hours else f"{minutes}:{whole % _MINUTE:02d}"
