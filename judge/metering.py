"""Jinja whose work is counted: a template that runs away is stopped, whatever it does.

Loops, blocks, filters and everything printed spend from one allowance a message, so no nesting of them can run for
long or grow large.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from json import JSONEncoder, dumps
from json.encoder import encode_basestring
from typing import Any
from unicodedata import category

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, nodes, pass_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from judge.vetting import FILTERS, TESTS

MAX_CHARS = 2_000_000
"""A rendered message longer than this is a template that ran away."""
MAX_WORK = 400_000
"""Parts of a template executed, and hundreds of characters handled, for one message."""
ALLOWANCE = "_allowance"
"""Where a message's allowance lies among its values; no template can name it."""
_CHARS = 100
_COMPARISON = 10
_SEARCH = 100


class Allowance:
    """What one message may still spend."""

    def __init__(self) -> None:
        self.left = MAX_WORK

    def spend(self, amount: int) -> None:
        """Take *amount* away.

        Raises:
            TemplateRuntimeError: There is not so much left.
        """
        self.left -= amount
        if self.left < 0:
            raise TemplateRuntimeError("does too much: its loops and filters never end")


def sandbox(trees: Mapping[str, nodes.Template], files: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    """Jinja with what a prompt needs and nothing else, for templates that were vetted.

    Args:
        trees: Parsed templates by name.
        files: What to call each in a traceback.
    """
    made = ImmutableSandboxedEnvironment(
        loader=_Trees(trees, files), undefined=StrictUndefined, autoescape=False, finalize=_printed
    )
    made.globals.clear()
    made.filters = {name: _FILTERS[name] for name in FILTERS} | {"spend": _spend}
    made.tests = {name: test for name, test in made.tests.items() if name in TESTS}
    return made


class _Trees(BaseLoader):
    def __init__(self, trees: Mapping[str, nodes.Template], files: Mapping[str, str]) -> None:
        self._trees = trees
        self._files = files

    def list_templates(self) -> list[str]:
        return sorted(self._trees)

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name
    ) -> Template:
        if name not in self._trees:
            raise TemplateNotFound(name)
        code = environment.compile(_weighed(self._trees[name], environment), name, self._files[name])
        return environment.template_class.from_code(environment, code, globals if globals is not None else {}, None)


def _weighed(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """*tree* with the price of each loop's and block's body at its head."""
    parts: list[nodes.For | nodes.Block] = [*tree.find_all(nodes.For), *tree.find_all(nodes.Block)]
    for part in parts:
        price = nodes.Filter(nodes.Const(""), "spend", [nodes.Const(_weight(part))], [], None, None)
        part.body.insert(0, nodes.ExprStmt(price).set_lineno(part.lineno).set_environment(environment))
    return tree


def _weight(part: nodes.Node) -> int:
    """Nodes executed once, without those of loops and blocks inside, which pay for themselves."""
    total = 1
    for child in part.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            total += len(child.data) // _CHARS
        if isinstance(child, nodes.Operand):
            total += _SEARCH if child.op in ("in", "notin") else _COMPARISON
        elif isinstance(child, nodes.Test):
            total += _SEARCH if child.name == "in" else 0
        if not isinstance(child, nodes.For | nodes.Block):
            total += _weight(child)
    return total


@pass_context
def _spend(context: Context, value: str, amount: int) -> str:
    context[ALLOWANCE].spend(amount)
    return value


@pass_context
def _printed(context: Context, value: object) -> str:
    if isinstance(value, Undefined):
        return str(value)  # raises, and says which name was not there
    if not isinstance(value, str | int | float):
        raise TemplateRuntimeError("prints a list or a mapping: name one of its fields, or use json")
    return _paid(context, str(value))


def _paid(context: Context, text: str) -> str:
    context[ALLOWANCE].spend(1 + len(text) // _CHARS)
    if len(text) > MAX_CHARS:
        raise TemplateRuntimeError(f"makes more than {MAX_CHARS} characters")
    return text


def _on_text(change: Callable[[str], str]) -> Callable[..., str]:
    @pass_context
    def changed(context: Context, value: object) -> str:
        if not isinstance(value, str):
            raise TemplateRuntimeError("a filter for text was given something else")
        return _paid(context, change(value))

    return changed


@pass_context
def _json(context: Context, value: object) -> str:
    if isinstance(value, Undefined):
        return str(value)  # raises, and says which name was not there
    return _paid(context, data_json(value))


@pass_context
def _join(context: Context, values: object, separator: str = "") -> str:
    if not isinstance(values, list):
        raise TemplateRuntimeError("join was given no list")
    return _paid(context, separator.join(_printed(context, value) for value in values))


@pass_context
def _indent(context: Context, value: object, width: int = 4) -> str:
    if not isinstance(value, str):
        raise TemplateRuntimeError("indent was given no text")
    context[ALLOWANCE].spend(value.count("\n"))
    return _paid(context, value.replace("\n", "\n" + " " * width))


def _length(value: object) -> int:
    if not isinstance(value, str | list | dict):
        raise TemplateRuntimeError("length was given neither a list nor a text")
    return len(value)


def _end(at: int) -> Callable[[object], object]:
    def taken(value: object) -> object:
        if not isinstance(value, list) or not value:
            raise TemplateRuntimeError("first and last want a list that is not empty")
        return value[at]

    return taken


_FILTERS: dict[str, Callable[..., Any]] = {  # Jinja calls them with whatever a template gives
    "json": _json, "join": _join, "indent": _indent, "length": _length, "first": _end(0), "last": _end(-1),
    "trim": _on_text(str.strip), "upper": _on_text(str.upper), "lower": _on_text(str.lower),
}  # fmt: skip


_encoded = JSONEncoder(ensure_ascii=False).encode  # one encoder: making one takes longer than it works


def data_json(value: object) -> str:
    """Untrusted text as JSON whose every hidden character is visible.

    Zero-width, bidirectional, tag and control characters, variation selectors, fillers, line separators and lone
    surrogates are written as escapes: nothing is dropped, and nothing can be smuggled past a reader.
    """
    text = encode_basestring(value) if isinstance(value, str) else _encoded(value)
    if PLAIN.fullmatch(text):
        return text
    hidden = {c for c in set(text) if is_hidden(c)}
    return text.translate({ord(c): dumps(c)[1:-1] for c in hidden}) if hidden else text


_HIDDEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANK = (
    (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
)  # fmt: skip
"""Letters and marks that show nothing (Unicode's Default_Ignorable_Code_Point beyond the categories above, and the
blank Braille pattern)."""

PLAIN = re.compile("[ -~\xa1-\xac\xae-\u034e\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]*")
"""Text that holds European letters, Han characters and their punctuation alone: nothing in it is hidden."""


def is_hidden(char: str) -> bool:
    """Whether *char* shows nothing of its own on a page."""
    return category(char) in _HIDDEN or any(low <= ord(char) <= high for low, high in _BLANK)
