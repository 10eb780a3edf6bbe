"""Fine-tuning an encoder, seed by seed: divided once, picked on what was not learned from, continued after a kill."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from judge.classifiers.course import Course, Epoch, Pupils, standing
from judge.classifiers.dividing import deal
from judge.classifiers.encoder import Encoder
from judge.classifiers.lessons import Item, Lesson, apart
from judge.classifiers.news import Watch, unwatched
from judge.classifiers.plans import EncoderPlan, differing
from judge.classifiers.records import RECORD, digests_of, find_record, make_private, write_record
from judge.classifiers.texts import write_texts
from judge.classifiers.weighing import weights_of
from judge.classifiers.weights import model_folder
from judge.errors import SettingsError
from judge.record import dataclass
from judge.store.locking import locked

ENCODER = "encoder"
_STATE, _SAVING = "state.pt", ".saving"
Json = dict[str, Any]
"""JSON-ready values."""


@dataclass(frozen=True)
class _Training:
    """What every seed has in common."""

    lesson: Lesson
    plan: EncoderPlan
    base: Path
    folder: Path
    learned: Sequence[Item]
    validation: Sequence[Item]
    record: Mapping[str, Any]
    """What every seed's record begins with."""
    watch: Watch

    def seed_folder(self, seed: int) -> Path:
        return self.folder / f"seed-{seed}"


def train_encoder(
    lesson: Lesson,
    plan: EncoderPlan,
    folder: Path,
    *,
    sources: Mapping[str, Any] | None = None,
    egress: str = "any",
    watch: Watch = unwatched,
) -> Json:
    """Train a classifier for each seed of *plan*, or go on where a training of *folder* was stopped.

    Whole conversations are put aside for validation. They pick the epoch of each seed, and the seed; nothing is learned
    from them, and no figure on them says how good the classifier is: they chose it.

    Args:
        lesson: What there is to learn.
        plan: How.
        folder: A folder for each seed is made in it, and ``training.json`` over all.
        sources: What the record says of the files that the lesson was read from.
        egress: Where the base model may be fetched from.
        watch: Who is told how far it is.

    Raises:
        InputError: The labels cannot be divided, the base model is not there, or the folder holds another training.
    """
    base = model_folder(plan.model, egress=egress)
    learned, validation = _divided(lesson, plan)
    record = _beginning(lesson, plan, base, {"train": learned, "validation": validation}, sources or {})
    make_private(folder)
    with locked(folder):
        before = find_record(folder)
        _check_same(folder, before, record)
        training = _Training(lesson, plan, base, folder, learned, validation, record, watch)
        seeds = list(dict.fromkeys([*(before or {}).get("seeds", ()), *plan.seeds]))
        write_record(folder, {**record, "seeds": seeds, "picked": None, "finished": False})
        found = {seed: _seed(training, seed) for seed in seeds}
        whole = {**record, "seeds": seeds, **_picked(found, plan.pick), "finished": True}
        write_record(folder, whole)
    return whole


def _beginning(
    lesson: Lesson, plan: EncoderPlan, base: Path, sides: Mapping[str, Sequence[Item]], sources: Mapping[str, Any]
) -> Json:
    return {
        "kind": ENCODER,
        "about": lesson.about,
        "classes": list(lesson.classes),
        "plan": plan.as_json(),
        "class_weights": dict(zip(lesson.classes, weights_of(lesson, plan.class_weights), strict=True)),
        "base": digests_of(base),
        "data": {**sources, "sha256": lesson.sha256, "answers": lesson.counts, "left_out": lesson.left_out},
        "split": {name: _side(lesson, items) for name, items in sides.items()},
    }


def _divided(lesson: Lesson, plan: EncoderPlan) -> tuple[list[Item], list[Item]]:
    """What is learned from, and what picks: no conversation and no text stands in both."""
    sides = deal(lesson.clusters(), [1 - plan.validation, plan.validation], seed=plan.split_seed)
    validation = [item for item in lesson.items if sides[item.cluster]]
    return apart((item for item in lesson.items if not sides[item.cluster]), validation), validation


def _side(lesson: Lesson, items: Sequence[Item]) -> Json:
    counts = {name: sum(i.answer == n for i in items) for n, name in enumerate(lesson.classes)}
    return {"items": len(items), "clusters": len({item.cluster for item in items}), "answers": counts}


def _check_same(folder: Path, before: Json | None, now: Json) -> None:
    if before is None:
        if any(folder.glob("seed-*")):
            raise SettingsError(f"{str(folder)!r} holds seeds without {RECORD}", hint="choose another -o FOLDER")
        return
    for part in ("kind", "about", "classes", "data", "plan", "class_weights", "base", "split"):
        if before.get(part) != now[part]:
            what = differing(before[part], now[part]) if isinstance(before.get(part), dict) else None
            raise SettingsError(
                f"{str(folder)!r} holds another training: {'.'.join(filter(None, (part, what)))} differs",
                hint="choose another -o FOLDER, or train as before to go on",
            )


def _seed(training: _Training, seed: int) -> Json:
    """Train one seed, or read what a finished training of it says."""
    folder = training.seed_folder(seed)
    done = find_record(folder)
    if done is not None:
        (folder / _STATE).unlink(missing_ok=True)
        return done
    make_private(folder)
    plan = training.plan
    torch = _seeded(seed)
    encoder = Encoder(training.base, classes=training.lesson.classes, device=plan.device)
    course = Course(encoder, plan, weights_of(training.lesson, plan.class_weights), seed=seed)
    if (folder / _STATE).exists():
        course.resume(torch.load(folder / _STATE, map_location="cpu", weights_only=True))
    pupils, validation = (_pupils(encoder, plan, side) for side in (training.learned, training.validation))
    while not course.is_over():
        course.learn(pupils, validation, training.watch)
        _keep(torch, course, folder)
    return _finish(training, course, folder, (pupils, validation))


def _seeded(seed: int) -> Any:  # the module, which has no types here
    from judge.classifiers.libraries import import_torch  # noqa: PLC0415 - takes seconds, and only a training needs it

    torch = import_torch()
    torch.manual_seed(seed)
    return torch


def _pupils(encoder: Encoder, plan: EncoderPlan, items: Sequence[Item]) -> Pupils:
    rows = encoder.framed([item.passage for item in items], plan.max_length)
    return Pupils(rows, [item.answer for item in items])


def _keep(torch: Any, course: Course, folder: Path) -> None:  # the module, which has no types here
    """Keep the epoch that has just ended: the model where it is the best so far, then the state to go on from.

    The state comes last, and names the best epoch: what a kill leaves half written is written again.
    """
    best, epoch = course.best(), len(course.history)
    if best == epoch:
        beside = _fresh(folder / _SAVING)
        course.encoder.save(beside)
        kept = folder / f"epoch-{epoch}"
        shutil.rmtree(kept, ignore_errors=True)
        beside.rename(kept)
    beside = folder / f".{_STATE}"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        torch.save(course.state(), out)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(folder / _STATE)
    for other in folder.glob("epoch-*"):
        if other.name != f"epoch-{best}":
            shutil.rmtree(other)


def _finish(training: _Training, course: Course, folder: Path, sides: tuple[Pupils, Pupils]) -> Json:
    """Put the best epoch in its place, say what it is, and only then let go of the state."""
    kept, best = folder / f"epoch-{course.best()}", course.best()
    if kept.exists():
        for file in sorted(kept.iterdir()):
            file.replace(folder / file.name)
        kept.rmdir()
    write_texts(folder, train=_shas(training.learned), validation=_shas(training.validation))
    rows = [row for side in sides for row in side.rows]
    record = {
        **training.record,
        "seed": course.seed,
        "device": course.encoder.device,
        "gpu": course.encoder.gpu,
        "precision": course.precision,
        "max_length": min(training.plan.max_length, course.encoder.longest),
        "cut": {"contexts": sum(r.context_cut for r in rows), "responses": sum(r.response_cut for r in rows)},
        "epochs": course.history,
        "picked_epoch": best,
        "files": digests_of(folder),
        "finished": True,
    }
    write_record(folder, record)
    shutil.rmtree(folder / _SAVING, ignore_errors=True)
    (folder / _STATE).unlink(missing_ok=True)
    return record


def _picked(found: Mapping[int, Json], pick: str) -> Json:
    """The seed whose best epoch is the best, and every seed's."""
    best: dict[int, Epoch] = {seed: record["epochs"][record["picked_epoch"] - 1] for seed, record in found.items()}
    first = max(best, key=lambda seed: standing(best[seed], pick))
    each = [{"seed": s, "epochs": len(found[s]["epochs"]), **_without_time(epoch)} for s, epoch in best.items()]
    return {"picked": f"seed-{first}", "by_seed": each}


def _without_time(epoch: Epoch) -> Json:
    return {k: v for k, v in epoch.items() if k not in ("seconds", "items_per_s")}


def _shas(items: Sequence[Item]) -> list[str]:
    return [item.passage.sha256 for item in items]


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder
