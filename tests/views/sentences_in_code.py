"""Every English sentence judge/ can put before a user beside its tables, found in the source by reading it.

A sentence is an error's message or hint, or a note. It is found as a template: its words with ``{!r}`` for what is
put in as ``repr`` writes it, ``{}`` for anything else, and ``{{`` for a brace of its own. Where there are no words to
be seen, because the sentence is put together elsewhere, the source itself is found, as *dynamic*.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2] / "judge"

TAKES = {
    "say_error": ((0, 1), ("message", "hint")),
    ".error": ((0,), ("what", "hint")),  # of a row
    "Unreadable": ((0, 1), ("why", "hint")),
    "Fault": ((0, 2), ("message", "hint")),
    "later": ((0,), ("what", "now")),
    "failure": ((1,), ("message",)),
    "_judge_ends": ((0,), ("hint",)),
    "Verdict": ((), ("hint",)),
    "Broken": ((2,), ("why",)),
    "_refuse": ((2, 3), ("what", "hint")),  # of strict YAML
    "._refuse": ((1, 2), ("what", "hint")),  # of strict YAML, of templates
    ".fault": ((1, 2), ("what", "hint")),  # of a way of asking
}
"""Calls, beside those whose name ends in Error, that take a sentence: at which places, under which names.

A dot stands before the name of a method. Inside a function of such a name, its parameters are somebody else's words.
"""

GIVES = {
    "errors.py": ("near_miss",),
    "cast.py": ("_words",),
    "evaluation/lacking.py": ("_cases", "_constants", "_forms"),
    "explaining.py": ("_words",),
    "models/wire.py": ("_objection",),
    "scoring/requirements/checking.py": ("_unbounded", "_short"),
    "scoring/candidates/correcting.py": ("_too_few", "_few_of_a_kind", "_few_of_a_class", "_licence"),
    "scoring/delaying.py": ("_unread", "_earlier", "_censored"),
    "scoring/operating/points.py": ("_without_score",),
    "scoring/operating/table.py": ("_notes", "_several", "_unsure"),
    "scoring/raters/costing.py": ("_whose",),
    "scoring/raters/ranking.py": ("_few_candidates",),
    "scoring/guards.py": (
        *("_few_clusters", "_one_sided", "_tied", "_few_flagged", "_uneven"),
        *("same_family", "_chosen", "_leaning"),
    ),
    "vetting.py": ("_problems", "_name", "_loop", "_expression", "_field", "_filter", "_extends"),
}
"""Functions that give back sentences, or a sentence with its hint, one or many."""

TABLES = {
    "evaluation/reading_again.py": ("_ELSEWHERE",),
    "scoring/candidates/correcting.py": (
        *("EVERY_ONE", "MERGED", "NOT_LABELLED", "UNSEEN", "CARRIED_BIASED", "DRAWN_WITHIN", "UNREAD_BOUNDS"),
        *("ONE_POOL", "RARE_BOUNDS"),
    ),
    "scoring/candidates/entering.py": ("NOTHING_SCORED",),
    "scoring/candidates/standing.py": ("NOT_KNOWN",),
    "stats/correction.py": ("NOTHING_JUDGED", "NO_PASSING", "NO_FAILING", "SAYS_TOO_LITTLE", "CUT"),
    "stats/rectification.py": ("NO_LABEL", "NOTHING_UNLABELLED", "STRATUM_WITHOUT_LABEL", "NOTHING_VARIES"),
    "scoring/requirements/checking.py": ("NOT_HERE", "NOT_ASKED"),
    "cast.py": ("_HINTS", "_SAID"),
    "explaining.py": (
        "_LOOK",
        "_WANTED",
        "_SAID",
        "_SHAPES",
        "_PATTERNS",
        "_BY_LANGUAGE",
        "_LIST",
        "_FIELDS",
        "_ONE_LINE",
    ),
    "scoring/raters/latent_truth.py": ("WEAK", "UNSETTLED"),
    "scoring/raters/replacing.py": ("SAYS_NOTHING", "SAME_PASSES", "CLUSTERS_IGNORED"),
    "scoring/raters/softness.py": ("AS_NEAR", "SAME_AS_NEAR"),
    "scoring/raters/steadiness.py": ("STABLE_IS_NOT_RIGHT", "PASSING_DOES_IT"),
}
"""Names of a module's own whose values are sentences."""

LISTS = {"explaining.py": ("lines",)}
"""Lists, beside those called notes, to which sentences are added."""

Template = tuple[str, bool]
"""Text, and whether it is dynamic."""


@dataclass(frozen=True, order=True)
class Found:
    """One sentence, or the source of one that is put together elsewhere."""

    file: str
    text: str
    dynamic: bool
    line: int = field(compare=False)

    def __str__(self) -> str:
        return f"judge/{self.file}:{self.line}: {self.text}"


def sentences_in_code() -> list[Found]:
    """Every sentence of every file, each once."""
    return sorted({found for file in sorted(ROOT.rglob("*.py")) for found in _File(file).sentences()})


class _File:
    def __init__(self, file: Path) -> None:
        self.name = file.relative_to(ROOT).as_posix()
        self.tree = ast.parse(file.read_text(encoding="utf-8"))
        self.functions = {n.name: n for n in self.tree.body if isinstance(n, ast.FunctionDef)}
        self.parent = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def sentences(self) -> Iterator[Found]:
        for node in self._expressions():
            for text, dynamic in self._templates(node, node):
                for line in [text] if dynamic else text.split("\n"):
                    if dynamic or _has_words(line):
                        yield Found(self.name, line, dynamic, node.lineno)

    def _expressions(self) -> Iterator[ast.expr]:
        for name in TABLES.get(self.name, ()):
            yield from _assigned(self.tree, name)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield from _arguments(node)
                yield from self._added(node)
            elif (
                isinstance(node, ast.Return | ast.Yield | ast.Assign | ast.AugAssign)
                and node.value is not None
                and self._gives(node)
            ):
                yield node.value

    def _added(self, call: ast.Call) -> Iterator[ast.expr]:
        adds = isinstance(call.func, ast.Attribute) and call.func.attr == "append"
        if adds and _name(call.func.value) in ("notes", *LISTS.get(self.name, ())):
            yield call.args[0]

    def _gives(self, node: ast.Return | ast.Yield | ast.Assign | ast.AugAssign) -> bool:
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            return any(_name(target) == "notes" for target in targets)
        function = self._function(node)
        name = function.name if function is not None else ""
        return name in GIVES.get(self.name, ()) or name.endswith("_notes") or self.name == "scoring/notes.py"

    def _function(self, node: ast.AST | None) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        while node is not None and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node = self.parent.get(node)
        return node

    def _templates(self, node: ast.expr, at: ast.expr) -> list[Template]:
        """What *node* can be; *at* says in which function its names are looked up."""
        match node:
            case ast.Constant(value=str(text)):
                return [(_escaped(text), False)]
            case ast.JoinedStr(values=parts) if _has_words(template := "".join(_part(part) for part in parts)):
                return [(template, False)]
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                sides = [[_joint(t) for t in self._templates(side, at)] for side in (left, right)]
                return [(before + after, False) for before in sides[0] for after in sides[1]]
        behind = self._behind(node, at)
        if behind is None:
            return [(ast.unparse(node), True)]
        return [found for part, place in behind for found in self._templates(part, place)]

    def _behind(self, node: ast.expr, at: ast.expr) -> list[tuple[ast.expr, ast.expr]] | None:
        """The expressions that *node* stands for, each with its place; ``None`` when nobody can tell."""
        found: list[ast.expr] | None = _parts(node)
        match node:
            case ast.JoinedStr(values=[*_, ast.FormattedValue(value=sentence)]):
                found = [sentence]  # after where it stands
            case ast.Call(func=ast.Name(id=name)) if name in self.functions and found is None:
                returns = [n.value for n in ast.walk(self.functions[name]) if isinstance(n, ast.Return) and n.value]
                return [(value, value) for value in returns]
            case ast.Name() if self._is_passed_on(node):
                found = []
            case ast.Name() if found is None:
                found = self._values(node, at) or None
            case (
                ast.Subscript(value=ast.Name() as table)
                | ast.Call(func=ast.Attribute(value=ast.Name() as table, attr="get"))
            ) if any(isinstance(value, ast.Dict) for value in _assigned(self.tree, table.id)):
                found = [*_assigned(self.tree, table.id), *(node.args[1:] if isinstance(node, ast.Call) else ())]
        return None if found is None else [(part, at) for part in found]

    def _values(self, node: ast.Name, at: ast.expr) -> list[ast.expr]:
        here = self._function(at)
        found = (list(_assigned(here, node.id)) if here is not None else []) or list(_assigned(self.tree, node.id))
        return [value for value in found if not any(_name(part) == node.id for part in ast.walk(value))]

    def _is_passed_on(self, node: ast.Name) -> bool:
        """Whether it is a parameter of a function that takes sentences: they are found where it is called."""
        function = self._function(node)
        if function is None or not {function.name, f".{function.name}"} & TAKES.keys():
            return False
        return node.id in {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}


def _parts(node: ast.expr) -> list[ast.expr] | None:
    """The expressions whose sentences are those of *node*; ``None`` when nobody can tell."""
    found: list[ast.expr] | None = None
    match node:
        case ast.Constant():
            found = []
        case ast.IfExp(body=body, orelse=orelse):
            found = [body, orelse]
        case ast.BoolOp(values=values) | ast.Dict(values=values):
            found = values
        case ast.Tuple(elts=values) | ast.List(elts=values):
            found = [v for v in values if not isinstance(v, ast.Starred)]
        case ast.ListComp(elt=value) | ast.Call(func=ast.Attribute(attr="fromkeys"), args=[_, value]):
            found = [value]
        case _ if _is_said_elsewhere(node):
            found = []
    return found


def _is_said_elsewhere(node: ast.expr) -> bool:
    """Whether its sentences are found where they are made, or are said in both languages already."""
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Name(id=name):
            return name.endswith("notes") or name in ("near_miss", "Fault", "later", "say")
        case ast.Attribute(attr=name):
            return name in ("message", "hint", "why", "strerror")
    return False


def _arguments(call: ast.Call) -> Iterator[ast.expr]:
    name = _name(call.func)
    key = name if isinstance(call.func, ast.Name) else f".{name}"
    is_error = name.endswith("Error") and name != "FrozenInstanceError"  # that one is for whoever writes code
    places, names = ((0,), ("message", "hint")) if is_error else TAKES.get(key, ((), ()))
    yield from (call.args[i] for i in places if i < len(call.args))
    yield from (k.value for k in call.keywords if k.arg in names)


def _part(part: ast.expr) -> str:
    match part:
        case ast.Constant(value=text):
            return _escaped(str(text))
        case (
            ast.FormattedValue(conversion=114) | ast.FormattedValue(value=ast.Call(func=ast.Name(id="shown" | "repr")))
        ):
            return "{!r}"
    return "{}"


def _joint(template: Template) -> str:
    text, dynamic = template
    return "{}" if dynamic else text


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _has_words(template: str) -> bool:
    return any(c.isalpha() for c in template.replace("{!r}", "").replace("line {}", ""))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _assigned(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """Every value that *name* is given in *scope*; a module's own names only at its top."""
    for node in scope.body if isinstance(scope, ast.Module) else ast.walk(scope):
        if isinstance(node, ast.AnnAssign) and _name(node.target) == name and node.value is not None:
            yield node.value
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=False)
                yield from (value for part, value in pairs if _name(part) == name)
