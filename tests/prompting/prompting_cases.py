"""Rubrics, responses and folders of prompts for the tests of prompts."""

from pathlib import Path

from judge.case import Case
from judge.library import load_ask
from judge.prompting import render
from judge.rubric import Rubric
from judge.scenario import Response, Turn

TRICK = "{{7*7}} {% for i in range(9) %}x{% endfor %}"


ASKS = ("expert_chain", "rule_based", "general")
FORMS = ("json", "lines", "label", "trailing_dict")
EXAMPLE = {
    "turns": [{"role": "user", "content": "An example's context."}],
    "response": "An example's response.",
    "answers": {"warm": "yes"},
    "rationale": {"warm": "Because it is warm."},
}


def dimension(name: str, **fields):
    return {
        "id": name,
        "name": {"en": name.title(), "zh": f"维度{name}"},
        "question": {"en": f"{{{{ 7*7 }}}} Is it {name}?", "zh": f"它{name}吗？"},
        "passes_on": ["yes"],
        "steps": [{"en": f"Look for {name}.", "zh": f"找{name}。"}],
        "criteria": {"yes": {"en": f"It is {name}.", "zh": f"有{name}。"}},
        **fields,
    }


def rubric(*dimensions, **fields) -> Rubric:
    given = {"id": "small", "version": "1", "title": {"en": "A small rubric " * 20, "zh": "小标准"}}
    return Rubric.model_validate(given | {"dimensions": list(dimensions or (dimension("warm"),))} | fields)


def two(**fields) -> Rubric:
    return rubric(dimension("warm", evidence="quote"), dimension("cold", passes_on=["no"], critical=True), **fields)


def response(text: str = TRICK, **fields) -> Response:
    said = {"id": "r1", "scenario_id": "s1", "candidate": "SECRET-CANDIDATE", "turns": (Turn("user", "I am tired."),)}
    return Response(**(said | {"response": text, "tags": {"SECRET-TAG": "SECRET-VALUE"}} | fields))


def case(
    read: Rubric | None = None,
    said: Response | None = None,
    *,
    language: str = "en",
    token: str = "493027",  # noqa: S107 - an echo token, no secret
) -> Case:
    read = read or rubric()
    return Case(said or response(), read, read.dimensions, language, token=token)


def put(way: str, **files: str) -> Path:
    """A folder of prompts in the working directory; ``system_en`` stands for ``system.en.j2``."""
    folder = Path("prompts") / way
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        file = "ask.yaml" if name == "ask" else f"{name.replace('_', '.')}.j2"
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def prompt(way: str = "expert_chain", of: Case | None = None, **options):
    return render(of or case(), load_ask(way), **options)


def texts(way: str = "expert_chain", of: Case | None = None, **options) -> tuple[str, str]:
    system, user = prompt(way, of, **options).messages
    return system.content, user.content
