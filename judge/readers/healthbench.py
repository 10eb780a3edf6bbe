"""HealthBench's own files (Arora et al. 2025): conversations with their criteria, and physicians' labels of them.

The benchmark has a line a conversation: ``prompt``, ``prompt_id``, ``rubrics`` with criterion, points and tags, and
``example_tags``. Its meta-evaluation has a line a completion and criterion, with one label of each physician.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from judge.errors import DatasetError
from judge.label import ExpertLabel
from judge.readers.conversation import read_turns
from judge.readers.criteria import default_id, read_criteria
from judge.readers.jsonl import read_jsonl
from judge.readers.row import RawRow
from judge.rubric import Rubric
from judge.scenario import Criterion, Response, Scenario, Turn
from judge.unfolding import tags_of

_RUBRICS = "rubrics"
_NOT_META = "is it the file of the meta-evaluation? the benchmark itself is a file of scenarios"


def is_healthbench(row: RawRow) -> bool:
    """Whether *row* is a conversation of the benchmark."""
    return row.columns is None and _RUBRICS in row.fields and "prompt" in row.fields


def healthbench_scenario(row: RawRow) -> Scenario:
    """One conversation of the benchmark as a scenario, its tags split at the colon.

    Raises:
        DatasetError: It cannot be read.
    """
    criteria = read_criteria(row, _RUBRICS)
    tags = row.fields.get("example_tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise row.error("expected a list of tags", column="example_tags", hint='["theme:hedging"]')
    return Scenario(
        id=row.word("prompt_id") or "",
        turns=_prompt(row),
        tags=MappingProxyType(tags_of(tags)),
        criteria=criteria,
    )


@dataclass
class MetaEvaluation:
    """Completions with the criteria that physicians held them against, and what each physician said."""

    responses: list[Response] = field(default_factory=list)
    labels: list[ExpertLabel] = field(default_factory=list)


def read_meta_evaluation(path: str | Path, rubric: Rubric) -> MetaEvaluation:
    """Read the file of the meta-evaluation for *rubric*, which asks one yes-or-no question of each criterion.

    Rows of one completion are one response with several criteria, worth 1 each: the file names no points. Each of a
    row's physicians is a rater.

    Raises:
        DatasetError: A row is none of the meta-evaluation's, or a completion has two texts.
    """
    found: dict[str, tuple[RawRow, list[Criterion]]] = {}
    made = MetaEvaluation()
    (question,) = rubric.asked
    for row in read_jsonl(Path(path), []):
        name = row.needed("completion_id")
        first, criteria = found.setdefault(name, (row, []))
        if first.fields.get("completion") != row.fields.get("completion"):
            raise row.error(f"the completion {name!r} has another text in {first.position}", hint=_NOT_META)
        criterion = Criterion(default_id(len(criteria)), _text(row, "rubric"), 1.0, _category(row))
        criteria.append(criterion)
        made.labels += _labels(row, name, criterion.id, question.id)
    if not found:
        raise DatasetError(f"{path}: holds no rows", hint=_NOT_META)
    made.responses = [_response(name, row, criteria) for name, (row, criteria) in found.items()]
    return made


def _response(name: str, row: RawRow, criteria: Sequence[Criterion]) -> Response:
    return Response(
        id=name,
        scenario_id=row.word("prompt_id") or name,
        candidate="unnamed",
        turns=_prompt(row),
        response=_text(row, "completion"),
        criteria=tuple(criteria),
    )


def _labels(row: RawRow, response_id: str, criterion: str, dimension: str) -> list[ExpertLabel]:
    said, who = row.fields.get("binary_labels"), row.fields.get("anonymized_physician_ids")
    if not isinstance(said, list) or not isinstance(who, list) or len(said) != len(who):
        raise row.error("expected as many labels as physicians", column="binary_labels", hint=_NOT_META)
    if not all(isinstance(label, bool) for label in said):
        raise row.error("expected true or false", column="binary_labels", hint=_NOT_META)
    return [
        ExpertLabel(response_id, dimension, str(rater), "observed", "yes" if label else "no", criterion=criterion)
        for label, rater in zip(said, who, strict=True)
    ]


def _category(row: RawRow) -> tuple[str, ...]:
    category = row.word("category")
    return () if category is None else (category if ":" in category else f"category:{category}",)


def _prompt(row: RawRow) -> tuple[Turn, ...]:
    return read_turns(RawRow(row.file, row.position, {"turns": _messages(row)}))


def _messages(row: RawRow) -> object:
    """The messages with what is asked of a turn, whatever else another tool put beside."""
    given = row.fields.get("prompt")
    if not isinstance(given, list):
        return given
    return [{"role": m.get("role"), "content": m.get("content")} if isinstance(m, dict) else m for m in given]


def _text(row: RawRow, key: str) -> str:
    text = row.text(key)
    if not text:
        raise row.error("missing or empty", column=key, hint=_NOT_META)
    return text
