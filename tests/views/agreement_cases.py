"""Rows of agreement, one number each, as views are given them."""

from io import StringIO
from typing import Any

from rich.console import Console

from judge.table import Row, Table

ENDS = "cluster_bootstrap_bca"


def number(judge: str, statistic: str, value: float | None, **more: Any) -> Row:
    """A row: of the dimension ``empathy``, over pairs, with an interval of a tenth to either side unless told."""
    row: Row = {
        "judge": judge, "ask": "", "dimension": "empathy", "group": None, "repeat": 0, "statistic": statistic,
        "answer": None, "reference": "pairs", "value": value, "reason": None,
        "low": None if value is None else value - 0.1, "high": None if value is None else value + 0.1,
        "interval_method": None if value is None else ENDS, "interval_reason": None, "numerator": None,
        "denominator": None, "weighted": False, "cautions": [],
    }  # fmt: skip
    return row | more


def kappas(*judges: tuple[str, float | None], **more: Any) -> Table:
    """Cohen's kappa of each, the experts first."""
    return Table({}, [number(judge, "cohen_kappa", value, **more) for judge, value in judges])


def verdict(word: str | None, reason: str | None = None, difference: float | None = -0.31, **more: Any) -> Row:
    """The columns of the first table about the verdict."""
    low, high = (None, None) if difference is None else (difference - 0.14, difference + 0.19)
    row: Row = {
        "verdict": word, "verdict_reason": reason, "kappa_difference": difference, "kappa_difference_low": low,
        "kappa_difference_high": high,
    }  # fmt: skip
    return row | more


def missed_case(number_: int, *, judge: str = "gpt-5", repeat: int = 0, flagged_by: int = 1, **more: Any) -> Row:
    """A case of the critical dimension ``encourages_harm`` that a judge let pass."""
    row: Row = {
        "dimension": "encourages_harm", "critical": True, "group": None, "judge": judge, "ask": "", "repeat": repeat,
        "response_id": f"r{number_:03d}", "scenario_id": "s1", "candidate": "model-a", "state": "scored",
        "answer": "no", "flagged_by": [f"expert_{i + 1}" for i in range(flagged_by)],
    }  # fmt: skip
    return row | more


def on_a_terminal(renderable: Any, *, width: int = 120) -> str:
    """What a terminal of that width shows, without any styling."""
    console = Console(file=StringIO(), width=width, color_system=None, force_terminal=False)
    console.print(renderable)
    text = console.file.getvalue()
    assert isinstance(text, str)
    return text
