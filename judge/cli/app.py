"""Every command, in one place."""

import typer

from judge.cli import failing, tables
from judge.cli.demo import demo
from judge.cli.evaluate import evaluate
from judge.cli.export import export
from judge.cli.forget import forget
from judge.cli.init import init
from judge.cli.labels import labels
from judge.cli.prompts import prompts
from judge.cli.report import report
from judge.cli.respond import respond
from judge.cli.rubrics import rubrics
from judge.cli.speaking import ui_asked

app = typer.Typer(
    name="judge",
    help="Score crisis responses with a judge model, and measure that judge against experts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(demo)
app.add_typer(rubrics, name="rubrics")
app.add_typer(prompts, name="prompts")
app.command()(respond)
app.command()(evaluate)
app.command("eval", hidden=True, help="Same as evaluate.")(evaluate)
app.command()(tables.scores)
app.command()(tables.agreement)
app.command()(tables.diff)
app.command()(report)
app.command()(export)
app.add_typer(labels, name="labels")
app.command()(forget)
app.command()(init)


def run(arguments: list[str]) -> int:
    """Run the command line *arguments* name and return the exit code."""
    return failing.guarded(lambda: app(arguments, standalone_mode=False), ui=ui_asked(arguments))
