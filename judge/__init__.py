"""Can this model be trusted with a person in crisis, and can the judge that says so be trusted?

The public names are loaded on first use, so that ``import judge`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from judge.evaluation import aevaluate, evaluate
    from judge.evaluation.asking_again import retry
    from judge.evaluation.reading_again import rescore
    from judge.generation import respond
    from judge.importation import import_judgments
    from judge.judges.constant import ConstantJudge
    from judge.judges.lexical import LexicalJudge
    from judge.judges.llm import LLMJudge
    from judge.judges.scripted import ScriptedJudge
    from judge.judgment import State
    from judge.library import load_rubric
    from judge.readers import read_labels, read_responses, read_scenarios
    from judge.results import agreement, compare, diff, gate, scores, write_report
    from judge.results.delaying import delays
    from judge.results.operating import operating
    from judge.simulation import simulate
    from judge.store.run import Run, read_run

__all__ = [
    "ConstantJudge",
    "LLMJudge",
    "LexicalJudge",
    "Run",
    "ScriptedJudge",
    "State",
    "aevaluate",
    "agreement",
    "compare",
    "delays",
    "diff",
    "evaluate",
    "gate",
    "import_judgments",
    "load_rubric",
    "operating",
    "read_labels",
    "read_responses",
    "read_run",
    "read_scenarios",
    "rescore",
    "respond",
    "retry",
    "scores",
    "simulate",
    "write_report",
]

_HOME = {
    "ConstantJudge": "judge.judges.constant",
    "LLMJudge": "judge.judges.llm",
    "LexicalJudge": "judge.judges.lexical",
    "Run": "judge.store.run",
    "ScriptedJudge": "judge.judges.scripted",
    "State": "judge.judgment",
    "aevaluate": "judge.evaluation",
    "agreement": "judge.results",
    "compare": "judge.results",
    "delays": "judge.results.delaying",
    "diff": "judge.results",
    "evaluate": "judge.evaluation",
    "gate": "judge.results",
    "import_judgments": "judge.importation",
    "load_rubric": "judge.library",
    "operating": "judge.results.operating",
    "read_labels": "judge.readers",
    "read_responses": "judge.readers",
    "read_run": "judge.store.run",
    "read_scenarios": "judge.readers",
    "rescore": "judge.evaluation.reading_again",
    "respond": "judge.generation",
    "retry": "judge.evaluation.asking_again",
    "scores": "judge.results",
    "simulate": "judge.simulation",
    "write_report": "judge.results",
}


def __getattr__(name: str) -> object:
    """Load a public name on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'judge' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
