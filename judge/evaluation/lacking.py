"""What judges cannot give of what a rubric asks for, said before anything is asked."""

from collections.abc import Iterator, Sequence

from judge.judges.base import AskingJudge, Judge
from judge.judges.constant import ConstantJudge
from judge.judges.llm import LLMJudge
from judge.known_cases import skips_general
from judge.rubric import Rubric


def lacking_notes(judges: Sequence[Judge], rubric: Rubric, *, known_cases: bool = False) -> list[str]:
    """Where a constant judge abstains, and which reply forms have no place for the quotes a rubric wants.

    With *known_cases* also which of these do not fit the rubric.
    """
    cases = _cases(judges, rubric) if known_cases else ()
    return [*_constants(judges, rubric), *_forms(judges, rubric), *cases]


def _cases(judges: Sequence[Judge], rubric: Rubric) -> Iterator[str]:
    if skips_general(rubric) and any(isinstance(judge, AskingJudge) for judge in judges):
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
