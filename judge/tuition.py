"""From experts' labels to a trained classifier: files in, a folder out that ``-j encoder/FOLDER`` names as a judge."""

from collections.abc import Mapping, Sequence
from hashlib import file_digest
from pathlib import Path
from typing import Any

from judge.classifiers.lessons import lesson_of, target_of
from judge.classifiers.libraries import check_encoder, check_tfidf
from judge.classifiers.news import Watch, unwatched
from judge.classifiers.plans import TFIDF, EncoderPlan, TfidfPlan
from judge.classifiers.training_encoder import train_encoder
from judge.classifiers.training_tfidf import train_tfidf
from judge.classifiers.weighing import Weights
from judge.errors import SettingsError
from judge.inferring import inferred
from judge.readers import read_labels, read_responses
from judge.rubric import Rubric
from judge.scenario import Unit
from judge.strict_yaml import read_yaml
from judge.unfolding import of_unit, unfolded

_WORDS = ("balanced", "none")
_BASELINES = ("baseline/", "tfidf")
"""How a name begins that means ours, and not a model on Hugging Face."""


def train(
    labels: Sequence[str | Path],
    responses: str | Path,
    rubric: Rubric,
    folder: str | Path,
    *,
    model: str,
    dimension: str | None = None,
    unit: Unit | None = None,
    egress: str = "any",
    notes: list[str] | None = None,
    watch: Watch = unwatched,
    **choices: Any,  # checked against the plan
) -> dict[str, Any]:  # JSON-ready values
    """Train a classifier on what experts said of *responses*, and return what ``training.json`` says.

    Args:
        labels: Files of labels, read as one.
        responses: The file of the labelled responses.
        rubric: By which they were labelled.
        folder: Where the classifier goes.
        model: ``baseline/tfidf``, a folder with a model, or a name on Hugging Face.
        dimension: What it learns to answer; a tree's class, or the only dimension, when absent.
        unit: What one label is about, where it is not what the rubric says.
        egress: Where a model may be fetched from. Nothing of the data is sent anywhere.
        notes: Where to say what was found out, and what was left out.
        watch: Who is told how far it is.
        choices: Fields of ``EncoderPlan`` or ``TfidfPlan``.

    Raises:
        InputError: Something you can fix, found before anything is learned; or memory does not suffice.
        PolicyError: *egress* forbids to fetch the model.
        StorageError: The folder cannot be written, or another process is training in it.
    """
    notes = [] if notes is None else notes
    plan = _plan(model, choices)
    check_tfidf() if isinstance(plan, TfidfPlan) else check_encoder()
    rubric = of_unit(rubric, unit)
    target = target_of(rubric, dimension)
    read = read_labels(list(labels), rubric, notes=notes)
    read += inferred(read, rubric)
    units = unfolded(read_responses(responses, unit=rubric.unit, notes=notes), rubric)
    lesson = lesson_of(read, units, rubric, target, notes=notes)
    if isinstance(plan, EncoderPlan) and all(label.split is None for label in read):
        notes.append(
            "the labels have no column split, so everything is learned from: nothing is left to test on but new texts"
        )
    sources = {
        "labels": {str(path): _digest(Path(path)) for path in labels},
        "responses": {str(responses): _digest(Path(responses))},
        "rubric_sha256": rubric.sha256,
    }
    if isinstance(plan, TfidfPlan):
        return train_tfidf(lesson, plan, Path(folder), sources=sources, watch=watch)
    return train_encoder(lesson, plan, Path(folder), sources=sources, egress=egress, watch=watch)


def _plan(model: str, choices: Mapping[str, Any]) -> EncoderPlan | TfidfPlan:
    if model != TFIDF and model.startswith(_BASELINES) and not Path(model).is_dir():
        raise SettingsError(
            f"no model {model!r} to train", hint=f"{TFIDF}, a folder with a model, or a name on Hugging Face"
        )
    kind: type[EncoderPlan | TfidfPlan] = TfidfPlan if model == TFIDF else EncoderPlan
    for name in choices:
        if name not in kind.__dataclass_fields__:
            raise SettingsError(
                f"--{name.replace('_', '-')} means nothing to {model!r}", hint="leave it out, or train another --model"
            )
    given = dict(choices)
    if "class_weights" in given:
        given["class_weights"] = _weights(given["class_weights"])
    return TfidfPlan(**given) if kind is TfidfPlan else EncoderPlan(model=model, **given)


def _weights(given: Weights) -> Weights:
    if not isinstance(given, str) or given in _WORDS:
        return given
    file = Path(given)
    if not file.is_file():
        raise SettingsError(
            f"no class weights {given!r}",
            hint="balanced, none, or a YAML file with a line CLASS: NUMBER for each class",
        )
    found = read_yaml(file.read_bytes(), where=str(file)).data
    if not isinstance(found, dict):
        raise SettingsError(f"{file}: no weights", hint="a line CLASS: NUMBER for each class")
    return found


def _digest(file: Path) -> str:
    if not file.is_file():
        return "standard input"
    with file.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()
