"""Every command, in one place; of their modules only those are imported that are asked for."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer

from judge.cli import failing
from judge.cli.speaking import ui_asked

COMMANDS: Mapping[str, str] = {
    name: where or f"{name}:{name}"
    for name, where in {
        "demo": "",
        "rubrics": "",
        "prompts": "",
        "personas": "",
        "respond": "",
        "simulate": "",
        "evaluate": "",
        "eval": "evaluate:evaluate",
        "import": "importing:import_judgments",
        "status": "",
        "retry": "",
        "rescore": "",
        "batch": "",
        "scores": "tables:scores",
        "agreement": "",
        "operating": "",
        "delays": "",
        "compare": "",
        "simulated": "",
        "plan": "",
        "rationales": "",
        "textmetrics": "",
        "diff": "tables:diff",
        "gate": "",
        "report": "",
        "export": "",
        "labels": "",
        "split": "",
        "train": "",
        "forget": "",
        "init": "",
    }.items()
}
"""Each command or group of them in the order of ``--help``, with its module here and its name there."""
_HIDDEN = {"eval": "Same as evaluate."}


def run(arguments: list[str]) -> int:
    """Run the command line *arguments* name and return the exit code; none at all asks for help."""
    arguments = arguments or ["--help"]
    named = laid_out([arguments[0]] if arguments[0] in COMMANDS else COMMANDS)
    return failing.guarded(lambda: named(arguments, standalone_mode=False), ui=ui_asked(arguments))


def laid_out(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """``judge`` with the commands and groups of these *names* alone: forty of them would slow each start."""
    app = typer.Typer(
        name="judge",
        no_args_is_help=True,
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(about)
    for name in names:
        module, _, attribute = COMMANDS[name].partition(":")
        found: Any = getattr(import_module(f"judge.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name, hidden=name in _HIDDEN, help=_HIDDEN.get(name))(found)
    return app


def about(
    version: Annotated[
        bool, typer.Option("--version", help="Print the versions of psyjudge and of what it uses.", is_eager=True)
    ] = False,
) -> None:
    """Score crisis responses with a judge model, and measure that judge against experts."""
    if version:
        from judge.provenance import versions  # noqa: PLC0415 - to read them takes longer than to start

        typer.echo("\n".join(f"{name} {number}" for name, number in versions().items()))
        raise typer.Exit
