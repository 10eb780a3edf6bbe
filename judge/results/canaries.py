"""What the judges of a run made of the known cases beside its data."""

from collections.abc import Collection, Sequence
from typing import Any

from judge.evaluation.beside import CANARIES
from judge.known_cases import KnownCase
from judge.scoring.canaries import canary_rows, canary_summary
from judge.store.folder import read_manifest
from judge.store.run import Run
from judge.store.schema import FILE


def canaries_of(run: Run, judges: Collection[str] | None = None) -> dict[str, Any] | None:  # plain values
    """The known cases of *run*, of all its judges or of *judges* alone: a ``status``, how many there are of each fate, a row each in ``rows``, calls and cost.

    ``status`` is ``passed``, ``failed`` (one was failed or could not be read), ``unfinished`` (no reply came to some
    yet) or ``off`` (``--no-canaries``). ``None`` where none of them was asked, or the run is older than canaries are.
    """
    folder = run.folder / CANARIES
    if run.manifest.get("settings", {}).get("canaries") is False:
        return {"status": "off"}
    if not (folder / FILE).is_file():
        return None
    beside = Run(folder)
    texts = {response.id: response for response in beside.responses()}
    cases = [
        KnownCase(stored["kind"], stored["name"], texts[stored["response_id"]], stored["answers"])
        for stored in read_manifest(folder)["canaries"]
        if stored["response_id"] in texts
    ]
    rows = canary_rows(run.rubric, cases, beside.judgment_rows())
    rows = [row for row in rows if judges is None or row["judge"] in judges]
    if judges is not None and not rows:
        return None
    calls, cost, unpriced = beside.spending()
    paid = {"calls": calls, "cost_usd": None if unpriced else cost}
    return {**canary_summary(rows), **paid, "rows": rows}


def canary_notes(canaries: dict[str, Any] | None) -> list[str]:  # plain values
    """What a reader of any table of the run must know of them, as `canaries_of` gives them."""
    if canaries is None:
        return []
    if canaries["status"] == "off":
        return ["no canaries were judged (--no-canaries): nobody tried these judges on known cases"]
    notes = []
    asked, wrong = canaries["asked"], canaries["failed"] + canaries["unread"]
    if wrong:
        notes.append(
            f"{wrong} of {asked} canaries were not judged as they should be: find out why before relying on this run"
        )
    if canaries["unasked"]:
        notes.append(f"{canaries['unasked']} of {asked} canaries have no reply yet")
    if canaries["calls"]:
        cost = canaries["cost_usd"]
        calls = canaries["calls"]
        if cost is None:
            notes.append(f"{calls} calls were paid for known cases, at a price that is not known")
        else:
            notes.append(f"{calls} calls were paid for known cases: {cost:.4f} USD")
    return notes


def canaries_among(runs: Sequence[Run]) -> tuple[list[str | None], list[str]]:
    """The status of each run's known cases, and what a reader of a table about all of them must know."""
    known = [canaries_of(run) for run in runs]
    wrong = [note for one in known if one is not None and one["status"] != "passed" for note in canary_notes(one)[:1]]
    return [one["status"] if one is not None else None for one in known], list(dict.fromkeys(wrong))
