"""What a command prints: a view for people, or one JSON document, never both."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from judge.store.run import Run
from judge.table import Table
from judge.views.names import Legend, legend
from judge.views.words import Ui
from judge.views.words.sentences import in_language

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


@dataclass
class Screen:
    """Where results, and where everything else, goes.

    Results go to stdout; progress, notes and errors to stderr. Colour follows the terminal and ``NO_COLOR``.
    """

    as_json: bool = False
    ui: Ui = "en"

    @cached_property
    def out(self) -> "Console":
        """The console of results."""
        from judge.cli.consoles import Results  # noqa: PLC0415 - what only says a line needs no console

        return Results(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 120)

    @cached_property
    def aside(self) -> "Console":
        """The console of everything that is no result."""
        from rich.console import Console  # noqa: PLC0415 - the same

        return Console(stderr=True, highlight=False, soft_wrap=True)

    def result(self, document: Any, *views: "RenderableType") -> None:  # JSON-ready values
        """Print *document* as JSON when that was asked for, else the *views*."""
        if self.as_json:
            self.json(document)
            return
        for view in views:
            self.out.print(view, markup=False)

    def json(self, document: Any) -> None:  # JSON-ready values
        """Print one JSON document and nothing else; a value that JSON cannot hold is a bug, not a NaN.

        Indented for people; on one line for programs, which read it four times as fast.
        """
        indent = 2 if sys.stdout.isatty() else None
        text = json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False, default=_plain)
        sys.stdout.write(text + "\n")

    def note(self, text: str) -> None:
        """Say something beside the result, in the screen's language where we know the sentence in it.

        Past the console as long as there is none; once there is, it may be drawing a live line.
        """
        said = in_language(text, self.ui)
        if "aside" in self.__dict__:
            self.aside.print(said, markup=False)
        else:
            print(said, file=sys.stderr, flush=True)  # noqa: T201 - a note is meant to be seen

    def notes(self, texts: Sequence[str]) -> None:
        """Say several things beside the result."""
        for text in texts:
            self.note(text)


def _plain(value: object) -> object:
    item = getattr(value, "item", None)
    if item is None:
        raise TypeError(f"{type(value).__name__} has no JSON form")
    return item()


def legend_of(run: Run, ui: Ui, table: Table | None = None) -> Legend:
    """What tables about *run* call its judges and dimensions; *table* tells which judges read too little."""
    models = {judge: str(spec.get("model", judge)) for judge, _, spec in run.panels()}
    return legend(run.rubric, ui, models=models, coverage=table.about.get("coverage", ()) if table else ())
