"""What was found elsewhere, put together by judge, response and repeat: one text a response, one word a question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from judge.call import ReplyForm
from judge.errors import DatasetError
from judge.readers.imports import Found
from judge.scenario import Response

Place = tuple[str, int]
"""A response's id, and the repeat."""


@dataclass
class Pile:
    """Everything that one judge has said."""

    judge: str
    model: str | None = None
    """The one model its rows name, where they name one and no other."""
    by_place: dict[Place, list[Found]] = field(default_factory=dict)
    repeats: int = 0
    """How often it has judged, at most."""


@dataclass
class Gathered:
    """Everything that a file says."""

    responses: dict[str, Response] = field(default_factory=dict)
    """What is judged, by id, in the order of the file."""
    piles: dict[str, Pile] = field(default_factory=dict)
    rows: int = 0
    replies: int = 0
    answers: int = 0
    """Answers that are taken as they were read elsewhere."""
    nothing: int = 0
    """Places in which nobody said anything."""


def gather(found: Iterable[tuple[Found, Response]], *, form: ReplyForm | None) -> Gathered:
    """Put together what was found, each with the response (or the part of one) that it is about.

    Args:
        found: What was found, in the order of the file.
        form: How replies are read here; without one, the answers beside them are taken.

    Raises:
        DatasetError: One id stands for two texts, or a judge has said two things about the same.
    """
    gathered, first, said = Gathered(), dict[str, Found](), dict[tuple[object, ...], Found]()
    rows = set[tuple[str, str]]()
    for one, response in found:
        rows.add((one.row.file, one.row.position))
        _same_text(gathered.responses.setdefault(response.id, response), response, one, first)
        pile = gathered.piles.setdefault(one.judge, Pile(one.judge, one.model))
        pile.model = one.model if one.model == pile.model else None
        pile.repeats = max(pile.repeats, one.repeat + 1)
        place = pile.by_place.setdefault((response.id, one.repeat), [])
        if one.reply is None and not one.column and one.state is None:
            gathered.nothing += 1
            continue
        gathered.replies += one.reply is not None
        gathered.answers += one.reply is None or form is None
        about = (one.judge, response.id, one.repeat, (one.dimension or "").casefold())
        if (other := said.setdefault(about, one)) is not one:
            raise twice(one, other, response)
        place.append(one)
    gathered.rows = len(rows)
    return gathered


def _same_text(known: Response, response: Response, one: Found, first: dict[str, Found]) -> None:
    other = first.setdefault(response.id, one)
    if known != response:
        raise one.row.error(
            f"the id {response.id!r} stands for another text here than in {other.row.position}",
            hint="--map id=COLUMN names the column that tells responses apart",
        )


def twice(one: Found, other: Found, response: Response) -> DatasetError:
    """The error for two words of one judge on the same thing."""
    return one.row.error(
        f"judge {one.judge!r} has judged {response.id!r} here and in {other.row.position}",
        hint="--map repeat=COLUMN (or judge=, dimension=) tells them apart; or is one of them superfluous?",
    )


def counts(gathered: Gathered, *, form: ReplyForm | None) -> Iterator[Mapping[str, object]]:
    """What was found of each judge: raw replies, and answers that are taken as they were read elsewhere."""
    for pile in gathered.piles.values():
        words = [one for said in pile.by_place.values() for one in said]
        yield {
            "judge": pile.judge,
            "responses": len({name for name, _ in pile.by_place}),
            "repeats": pile.repeats,
            "replies": sum(one.reply is not None for one in words),
            "answers": sum(one.reply is None or form is None for one in words),
        }
