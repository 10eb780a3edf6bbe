"""Ways of asking by name or path: a folder of templates, and whatever these build on.

A folder of the user's that is called like one of ours replaces it, whole.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast, get_args

from judge.asking import MAX_TEMPLATE, Ask, extended
from judge.call import Poses, ReplyForm
from judge.errors import InputError, NotFoundError, TemplateError, near_miss
from judge.record import dataclass
from judge.shelf import Shelf, content, entries, is_file, leads_out, shelves, shipped
from judge.strict_yaml import MAX_BYTES, Document, read_yaml

_NAME = re.compile(r"[A-Za-z0-9_][\w.-]{0,63}", re.ASCII)
_MAX_LIKE = 8
CHECKED = "checked.json"
_FIELDS = ("like", "form", "poses")


def find_ask(name: str) -> Shelf:
    """The folder behind a way of asking, and where it was found.

    Raises:
        NotFoundError: No shelf has a folder of that name with a template in it.
    """
    by_path = os.sep in name or "/" in name
    named = [Shelf(s.folder / name, s.origin) for s in shelves("prompts")] if _NAME.fullmatch(name) else []
    for shelf in [Shelf(Path(name), "path")] if by_path else named:
        if _holds_templates(shelf.folder):
            return shelf
    raise NotFoundError(f"no way of asking named {name!r}", hint=near_miss(name, list_asks()))


def list_asks() -> list[str]:
    """Every way of asking by name."""
    folders = (folder for shelf in shelves("prompts") for folder in entries(shelf.folder))
    return sorted({f.name for f in folders if _NAME.fullmatch(f.name) and _holds_templates(f)} - {"base"})


def _holds_templates(folder: Path) -> bool:
    return any(file.suffix == ".j2" or file.name == "ask.yaml" for file in entries(folder))


def load_ask(name: str) -> Ask:
    """Read a way of asking: its own templates and every one they build on.

    Raises:
        NotFoundError: No shelf has a folder of that name with a template in it.
        TemplateError: A template or an ``ask.yaml`` is unsafe or broken; file and line.
    """
    ways = [_way(find_ask(name))]
    while (after := ways[-1].like) is not None:
        if after in [way.name for way in ways] or len(ways) > _MAX_LIKE:
            raise ways[-1].fault(
                "like", f"is like {after!r}, which comes back to it or goes on for ever", "end the ring"
            )
        ways.append(_like(ways[-1], after))
    if all(way.name != "base" for way in ways):
        ways.append(_way(find_ask("base")))
    form: ReplyForm = next((way.form for way in ways if way.form is not None), "json")
    poses = next((way.poses for way in ways if way.poses is not None), None)
    sources = {f"{way.name}/{f.name}": f for way in reversed(ways) for f in way.templates()}
    read = {key: read_template(file) for key, file in sources.items()}
    _add_extended(read, sources, {way.name: way.shelf for way in ways})
    files = {key: str(file) for key, file in sources.items()}
    ask = Ask(ways[0].name, read, tuple(way.name for way in ways[1:]), form, poses, files=files)
    if ask.sha256 in _known():
        return replace(ask, checked=True)
    ask.environment  # noqa: B018 - checks every template now, before anything is paid for
    return ask


@cache
def _known() -> frozenset[str]:
    """Fingerprints of our own ways of asking, which the tests check; one that somebody has changed has another."""
    file = shipped("prompts") / CHECKED
    return frozenset(json.loads(file.read_text(encoding="ascii"))) if is_file(file) else frozenset()


@dataclass(frozen=True, slots=True)
class _Way:
    """One folder of prompts and what its ``ask.yaml`` says."""

    name: str
    shelf: Shelf
    document: Document
    like: str | None = None
    form: ReplyForm | None = None
    poses: Poses | None = None

    def templates(self) -> list[Path]:
        return [_inside(file, self.shelf) for file in entries(self.shelf.folder) if file.suffix == ".j2"]

    def fault(self, field: str, what: str, hint: str | None) -> TemplateError:
        where = f"{self.shelf.folder / 'ask.yaml'}, line {self.document.line((field,))}"
        return TemplateError(f"{where}: {field}: {what}", hint=hint)


def _inside(file: Path, shelf: Shelf) -> Path:
    """*file*, when it lies in the folders of prompts, or beside the folder whose path was given."""
    folder = shelf.folder.resolve() if shelf.origin == "path" else shelf.folder
    if leads_out(file, Shelf(folder.parent, shelf.origin)):
        raise TemplateError(f"{file}: is a link that leads out of its folder", hint="copy the file here")
    return file


def _way(shelf: Shelf) -> _Way:
    file = _inside(shelf.folder / "ask.yaml", shelf)
    document = Document({}, {}, frozenset())
    if is_file(file):
        try:
            document = read_yaml(content(file, limit=MAX_BYTES), where=str(file))
        except OSError as error:
            raise TemplateError(f"{file}: {error.strerror}", hint="check that the file can be read") from None
        except InputError as error:
            raise TemplateError(error.message, hint=error.hint) from None
    return _checked(_Way(Path(os.path.abspath(shelf.folder)).name, shelf, document))  # noqa: PTH100 - a link keeps its name


def _checked(way: _Way) -> _Way:
    data = way.document.data if way.document.data is not None else {}
    if not isinstance(data, dict):
        raise way.fault("like", "an ask.yaml has three fields", "like: expert_chain, form: json, poses: each")
    for field in data:
        if field not in _FIELDS:
            raise way.fault(field, "no such field", near_miss(field, _FIELDS))
    like, form, poses = (data.get(field) for field in _FIELDS)
    if like is not None and not (isinstance(like, str) and _NAME.fullmatch(like)):
        raise way.fault("like", "must be the name of one way of asking", near_miss(str(like), list_asks()))
    if form is not None and form not in get_args(ReplyForm):
        raise way.fault("form", "no such reply form", near_miss(str(form), get_args(ReplyForm)))
    if poses is not None and poses not in get_args(Poses):
        raise way.fault("poses", "must be class, each or all", near_miss(str(poses), get_args(Poses)))
    own = cast("ReplyForm | None", form), cast("Poses | None", poses)
    return _Way(way.name, way.shelf, way.document, like, *own)


def _like(way: _Way, name: str) -> _Way:
    try:
        return _way(find_ask(name))
    except NotFoundError as error:
        raise way.fault("like", error.message, error.hint) from None


def read_template(file: Path) -> str:
    """The text of one template, whatever ends its lines.

    Raises:
        TemplateError: It cannot be read, is too large, or is not UTF-8.
    """
    try:
        raw = content(file, limit=MAX_TEMPLATE)
    except OSError as error:
        raise TemplateError(f"{file}: {error.strerror}", hint="check that the file can be read") from None
    if len(raw) > MAX_TEMPLATE:
        raise TemplateError(f"{file}, line 1: larger than {MAX_TEMPLATE // 1024} KiB", hint="a prompt is shorter")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise TemplateError(f"{file}, line {line}: not UTF-8 text", hint="save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _add_extended(read: dict[str, str], files: dict[str, Path], known: dict[str, Shelf]) -> None:
    """Read what the templates extend, and what that extends, until nothing is missing."""
    waiting: Sequence[tuple[str, str, int]] = [
        (name, *found) for name, source in read.items() for found in extended(source, str(files[name]))
    ]
    while waiting:
        following = []
        for name, parent, line in waiting:
            if parent in read:
                continue
            files[parent] = _parent(parent, known, where=f"{files[name]}, line {line}")
            read[parent] = read_template(files[parent])
            following += [(parent, *found) for found in extended(read[parent], str(files[parent]))]
        waiting = following


def _parent(name: str, known: dict[str, Shelf], *, where: str) -> Path:
    folder, _, file = name.partition("/")
    try:
        shelf = known[folder] if folder in known else find_ask(folder)
    except NotFoundError as error:
        raise TemplateError(f"{where}: extends {name!r}: {error.message}", hint=error.hint) from None
    if not is_file(shelf.folder / file):
        beside = near_miss(file, (f.name for f in entries(shelf.folder) if f.suffix == ".j2"))
        raise TemplateError(f"{where}: extends {name!r}, which does not exist", hint=beside)
    return _inside(shelf.folder / file, shelf)
