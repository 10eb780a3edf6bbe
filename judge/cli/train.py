"""``judge train``: a classifier that learns from experts' labels, and is a judge like any other then."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from judge.cli import options as o
from judge.cli.lines import plain
from judge.errors import SettingsError

if TYPE_CHECKING:
    from judge.classifiers.news import News, Part
    from judge.cli.showing import Screen

EVERY_S = 5.0
"""Seconds between two lines about an epoch that goes on."""
_FIGURES = ("accuracy", "cohen_kappa", "f1_macro", "f1_weighted")


def train(
    labels: Annotated[list[Path], typer.Argument(help="Files of labels, read as one.", metavar="LABELS...")],
    rubric: Annotated[str, typer.Option("--rubric", "-r", help="Read the labels by this rubric: a name or a path.")],
    responses: Annotated[str, typer.Option("--responses", help="Learn from the texts in this file of responses.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Put the classifier into this folder.", metavar="FOLDER")],
    model: Annotated[
        str, typer.Option("--model", help="Train baseline/tfidf, the model in a folder, or one of Hugging Face.")
    ],
    dimension: Annotated[
        str | None, typer.Option("--dimension", help="Learn this dimension, where the rubric has several.")
    ] = None,
    class_weights: Annotated[
        str | None,
        typer.Option("--class-weights", help="Weigh classes balanced, none, or as a file says.", metavar="HOW"),
    ] = None,
    folds: Annotated[
        int | None, typer.Option("--folds", help="Cross-validate baseline/tfidf in so many parts.", min=2)
    ] = None,
    seeds: Annotated[
        str | None, typer.Option("--seeds", help="Train once from each of these seeds.", metavar="N,N,...")
    ] = None,
    validation: Annotated[
        float | None, typer.Option("--validation", help="Put this share of the conversations aside to pick by.")
    ] = None,
    split_seed: Annotated[int | None, typer.Option("--split-seed", help="Divide conversations from this seed.")] = None,
    pick: Annotated[
        str | None, typer.Option("--pick", help="Pick epoch and seed by this figure, or by the loss.")
    ] = None,
    epochs: Annotated[
        int | None, typer.Option("--epochs", help="Go through the texts so often at most.", min=1)
    ] = None,
    patience: Annotated[
        int | None, typer.Option("--patience", help="Stop after so many epochs that are no better; 0: never.", min=0)
    ] = None,
    batch: Annotated[int | None, typer.Option("--batch", help="Learn from so many texts at once.", min=1)] = None,
    learning_rate: Annotated[float | None, typer.Option("--learning-rate", help="Learn this fast at most.")] = None,
    max_length: Annotated[
        int | None, typer.Option("--max-length", help="Read at most so many tokens of a text.", min=8)
    ] = None,
    precision: Annotated[
        str | None, typer.Option("--precision", help="Compute in this precision.", metavar="auto|fp32|bf16|fp16")
    ] = None,
    device: Annotated[str | None, typer.Option("--device", help="Compute here.", metavar="auto|cpu|cuda")] = None,
    egress: o.Egress = None,
    as_json: o.Json = False,
    ui: o.UiOption = None,
) -> int:
    """Train a classifier on experts' labels; evaluate takes it as -j encoder/FOLDER or tfidf/FOLDER."""
    from judge.cli.showing import Screen  # noqa: PLC0415 - --help must not load the readers
    from judge.library import load_rubric  # noqa: PLC0415
    from judge.tuition import train as teach  # noqa: PLC0415

    screen, notes = Screen(as_json=as_json, ui=o.ui_of(ui)), list[str]()
    choices: dict[str, Any] = {
        "class_weights": class_weights, "folds": folds, "seeds": _numbers(seeds), "validation": validation,
        "split_seed": split_seed, "pick": pick, "epochs": epochs, "patience": patience, "batch": batch,
        "learning_rate": learning_rate, "max_length": max_length, "precision": precision, "device": device,
    }  # fmt: skip
    try:
        record = teach(
            labels, responses, load_rubric(rubric), out, model=model, dimension=dimension, egress=egress or "any",
            notes=notes, watch=Watching(screen).told, **{k: v for k, v in choices.items() if v is not None},
        )  # fmt: skip
    finally:
        screen.notes(notes)
    _show(screen, record, out)
    return 0


class Watching:
    """Says how far a training is: every epoch, and now and then within one or between the models of a baseline."""

    def __init__(self, screen: "Screen") -> None:
        self.screen = screen
        self._said = time.monotonic()

    def told(self, news: "News | Part") -> None:
        """Say it when it is time."""
        from judge.classifiers.news import Part  # noqa: PLC0415 - --help must not load the classifiers
        from judge.views.figures import decimal  # noqa: PLC0415 - --help must not load the views
        from judge.views.words import say  # noqa: PLC0415

        now = time.monotonic()
        if (isinstance(news, Part) or news.figures is None) and now - self._said < EVERY_S:
            return
        self._said = now
        if isinstance(news, Part):
            self.screen.note(say("train.part", self.screen.ui, done=news.done, of=news.of))
            return
        said = {"seed": news.seed, "epoch": news.epoch, "epochs": news.epochs, "loss": decimal(news.loss, 3)}
        if news.figures is None:
            speed = f"{news.items_per_s:.1f}"
            self.screen.note(say("train.step", self.screen.ui, **said, done=news.done, of=news.of, speed=speed))
            return
        found = {k: "–" if v is None else decimal(v, 3) for k, v in news.figures.items()}
        shown = {"held": found["loss"], "kappa": found["cohen_kappa"], "accuracy": found["accuracy"]}
        self.screen.note(say("train.epoch", self.screen.ui, **said, **shown))


def _numbers(seeds: str | None) -> tuple[int, ...] | None:
    if seeds is None:
        return None
    try:
        return tuple(int(part) for part in seeds.split(","))
    except ValueError:
        raise SettingsError(
            f"--seeds {seeds!r} are no numbers", hint="numbers with commas, e.g. --seeds 42,43"
        ) from None


def _show(screen: "Screen", record: dict[str, Any], out: Path) -> None:  # JSON-ready values
    from judge.views.terminal import rows_table  # noqa: PLC0415 - --help must not load the views
    from judge.views.words import say  # noqa: PLC0415

    if record["kind"] == "tfidf":
        rows = [
            {"texts": sum(record["data"]["answers"].values()), "folds": len(record["folds"]), **record["out_of_fold"]}
        ]
        columns = ["texts", "folds", *_FIGURES]
    else:
        rows = [
            {**row, **row["validation"], "picked": f"seed-{row['seed']}" == record["picked"]}
            for row in record["by_seed"]
        ]
        columns = ["seed", "epoch", "picked", "train_loss", "loss", *_FIGURES]
    about = "train.out_of_fold" if record["kind"] == "tfidf" else "train.picked"
    table = rows_table(rows, columns, screen.ui)
    judge = f"{record['kind']}/{out}"
    screen.result(record, table, *plain(say(about, screen.ui), say("train.use", screen.ui, judge=judge)))
