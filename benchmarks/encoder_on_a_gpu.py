"""Trains an encoder of BERT's size on a GPU from nothing: how fast, in how much memory, and whether it learns.

    python benchmarks/encoder_on_a_gpu.py [--device cuda] [--seeds 42,43] [--epochs 4] [--tiny]

Weights cannot be fetched where this runs, so the encoder is BERT-base in shape only, with a vocabulary of the data's
own characters and random weights: what it reaches says nothing about a pretrained one. What is measured is the road
that real weights take too: ``judge.classifiers`` trains it on the 800 items of DialogueSafety in mixed precision (a
fifth of the conversations is never touched but to test; of the rest a part picks the epoch), a judge's ``Predictor``
reads the folder back, and the speed of learning and of judging is held beside full precision and the CPU.

Needs torch and transformers, numpy and scipy, and the data (``DIALOGUE_SAFETY`` names their folder where it is not
beside the checkout). With ``--tiny`` a thin encoder on any machine,
to see that everything works; on a busy one OMP_NUM_THREADS=1 is faster.
"""

import argparse
import hashlib
import json
import logging
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

from dialogue_safety import CLASSES, PAPER_WEIGHTS, lesson

from judge.classifiers.course import Course, Pupils
from judge.classifiers.dividing import deal
from judge.classifiers.encoder import Encoder
from judge.classifiers.lessons import Item, Lesson
from judge.classifiers.libraries import import_torch, import_transformers
from judge.classifiers.measuring import figures_of
from judge.classifiers.news import News, unwatched
from judge.classifiers.opening import open_classifier
from judge.classifiers.plans import EncoderPlan
from judge.classifiers.predicting import Predictor
from judge.classifiers.records import find_record
from judge.classifiers.training_encoder import train_encoder

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused1]", "[unused2]", "[unused3]")
GB = 1024**3


def base_model(folder: Path, items: tuple[Item, ...], *, tiny: bool) -> Path:
    """An untrained BERT with a word for each character of *items*."""
    transformers, torch = import_transformers(), import_torch()
    texts = "".join(i.passage.context + i.passage.response for i in items).lower()
    words = [*MARKS, *sorted(set(texts) - set(" \n\t"))]
    shape = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 128}
    torch.manual_seed(0)
    config = transformers.BertConfig(vocab_size=len(words), **(shape if tiny else {}))
    model = transformers.BertForSequenceClassification(config)
    model.save_pretrained(folder)
    transformers.BertTokenizerFast(vocab={w: n for n, w in enumerate(words)}, model_max_length=512).save_pretrained(
        folder
    )
    size = sum(p.numel() for p in model.parameters())
    print(
        f"encoder: {config.num_hidden_layers} layers, {size / 1e6:.0f} M parameters, {len(words)} words, random weights"
    )
    return folder


def told(news: News) -> None:
    if news.figures is not None:
        found = {name: "–" if value is None else f"{value:.3f}" for name, value in news.figures.items()}
        print(
            f"  seed {news.seed} epoch {news.epoch}: loss {news.loss:.3f}, {news.items_per_s:.0f} texts/s learned; "
            f"validation loss {found['loss']}, kappa {found['cohen_kappa']}, accuracy {found['accuracy']}",
            flush=True,
        )


def trained(given: Lesson, aside: list[Item], plan: EncoderPlan, folder: Path) -> None:
    """Train every seed, and hold the picked one to items that neither taught nor picked it."""
    began = time.monotonic()
    record = train_encoder(given, plan, folder, watch=told)
    spent = time.monotonic() - began
    losses = {}
    for seed in plan.seeds:
        epochs = find_record(folder / f"seed-{seed}")["epochs"]
        losses[seed] = (epochs[0]["train_loss"], epochs[-1]["train_loss"])
    falls = all(last < first for first, last in losses.values())
    shown = ", ".join(f"{first:.3f} to {last:.3f}" for first, last in losses.values())
    print(f"trained {len(plan.seeds)} seeds in {spent:.1f} s, checkpoints included; picked {record['picked']}")
    print(f"the training loss falls: {'yes' if falls else 'NO'} ({shown})")
    seed = find_record(folder / str(record["picked"]))
    print(f"device {seed['device']}, precision {seed['precision']}, longest {seed['max_length']}, cut {seed['cut']}")
    predictor = Predictor(open_classifier("encoder", str(folder)), device=plan.device)
    rows = predictor.probabilities([item.passage for item in aside])
    said = [max(range(len(row)), key=row.__getitem__) for row in rows]
    print(f"on {len(aside)} items put aside: {figures_of([i.answer for i in aside], said, len(CLASSES))}")


def repeats(given: Lesson, plan: EncoderPlan, base: Path, folder: Path) -> None:
    """Whether a seed gives the same weights twice on this device."""
    found = []
    for name in ("once", "again"):
        again = EncoderPlan(**(vars(plan) | {"model": str(base), "seeds": (7,), "epochs": 1}))
        train_encoder(given, again, folder / name)
        found.append(hashlib.sha256((folder / name / "seed-7" / "model.safetensors").read_bytes()).hexdigest())
    print(f"one seed trained twice for an epoch: {'the same bytes' if found[0] == found[1] else 'other bytes'}")


def speed(base: Path, items: list[Item], *, device: str, precision: str, batch: int) -> None:
    """Texts a second that are learned from and judged, after one batch to warm up, and the peak of memory."""
    torch = import_torch()
    encoder = Encoder(base, classes=CLASSES, device=device)
    plan = EncoderPlan(model=str(base), batch=batch, epochs=1, precision=precision, device=device)
    course = Course(encoder, plan, [1.0] * len(CLASSES), seed=1)
    rows, answers = encoder.framed([item.passage for item in items]), [item.answer for item in items]
    course.learn(Pupils(rows[:batch], answers[:batch]), Pupils(rows[:1], answers[:1]), unwatched)
    encoder.probabilities([items[0].passage], precision=course.precision)
    if device == "cuda":
        torch.cuda.synchronize()
        torch.cuda.reset_peak_memory_stats()
    learned = course.learn(Pupils(rows, answers), Pupils(rows[:1], answers[:1]), unwatched)
    peak = f", peak {torch.cuda.max_memory_allocated() / GB:.2f} GB" if device == "cuda" else ""
    began = time.monotonic()
    encoder.probabilities([item.passage for item in items], precision=course.precision, size=2 * batch)
    judged = len(items) / (time.monotonic() - began)
    what = f"{device} {course.precision}, batches of {batch}"
    print(f"{what:30} learns {learned['items_per_s']:8.1f} texts/s, judges {judged:8.1f} texts/s{peak}", flush=True)
    del encoder, course


def about(device: str) -> None:
    torch, transformers = import_torch(), import_transformers()
    name = torch.cuda.get_device_name(0) if device == "cuda" else f"CPU, {torch.get_num_threads()} threads"
    print(f"{name}; torch {torch.__version__}, transformers {transformers.__version__}, CUDA {torch.version.cuda}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--seeds", default="42,43")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    torch, began = import_torch(), time.monotonic()
    device = options.device if options.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    about(device)
    whole = lesson()
    sides = deal(whole.clusters(), [0.2] * 5, seed=0)
    aside = [item for item in whole.items if sides[item.cluster] == 0]
    given = Lesson(CLASSES, tuple(i for i in whole.items if sides[i.cluster] != 0), whole.about, {})
    print(f"{len(given.items)} items to learn from and pick by, {len(aside)} put aside, by conversation")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        base = base_model(folder / "base", whole.items, tiny=options.tiny)
        plan = EncoderPlan(
            model=str(base),
            seeds=tuple(int(seed) for seed in options.seeds.split(",")),
            epochs=options.epochs,
            batch=options.batch,
            class_weights=PAPER_WEIGHTS,
            pick="loss",
            patience=0,
            learning_rate=1e-3 if options.tiny else 5e-5,
            device=device,
        )
        trained(given, aside, plan, folder / "enc")
        repeats(given, plan, base, folder)
        items = list(whole.items)
        if device == "cuda":
            speed(base, items, device="cuda", precision="auto", batch=16)
            speed(base, items, device="cuda", precision="auto", batch=64)
            speed(base, items, device="cuda", precision="fp16", batch=16)
            speed(base, items, device="cuda", precision="fp32", batch=16)
        speed(base, items[:32], device="cpu", precision="fp32", batch=16)
    print(json.dumps({"seconds": round(time.monotonic() - began, 1)}))


if __name__ == "__main__":
    main()
