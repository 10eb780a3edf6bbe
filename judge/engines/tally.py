"""Counts of what was recorded: what a progress line shows, and what a worker tells its parent."""

from dataclasses import dataclass, fields

from judge.judgment import READ, REASKED, REFUSED
from judge.store.writing import Record


@dataclass(slots=True)
class Tally:
    """So many judgments came to a state, and so many calls were made for them."""

    done: int = 0
    read: int = 0
    refused: int = 0
    calls: int = 0
    unpriced: int = 0
    """Calls whose price nobody knows; those without an answer are not among them."""
    cost: float = 0.0
    """USD, as far as prices are known."""

    def add(self, record: Record) -> None:
        """Count what *record* holds; an answer that will be asked for again is not done."""
        for entry in record.entries:
            state = entry.judgment.state
            if entry.final or state not in REASKED:
                self.done += 1
                self.read += state in READ
                self.refused += state in REFUSED
        if record.call is not None:
            self.calls += 1
            cost = record.call.reply.cost_usd
            self.unpriced += cost is None and record.call.error is None
            self.cost += cost if cost is not None else 0.0

    def merge(self, other: "Tally") -> None:
        """Add *other* to it."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
