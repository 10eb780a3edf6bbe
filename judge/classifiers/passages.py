"""What a classifier sees of a response: what was said before it, and the response itself."""

from hashlib import sha256
from json import dumps

from judge.record import dataclass
from judge.scenario import Response


@dataclass(frozen=True, slots=True)
class Passage:
    """A context and what is judged after it."""

    turns: tuple[tuple[str, str], ...]
    """Role and words of everything said before; the role is empty where the source has no turns."""
    response: str

    @property
    def context(self) -> str:
        """What was said before, a line a turn, without roles."""
        return "\n".join(words for _, words in self.turns)

    @property
    def sha256(self) -> str:
        """Fingerprint of what is seen: a tag or an id that changes makes no other text of it."""
        return sha256(dumps([self.turns, self.response]).encode("ascii")).hexdigest()


def passage_of(response: Response) -> Passage:
    """The part of *response* that a classifier reads. Its scenario's tags and its candidate are not among it."""
    if response.context is not None:
        return Passage((("", response.context),), response.response)
    return Passage(tuple((turn.role, turn.content) for turn in response.turns), response.response)
