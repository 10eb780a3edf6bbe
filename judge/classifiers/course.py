"""One seed's way through its epochs: what it learned, how well, and where it can go on after a kill."""

import time
from collections.abc import Iterator, Sequence
from math import ceil, inf, isfinite
from typing import Any

from judge.classifiers.encoder import Encoder
from judge.classifiers.framing import Framed, by_length
from judge.classifiers.measuring import figures_of
from judge.classifiers.news import News, Watch
from judge.classifiers.plans import EncoderPlan
from judge.errors import SettingsError
from judge.record import dataclass

_STRIDE = 1_000_003
"""Between the seeds of two epochs' orders."""
_NO_DECAY = 2
"""A parameter of fewer dimensions (a bias, a norm) is not drawn to 0."""

Epoch = dict[str, Any]
"""What is recorded of an epoch: JSON-ready values."""


@dataclass(frozen=True)
class Pupils:
    """Texts with the answers that were given to them."""

    rows: Sequence[Framed]
    answers: Sequence[int]


def warmed(step: int, *, warm: int, steps: int) -> float:
    """The share of the full learning rate at *step*: up in a straight line while *warm*, then down to 0.

    >>> [warmed(step, warm=2, steps=6) for step in range(6)]
    [0.5, 1.0, 1.0, 0.75, 0.5, 0.25]
    """
    return (step + 1) / warm if step < warm else (steps - step) / max(1, steps - warm)


class Course:
    """The training of one seed; `state` and `resume` let another process continue where an epoch ended."""

    def __init__(self, encoder: Encoder, plan: EncoderPlan, weights: Sequence[float], *, seed: int) -> None:
        self.encoder, self.plan, self.seed = encoder, plan, seed
        self.torch = torch = encoder.torch
        self.precision = encoder.precision(plan.precision)
        self.weights = tuple(weights)
        parameters = list(encoder.model.parameters())
        decayed = [p for p in parameters if p.ndim >= _NO_DECAY]
        plain = [p for p in parameters if p.ndim < _NO_DECAY]
        groups = [
            {"params": decayed, "weight_decay": plan.weight_decay},
            {"params": plain, "weight_decay": 0.0},
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=plan.learning_rate)
        self.scaler = torch.amp.GradScaler(encoder.device, enabled=self.precision == "fp16")
        self.history: list[Epoch] = []

    def learn(self, pupils: Pupils, validation: Pupils, watch: Watch) -> Epoch:
        """One epoch: every text once in an order of its own, then the figures on what was not learned from.

        Raises:
            SettingsError: The loss is no number any more, or memory does not suffice.
        """
        began, epoch = time.monotonic(), len(self.history)
        try:
            loss = self._epoch(pupils, epoch, watch)
            learned_s = time.monotonic() - began
            figures = self.examine(validation)
        except self.torch.OutOfMemoryError:
            raise SettingsError(
                f"not enough memory for batches of {self.plan.batch} texts", hint="a smaller --batch or --max-length"
            ) from None
        speed = len(pupils.answers) / learned_s
        found = {
            "epoch": epoch + 1,
            "train_loss": loss,
            "validation": figures,
            "learning_rate": self._rate(self._steps(pupils) * (epoch + 1) - 1, pupils),
            "seconds": round(time.monotonic() - began, 3),
            "items_per_s": round(speed, 2),
        }
        self.history.append(found)
        steps = self._steps(pupils)
        watch(News(self.seed, epoch + 1, self.plan.epochs, steps, steps, loss, speed, figures))
        return found

    def examine(self, pupils: Pupils) -> dict[str, float | None]:
        """The loss and the figures on texts that are not learned from."""
        torch = self.torch
        self.encoder.model.eval()
        said, lost, weighed = [0] * len(pupils.answers), 0.0, 0.0
        with torch.inference_mode():
            for places in by_length(pupils.rows, 2 * self.plan.batch):
                with self.encoder.autocast(self.precision):
                    logits = self.encoder.logits([pupils.rows[i] for i in places]).float()
                loss, weight = self._loss(logits, [pupils.answers[i] for i in places])
                lost, weighed = lost + float(loss), weighed + weight
                for i, answer in zip(places, logits.argmax(-1).tolist(), strict=True):
                    said[i] = answer
        figures = figures_of(pupils.answers, said, len(self.weights))
        return {"loss": lost / weighed if weighed else None, **figures}

    def is_over(self) -> bool:
        """Whether every epoch has passed, or none has been better for as long as was agreed."""
        done, best = len(self.history), self.best()
        waited = done - best if best else 0
        return done >= self.plan.epochs or bool(self.plan.patience and waited >= self.plan.patience)

    def best(self) -> int:
        """The number of the best epoch so far, from 1; 0 before the first."""
        if not self.history:
            return 0
        return 1 + max(range(len(self.history)), key=lambda i: (*standing(self.history[i], self.plan.pick), -i))

    def state(self) -> dict[str, Any]:  # tensors and plain values
        """Everything that the next epoch depends on."""
        torch = self.torch
        return {
            "model": self.encoder.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scaler": self.scaler.state_dict(),
            "chance": torch.get_rng_state(),
            "chance_gpu": torch.cuda.get_rng_state_all() if self.encoder.device == "cuda" else [],
            "history": self.history,
        }

    def resume(self, state: dict[str, Any]) -> None:  # what `state` gave
        """Stand where *state* was taken."""
        self.encoder.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.scaler.load_state_dict(state["scaler"])
        self.torch.set_rng_state(state["chance"])
        if self.encoder.device == "cuda":
            self.torch.cuda.set_rng_state_all(state["chance_gpu"])
        self.history = list(state["history"])

    def _epoch(self, pupils: Pupils, epoch: int, watch: Watch) -> float:
        self.encoder.model.train()
        began, steps = time.monotonic(), self._steps(pupils)
        lost, weighed = self.torch.zeros((), device=self.encoder.device), 0.0
        for n, places in enumerate(self._order(len(pupils.answers), epoch)):
            loss, weight = self._step(pupils, places, self._rate(epoch * steps + n, pupils))
            lost, weighed = lost + loss, weighed + weight
            seen = min((n + 1) * self.plan.batch, len(pupils.answers))
            speed = seen / max(time.monotonic() - began, 1e-9)
            mean = float(lost) / weighed if n % 10 == 0 and weighed else 0.0
            if n % 10 == 0:
                watch(News(self.seed, epoch + 1, self.plan.epochs, n + 1, steps, mean, speed))
        mean = float(lost) / weighed if weighed else inf
        if not isfinite(mean):
            raise SettingsError(
                f"the loss of seed {self.seed} is no number any more in epoch {epoch + 1}",
                hint="a smaller --learning-rate, or --precision fp32",
            )
        return mean

    def _step(self, pupils: Pupils, places: Sequence[int], rate: float) -> tuple[Any, float]:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with self.encoder.autocast(self.precision):
            logits = self.encoder.logits([pupils.rows[i] for i in places])
        loss, weight = self._loss(logits.float(), [pupils.answers[i] for i in places])
        if weight > 0:
            self.optimizer.zero_grad(set_to_none=True)
            self.scaler.scale(loss / weight).backward()
            self.scaler.unscale_(self.optimizer)
            self.torch.nn.utils.clip_grad_norm_(self.encoder.model.parameters(), self.plan.clip)
            self.scaler.step(self.optimizer)
            self.scaler.update()
        return loss.detach(), weight

    def _loss(self, logits: Any, answers: Sequence[int]) -> tuple[Any, float]:
        """Cross-entropy of each text times its class's weight, summed, and the sum of these weights."""
        given = [self.weights[answer] for answer in answers]
        wanted = self.torch.tensor(list(answers), device=self.encoder.device)
        each = self.torch.nn.functional.cross_entropy(logits, wanted, reduction="none")
        return (each * self.torch.tensor(given, device=self.encoder.device)).sum(), sum(given)

    def _order(self, n: int, epoch: int) -> Iterator[list[int]]:
        chance = self.torch.Generator().manual_seed(self.seed + _STRIDE * (epoch + 1))
        order = self.torch.randperm(n, generator=chance).tolist()
        return (order[at : at + self.plan.batch] for at in range(0, n, self.plan.batch))

    def _steps(self, pupils: Pupils) -> int:
        return ceil(len(pupils.answers) / self.plan.batch)

    def _rate(self, step: int, pupils: Pupils) -> float:
        steps = self._steps(pupils) * self.plan.epochs
        return self.plan.learning_rate * warmed(step, warm=round(steps * self.plan.warm_up), steps=steps)


def standing(epoch: Epoch, pick: str) -> tuple[float, float]:
    """How good an epoch is, for comparing: by *pick*, then by the lower loss. What is undefined is the worst."""
    found = epoch["validation"]
    loss = inf if found["loss"] is None else found["loss"]
    return (-loss if pick == "loss" else -inf if found[pick] is None else found[pick]), -loss
