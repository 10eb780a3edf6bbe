"""The one door from a reply to its verdicts."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from judge.call import Reply, ReplyForm
from judge.dimension import Dimension
from judge.errors import ReplyError
from judge.judgment import State
from judge.parsing.classes import fault
from judge.parsing.envelope import open_reply
from judge.parsing.json_form import read_json
from judge.parsing.label_form import read_label
from judge.parsing.lines_form import read_lines
from judge.parsing.reading import Reading
from judge.parsing.refusals import is_refusal
from judge.parsing.trailing_dict_form import read_trailing_dict

READER_VERSION = "1"
"""Raised with every change that could read any reply otherwise; stored with each judgment."""

Reader = Callable[[str, Sequence[Dimension], str], Reading]

READERS: Mapping[ReplyForm, Reader] = MappingProxyType(
    {"json": read_json, "lines": read_lines, "label": read_label, "trailing_dict": read_trailing_dict}
)
"""One strict reader per reply form: text, dimensions asked, token."""


def read_reply(reply: Reply, *, form: ReplyForm, dimensions: Sequence[Dimension], token: str) -> Reading:
    """Read the verdicts a judge was asked for, all of them or none.

    Nothing is guessed, repaired or searched for: a reply that is cut off, hedges, quotes a verdict or skips a step is
    not a "no" but no evidence at all. The forms ``label`` and ``trailing_dict`` have no place for the token.

    Raises:
        ReplyError: No verdict can be read; ``state`` and ``reason`` (one of `CLASSES`) say why. Nothing else is raised,
            whatever the model wrote.
    """
    text = open_reply(reply)
    try:
        return READERS[form](text, dimensions, token)
    except ReplyError as error:
        if error.state == State.MALFORMED and is_refusal(text):
            raise fault("refusal_text") from None
        raise
