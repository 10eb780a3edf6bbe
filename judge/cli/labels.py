"""``judge labels``: blind sheets out to the experts, and a look at what came back."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.cli.lines import plain

labels = typer.Typer(help="Write blind labelling sheets, check what came back, and import labels.")

RubricName = Annotated[str, typer.Option("--rubric", "-r", help="Label by this rubric: a name or a path.")]
Raters = Annotated[str, typer.Option("--raters", help="Write a sheet for each of these.", metavar="A,B,...")]
Sample = Annotated[int | None, typer.Option("--sample", help="Draw so many responses.", min=1)]
Stratify = Annotated[
    str | None,
    typer.Option("--stratify", help="Give the values of this tag equal shares of the sample.", metavar="TAG"),
]
SheetLanguage = Annotated[str | None, typer.Option("--language", help="Explain in this language only.")]


@labels.command()
def sheet(
    responses: Annotated[str, typer.Argument(help="The file of responses; - reads JSONL from standard input.")],
    rubric: RubricName,
    out: Annotated[Path, typer.Option("--out", "-o", help="Begin the files' names like this; .csv or .xlsx.")],
    unit: o.UnitOption = None,
    raters: Raters = "rater",
    sample: Sample = None,
    stratify: Stratify = None,
    seed: Annotated[int, typer.Option("--seed", help="Draw and shuffle from this seed.")] = 0,
    language: SheetLanguage = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Write a blind, shuffled sheet for each rater, and a key file that raters must not get."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the readers
    from judge.library import load_rubric  # noqa: PLC0415
    from judge.readers import read_responses  # noqa: PLC0415
    from judge.sheets import write_sheets  # noqa: PLC0415
    from judge.unfolding import of_unit, unfolded, unit_named  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    read, notes = of_unit(load_rubric(rubric), unit_named(unit)), list[str]()
    names = [name.strip() for name in raters.split(",")]
    held = list(unfolded(read_responses(responses, unit=read.unit, notes=notes), read))
    screen.notes(notes)
    *sheets, key = write_sheets(
        held, read, out, raters=names, sample=sample, stratify=stratify, seed=seed, language=language
    )
    pairs = [{"rater": rater, "file": str(file)} for rater, file in zip(names, sheets, strict=True)]
    document = {"rubric": read.id, "responses": sample or len(held), "sheets": pairs, "key_file": str(key)}
    lines = [say("labels.sheet", screen.ui, **pair) for pair in pairs]
    screen.result(document, *plain(*lines, say("labels.key", screen.ui, file=key)))
    screen.note(say("labels.keep", screen.ui))
    return 0


@labels.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Files of labels, read as one.", metavar="FILE...")],
    rubric: RubricName,
    responses: Annotated[
        str | None, typer.Option("--responses", help="Refuse labels of responses that are not in this file.")
    ] = None,
    unit: o.UnitOption = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Check files of labels, and count what each rater has labelled."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the readers
    from judge.library import load_rubric  # noqa: PLC0415
    from judge.readers import read_labels, read_responses  # noqa: PLC0415
    from judge.sheets import check_labels  # noqa: PLC0415
    from judge.unfolding import of_unit, unfolded, unit_named  # noqa: PLC0415
    from judge.views.terminal import rows_table  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    read, notes = of_unit(load_rubric(rubric), unit_named(unit)), list[str]()
    given = [] if responses is None else read_responses(responses, unit=read.unit, notes=notes)
    held = None if responses is None else list(unfolded(given, read))
    table = check_labels(read_labels(files, read, notes=notes), read, held)
    table.notes[:0] = notes
    roles = ["role"] if len({row["role"] for row in table.rows}) > 1 else []
    columns = ["rater", *roles, "dimension", "labelled", "not_applicable", "abstained", "empty"]
    count = say("labels.count", screen.ui, n=table.about["labels"], responses=table.about["responses"])
    screen.result(table.as_json(), *plain(count), rows_table(table.rows, columns, screen.ui))
    if not as_json:
        screen.notes(table.notes)
    return 0


@labels.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A file of labels made elsewhere.")],
    rubric: RubricName,
    out: Annotated[Path, typer.Option("--out", "-o", help="Write the labels to this file, as CSV.")],
    responses: Annotated[
        Path, typer.Option("--responses", help="Write what was labelled to this file, as JSONL.", metavar="FILE")
    ],
    source: Annotated[str, typer.Option("--from", help="Read this format.", metavar="healthbench")] = "healthbench",
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Write physicians' labels of HealthBench's meta-evaluation, and the completions they judge, as files of ours."""
    from judge.cli.choosing import one_of  # noqa: PLC0415 - --help must not load the readers
    from judge.cli.showing import Screen  # noqa: PLC0415
    from judge.importation.labels import import_labels  # noqa: PLC0415
    from judge.library import load_rubric  # noqa: PLC0415
    from judge.views.words import say  # noqa: PLC0415

    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    one_of("--from", source, ("healthbench",))
    read = import_labels(file, load_rubric(rubric), labels=out, responses=responses)
    made = {"labels": len(read.labels), "responses": len(read.responses)}
    document = {"labels_file": str(out), "responses_file": str(responses), **made}
    screen.result(document, *plain(say("labels.count", screen.ui, n=made["labels"], responses=made["responses"])))
    return 0
