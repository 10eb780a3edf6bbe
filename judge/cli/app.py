"""Every command, in one place."""

from copy import copy
from typing import Annotated

import typer

from judge.cli import failing, tables
from judge.cli.agreement import agreement
from judge.cli.batch import batch
from judge.cli.compare import compare
from judge.cli.delays import delays
from judge.cli.demo import demo
from judge.cli.evaluate import evaluate
from judge.cli.export import export
from judge.cli.forget import forget
from judge.cli.gate import gate
from judge.cli.importing import import_judgments
from judge.cli.init import init
from judge.cli.labels import labels
from judge.cli.operating import operating
from judge.cli.personas import personas
from judge.cli.plan import plan
from judge.cli.prompts import prompts
from judge.cli.rationales import rationales
from judge.cli.report import report
from judge.cli.rescore import rescore
from judge.cli.respond import respond
from judge.cli.retry import retry
from judge.cli.rubrics import rubrics
from judge.cli.simulate import simulate
from judge.cli.simulated import simulated
from judge.cli.speaking import ui_asked
from judge.cli.split import split
from judge.cli.status import status
from judge.cli.textmetrics import textmetrics
from judge.cli.train import train
from judge.provenance import versions

app = typer.Typer(
    name="judge",
    no_args_is_help=True,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(demo)
app.add_typer(rubrics, name="rubrics")
app.add_typer(prompts, name="prompts")
app.add_typer(personas, name="personas")
app.command()(respond)
app.command()(simulate)
app.command()(evaluate)
app.command("eval", hidden=True, help="Same as evaluate.")(evaluate)
app.command("import")(import_judgments)
app.command()(status)
app.command()(retry)
app.command()(rescore)
app.add_typer(batch, name="batch")
app.command()(tables.scores)
app.command()(agreement)
app.command()(operating)
app.command()(delays)
app.command()(compare)
app.command()(simulated)
app.command()(plan)
app.command()(rationales)
app.command()(textmetrics)
app.command()(tables.diff)
app.command()(gate)
app.command()(report)
app.command()(export)
app.add_typer(labels, name="labels")
app.command()(split)
app.command()(train)
app.command()(forget)
app.command()(init)


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", help="Print the versions of psyjudge and of what it uses.", is_eager=True)
    ] = False,
) -> None:
    """Score crisis responses with a judge model, and measure that judge against experts."""
    if version:
        typer.echo("\n".join(f"{name} {number}" for name, number in versions().items()))
        raise typer.Exit


def run(arguments: list[str]) -> int:
    """Run the command line *arguments* name and return the exit code; none at all asks for help."""
    arguments = arguments or ["--help"]
    named = _only(arguments[0])
    return failing.guarded(lambda: named(arguments, standalone_mode=False), ui=ui_asked(arguments))


def _only(name: str) -> typer.Typer:
    """The command or group of that *name* alone, when there is one: to lay out forty for one would slow each start."""
    alone = copy(app)
    alone.registered_commands = [c for c in app.registered_commands if c.name == name or _called(c.callback) == name]
    alone.registered_groups = [g for g in app.registered_groups if g.name == name]
    return alone if alone.registered_commands or alone.registered_groups else app


def _called(command: object) -> str:
    return getattr(command, "__name__", "").replace("_", "-")
