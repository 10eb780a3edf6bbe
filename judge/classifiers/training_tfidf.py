"""Training ``baseline/tfidf``: on everything, and once for each part that is put aside, to answer on that part."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from judge.classifiers.dividing import deal
from judge.classifiers.lessons import Lesson, apart
from judge.classifiers.libraries import check_tfidf
from judge.classifiers.measuring import figures_of
from judge.classifiers.news import Part, Watch, unwatched
from judge.classifiers.plans import TFIDF, TfidfPlan
from judge.classifiers.records import digests_of, find_record, make_private, write_record
from judge.classifiers.tfidf import fit
from judge.classifiers.weighing import weights_of
from judge.errors import SettingsError
from judge.store.folder import write_private
from judge.store.locking import locked

ASIDE = "out_of_fold.json"
"""What each text of the training was given by the model that had not learned from its conversation."""


def out_of_fold(lesson: Lesson, plan: TfidfPlan, watch: Watch = unwatched) -> tuple[list[list[float]], list[int]]:
    """Each item's probabilities by a model that never saw its conversation or text, and the fold it was put aside in.

    Raises:
        InputError: There are fewer conversations than folds.
        SettingsError: scikit-learn is not installed, or weights do not fit.
    """
    check_tfidf()
    sides = deal(lesson.clusters(), [1 / plan.folds] * plan.folds, seed=plan.split_seed)
    folds = [sides[item.cluster] for item in lesson.items]
    found: list[list[float]] = [[] for _ in lesson.items]
    for fold in range(plan.folds):
        aside = [n for n, own in enumerate(folds) if own == fold]
        others = [item for item, own in zip(lesson.items, folds, strict=True) if own != fold]
        others = apart(others, (lesson.items[n] for n in aside))
        seen = Lesson(lesson.classes, tuple(others), lesson.about, {})
        weights = weights_of(seen, plan.class_weights)
        model = fit([i.passage for i in others], [i.answer for i in others], weights, plan)
        said = model.probabilities([lesson.items[n].passage for n in aside])
        for n, row in zip(aside, said, strict=True):
            found[n] = row
        watch(Part(fold + 1, plan.folds + 1))
    return found, folds


def train_tfidf(
    lesson: Lesson,
    plan: TfidfPlan,
    folder: Path,
    *,
    sources: Mapping[str, Any] | None = None,
    watch: Watch = unwatched,
) -> dict[str, Any]:  # JSON-ready values
    """Train the baseline into *folder*, with its answers on its own texts made by models that had not seen them.

    The figures of the record are of these answers: cross-validated by conversation, and nothing was picked by them.

    Raises:
        InputError: The labels cannot be divided, or the folder holds another training.
    """
    weights = weights_of(lesson, plan.class_weights)
    record = {
        "kind": "tfidf",
        "about": lesson.about,
        "classes": list(lesson.classes),
        "plan": {"model": TFIDF, **vars(plan)},
        "class_weights": dict(zip(lesson.classes, weights, strict=True)),
        "data": {**(sources or {}), "sha256": lesson.sha256, "answers": lesson.counts, "left_out": lesson.left_out},
    }
    make_private(folder)
    with locked(folder):
        before = find_record(folder)
        if before is not None:
            return _same(folder, before, record)
        probabilities, folds = out_of_fold(lesson, plan, watch)
        fit([i.passage for i in lesson.items], [i.answer for i in lesson.items], weights, plan).save(folder)
        texts: dict[str, list[float]] = {}
        for item, row in zip(lesson.items, probabilities, strict=True):
            texts.setdefault(item.passage.sha256, row)
        write_private(folder / ASIDE, json.dumps(texts, indent=0) + "\n")
        said = [max(range(len(row)), key=row.__getitem__) for row in probabilities]
        found = figures_of([item.answer for item in lesson.items], said, len(lesson.classes))
        sizes = [{"items": folds.count(n)} for n in range(plan.folds)]
        whole = {**record, "folds": sizes, "out_of_fold": found, "files": digests_of(folder), "finished": True}
        write_record(folder, whole)
    return whole


def read_aside(folder: Path) -> dict[str, list[float]]:
    """The probabilities of each text of the training, by its fingerprint, of the model that had not seen it."""
    found: dict[str, list[float]] = json.loads((folder / ASIDE).read_text(encoding="utf-8"))  # JSON of ours
    return found


def _same(folder: Path, before: dict[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:  # JSON-ready values
    part = next((k for k in now if before.get(k) != now[k]), None)
    if part is not None:
        raise SettingsError(f"{str(folder)!r} holds another training: {part} differs", hint="choose another -o FOLDER")
    return before
