"""``judge import``: judgments made elsewhere, as a run."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.cli.showing import Screen
    from judge.importation import Import
    from judge.store.run import Run


def import_judgments(
    file: Annotated[str, typer.Argument(help="The file of judgments, or a folder of VERA-MH.")],
    rubric: Annotated[
        str | None, typer.Option("--rubric", "-r", help="Read them by this rubric: a name or a path.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Keep the run in this folder.", metavar="RUN")] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="Read this format; found out by default.",
            metavar="table|psycrisis|healthbench|vera-mh|inspect|promptfoo",
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="Find a part of a judgment, or a dimension, in this column.", metavar="PART=COLUMN"),
    ] = None,
    replies: Annotated[
        list[str] | None,
        typer.Option("--replies", help="Take raw replies, a column a repeat.", metavar="[JUDGE=]COLUMN,..."),
    ] = None,
    verdicts: Annotated[
        list[str] | None,
        typer.Option("--verdicts", help="Take answers already read, a column a repeat.", metavar="[JUDGE=]COLUMN,..."),
    ] = None,
    reply: Annotated[
        str | None, typer.Option("--reply", help="Read raw replies as json, lines, label or trailing_dict.")
    ] = None,
    answers: Annotated[
        list[str] | None,
        typer.Option("--answers", help="Say which answers their words mean.", metavar="[DIMENSION:]WORD=ANSWER,..."),
    ] = None,
    dimension: Annotated[
        str | None, typer.Option("--dimension", help="Take what names no dimension as an answer to this one.")
    ] = None,
    judge: Annotated[
        str | None, typer.Option("--judge", "-j", help="Call the judge this where the file does not.")
    ] = None,
    candidate: Annotated[str | None, typer.Option("--candidate", help="Call the candidate this.")] = None,
    responses: Annotated[
        str | None, typer.Option("--responses", help="Read the texts that were judged from here.", metavar="FILE")
    ] = None,
    join: Annotated[
        str, typer.Option("--join", help="Join them with the judgments by id, or row by row.", metavar="id|row")
    ] = "id",
    no_texts: Annotated[bool, typer.Option("--no-texts", help="Do without the texts that were judged.")] = False,
    min_coverage: o.MinCoverage = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Read judgments made elsewhere as a run, replies by our own reader; ask nobody."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the readers
    from judge.importation import prepare_import  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    if rubric is None:
        raise SettingsError("no rubric was named", hint="add -r psycrisis; judge rubrics lists them")
    if out is None:
        raise SettingsError("no folder was named for the run", hint="add -o results/first")
    ready = prepare_import(
        file,
        rubric,
        source=source,
        columns=dict(_pair("--map", given) for given in columns or ()),
        replies=[_beside(given) for given in replies or ()],
        verdicts=[_beside(given) for given in verdicts or ()],
        reply=reply,
        answers=[_pair("--answers", pair) for given in answers or () for pair in given.split(",")],
        dimension=dimension,
        judge=judge,
        candidate=candidate,
        responses=responses,
        join=join,
        texts=not no_texts,
    )
    run = ready.run(out)
    return _show(ready, run, screen, 0.98 if min_coverage is None else min_coverage)


def _pair(option: str, given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise SettingsError(
            f"{option} {given!r} is not NAME=VALUE", hint="e.g. --map reply=gpt_output, --answers 1=yes"
        )
    return name.strip(), value.strip()


def _beside(given: str) -> tuple[str | None, Sequence[str]]:
    name, equals, columns = given.partition("=")
    named = [column.strip() for column in (columns if equals else name).split(",") if column.strip()]
    if not named:
        raise SettingsError(f"{given!r} names no column", hint="e.g. --replies gpt=run1,run2")
    return (name.strip() or None) if equals else None, named


def _show(ready: "Import", run: "Run", screen: "Screen", wanted: float) -> int:
    """Print what was found and what was read, and return the exit code."""
    import shlex  # noqa: PLC0415 - the same

    from judge.cli.failing import Exit  # noqa: PLC0415
    from judge.cli.showing import legend_of  # noqa: PLC0415
    from judge.importation.gathering import counts  # noqa: PLC0415
    from judge.results.ending import ended  # noqa: PLC0415
    from judge.views.imported import imported_view  # noqa: PLC0415
    from judge.views.terminal import coverage_table  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    table = ended(run)
    rows = [row for row in table.about["coverage"] if row["judge"] in ready.gathered.piles]
    low = [row for row in rows if row["coverage"] is not None and row["coverage"] < wanted]
    code = Exit.INCOMPLETE if low else Exit.FINE
    notes = [*ready.notes, *table.notes]
    document = {
        "run": str(run.folder),
        "rubric": ready.rubric.id,
        "imported": dict(ready.source),
        "responses": len({response.whole_id for response in ready.gathered.responses.values()}),
        "units": len(ready.gathered.responses),
        "judges": list(counts(ready.gathered, form=ready.meaning.form)),
        "coverage": rows,
        "exit_code": int(code),
        "notes": notes,
    }
    names = legend_of(run, screen.ui, table)
    screen.result(document, *imported_view(document, screen.ui), coverage_table(table, screen.ui, legend=names))
    screen.notes([] if screen.as_json else notes)
    for row in low:
        shares = {"coverage": f"{row['coverage']:.1%}", "wanted": f"{wanted:.1%}"}
        screen.note(say("jobs.low_coverage", screen.ui, judge=row["judge"], **shares))
    screen.note(say("jobs.next", screen.ui, run=shlex.quote(str(run.folder))))
    return int(code)
