"""How a classifier is trained: every choice, with what is chosen when nobody does."""

from dataclasses import asdict
from typing import Any, Literal

from judge.classifiers.weighing import Weights
from judge.errors import SettingsError
from judge.record import dataclass

TFIDF = "baseline/tfidf"
"""The model that needs no network and no weights: character n-grams and logistic regression."""

Pick = Literal["cohen_kappa", "f1_macro", "f1_weighted", "accuracy", "loss"]
PICKS: tuple[Pick, ...] = ("cohen_kappa", "f1_macro", "f1_weighted", "accuracy", "loss")
Precision = Literal["auto", "fp32", "bf16", "fp16"]
PRECISIONS: tuple[Precision, ...] = ("auto", "fp32", "bf16", "fp16")


@dataclass(frozen=True, kw_only=True)
class TfidfPlan:
    """How ``baseline/tfidf`` is trained. Nothing in it was tuned on any data."""

    class_weights: Weights = "balanced"
    folds: int = 5
    split_seed: int = 0
    longest: int = 4
    """Characters of the longest n-gram; from one character on."""
    c: float = 1.0
    """Inverse strength of the regression's penalty; scikit-learn's own default."""


@dataclass(frozen=True, kw_only=True)
class EncoderPlan:
    """How an encoder is fine-tuned. Learning rate, decay, warm-up, epochs and batch are the source paper's."""

    model: str
    """A folder, or a name on Hugging Face."""
    seeds: tuple[int, ...] = (42,)
    class_weights: Weights = "balanced"
    validation: float = 0.15
    """The share of items, by whole conversations, that picks the checkpoint."""
    split_seed: int = 0
    pick: Pick = "cohen_kappa"
    """The figure on the validation items by which an epoch, and a seed, is picked."""
    epochs: int = 5
    patience: int = 2
    """Epochs without a better figure after which a seed stops; 0: never."""
    batch: int = 16
    learning_rate: float = 2e-5
    weight_decay: float = 0.01
    warm_up: float = 0.1
    """The share of all steps in which the learning rate rises."""
    clip: float = 1.0
    """The longest a gradient may be."""
    max_length: int = 512
    """Tokens of context and response together."""
    precision: Precision = "auto"
    """``auto``: bf16 on a GPU that has it, else fp16 there; fp32 on a CPU."""
    device: Literal["auto", "cpu", "cuda"] = "auto"

    def __post_init__(self) -> None:
        _check(self.seeds and len(set(self.seeds)) == len(self.seeds), "seeds", self.seeds)
        _check(0 < self.validation < 1, "validation", self.validation)
        _check(0 <= self.warm_up < 1, "warm-up", self.warm_up)
        _check(self.learning_rate > 0, "learning-rate", self.learning_rate)
        _check(self.pick in PICKS, "pick", self.pick)
        _check(self.precision in PRECISIONS, "precision", self.precision)
        _check(self.device in ("auto", "cpu", "cuda"), "device", self.device)

    def as_json(self) -> dict[str, Any]:  # JSON-ready values
        """Every choice that decides the result: seeds, which may be added to, and the device are not among them."""
        return {k: v for k, v in asdict(self).items() if k not in ("seeds", "device")}


_HINTS = {
    "seeds": "different numbers with commas, e.g. 42,43",
    "validation": "a share above 0 and below 1, e.g. 0.15",
    "warm-up": "a share, 0 or above and below 1",
    "learning-rate": "a number above 0, e.g. 2e-5",
    "pick": "cohen_kappa, f1_macro, f1_weighted, accuracy or loss",
    "precision": "auto, fp32, bf16 or fp16",
    "device": "auto, cpu or cuda",
}


def _check(holds: object, option: str, value: object) -> None:
    if not holds:
        raise SettingsError(f"--{option} cannot be {value!r}", hint=_HINTS[option])


def differing(before: dict[str, Any], now: dict[str, Any]) -> str | None:  # JSON-ready values
    """The first choice that two trainings do not share; ``None`` when there is none."""
    return next((k for k in (*now, *before) if before.get(k) != now.get(k)), None)
