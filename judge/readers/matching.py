"""Labels beside the responses they speak of."""

from collections.abc import Collection, Sequence

from judge.errors import DatasetError
from judge.label import ExpertLabel


def match_labels(labels: Sequence[ExpertLabel], response_ids: Collection[str]) -> tuple[list[ExpertLabel], int]:
    """The labels whose response is held, and how many labels speak of others.

    Labels often speak of more than one run holds, so what does not match is counted, not refused.

    Raises:
        DatasetError: Nothing matches at all; one id of each side is shown.
    """
    held = frozenset(response_ids)
    matched = [label for label in labels if label.response_id in held]
    if matched:
        return matched, len(labels) - len(matched)
    if not labels:
        raise DatasetError("there is no label: every answer is empty", hint="an empty cell is not a label")
    hint = f"labels speak of e.g. {labels[0].response_id!r}, responses are e.g. {min(held)!r}" if held else None
    raise DatasetError(f"none of the {len(labels)} labels is of a response that is here", hint=hint)
