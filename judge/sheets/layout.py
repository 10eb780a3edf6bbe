"""What stands on a sheet: its columns, its rows, and nothing that tells whose response it is."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import fields
from random import Random

from judge.dimension import Dimension
from judge.errors import InputError
from judge.gating import guiding_tags
from judge.label import ExpertLabel
from judge.record import dataclass
from judge.rubric import Rubric
from judge.scenario import Response, Turn

LIMIT = 32_767
"""Characters in a cell; spreadsheets cut what is longer without a word, in a CSV they open too."""

NOT_APPLICABLE, UNCLEAR = "na", "?"
_KEY_HEX = 16
_TEXTS = ("key", "language", "context", "response")
_CRITERION, _TAG = "criterion", "tags."


@dataclass(frozen=True, slots=True)
class Item:
    """One response on every rater's sheet, under its key."""

    key: str
    response: Response
    sampling_p: float | None


def make_items(chosen: Iterable[tuple[Response, float | None]], secret: bytes) -> list[Item]:
    """Give each response a key that tells nothing: a keyed fingerprint of its id under a secret nobody keeps."""
    return [Item("k" + hmac.digest(secret, r.id.encode("utf-8"), "sha256").hex()[:_KEY_HEX], r, p) for r, p in chosen]


def columns(rubric: Rubric, *, sampled: bool) -> list[str]:
    """The header of a sheet.

    ``rater``, which is filled in, comes last: some spreadsheets leave empty ends of rows out of a CSV.

    Raises:
        InputError: A dimension has the name of another column.
    """
    reserved = {*_TEXTS, *(f.name for f in fields(ExpertLabel))}
    for dimension in rubric.labelled:
        if dimension.id in reserved:
            raise InputError(f"the dimension {dimension.id!r} is called like a column of the sheet", hint="rename it")
    names = [*_TEXTS, *_beside(rubric), *(d.id for d in rubric.labelled), "note"]
    return [*names, *(["sampling_p"] if sampled else []), "rater"]


def _beside(rubric: Rubric) -> list[str]:
    """What a rater must see beside the words: the criterion, and the tags by which criteria are chosen."""
    held = [_CRITERION] if rubric.dimensions_from == "scenario" else []
    return [*held, *(f"{_TAG}{name}" for name in guiding_tags(rubric))]


def rows(items: Sequence[Item], rubric: Rubric, rater: str, *, seed: int) -> list[list[str]]:
    """One rater's rows in that rater's order, the answers empty."""
    shuffled = sorted(items, key=lambda item: item.response.id)
    Random(f"{seed} {rater}").shuffle(shuffled)  # noqa: S311 - an order that can be repeated, not a secret
    return [_row(item, rubric, rater) for item in shuffled]


def _row(item: Item, rubric: Rubric, rater: str) -> list[str]:
    response = item.response
    empty = [""] * (len(rubric.labelled) + 1)
    drawn = [] if item.sampling_p is None else [repr(item.sampling_p)]
    before, said = texts_of(response)
    held = [response.criterion.text if response.criterion else ""] if rubric.dimensions_from == "scenario" else []
    tags = [response.tags.get(name, "") for name in guiding_tags(rubric)]
    return [item.key, response.language or "", before, said, *held, *tags, *empty, *drawn, rater]


def texts_of(response: Response) -> tuple[str, str]:
    """What was said before, and what is to be labelled; of a conversation everything is."""
    return ("", spoken(response.turns)) if response.is_conversation else (context_of(response), response.response)


def context_of(response: Response) -> str:
    """What was said before the response, a line a turn."""
    if response.context is not None:
        return response.context
    return spoken(response.turns)


def spoken(turns: Iterable[Turn]) -> str:
    """Who said what, a line a turn."""
    return "\n".join(f"{turn.role}: {turn.content}" for turn in turns)


def words(dimension: Dimension, language: str | None) -> list[str]:
    """What a rater may choose from: the answers as *language* calls them, else their ids; then ``na`` and ``?``."""
    own = {"yes": "是", "no": "否"} if dimension.is_yes_no and (language or "").partition("-")[0] == "zh" else {}
    named = {a.id: (a.name or {}).get(language or "", own.get(a.id, a.id)) for a in dimension.answers}
    return [*named.values(), NOT_APPLICABLE, UNCLEAR]


def check_lengths(items: Iterable[Item]) -> None:
    """Refuse what a cell cannot hold.

    Raises:
        InputError: A text is too long, or damaged; which response, and how long.
    """
    for item in items:
        held = item.response.criterion.text if item.response.criterion else ""
        for name, text in zip(("context", "response", "criterion"), (*texts_of(item.response), held), strict=True):
            try:
                length = len(text.encode("utf-16-le")) // 2 + 1  # as spreadsheets count, and room for an apostrophe
            except UnicodeEncodeError:
                raise InputError(
                    f"response {item.response.id!r}: its {name} holds half of a character", hint="repair the text"
                ) from None
            if length > LIMIT:
                raise InputError(
                    f"response {item.response.id!r}: its {name} has {length - 1:,} characters, "
                    f"and a spreadsheet cuts a cell at {LIMIT:,}",
                    hint="leave it out, or show it to the experts in another way",
                )
