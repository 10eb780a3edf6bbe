"""A way of asking: its templates, checked against a short list of what a prompt needs, and run in a sandbox.

Templates are files that anybody may write. What a person or a model wrote goes in as a value, JSON-encoded, and is
rendered once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any
from unicodedata import category

from jinja2 import DictLoader, Environment, StrictUndefined, meta, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from judge.call import ReplyForm
from judge.errors import TemplateError

MAX_CHARS = 2_000_000
"""A rendered message longer than this is a template that ran away."""

_FILTERS = frozenset({"json", "join", "length", "trim", "upper", "lower", "first", "last", "indent"})
_TESTS = frozenset({"defined", "none", "in"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.If,
    nodes.For, nodes.Block, nodes.Extends, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.CondExpr,
)  # fmt: skip
_MAX_LOOPS = 3


@dataclass(frozen=True)
class Ask:
    """One way of asking: its templates, checked, and the reply form it wants."""

    name: str
    sources: Mapping[str, str]
    """Every template it may need, by ``folder/file`` name."""
    like: tuple[str, ...] = ("base",)
    """Folders in which a template is looked for that its own folder lacks."""
    form: ReplyForm = "json"
    prefixes: dict[tuple[Any, ...], str] = field(default_factory=dict, repr=False, compare=False)  # any hashable parts
    """System messages already rendered: the same for every case with the same questions."""

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of every template a prompt of this way can come from."""
        used = {n: s for n, s in self.sources.items() if n.split("/", 1)[0] in (self.name, *self.like)}
        return sha256(dumps([self.name, self.like, used], sort_keys=True).encode("ascii")).hexdigest()

    @cached_property
    def environment(self) -> ImmutableSandboxedEnvironment:
        """Jinja without anything a prompt does not need."""
        made = ImmutableSandboxedEnvironment(
            loader=DictLoader(self.sources), undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False
        )
        made.globals.clear()
        made.filters = {k: v for k, v in made.filters.items() if k in _FILTERS} | {"json": data_json}
        made.tests = {k: v for k, v in made.tests.items() if k in _TESTS}
        for name, source in self.sources.items():
            _check(made, name, source)
        return made

    def template(self, message: str, language: str) -> str:
        """The name of the template for a *message* (``system`` or ``user``) in the closest language there is.

        Raises:
            TemplateError: No folder of this way has one.
        """
        for tag in dict.fromkeys((language, language.split("-", maxsplit=1)[0], "en")):
            for folder in (self.name, *self.like):
                if (name := f"{folder}/{message}.{tag}.j2") in self.sources:
                    return name
        raise TemplateError(f"way of asking {self.name!r} has no {message}.{language}.j2 and nothing to fall back on")

    def rendered(self, message: str, language: str, values: Mapping[str, object]) -> str:
        """One message of a prompt.

        Raises:
            TemplateError: A template is unsafe, names a variable that does not exist, or renders nothing.
        """
        name = self.template(message, language)
        try:
            text = self.environment.get_template(name).render(**values).strip()
        except JinjaError as error:
            raise TemplateError(
                f"prompts/{name}: {getattr(error, 'message', None) or type(error).__name__}",
                hint=f"variables here: {', '.join(sorted(values))}",
            ) from None
        except (RecursionError, ValueError, TypeError, KeyError) as error:
            raise TemplateError(f"prompts/{name}: cannot be rendered ({type(error).__name__})") from None
        if not text or len(text) > MAX_CHARS:
            says = "nothing" if not text else f"more than {MAX_CHARS} characters"
            raise TemplateError(f"prompts/{name}: renders {says}")
        return text


def data_json(value: object) -> str:
    """Untrusted text as JSON whose every hidden character is visible.

    Zero-width, bidirectional, tag and control characters, line separators and lone surrogates are written as escapes:
    nothing is dropped, and nothing can be smuggled past a reader.
    """
    text = dumps(value, ensure_ascii=False)
    if text.isascii():
        return text
    return "".join(c if category(c) not in _HIDDEN else _escaped(c) for c in text)


_HIDDEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})


def _escaped(char: str) -> str:
    return dumps(char)[1:-1]


def _check(environment: ImmutableSandboxedEnvironment, name: str, source: str) -> None:
    try:
        tree = environment.parse(source, name)
    except (JinjaError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise TemplateError(f"prompts/{name}, line {line}: {getattr(error, 'message', 'too deep')}") from None
    _walk(tree, name, 0)


def _walk(node: nodes.Node, name: str, loops: int) -> None:
    problem = _problem(node, loops)
    if problem:
        raise TemplateError(
            f"prompts/{name}, line {node.lineno}: {problem} is not allowed in a prompt",
            hint="templates may use variables, if, for, block, extends and the filters " + ", ".join(sorted(_FILTERS)),
        )
    for child in node.iter_child_nodes():
        _walk(child, name, loops + isinstance(node, nodes.For))


def _problem(node: nodes.Node, loops: int) -> str | None:
    kind = type(node).__name__.lower()
    if isinstance(node, nodes.Call):
        is_super = isinstance(node.node, nodes.Name) and node.node.name == "super" and not node.args and not node.kwargs
        return None if is_super else "a call"
    if not isinstance(node, _ALLOWED):
        return kind
    if isinstance(node, nodes.Extends) and not isinstance(node.template, nodes.Const):
        return "extends with anything but a name in quotes"
    if isinstance(node, nodes.Filter) and node.name not in _FILTERS:
        return f"the filter {node.name!r}"
    if isinstance(node, nodes.Test) and node.name not in _TESTS:
        return f"the test {node.name!r}"
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        return f"the attribute {node.attr!r}"
    if isinstance(node, nodes.For) and (loops >= _MAX_LOOPS or node.recursive):
        return "a loop this deep"
    return None


def referenced(source: str) -> set[str]:
    """Names of the templates that *source* extends; none when it cannot be parsed, which the check will say."""
    try:
        tree = Environment(autoescape=False).parse(source)  # noqa: S701 - parsed only, never rendered
    except (JinjaError, RecursionError):
        return set()
    return {name for name in meta.find_referenced_templates(tree) if name}
