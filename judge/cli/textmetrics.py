"""``judge textmetrics``: responses held against reference texts, and why that is not enough."""

from pathlib import Path
from typing import Annotated

import typer

from judge.cli import options as o
from judge.errors import SettingsError


def textmetrics(
    responses: Annotated[str, typer.Argument(help="The file of responses.", metavar="RESPONSES", show_default=False)],
    references: Annotated[
        Path | None,
        typer.Option("--references", help="Hold them against these texts: response_id or scenario_id, and reference."),
    ] = None,
    labels: o.Labels = None,
    rubric: Annotated[
        str | None, typer.Option("--rubric", "-r", help="Read the labels by this rubric: a name or a path.")
    ] = None,
    dimension: Annotated[
        str | None, typer.Option("--dimension", help="Correlate with this dimension, not with the points.")
    ] = None,
    metric: Annotated[
        list[str] | None,
        typer.Option("--metric", help="Compute bleu, chrf, meteor or bertscore; repeatable. By default bleu and chrf."),
    ] = None,
    bertscore_model: Annotated[
        str | None, typer.Option("--bertscore-model", help="Use this encoder: a folder, or a name on Hugging Face.")
    ] = None,
    bertscore_layer: Annotated[
        int | None, typer.Option("--bertscore-layer", help="Compare the vectors of this layer.", min=1)
    ] = None,
    replicates: o.Replicates = 1000,
    seed: o.Seed = 0,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Compare responses with reference texts by BLEU, chrF and more, and these numbers with experts."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the statistics
    from judge.library import load_rubric  # noqa: PLC0415
    from judge.results.textmetrics import LIGHT, metric_of  # noqa: PLC0415
    from judge.results.textmetrics import textmetrics as measured  # noqa: PLC0415
    from judge.views.textmetrics import textmetrics_table  # noqa: PLC0415

    if references is None:
        raise SettingsError("textmetrics needs reference texts", hint="add --references references.csv")
    if labels and rubric is None:
        raise SettingsError("labels need the rubric whose dimensions they name", hint="add -r psycrisis")
    if dimension is not None and not labels:
        raise SettingsError("--dimension says which labels are correlated with", hint="add --labels experts.csv")
    if (bertscore_model or bertscore_layer) and "bertscore" not in (metric or ()):
        raise SettingsError("--bertscore-model and --bertscore-layer are BERTScore's", hint="add --metric bertscore")
    screen = Screen(as_json=as_json, ui=o.ui_of(ui))
    names = list(dict.fromkeys(metric or LIGHT))
    table = measured(
        responses,
        references,
        labels=labels or (),
        rubric=load_rubric(rubric) if rubric is not None else None,
        dimension=dimension,
        metrics=[metric_of(name, model=bertscore_model, layer=bertscore_layer) for name in names],
        replicates=replicates,
        seed=seed,
    )
    screen.result(table.as_json(), textmetrics_table(table, screen.ui))
    if not as_json:
        screen.notes(table.notes)
    return 0
