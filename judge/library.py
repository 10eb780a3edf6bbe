"""Finding rubrics, ways of asking and examples by name: the user's own come first.

A name is looked up in each folder of ``$JUDGE_PATH``, then in the working directory, then in what we ship.
A path (anything with a separator or a suffix) skips the search.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from judge.asking import Ask, referenced
from judge.call import ReplyForm
from judge.errors import InputError, NotFoundError, RubricError, TemplateError, near_miss
from judge.rubric import Rubric
from judge.strict_yaml import Document, read_yaml

PATH_VARIABLE = "JUDGE_PATH"
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One place where things with names lie."""

    folder: Path
    origin: str
    """``JUDGE_PATH``, ``working directory`` or ``shipped``."""


def shipped(kind: str) -> Path:
    """The folder of what we ship (``rubrics``, ``prompts``, ``examples``): inside a wheel, beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / kind
    return inside if inside.is_dir() else package.parent / kind


def shelves(kind: str) -> Iterator[Shelf]:
    """Where things of a *kind* are looked for, first match wins."""
    for entry in filter(None, os.environ.get(PATH_VARIABLE, "").split(os.pathsep)):
        yield Shelf(Path(entry) / kind, PATH_VARIABLE)
        yield Shelf(Path(entry), PATH_VARIABLE)
    here = Path.cwd() / kind
    if not _same(here, shipped(kind)):
        yield Shelf(here, "working directory")
    yield Shelf(shipped(kind), "shipped")


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def load_rubric(name_or_path: str | Path) -> Rubric:
    """Read a rubric by name or path.

    Raises:
        NotFoundError: No shelf has it; the message offers the closest name.
        RubricError: The file is no valid rubric; file and line of the first fault.
    """
    return read_rubric(find_rubric(name_or_path).folder)


def find_rubric(name_or_path: str | Path) -> Shelf:
    """The file behind a rubric's name, and where it was found.

    Raises:
        NotFoundError: No shelf has it.
    """
    given = str(name_or_path)
    if is_path(given):
        if not Path(given).is_file():
            raise NotFoundError(f"no rubric file {given!r}", hint="check the path, or give a name: judge rubrics")
        return Shelf(Path(given), "path")
    for shelf in shelves("rubrics"):
        for suffix in _SUFFIXES:
            if (file := shelf.folder / f"{given}{suffix}").is_file():
                return Shelf(file, shelf.origin)
    raise NotFoundError(f"no rubric named {given!r}", hint=near_miss(given, (r for r, _ in list_rubrics())))


def is_path(given: str) -> bool:
    """Whether *given* is meant as a path and not as a name."""
    return os.sep in given or "/" in given or given.endswith(_SUFFIXES)


def list_rubrics() -> list[tuple[str, Shelf]]:
    """Every rubric by name with the file behind it; one that hides another comes first."""
    found: dict[str, Shelf] = {}
    for shelf in shelves("rubrics"):
        if shelf.folder.is_dir():
            for file in sorted(f for f in shelf.folder.iterdir() if f.suffix in _SUFFIXES):
                if shelf.folder.name == "rubrics" or _looks_like_a_rubric(file):
                    found.setdefault(file.stem, Shelf(file, shelf.origin))
    return sorted(found.items())


def _looks_like_a_rubric(file: Path) -> bool:
    return b"\ndimensions:" in file.read_bytes()[: 256 * 1024]


def hidden_by(name_or_path: str | Path) -> Path | None:
    """The shipped rubric that a user's own of the same name hides, if it does."""
    found = find_rubric(name_or_path)
    ours = shipped("rubrics") / f"{name_or_path}.yaml"
    return ours if found.origin not in ("shipped", "path") and ours.is_file() else None


def read_rubric(file: Path) -> Rubric:
    """Read one rubric file, naming every fault in it at once.

    Raises:
        RubricError: All faults, one a line.
    """
    where = str(file)
    try:
        document = read_yaml(file.read_bytes(), where=where)
    except OSError as error:
        raise RubricError(f"{where}: {error.strerror}", hint="check that the file can be read") from None
    except InputError as error:
        raise RubricError(error.message, hint=error.hint) from None
    return rubric_of(document, where=where)


def rubric_of(document: Document, *, where: str) -> Rubric:
    """A rubric from a YAML document.

    Raises:
        RubricError: All faults, one a line, each with its line in the file.
    """
    if not isinstance(document.data, dict):
        raise RubricError(f"{where}, line 1: a rubric is a mapping of fields", hint="start from: judge init my_rubric")
    if "version" in document.data and ("version",) not in document.quoted:
        raise RubricError(
            f"{where}, line {document.line(('version',))}: version must be quoted text",
            hint='write version: "1.0" (unquoted, 1.10 would turn into 1.1)',
        )
    try:
        return Rubric.model_validate(document.data)
    except ValidationError as error:
        faults = [_fault(e["loc"], e["type"], e["msg"], document, where) for e in error.errors(include_input=False)]
        raise RubricError("\n".join(m for m, _ in faults), hint=faults[0][1]) from None


def _fault(
    loc: tuple[int | str, ...], kind: str, message: str, document: Document, where: str
) -> tuple[str, str | None]:
    at = tuple(p for p in loc if p not in ("function-before", "function-after"))
    hint = None
    if kind == "extra_forbidden":
        message, hint = "no such field", near_miss(str(at[-1]), _fields(at))
    elif kind == "missing":
        message, hint = "field required", _WANTED.get(str(at[-1]))
    elif kind == "string_type":
        message, hint = "must be text", "put it in quotes"
    message = message.removeprefix("Value error, ")
    dotted = ".".join(str(p) for p in at)
    return f"{where}, line {document.line(at)}: {dotted}: {message}" if dotted else (
        f"{where}, line {document.line(())}: {message}"
    ), hint


_WANTED = {
    "question": "write the question the judge must answer, in every language of the title",
    "passes_on": 'name the answers that speak for the response, e.g. passes_on: ["yes"]',
    "name": "write a short name in every language of the title",
    "version": 'write version: "1.0"',
    "dimensions": "a rubric needs at least one dimension",
}


def _fields(at: tuple[int | str, ...]) -> list[str]:
    schema = Rubric.model_json_schema()
    names = {"dimensions": "Dimension", "examples": "Example", "review": "Review", "answers": "Answer"}
    holder = next((names[str(p)] for p in reversed(at[:-1]) if str(p) in names), None)
    return list((schema["$defs"][holder] if holder else schema)["properties"])


def load_ask(name: str) -> Ask:
    """Read a way of asking: its own templates and every one they build on.

    Raises:
        NotFoundError: No shelf has a folder of that name with a template in it.
        TemplateError: A template is unsafe or broken; file and line.
        InputError: Its ``ask.yaml`` says something it cannot say.
    """
    folder = find_ask(name).folder
    like, form = _ask_file(folder / "ask.yaml")
    ask_name = folder.name
    sources = _templates(folder, ask_name)
    for other in like:
        sources = _templates(find_ask(other).folder, other) | sources
    waiting = sorted(set().union(*(referenced(s) for s in sources.values())) - set(sources))
    while waiting:
        other, _, file = waiting.pop().partition("/")
        path = find_ask(other).folder / file
        if not path.is_file():
            raise TemplateError(f"prompts/{ask_name}: extends {other}/{file}, which does not exist")
        source = path.read_text(encoding="utf-8")
        sources[f"{other}/{file}"] = source
        waiting += sorted(referenced(source) - set(sources))
    ask = Ask(ask_name, sources, like, form)
    ask.environment  # noqa: B018 - checks every template now, before anything is paid for
    return ask


def find_ask(name: str) -> Shelf:
    """The folder behind a way of asking, and where it was found.

    Raises:
        NotFoundError: No shelf has a folder of that name with a template in it.
    """
    by_path = os.sep in name or "/" in name
    candidates = (
        [Shelf(Path(name), "path")] if by_path else [Shelf(s.folder / name, s.origin) for s in shelves("prompts")]
    )
    for shelf in candidates:
        if _holds_templates(shelf.folder):
            return shelf
    raise NotFoundError(f"no way of asking named {name!r}", hint=near_miss(name, list_asks()))


def list_asks() -> list[str]:
    """Every way of asking by name."""
    folders = (s.folder for s in shelves("prompts") if s.folder.is_dir())
    return sorted({f.name for folder in folders for f in folder.iterdir() if _holds_templates(f)} - {"base"})


def _holds_templates(folder: Path) -> bool:
    return folder.is_dir() and ((folder / "ask.yaml").is_file() or any(folder.glob("*.j2")))


def _templates(folder: Path, name: str) -> dict[str, str]:
    return {f"{name}/{f.name}": f.read_text(encoding="utf-8") for f in sorted(folder.glob("*.j2"))}


def _ask_file(file: Path) -> tuple[tuple[str, ...], ReplyForm]:
    document = read_yaml(file.read_bytes(), where=str(file)) if file.is_file() else Document({}, {}, frozenset())
    data = document.data or {}
    if not isinstance(data, dict) or set(data) - {"like", "form"}:
        raise InputError(f"{file}: an ask.yaml has two fields", hint="like: expert_chain, form: json")
    form = data.get("form", "json")
    if form not in get_args(ReplyForm):
        raise InputError(f"{file}: no reply form {form!r}", hint=near_miss(str(form), get_args(ReplyForm)))
    like = data.get("like")
    return ((like, "base") if isinstance(like, str) else ("base",)), form
