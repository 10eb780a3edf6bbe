"""A way of asking: its templates, checked against a short list of what a prompt needs, and run in a sandbox.

Templates are files that anybody may write. What a person or a model wrote goes in as a value, JSON-encoded, and is
rendered once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from hashlib import sha256
from json import dumps
from types import TracebackType
from typing import Any

from jinja2 import Environment, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from judge import vetting
from judge.call import Poses, ReplyForm
from judge.errors import TemplateError
from judge.metering import ALLOWANCE, MAX_CHARS, Allowance, data_json, sandbox
from judge.record import dataclass

__all__ = ["MAX_CHARS", "MAX_TEMPLATE", "Ask", "data_json", "extended"]

MAX_TEMPLATE = 64 * 1024
"""Bytes of one template file."""
_MAX_CHAIN = 8
_PLAIN = Environment(autoescape=False)  # noqa: S701 - prompts are no HTML: entities change the text
Text = tuple[str, str, str]
"""A template's name, what it says, and its file as errors call it."""


@dataclass(frozen=True)
class Ask:
    """One way of asking: its templates, checked, and the reply form it wants."""

    name: str
    sources: Mapping[str, str]
    """Every template it may need, by ``folder/file`` name."""
    like: tuple[str, ...] = ("base",)
    """Folders in which a template is looked for that its own folder lacks."""
    form: ReplyForm = "json"
    poses: Poses | None = None
    """What one call asks; ``None``: whatever the run or the rubric says."""
    files: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The file behind each template, as errors call it."""
    variables: frozenset[str] | None = field(default=None, repr=False, compare=False)
    """What its templates may name, where they are no questions put to a judge."""
    checked: bool = field(default=False, repr=False, compare=False)
    """Whether all of them are known to pass, word for word as they stand: each is parsed when it is needed."""
    prefixes: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)  # prompting's own
    """System messages already rendered: the same for every case with the same questions."""

    def __reduce__(self) -> tuple[type["Ask"], tuple[object, ...]]:
        """For another process: its texts; what was made of them is made there anew."""
        texts = dict(self.sources), self.like, self.form, self.poses, dict(self.files), self.variables, self.checked
        return Ask, (self.name, *texts)

    @cached_property
    def sha256(self) -> str:
        """Fingerprint of every template a prompt of this way can come from."""
        return sha256(dumps([self.name, self.like, dict(self.sources)], sort_keys=True).encode("ascii")).hexdigest()

    @cached_property
    def environment(self) -> ImmutableSandboxedEnvironment:
        """Jinja without anything a prompt does not need.

        Raises:
            TemplateError: A template is unsafe or broken, or names what does not exist; file and line.
        """
        texts = tuple((name, source, self._file(name)) for name, source in self.sources.items())
        return _as_they_are(texts) if self.checked else _environment(texts, self.variables)

    def _file(self, name: str) -> str:
        return self.files.get(name, f"prompts/{name}")

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
            TemplateError: A template is unsafe, names what does not exist, never ends, or renders nothing.
        """
        name = self.template(message, language)
        template = self.environment.get_template(name)
        try:
            text = _joined(template.generate({**values, ALLOWANCE: Allowance()})).strip()
        except (JinjaError, RecursionError, ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            said = getattr(error, "message", None) or f"cannot be rendered ({type(error).__name__})"
            raise TemplateError(
                f"{self._where(error, name)}: {said}", hint=f"variables here: {', '.join(sorted(values))}"
            ) from None
        if not text:
            raise TemplateError(f"{self._file(name)}: renders nothing", hint="print something outside the ifs")
        return text

    def _where(self, error: BaseException, name: str) -> str:
        """The innermost line of a template that *error* went through."""
        files = {self._file(n) for n in self.sources}
        found = [(f, line) for f, line in _frames(error.__traceback__) if f in files]
        return f"{found[-1][0]}, line {found[-1][1]}" if found else self._file(name)


@lru_cache(maxsize=32)
def _as_they_are(texts: tuple[Text, ...]) -> ImmutableSandboxedEnvironment:
    """The sandbox around templates that were checked before: most runs render them in one language only."""
    return sandbox(_Unparsed(texts), {name: file for name, _, file in texts})


class _Unparsed(Mapping[str, nodes.Template]):
    """Templates by name, each parsed anew whenever it is asked for: a sandbox writes into it, and asks once."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        self._texts = {name: source for name, source, _ in texts}

    def __getitem__(self, name: str) -> nodes.Template:
        return _PLAIN.parse(self._texts[name])

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@lru_cache(maxsize=32)
def _environment(texts: tuple[Text, ...], variables: frozenset[str] | None) -> ImmutableSandboxedEnvironment:
    """Of the same texts, the same one: to check and compile them is dear, and changes nothing but when they do."""
    files = {name: file for name, _, file in texts}
    try:
        trees = {name: _parsed(source, file) for name, source, file in texts}
        loop_variables = {name for tree in trees.values() for name in vetting.targets(tree)}
        for name, tree in trees.items():
            names = _variables(name) if variables is None else variables
            vetting.vet(tree, where=files[name], names=names | loop_variables)
        for name in trees:
            _check_chain(name, trees, files)
        made = sandbox(trees, files)
        for name in trees:
            _compile(made, name, files[name])
    finally:
        _tree.cache_clear()  # they are large, and the sandbox writes into them
    return made


def _check_chain(name: str, trees: Mapping[str, nodes.Template], files: Mapping[str, str]) -> None:
    chain = [name]
    while after := vetting.extended(trees[chain[-1]]):
        parent, line = after[0]
        where = f"{files[chain[-1]]}, line {line}"
        if parent not in trees:
            raise TemplateError(f"{where}: extends {parent!r}, which does not exist", hint="check folder and file")
        if parent in chain or len(chain) >= _MAX_CHAIN:
            raise TemplateError(
                f"{where}: extends {parent!r}, which comes back to it or goes on for ever",
                hint="a folder called like one of ours replaces it; give yours another name and write like: ...",
            )
        chain.append(parent)


def _compile(made: ImmutableSandboxedEnvironment, name: str, file: str) -> None:
    try:
        made.get_template(name)
    except (JinjaError, RecursionError, SyntaxError, ValueError) as error:
        raise _unreadable(error, file) from None


def _variables(name: str) -> frozenset[str]:
    """What a template of that file name may use; one that is only extended may be for either message."""
    return vetting.SHARED if name.partition("/")[2].startswith("system.") else vetting.SHARED | vetting.CASE


def _joined(chunks: Iterator[str]) -> str:
    parts: list[str] = []
    length = 0
    for chunk in chunks:
        parts.append(chunk)
        length += len(chunk)
        if length > MAX_CHARS:
            raise TemplateRuntimeError(f"renders more than {MAX_CHARS} characters")
    return "".join(parts)


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next


@lru_cache(maxsize=128)
def _tree(source: str, where: str) -> nodes.Template:  # noqa: ARG001 - no two files share a tree
    return _PLAIN.parse(source)


def _parsed(source: str, where: str) -> nodes.Template:
    try:
        tree = _tree(source, where)
    except (JinjaError, RecursionError, ValueError) as error:
        raise _unreadable(error, where) from None
    vetting.measure(tree, where=where)
    return tree


def _unreadable(error: Exception, where: str) -> TemplateError:
    line = getattr(error, "lineno", None) or 1
    deep = isinstance(error, RecursionError)
    said = getattr(error, "message", None) or (
        "nesting this deep is not allowed in a prompt" if deep else "no template"
    )
    return TemplateError(f"{where}, line {line}: {said}", hint="check its {{ }} and {% %} around that line")


@lru_cache(maxsize=128)
def extended(source: str, where: str) -> tuple[tuple[str, int], ...]:
    """The template that *source* extends, and the line; none when it cannot be parsed, which the check will say."""
    if "extends" not in source:
        return ()
    try:
        return tuple(vetting.extended(_parsed(source, where)))
    except TemplateError:
        return ()
