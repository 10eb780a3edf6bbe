"""promptfoo's results (``promptfoo eval -o results.json``): each assertion that a metric names is a judgment."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from judge.errors import DatasetError
from judge.judgment import State
from judge.readers.imports.found import Found, Wanted
from judge.readers.imports.sources import Plain, Questions, load, load_object, passed_over_notes, tags_in, turns_in
from judge.readers.row import RawRow
from judge.rubric import Rubric
from judge.scenario import Response, Turn

_VERDICT = "verdict"


def read_promptfoo(path: Path, wanted: Wanted, notes: list[str]) -> Iterator[Found]:
    """Every assertion whose metric, or whose own text, is a dimension's name.

    *pass* speaks for the response there. What promptfoo counts as a fail because its grader could not be read is
    unreadable here.

    Raises:
        DatasetError: It holds no results, or none about a dimension.
    """
    results = (load_object(path).get("results") or {}).get("results")
    if not isinstance(results, list):
        hint = "write it with: promptfoo eval -o results.json"
        raise DatasetError(f"{path}: holds no results of promptfoo", hint=hint)
    questions, names, silent, nothing = Questions(wanted), Counter[str](), 0, True
    prompts = len({result.get("promptIdx", 0) for result in results})
    for number, result in enumerate(results, start=1):
        response = _response(result, wanted, names, several=prompts > 1)
        if response is None:
            silent += 1
            continue
        row = RawRow(str(path), f"item {number}", {})
        for found in _assertions(result, row, response, questions, wanted):
            nothing = False
            yield found
    if nothing:
        raise questions.nothing(path)
    if silent:
        notes.append(f"{path}: {silent} results hold no output, so there is nothing that could have been judged")
    notes += passed_over_notes(questions, path)


def _response(result: Plain, wanted: Wanted, names: Counter[str], *, several: bool) -> Response | None:
    output = (result.get("response") or {}).get("output")
    if output is None:
        return None
    test, provider, prompt = result.get("testCase") or {}, result.get("provider") or {}, result.get("prompt") or {}
    candidate = wanted.candidate or str(provider.get("label") or provider.get("id") or "unnamed")
    scenario = str(test.get("description") or f"test-{result.get('testIdx', 0)}")
    own = f"{scenario}@{candidate}" + (f"@{result.get('promptIdx', 0)}" if several else "")
    names[own] += 1
    again = f"@{names[own]}" if names[own] > 1 else ""
    tags = MappingProxyType(tags_in(test.get("metadata")))
    words = output if isinstance(output, str) else str(output)
    return Response(own + again, scenario, candidate, _turns(str(prompt.get("raw") or "")), words, tags=tags)


def _turns(prompt: str) -> tuple[Turn, ...]:
    """What the candidate was sent: messages where the prompt is a list of them, else one turn of the user."""
    if prompt.lstrip().startswith("["):
        try:
            turns = turns_in(load(prompt.encode(), "the prompt"))
        except DatasetError:
            turns = ()
        if turns:
            return turns
    return (Turn("user", prompt),)


def _assertions(
    result: Plain, row: RawRow, response: Response, questions: Questions, wanted: Wanted
) -> Iterator[Found]:
    for component in _components(result.get("gradingResult")):
        assertion = component.get("assertion") or {}
        named = (assertion.get("metric"), assertion.get("type"), assertion.get("value"))
        dimension = questions.of(*(name for name in named if isinstance(name, str)), alone=False)
        if dimension is None:
            continue
        failed = bool((component.get("metadata") or {}).get("graderError"))
        yield Found(
            row=RawRow(row.file, row.position, {_VERDICT: "pass" if component.get("pass") else "fail"}),
            response=response,
            judge=wanted.judge or _grader(assertion, result) or "promptfoo",
            dimension=dimension,
            column="" if failed else _VERDICT,
            rationale=None if failed else component.get("reason") or None,
            meanings=_meanings(dimension, wanted.rubric),
            state=State.MALFORMED if failed else None,
        )


def _components(grading: Plain | None) -> Iterator[Plain]:
    """The assertions, also those that stand together in a set."""
    for component in (grading or {}).get("componentResults") or ():
        if component.get("componentResults"):
            yield from _components(component)
        else:
            yield component


def _grader(assertion: Plain, result: Plain) -> str | None:
    options = (result.get("testCase") or {}).get("options") or {}
    given = assertion.get("provider") or options.get("provider")
    name = given.get("id") if isinstance(given, dict) else given
    return name if isinstance(name, str) else None


def _meanings(dimension: str, rubric: Rubric) -> Mapping[str, str]:
    """Which answers *pass* and *fail* are, where there is only one of each."""
    d = rubric.dimension(dimension)
    if d is None or len(d.passes_on) != 1 or len(d.failing) != 1:
        return {}
    return {"pass": d.passes_on[0], "fail": d.failing[0]}
