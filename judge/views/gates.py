"""Gates in words: when a dimension applies at all, as an expert would say it."""

from collections.abc import Sequence

from judge.condition import Gate
from judge.rubric import Rubric
from judge.views.names import in_language
from judge.views.words import Ui, say


def gate_words(gate: Gate, rubric: Rubric, language: str, ui: Ui) -> str:
    """The conditions of *gate* as one clause; dimensions are called by their names in *language*."""
    return _clause(gate, rubric, language, ui)[0]


def _clause(gate: Gate, rubric: Rubric, language: str, ui: Ui) -> tuple[str, bool]:
    """The clause, and whether it needs brackets inside another one."""
    parts = [
        (say("gate.tag", ui, tag=tag, values=either(values, ui)), len(values) > 1) for tag, values in gate.tags.items()
    ]
    if gate.dimension is not None:
        parts.append((_answered(gate.dimension, gate.answer or (), rubric, language, ui), len(gate.answer or ()) > 1))
    if gate.any is not None:
        parts.append(_joined([_clause(g, rubric, language, ui) for g in gate.any], "gate.or", ui))
    if gate.all is not None:
        parts.append(_joined([_clause(g, rubric, language, ui) for g in gate.all], "gate.and", ui))
    return _joined(parts, "gate.and", ui)


def _answered(dimension: str, answers: Sequence[str], rubric: Rubric, language: str, ui: Ui) -> str:
    found = rubric.dimension(dimension)
    name = in_language(found.name, language)[0] if found else dimension
    return say("gate.answer", ui, name=name, id=dimension, values=either(answers, ui))


def _joined(parts: Sequence[tuple[str, bool]], word: str, ui: Ui) -> tuple[str, bool]:
    if len(parts) == 1:
        return parts[0]
    return say(word, ui).join(f"({text})" if several else text for text, several in parts), True


def either(words: Sequence[str], ui: Ui) -> str:
    """``a, b or c``."""
    if len(words) == 1:
        return words[0]
    return say("gate.or", ui).join((say("gate.comma", ui).join(words[:-1]), words[-1]))
