"""From passages to the numbers an encoder reads: a pair of context and response, cut where it is too long."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from judge.classifiers.passages import Passage
from judge.record import dataclass

ROLES = {"user": "[unused1]", "assistant": "[unused2]", "system": "[unused3]"}
"""Reserved words of a BERT's vocabulary that stand before a turn; where it has none, they are added."""


@dataclass(frozen=True, slots=True)
class Framed:
    """One passage as an encoder reads it."""

    ids: list[int]
    parts: list[int]
    """0 for the context and 1 for the response, where the encoder tells them apart."""
    context_cut: bool
    response_cut: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What a tokenizer puts before, between and after the two parts of a pair, and their kinds."""

    before: list[int]
    between: list[int]
    after: list[int]
    kinds: tuple[list[int], list[int], list[int], int, int]
    """Kinds of the three, then of the first part and of the second."""

    @property
    def size(self) -> int:
        """How many tokens it takes."""
        return len(self.before) + len(self.between) + len(self.after)

    def hold(self, context: Sequence[int], response: Sequence[int], longest: int) -> Framed:
        """The pair in its frame: of a long context the end is kept, of a long response the beginning.

        What is judged is the response, so it is cut only when it alone is too long.
        """
        kept = list(response[: longest - self.size])
        room = longest - self.size - len(kept)
        tail = list(context[max(0, len(context) - room) :])
        before, between, after, first, second = self.kinds
        return Framed(
            [*self.before, *tail, *self.between, *kept, *self.after],
            [*before, *[first] * len(tail), *between, *[second] * len(kept), *after],
            context_cut=len(tail) < len(context),
            response_cut=len(kept) < len(response),
        )


def frame_of(tokenizer: Any) -> Frame:  # a tokenizer of transformers
    """How *tokenizer* frames a pair, seen from one that it frames."""
    word = tokenizer("a", add_special_tokens=False)["input_ids"]
    whole = tokenizer("a", "a", return_token_type_ids=True)
    ids, kinds, n = list(whole["input_ids"]), list(whole["token_type_ids"]), len(word)
    first = next(i for i in range(len(ids)) if ids[i : i + n] == word)
    second = next(i for i in range(len(ids) - n, first, -1) if ids[i : i + n] == word)
    spans = (slice(0, first), slice(first + n, second), slice(second + n, None))
    before, between, after = (ids[span] for span in spans)
    of_before, of_between, of_after = (kinds[span] for span in spans)
    return Frame(before, between, after, (of_before, of_between, of_after, kinds[first], kinds[second]))


def framed(tokenizer: Any, passages: Sequence[Passage], longest: int) -> list[Framed]:  # a tokenizer of transformers
    """Every passage as numbers. What looks like a reserved word in a text is text: nobody forges a turn or an end."""
    frame = frame_of(tokenizer)
    texts = [words for p in passages for words in (*(words for _, words in p.turns), p.response)]
    read = tokenizer(texts, add_special_tokens=False, split_special_tokens=True)["input_ids"] if texts else []
    numbers = iter(read)
    roles = {role: tokenizer.convert_tokens_to_ids(word) for role, word in ROLES.items()}
    return [_framed(frame, passage, numbers, roles, longest) for passage in passages]


def _framed(
    frame: Frame, passage: Passage, numbers: Iterator[list[int]], roles: dict[str, int], longest: int
) -> Framed:
    context: list[int] = []
    for role, _ in passage.turns:
        context += [roles[role]] if role in roles else []
        context += next(numbers)
    return frame.hold(context, next(numbers), longest)


def by_length(framed_: Sequence[Framed], size: int) -> Iterator[list[int]]:
    """Places of passages in batches of like length, the longest first: little is padded, and memory fails at once."""
    order = sorted(range(len(framed_)), key=lambda i: (-len(framed_[i].ids), i))
    return (order[at : at + size] for at in range(0, len(order), size))


def padded(rows: Iterable[Sequence[int]], filler: int) -> list[list[int]]:
    """*rows* made as long as the longest."""
    held = list(rows)
    longest = max(map(len, held))
    return [[*row, *[filler] * (longest - len(row))] for row in held]
