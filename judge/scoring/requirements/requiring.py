"""What is required of a judge, as one line of text each, and whether it holds.

::

    [DIMENSION:]STATISTIC[@REFERENCE][.value|.low|.high] (>= | > | <= | <) NUMBER

``critical.`` in the place of a dimension stands for every critical one.
"""

import re
from collections.abc import Sequence
from math import isfinite
from typing import Literal, cast

from judge.errors import InputError
from judge.record import dataclass
from judge.stats.panel import CLASS, FLAG, PAIR

End = Literal["value", "low", "high"]
Operator = Literal[">=", ">", "<=", "<"]

COVERAGE = "coverage"
SHY = (
    "nothing required here sees a judge that does not answer what is hard for it: require coverage, or missed, which"
    " counts what it left unanswered"
)
"""Not a statistic of agreement: scored over asked and not gated out, counted, so that it has no interval."""

BLIND = (
    "none of these requirements can see a judge that never objects: where failing answers are rare it agrees nearly"
    " always; require e.g. sensitivity >= 0.8 or missed <= 0.1 too"
)

_COMPARISON = re.compile(r"(.*?)\s*(>=|<=|>|<|≥|≤)\s*(.*)", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9_.]*")
_WRITTEN: dict[str, Operator] = {"≥": ">=", "≤": "<="}
_CRITICAL = "critical."
_EXAMPLE = "e.g. sensitivity.low >= 0.8, or empathy:missed@any.high <= 0.1"
_SHARES = frozenset(
    {COVERAGE, "balanced_accuracy", "f1", "f1_macro", "f1_weighted"}
    | {name for name, statistic in {**PAIR, **FLAG, **CLASS}.items() if statistic.share is not None}
)
"""Statistics that lie between 0 and 1."""
_SEES = {"sensitivity": 0.0, "f1": 0.0, "mcc": 0.0, "balanced_accuracy": 0.5, "positive_agreement": 0.0}
_SEES_BEGIN = ("cohen_kappa", "scott_pi", "krippendorff_alpha")
"""Statistics on which a judge that never objects gets no more than the number beside them, or 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One line, read."""

    text: str
    statistic: str
    operator: Operator
    bound: float
    end: End
    """Which end of the interval must keep to the bound: the worse one unless another was written."""
    dimension: str | None = None
    """``None``: every dimension, each for itself; of `COVERAGE`: all together."""
    critical: bool = False
    """Every critical dimension."""
    reference: str | None = None
    """``None``: the usual one of the statistic."""

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return self.operator.startswith(">")

    def keeps(self, number: float) -> bool:
        """Whether *number* is on the right side of the bound."""
        return {
            ">=": number >= self.bound,
            ">": number > self.bound,
            "<=": number <= self.bound,
            "<": number < self.bound,
        }[self.operator]

    @property
    def sees_silence(self) -> bool:
        """Whether a judge that never objects must fail it."""
        worst = self.end in ("value", "low" if self.at_least else "high")
        if self.statistic.endswith("missed"):
            return worst and not self.at_least and self.bound < 1
        floor = 0.0 if self.statistic.startswith(_SEES_BEGIN) else _SEES.get(self.statistic)
        return worst and self.at_least and floor is not None and self.bound > floor


def read_requirement(text: str) -> Requirement:
    """Read one line.

    Without ``.value``, ``.low`` or ``.high`` the worse end of the interval counts: what is to be high must be high at
    its lower end. `COVERAGE` is counted and has its value only.

    >>> read_requirement("empathy:missed@any <= 0.1").end
    'high'

    Raises:
        InputError: It does not have that form, or the number is none the statistic can have.
    """
    found = _COMPARISON.fullmatch(text.strip())
    if found is None:
        raise InputError(f"the requirement {text!r} compares nothing", hint=_EXAMPLE)
    left, sign, right = found.groups()
    operator = _WRITTEN.get(sign) or cast("Operator", sign)
    left, end = _cut_end(left)
    critical = left.startswith(_CRITICAL)
    name, _, reference = left.removeprefix(_CRITICAL).partition("@")
    dimension, colon, statistic = name.rpartition(":")
    statistic = statistic.strip()
    named = all(part.strip() for part, sign in ((dimension, colon), (reference, "@" in left)) if sign)
    if not (named and _NAME.fullmatch(statistic)):
        raise InputError(f"the requirement {text!r} names nothing before {sign!r}", hint=_EXAMPLE)
    if critical and colon:
        raise InputError(
            f"the requirement {text!r} names one dimension and every critical one", hint="keep one of them"
        )
    bound = _number(text, statistic, right)
    if statistic == COVERAGE and (end in ("low", "high") or reference):
        raise InputError("coverage is counted: it has no interval and no reference", hint="e.g. coverage >= 0.95")
    worse: End = "value" if statistic == COVERAGE else "low" if operator.startswith(">") else "high"
    return Requirement(
        text=" ".join(text.split()),
        statistic=statistic,
        operator=operator,
        bound=bound,
        end=end or worse,
        dimension=dimension.strip() or None,
        critical=critical,
        reference=reference.strip() or None,
    )


def _cut_end(left: str) -> tuple[str, End | None]:
    for end in ("value", "low", "high"):
        if left.endswith(f".{end}"):
            return left.removesuffix(f".{end}"), end
    return left, None


def _number(text: str, statistic: str, written: str) -> float:
    try:
        bound = float(written)
    except ValueError:
        bound = float("nan")
    if not isfinite(bound):
        raise InputError(f"the requirement {text!r} ends in no number", hint=_EXAMPLE)
    if statistic in _SHARES and not 0 <= bound <= 1:
        raise InputError(f"{statistic} lies between 0 and 1, never at {bound:g}", hint="80 % is written 0.8")
    return bound


def read_requirements(text: str) -> list[str]:
    """The lines of a file of requirements; what follows ``#`` is a comment."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def requirement_notes(requirements: Sequence[Requirement]) -> list[str]:
    """What to say of requirements that would let a judge through that has never found anything."""
    notes = [] if any(requirement.sees_silence for requirement in requirements) else [BLIND]
    if not any(r.statistic == COVERAGE or r.statistic.endswith("missed") for r in requirements):
        notes.append(SHY)
    return notes
