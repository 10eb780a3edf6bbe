"""``judge rescore``: stored replies, read again."""

from typing import TYPE_CHECKING, Any

from judge.cli import options as o

if TYPE_CHECKING:
    from judge.evaluation.reading_again import Difference


def rescore(run: o.RunFolder, as_json: o.Json = False, ui: o.UiOption = None) -> int:
    """Read a run's stored replies again with today's reader, ask nobody, and list what differs."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the store
    from judge.evaluation.reading_again import rescore as read_again  # noqa: PLC0415
    from judge.views.rescored import rescored_view  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    found = read_again(run)
    changes = [
        {"from": _end(*before), "to": _end(*now), "judgments": n} for (before, now), n in found.changes.most_common()
    ]
    document = {
        "run": str(run),
        "reader_version": found.reader_version,
        "replies": found.replies,
        "judgments": found.judgments,
        "decided_by_gates": found.gated,
        "differ": len(found.differences),
        "changes": changes,
        "rows": [_row(d) for d in found.differences],
        "left_out": found.left_out,
    }
    screen.result(document, *rescored_view(document, screen.ui))
    notes: list[str] = []
    for judge, why in found.left_out.items():
        notes.append(f"judge {judge!r} was left out: {why}")
    screen.notes(notes)
    return 0


def _end(state: str, answer: str | None) -> dict[str, Any]:
    return {"state": state, "answer": answer}


def _row(difference: "Difference") -> dict[str, Any]:
    return {
        "response_id": difference.response_id,
        "dimension": difference.dimension,
        "judge": difference.judge,
        "ask": difference.ask,
        "repeat": difference.repeat,
        "from": _end(*difference.before),
        "to": _end(*difference.now),
    }
