"""What judges cannot give of what a rubric asks for, said before anything is asked."""

from collections.abc import Iterator, Sequence

from judge.judges.base import AskingJudge, Judge
from judge.judges.constant import ConstantJudge
from judge.judges.llm import LLMJudge
from judge.known_cases import canaries, skips_general
from judge.rubric import Rubric


def lacking_notes(judges: Sequence[Judge], rubric: Rubric, *, languages: Sequence[str] = ()) -> list[str]:
    """Where a constant judge abstains, and which reply forms have no place for the quotes a rubric wants.

    With *languages*, in which known cases would be asked, also where these do not fit the rubric.
    """
    cases = _cases(judges, rubric, languages) if languages else ()
    return [*_constants(judges, rubric), *_forms(judges, rubric), *cases]


def _cases(judges: Sequence[Judge], rubric: Rubric, languages: Sequence[str]) -> Iterator[str]:
    if not any(isinstance(judge, AskingJudge) for judge in judges):
        return
    if not canaries(rubric, languages):
        yield (
            f"no known case fits {rubric.id!r}, so nobody tries these judges beside the data: give it canaries in"
            f" {', '.join(languages)}"
        )
    elif skips_general(rubric):
        yield f"the general known cases are replies, and {rubric.id!r} judges a user's turns: they are left out"


def _constants(judges: Sequence[Judge], rubric: Rubric) -> Iterator[str]:
    values = [d.id for d in rubric.dimensions if not d.has_sides]
    for judge in judges if values else ():
        if isinstance(judge, ConstantJudge):
            yield f"judge {judge.name!r} abstains on {', '.join(values)}, of which no answer passes"


def _forms(judges: Sequence[Judge], rubric: Rubric) -> Iterator[str]:
    quoting = [d.id for d in rubric.asked if d.evidence == "spans"]
    for judge in judges if quoting else ():
        if isinstance(judge, LLMJudge) and judge.form != "json":
            yield (
                f"judge {judge.name!r} replies in the form {judge.form}, which has no place for quotes: it gives none"
                f" on {', '.join(quoting)}"
            )
