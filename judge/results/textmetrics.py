"""Responses held against reference texts, and what the experts say to that."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from judge.record import dataclass
from judge.errors import DatasetError, InputError, near_miss
from judge.ratings import Ratings, Unit, from_labels
from judge.readers import match_labels, read_labels, read_responses
from judge.readers.references import ReferenceText, read_references
from judge.rubric import Rubric
from judge.scenario import Response, language_of
from judge.scoring.coding import code
from judge.scoring.correlating import Standard, correlations, of_experts, standard
from judge.scoring.study import Study, studies
from judge.scoring.vetoed import above_the_middle, vetoed
from judge.stats.resampling import REPLICATES
from judge.table import Row, Table
from judge.textmetrics.base import Measured, Pair, TextMetric
from judge.textmetrics.bertscore import BertScore
from judge.textmetrics.length import Length
from judge.textmetrics.meteor import Meteor
from judge.textmetrics.overlap import Bleu, Chrf

METRICS = ("bleu", "chrf", "meteor", "bertscore")
LIGHT = ("bleu", "chrf")
"""Those that need neither data nor weights."""
FEW = 30
"""With fewer clusters an interval is rough."""


def metric_of(name: str, *, model: str | None = None, layer: int | None = None) -> TextMetric:
    """The metric called *name*.

    Args:
        name: One of `METRICS`.
        model: BERTScore's encoder.
        layer: Which of its layers is compared.

    Raises:
        InputError: Nobody knows it, or BERTScore has no model.
    """
    if name == "bertscore":
        if model is None:
            raise InputError(
                "BERTScore needs an encoder", hint="add --bertscore-model bert-base-chinese, or a folder with its files"
            )
        return BertScore(model, layer=layer)
    light: dict[str, type[Bleu | Chrf | Meteor]] = {"bleu": Bleu, "chrf": Chrf, "meteor": Meteor}
    if name not in light:
        raise InputError(f"no text metric {name!r}", hint=near_miss(name, METRICS))
    return light[name]()


def textmetrics(
    responses: str | Path | Sequence[Response],
    references: str | Path,
    *,
    labels: Sequence[str | Path] = (),
    rubric: Rubric | None = None,
    dimension: str | None = None,
    metrics: Sequence[TextMetric] | None = None,
    replicates: int = REPLICATES,
    seed: int = 0,
) -> Table:
    """Text metrics of *responses* against *references*, and their correlation to the experts where there are labels.

    ``rows``: a row for each candidate, language and metric, the length of a response first. ``about["responses"]``: for
    each response by itself. ``about["correlations"]``: for each language, metric and coefficient, over responses; and
    the same of the experts, each against the mean of the others. ``about["vetoed"]``: where a metric puts responses
    that experts fail on a critical question. Languages stand apart: their numbers are of different scales.

    Args:
        responses: A file, or responses read already.
        references: A file of reference texts: see `judge.readers.references`.
        labels: Files of experts' labels.
        rubric: Whose dimensions the labels name.
        dimension: Correlate with this dimension alone; the points of a response by default.
        metrics: Those to compute beside the length; BLEU and chrF by default.
        replicates: How often the clusters are drawn again for an interval.
        seed: Of these draws.

    Raises:
        DatasetError: A file cannot be read, or nothing in it is of a response that is here.
        InputError: A metric's library, data or weights are missing, or labels came without their rubric.
    """
    notes: list[str] = []
    read = list(responses) if not isinstance(responses, str | Path) else read_responses(responses, notes=notes)
    pairs = _paired(read, read_references(references, notes=notes), notes)
    experts = _Experts.of(read, labels, rubric, dimension, draws=(replicates, seed), notes=notes) if labels else None
    by_language: dict[str, list[Pair]] = {}
    for pair in pairs:
        by_language.setdefault(pair.language, []).append(pair)
    rows: list[Row] = []
    each: dict[str, Row] = {p.response_id: _head(p) for p in pairs}
    for metric in [Length(), *(metrics or [metric_of(name) for name in LIGHT])]:
        for language, some in by_language.items():
            rows += _rows(metric, language, some, each)
    about: dict[str, Any] = {"references": str(references), "responses": list(each.values())}
    about |= {"target": None, "correlations": [], "vetoed": []}
    if experts is not None:
        about |= experts.about(each, list(dict.fromkeys(row["metric"] for row in rows)), notes)
    return Table(about, rows, notes)


def _paired(responses: Sequence[Response], references: Sequence[ReferenceText], notes: list[str]) -> list[Pair]:
    """The responses that have a reference: their own, else their scenario's."""
    own: dict[str, list[str]] = {}
    shared: dict[str, list[str]] = {}
    for r in references:
        holder, name = (own, r.response_id) if r.response_id is not None else (shared, r.scenario_id)
        holder.setdefault(name or "", []).append(r.text)
    pairs = [
        Pair(r.id, r.scenario_id, r.candidate, _language(r), r.response, tuple(dict.fromkeys(texts)))
        for r in responses
        if (texts := own.get(r.id) or shared.get(r.scenario_id))
    ]
    if not pairs:
        given = next(iter([*own, *shared]))
        hint = (
            f"references are e.g. of {given!r}, responses are e.g. {responses[0].id!r} in {responses[0].scenario_id!r}"
        )
        raise DatasetError(f"none of the {len(references)} references is of a response that is here", hint=hint)
    if len(pairs) < len(responses):
        notes.append(f"{len(responses) - len(pairs)} of {len(responses)} responses have no reference: left out")
    unused = len(own.keys() - {r.id for r in responses}) + len(shared.keys() - {r.scenario_id for r in responses})
    if unused:
        notes.append(f"{unused} references are of responses or scenarios that are not here")
    return pairs


def _language(response: Response) -> str:
    return response.language or language_of(response.response)


def _head(pair: Pair) -> Row:
    return {
        "response_id": pair.response_id,
        "scenario_id": pair.scenario_id,
        "candidate": pair.candidate,
        "language": pair.language,
        "n_references": len(pair.references),
    }


def _rows(metric: TextMetric, language: str, pairs: Sequence[Pair], each: Mapping[str, Row]) -> Iterator[Row]:
    for candidate in dict.fromkeys(p.candidate for p in pairs):
        some = [p for p in pairs if p.candidate == candidate]
        measured: Measured = metric.measure(some)
        for pair, value in zip(some, measured.each, strict=True):
            each[pair.response_id][metric.name] = value
        counted = Counter(len(p.references) for p in some)
        yield {
            "candidate": candidate,
            "language": language,
            "metric": metric.name,
            "value": measured.whole,
            "pooled": measured.pooled,
            "mean": sum(measured.each) / len(measured.each),
            "n_responses": len(some),
            "n_references": sum(n * k for n, k in counted.items()),
            "signature": measured.signature,
        }


@dataclass(frozen=True)
class _Experts:
    """What experts gave the responses, found out before anything is measured."""

    study: Study
    standard: Standard

    @classmethod
    def of(
        cls,
        responses: Sequence[Response],
        files: Sequence[str | Path],
        rubric: Rubric | None,
        dimension: str | None,
        *,
        draws: tuple[int, int],
        notes: list[str],
    ) -> "_Experts":
        """The labels in these *files*, as many bootstrap replicates and their seed in *draws*."""
        if rubric is None:
            raise InputError("labels need the rubric whose dimensions they name", hint="add -r psycrisis")
        given = read_labels([Path(file) for file in files], rubric, notes=notes)
        matched, unmatched = match_labels(given, [r.id for r in responses])
        if unmatched:
            notes.append(f"{unmatched} labels are of responses that are not here")
        units = {r.id: Unit(r.id, r.scenario_id, r.candidate, r.tags) for r in responses}
        coded = code(Ratings(rubric, units, [], from_labels(matched)))
        (study,) = studies(coded, replicates=draws[0], seed=draws[1])
        return cls(study, standard(study, dimension))

    def about(self, each: Mapping[str, Row], metrics: Sequence[str], notes: list[str]) -> dict[str, Any]:
        """What they say to the *metrics* of *each* response, language by language."""
        struck = vetoed(self.study)
        correlated: list[Row] = []
        above: list[Row] = []
        for language in dict.fromkeys(row["language"] for row in each.values()):
            here = {name: row for name, row in each.items() if row["language"] == language}
            found = list(of_experts(self.standard, list(here)))
            for metric in metrics:
                values = {name: row[metric] for name, row in here.items()}
                found += correlations(self.standard, metric, values)
                if struck:
                    above.append({"language": language, **above_the_middle(metric, values, struck, self.study)})
            correlated += ({"language": language, **row} for row in found)
            if (few := found[-1]["n_clusters"]) < FEW:
                notes.append(
                    f"{language}: {few} clusters with labels and references, fewer than {FEW}: rough intervals"
                )
        rubric = self.study.coded.rubric
        document = {"rubric": rubric.id, "rubric_version": rubric.version, "target": self.standard.target}
        return {**document, "correlations": correlated, "vetoed": above}
