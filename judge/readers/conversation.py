"""What was said, in what language, and under which tags: the parts that scenarios and responses share."""

import re
from types import MappingProxyType
from typing import cast, get_args

from judge.errors import near_miss
from judge.readers.row import RawRow, kind_of, shown
from judge.scenario import Role, Turn

_ROLES = frozenset(get_args(Role))
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_TAG = "tags."
_SHAPE = '[{"role": "user", "content": "..."}, ...], no other keys'


def read_turns(row: RawRow) -> tuple[Turn, ...]:
    """The turns under ``turns``, in order.

    Raises:
        DatasetError: It is no list of ``{"role", "content"}``.
    """
    value = row.fields.get("turns")
    if not isinstance(value, list) or not value:
        found = kind_of(value) if value else "none"
        raise row.error(f"expected a list of turns, found {found}", column="turns", hint=_SHAPE)
    return tuple([_turn(row, i, turn) for i, turn in enumerate(value)])


def _turn(row: RawRow, index: int, turn: object) -> Turn:
    if not isinstance(turn, dict) or turn.keys() != {"role", "content"}:
        raise row.error("a turn is an object with the keys role and content", column=f"turns[{index}]", hint=_SHAPE)
    role, content = turn["role"], turn["content"]
    if not isinstance(role, str) or role not in _ROLES:
        said = shown(role) if isinstance(role, str) else kind_of(role)
        hint = near_miss(role, _ROLES) if isinstance(role, str) else _SHAPE
        raise row.error(f"no role {said}", column=f"turns[{index}]", hint=hint)
    if not isinstance(content, str):
        what = f"content: expected text, found {kind_of(content)}"
        raise row.error(what, column=f"turns[{index}]", hint="put it in double quotes")
    return Turn(cast("Role", role), content)  # checked above


def read_language(row: RawRow) -> str | None:
    """A language tag such as ``zh``, ``en`` or ``pt-BR``, as it was written; ``None`` when there is none.

    Raises:
        DatasetError: It is no language tag.
    """
    language = row.word("language")
    if language is not None and not _LANGUAGE.match(language):
        hint = f"write {language.replace('_', '-')!r}" if "_" in language else "write a tag such as zh, en or pt-BR"
        raise row.error(f"{shown(language)} is not a language tag", column="language", hint=hint)
    return language


def read_tags(row: RawRow) -> MappingProxyType[str, str]:
    """Tags by name: the object under ``tags``, or the columns ``tags.NAME``. An empty one is none.

    Raises:
        DatasetError: A tag has no name, or its value is not text.
    """
    if row.columns is None:
        given = row.fields.get("tags")
        if given is None or given == {}:
            return MappingProxyType({})
        if not isinstance(given, dict):
            raise row.error(f"expected an object, found {kind_of(given)}", column="tags", hint='{"risk": "..."}')
        tagged = RawRow(row.file, row.position, {_TAG + name.strip(): value for name, value in given.items()})
    else:
        tagged = row
    names = [name for name in tagged.fields if name.startswith(_TAG)]
    if _TAG in names:
        raise row.error("a tag without a name", column=_TAG, hint="name it: tags.NAME")
    tags = {name[len(_TAG) :]: tagged.word(name) for name in names}
    return MappingProxyType({name: value for name, value in tags.items() if value is not None})
