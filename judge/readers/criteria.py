"""The criteria that a scenario brings along, as a file of JSON writes them."""

from math import isfinite

from judge.errors import near_miss
from judge.readers.row import RawRow, kind_of, shown
from judge.scenario import Criterion

KEY = "criteria"
_KEYS = frozenset({"id", "text", "criterion", "points", "tags"})
_SHAPE = '[{"text": "...", "points": 5, "tags": ["axis:..."]}, ...]; id may be added, and criterion may stand for text'


def read_criteria(row: RawRow, key: str = KEY) -> tuple[Criterion, ...]:
    """The criteria under *key*, in order; none where there is no such key.

    One without an id is called by its place: ``c1``, ``c2`` and so on. One without points is worth 1.

    Raises:
        DatasetError: It is no list of criteria, one says nothing, has no number for its points, or two share an id.
    """
    value = row.fields.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise row.error(f"expected a list of criteria, found {kind_of(value)}", column=key, hint=_SHAPE)
    found = tuple(_criterion(row, item, f"{key}[{i}]", default_id(i)) for i, item in enumerate(value))
    ids = [c.id for c in found]
    for name in ids:
        if ids.count(name) > 1:
            raise row.error(
                f"two criteria have the id {shown(name)}", column=key, hint="give each its own, or none an id"
            )
    return found


def default_id(place: int) -> str:
    """What a criterion without an id is called, from its *place*, the first being 0."""
    return f"c{place + 1}"


def as_written(criteria: tuple[Criterion, ...]) -> list[dict[str, object]]:
    """The same as a file of ours holds them."""
    return [{"id": c.id, "text": c.text, "points": c.points, "tags": list(c.tags)} for c in criteria]


def _criterion(row: RawRow, item: object, where: str, name: str) -> Criterion:
    if not isinstance(item, dict):
        raise row.error(f"expected an object, found {kind_of(item)}", column=where, hint=_SHAPE)
    for key in item:
        if key not in _KEYS:
            raise row.error(f"unknown key {shown(key)}", column=where, hint=near_miss(key, _KEYS))
    texts = [item[key] for key in ("text", "criterion") if item.get(key) is not None]
    if len(texts) != 1 or not isinstance(texts[0], str) or not texts[0].strip():
        raise row.error("a criterion says in one text what a response should do", column=where, hint=_SHAPE)
    return Criterion(_id(row, item, where) or name, texts[0], _points(row, item, where), _tags(row, item, where))


def _id(row: RawRow, item: dict[str, object], where: str) -> str | None:
    value = item.get("id")
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip() or not value.isprintable() or "#" in value:
        hint = "a word of one line without #; or leave it out"
        raise row.error("an id that cannot name a criterion", column=f"{where}.id", hint=hint)
    return value.strip()


def _points(row: RawRow, item: dict[str, object], where: str) -> float:
    value = item.get("points", 1)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        hint = "a number; below 0 for what a response should not do"
        raise row.error(f"expected a number of points, found {kind_of(value)}", column=f"{where}.points", hint=hint)
    return float(value)


def _tags(row: RawRow, item: dict[str, object], where: str) -> tuple[str, ...]:
    value = item.get("tags") or []
    if not isinstance(value, list) or not all(isinstance(tag, str) and tag.strip() for tag in value):
        raise row.error("expected a list of tags", column=f"{where}.tags", hint='["axis:completeness", "urgent"]')
    return tuple(tag.strip() for tag in value)
