"""As much of what was said before as fits: whole turns, the latest first."""

from dataclasses import replace

from judge.call import Message
from judge.case import Case
from judge.models.vocabularies import estimate_for


def within(case: Case, tokens: int | None, model: str) -> Case:
    """*case* with at most so many *tokens* of context, estimated as *model* counts them; all of it for ``None``.

    Whole turns are left out, from the oldest on, and how many is said in the case. What is judged stays whole: the
    response or turn itself, and a conversation that is judged as one. So does a context that is one text.
    """
    response = case.response
    if tokens is None or response.is_conversation:
        return case
    left, kept = tokens, 0
    for turn in reversed(response.turns):
        left -= estimate_for(model, (Message("user", turn.content),))
        if left < 0:
            break
        kept += 1
    gone = len(response.turns) - kept
    return replace(case, response=replace(response, turns=response.turns[gone:]), left_out=gone) if gone else case
