"""Everything a report says, gathered before a word of it is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from judge.record import dataclass
from judge.rubric import Rubric
from judge.table import Row, Table
from judge.views.methods import Facts


@dataclass(frozen=True, slots=True)
class ReportedJudge:
    """A judge as the reader must know it: a name alone says nothing."""

    name: str
    model: str
    asks: Sequence[str] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    """What was set for it, e.g. ``temperature``; never a secret. Empty: the provider's own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How much was asked."""

    responses: int
    scenarios: int
    candidates: int
    repeats: int
    judgments: int
    """Planned over all judges, gated ones included."""
    units: int = 0
    """Parts of responses or of conversations, where those are judged one by one."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the experts' labels are and how far they reach."""

    source: str
    """The file's name as the reader may see it."""
    experts: int
    responses: int
    illustrative: bool = False
    """Whether they are the bundled example's, made up to show how the page reads."""


@dataclass(frozen=True)
class Report:
    """One run as a page shows it. Pure data: no clock was read and no file opened to draw it.

    ``labels``, ``first`` and ``agreement`` are ``None`` together, when there are no labels.
    """

    run: str
    rubric: Rubric
    created_at: str
    """When it was written, as text: the caller's clock."""
    judges: Sequence[ReportedJudge]
    asked: Asked
    scores: Table
    """With ``about["coverage"]``."""
    labels: Labelled | None = None
    first: Sequence[Row] | None = None
    agreement: Table | None = None
    differing: Sequence[Row] = ()
    """Cases on which judge and experts differ, those the page is to hold; baselines' are better left out.

    Besides its fields in the table, ``context`` is one string, and ``language`` (if there) the texts' own.
    """
    differing_left_out: int = 0
    canaries: Mapping[str, Any] | None = None  # as `judge.results.canaries_of` gives them
    """What the judges made of known cases; ``None`` where there were none."""
    operating: Table | None = None
    """What thresholds of its judges' scores find and cost; ``None`` where no judge says how sure it is."""
    simulated: Table | None = None
    """What simulated conversations came to, as `judge.results.simulated` gives it; ``None`` where there were none."""
    rationales: Table | None = None
    """What the judges' reasons are worth, as `judge.results.rationales` gives it; ``None`` where nobody looked."""
    notes: Sequence[str] = ()
    provenance: Mapping[str, object] = field(default_factory=dict)
    """Fingerprints, versions and the like by name; never a case's text."""
    methods: Facts | None = None
    """What the paragraph for a paper says; without it there is none."""
    content_language: str = "zh"
    """Language of the case texts that do not name their own."""

    @property
    def models(self) -> dict[str, str]:
        """Each judge's model by the judge's name: a baseline may be called anything."""
        return {judge.name: judge.model for judge in self.judges}
