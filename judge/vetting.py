"""Which templates may run: a short list of what a prompt needs, checked before anything is rendered.

What is not on the list is refused with its line. A misspelt variable or field is refused the same way, so that it
cannot wait in a branch nobody rendered.
"""

import re
from collections.abc import Iterable, Iterator

from jinja2 import nodes

from judge.errors import TemplateError, near_miss
from judge.record import dataclass

SHARED = frozenset(
    {
        *("dimensions", "examples", "form", "quoting", "all_quote", "spanning", "all_span", "choosing", "all_choose"),
        *("nothing", "unit", "language", "title"),
    }
)
"""What every message may name."""
CASE = frozenset({"case", "token"})
"""What only the user message may name: it comes after the instructions."""
FIELDS = frozenset({
    "id", "name", "question", "steps", "criteria", "allowed", "choose", "alone", "nothing", "named", "evidence",
    "answer", "text", "dimension", "rationale", "answers", "case", "context", "response", "turn", "conversation",
    "criterion", "role",
})  # fmt: skip
"""Every field of every value."""
LOOP = frozenset({"index", "index0", "first", "last", "length"})
FILTERS = frozenset({"json", "join", "length", "trim", "upper", "lower", "first", "last", "indent"})
TESTS = frozenset({"defined", "none", "in"})

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.If,
    nodes.For, nodes.Block, nodes.Extends, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.CondExpr, nodes.Call,
)  # fmt: skip
_PLACE = re.compile(r"(?!\.)[\w.-]{1,64}/(?!\.)[\w.-]{1,64}\.j2", re.ASCII)
_MAX_LOOPS = 3
_MAX_DEPTH = 40
_MAX_NODES = 5_000
_MAX_NUMBER = 10**9
_MAX_WIDTH = 40
_MAX_SEPARATOR = 100
_HINT = "templates may use variables, if, for, block, extends and the filters " + ", ".join(sorted(FILTERS))


def measure(tree: nodes.Template, *, where: str) -> None:
    """Refuse a template that is too deep or too long to be looked at; nothing else here is safe before.

    Raises:
        TemplateError: It is, with file and line.
    """
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > _MAX_DEPTH or count > _MAX_NODES:
            what = "nesting this deep" if depth > _MAX_DEPTH else f"a template of more than {_MAX_NODES} parts"
            raise TemplateError(f"{where}, line {node.lineno or 1}: {what} is not allowed in a prompt", hint=_HINT)
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]


def vet(tree: nodes.Template, *, where: str, names: Iterable[str]) -> None:
    """Refuse *tree* unless everything in it is on the list.

    Args:
        tree: A parsed template.
        where: What to call its file in errors.
        names: The variables it may name, loop variables among them.

    Raises:
        TemplateError: What is not allowed or does not exist, with file and line.
    """
    _Vetting(where, frozenset(names)).node(tree, (), loops=0)


def targets(tree: nodes.Template) -> set[str]:
    """The loop variables of a template: blocks inside its loops, in other files too, may name them."""
    return {t.name for loop in tree.find_all(nodes.For) for t in [loop.target] if isinstance(t, nodes.Name)}


def extended(tree: nodes.Template) -> list[tuple[str, int]]:
    """The template it extends, ``folder/file.j2``, and the line that says so; empty when it extends none properly."""
    literal = ((e.template, e.lineno) for e in tree.find_all(nodes.Extends))
    return [
        (name.value, line)
        for name, line in literal
        if isinstance(name, nodes.Const) and isinstance(name.value, str) and _PLACE.fullmatch(name.value)
    ]


Above = tuple[nodes.Node, ...]
"""The nodes around one, the template first."""
Problem = tuple[str, str | None]
"""What is wrong, and what to do; ``None`` where the list of what is allowed says it."""


@dataclass(frozen=True, slots=True)
class _Vetting:
    where: str
    names: frozenset[str]

    def node(self, node: nodes.Node, above: Above, *, loops: int) -> None:
        for problem, hint in self._problems(node, above, loops):
            line = next((n.lineno for n in (node, *reversed(above)) if n.lineno), 1)
            raise TemplateError(f"{self.where}, line {line}: {problem}", hint=hint or _HINT)
        for child in node.iter_child_nodes():
            self.node(child, (*above, node), loops=loops + isinstance(node, nodes.For))

    def _problems(self, node: nodes.Node, above: Above, loops: int) -> Iterator[Problem]:
        if not isinstance(node, _ALLOWED):
            yield f"{type(node).__name__.lower()} is not allowed in a prompt", None
        elif isinstance(node, nodes.Name):
            yield from self._name(node, above[-1])
        elif isinstance(node, nodes.For):
            yield from _loop(node, loops)
        elif isinstance(node, nodes.Extends):
            yield from _extends(node, above)
        else:
            yield from _expression(node)
        if _touches_case(node) and not _as_json(above):
            yield "the case may only be printed through json", "write {{ case | json }}"

    def _name(self, node: nodes.Name, parent: nodes.Node) -> Iterator[Problem]:
        if node.ctx == "store":
            if node.name.startswith("_") or node.name in {"loop", "super", "self", *SHARED, *CASE}:
                yield f"a loop variable cannot be called {node.name!r}", "choose another name"
            return
        bare_loop = node.name == "loop" and not isinstance(parent, nodes.Getattr)
        bare_super = node.name == "super" and not isinstance(parent, nodes.Call)
        if bare_loop or bare_super or node.name not in {*self.names, "loop", "super"}:
            yield f"there is no variable {node.name!r} here", near_miss(node.name, self.names)
        elif node.name == "token" and not isinstance(parent, nodes.Output):
            yield "the token may only be printed as it is", "write {{ token }}"


def _loop(node: nodes.For, loops: int) -> Iterator[Problem]:
    if loops >= _MAX_LOOPS or node.recursive:
        yield "a loop this deep is not allowed in a prompt", None
    if not isinstance(node.target, nodes.Name):
        yield "a loop over pairs is not allowed in a prompt", None
    if node.test is not None:
        yield "a loop with a condition is not allowed in a prompt", "put an if inside it"


def _expression(node: nodes.Node) -> Iterator[Problem]:
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        yield from _field(node)
    elif isinstance(node, nodes.Filter):
        yield from _filter(node)
    elif isinstance(node, nodes.Call) and not _is_super(node):
        yield "a call is not allowed in a prompt", None
    elif isinstance(node, nodes.Const) and not _is_plain(node.value):
        yield "a number this large is not allowed in a prompt", None
    elif isinstance(node, nodes.Test) and node.name not in TESTS:
        yield f"the test {node.name!r} is not allowed in a prompt", f"known here: {', '.join(sorted(TESTS))}"


def _is_plain(value: object) -> bool:
    return not isinstance(value, int | float) or abs(value) <= _MAX_NUMBER


def _field(node: nodes.Getattr | nodes.Getitem) -> Iterator[Problem]:
    if isinstance(node, nodes.Getattr):
        name: object = node.attr
    else:
        name = node.arg.value if isinstance(node.arg, nodes.Const) else None
    known = LOOP if isinstance(node.node, nodes.Name) and node.node.name == "loop" else FIELDS
    if isinstance(name, bool) or not isinstance(name, str | int):
        yield "a computed field is not allowed in a prompt", None
    elif isinstance(name, str) and name not in known:
        yield f"nothing here has a field {name!r}", near_miss(name, known)


def _filter(node: nodes.Filter) -> Iterator[Problem]:
    given = [arg.value if isinstance(arg, nodes.Const) else None for arg in node.args]
    if node.name not in FILTERS:
        yield f"the filter {node.name!r} is not allowed in a prompt", near_miss(node.name, FILTERS)
    elif node.name == "join" and len(given) <= 1:
        if not all(isinstance(g, str) and len(g) <= _MAX_SEPARATOR for g in given):
            yield f"join takes one text of at most {_MAX_SEPARATOR} characters", None
    elif node.name == "indent" and len(given) <= 1:
        if not all(isinstance(g, int) and 0 <= g <= _MAX_WIDTH for g in given):
            yield f"indent takes one number, 0 to {_MAX_WIDTH}", None
    elif given or node.kwargs or node.dyn_args or node.dyn_kwargs:
        yield f"the filter {node.name!r} takes nothing more", None


def _is_super(node: nodes.Call) -> bool:
    plain = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    return plain and isinstance(node.node, nodes.Name) and node.node.name == "super"


def _extends(node: nodes.Extends, above: Above) -> Iterator[Problem]:
    name = node.template
    hint = 'write {% extends "expert_chain/system.en.j2" %}, a folder of prompts and a file in it'
    if not (isinstance(name, nodes.Const) and isinstance(name.value, str) and _PLACE.fullmatch(name.value)):
        yield "extends takes a name in quotes, inside the folders of prompts", hint
    root = above[0]
    if len(above) > 1 or (
        isinstance(root, nodes.Template) and sum(isinstance(n, nodes.Extends) for n in root.body) > 1
    ):
        yield "a template extends one other, always", hint


def _touches_case(node: nodes.Node) -> bool:
    """Whether *node* is the case under judgment, or that of an example."""
    if isinstance(node, nodes.Name):
        return node.name == "case" and node.ctx == "load"
    if isinstance(node, nodes.Getitem):
        return isinstance(node.arg, nodes.Const) and node.arg.value == "case"
    return isinstance(node, nodes.Getattr) and node.attr == "case"


def _as_json(above: Above) -> bool:
    """Whether the closest thing around a value that is no field of it is ``json``, and that is printed as it is."""
    rest = list(above)
    while isinstance(rest[-1], nodes.Getattr | nodes.Getitem):
        rest.pop()
    outer = rest[-2] if len(rest) > 1 else None
    is_json = isinstance(rest[-1], nodes.Filter) and rest[-1].name == "json"
    return is_json and isinstance(outer, nodes.Output)
