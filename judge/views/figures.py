"""How numbers are written: with what they were counted from, and with their interval."""

from judge.views.words import Ui

UNKNOWN = "–"
"""Not known. Never zero."""

_HALF_A_PERCENT = 0.005


def percent(share: float | None, ui: Ui) -> str:
    """A share as whole percent; what is not quite nothing or not quite everything does not become it by rounding."""
    return UNKNOWN if share is None else _bare(share) + _sign(ui)


def interval(low: float | None, high: float | None, ui: Ui) -> str:
    """The two ends of an interval of a share, e.g. ``8–48 %``."""
    if low is None or high is None:
        return UNKNOWN
    return f"{_bare(low)}–{_bare(high)}{_sign(ui)}"


def fraction(k: int | None, n: int | None, low: float | None = None, high: float | None = None, *, ui: Ui) -> str:
    """A count out of a count with its share's interval, e.g. ``3/14 (8–48 %)``; without one where none is known."""
    if k is None or n is None:
        return UNKNOWN
    return f"{k}/{n}" if low is None or high is None else f"{k}/{n} ({interval(low, high, ui)})"


def decimal(value: float | None, places: int = 2) -> str:
    """A coefficient or a mean, with a true minus sign and no minus zero."""
    if value is None:
        return UNKNOWN
    text = f"{value:.{places}f}"
    return (text.lstrip("-") if float(text) == 0 else text).replace("-", "−")


def decimals(low: float | None, high: float | None) -> str:
    """The two ends of an interval of a coefficient, e.g. ``0.41 to 0.79`` as ``0.41…0.79``: an end may be negative."""
    return UNKNOWN if low is None or high is None else f"{decimal(low)}…{decimal(high)}"


def signed(value: float, places: int = 2) -> str:
    """A difference: a plus sign stands where it is one.

    >>> signed(0.314)
    '+0.31'
    """
    text = decimal(value, places)
    return text if text.startswith("−") or float(text) == 0 else f"+{text}"


def ends(low: float | None, high: float | None, places: int = 2) -> str:
    """The two ends of an interval of a difference, e.g. ``[−0.45, −0.12]``; nothing where there is none."""
    return "" if low is None or high is None else f"[{signed(low, places)}, {signed(high, places)}]"


def count(value: int | None) -> str:
    """A plain count."""
    return UNKNOWN if value is None else str(value)


def _bare(share: float) -> str:
    if 0 < share < _HALF_A_PERCENT:
        return "<1"
    if 1 - _HALF_A_PERCENT < share < 1:
        return ">99"
    return f"{share * 100:.0f}".replace("-", "−")


def _sign(ui: Ui) -> str:
    return "%" if ui == "zh" else " %"
