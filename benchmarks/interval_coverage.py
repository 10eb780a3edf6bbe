"""Counts how often our 95 % intervals hold the truth, over simulated data sets whose truth is known.

    python benchmarks/interval_coverage.py [--quick] [--workers N]

Conversations with several items each, some of them graver and some harder to judge than others, so that items of one
conversation come out alike; seeds are written beside each row. Everything is computed by the functions a report uses.
Each row stands beside its bar; exits 1 when one is missed. With ``--quick`` a tenth of the data sets: figures to look
at, held to bars that are wider by three standard errors.

A data set in which the statistic is undefined (nobody flagged anything) makes no claim and is left out; its share is
printed. So is one without an interval.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np

from judge.scoring.requirements.requiring import read_requirement
from judge.scoring.tallying import count_alpha, count_pairs, pairs_of
from judge.stats.correction import Calibration, Corrected, rogan_gladen
from judge.stats.estimate import Estimate
from judge.stats.family import Family, Ledger
from judge.stats.flags import table_of
from judge.stats.panel import FLAG, PAIR, alphas
from judge.stats.rectification import Items, doubly_robust, post_stratified, ppi_plus_plus
from judge.stats.resampling import Plan

Ends = tuple[float, float] | None
Found = dict[str, Ends]
"""The interval of each statistic of one data set; ``None`` where there is none."""
Draw = Callable[[np.random.Generator], Found]

ALPHA = alphas(["nominal"])["krippendorff_alpha_nominal"]
MISSED, SENSITIVITY, KAPPA = FLAG["missed"], FLAG["sensitivity"], PAIR["cohen_kappa"]
GATE = read_requirement("sensitivity.low >= 0.8")


def holds(interval: Ends, truth: float) -> bool:
    return interval is not None and interval[0] <= truth <= interval[1]


def passes(interval: Ends, _: float) -> bool:
    return interval is not None and GATE.keeps(interval[0])


@dataclass(frozen=True)
class Study:
    """Data sets of one kind, and what is promised of them."""

    title: str
    seed: int
    sets: int
    draw: Draw
    truth: float
    bars: dict[str, tuple[float, float]]
    """Least and most share of data sets, for each statistic; one without a bar stands beside for contrast."""
    counts: Callable[[Ends, float], bool] = holds
    what: str = "covers"


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What conversations look like."""

    clusters: int = 50
    items: tuple[int, int] = (2, 2)
    """Fewest and most items a conversation has."""
    prevalence: float = 0.05
    alike: float = 0.0
    """Correlation of the truth within a conversation; 0 for none."""
    error: float = 0.1
    """Of experts: how often they are wrong. Of a judge: how often it misses what fails."""
    error_alike: float = 0.0
    """How much these errors depend on the conversation."""

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Each item's conversation, whether it fails, and how likely an error is there."""
        sizes = rng.integers(self.items[0], self.items[1] + 1, self.clusters)
        clusters = np.repeat(np.arange(self.clusters), sizes)
        fails = rng.random(clusters.size) < around(rng, self.prevalence, self.alike, self.clusters)[clusters]
        return clusters, fails, around(rng, self.error, self.error_alike, self.clusters)[clusters]

    def __str__(self) -> str:
        low, high = self.items
        alike = f", alike {self.alike:g}/{self.error_alike:g}" if self.alike or self.error_alike else ""
        return f"{self.clusters} x {low if low == high else f'{low}-{high}'}, prevalence {self.prevalence:g}{alike}"


def around(rng: np.random.Generator, mean: float, alike: float, count: int) -> np.ndarray:
    """A probability for each conversation: a beta distribution, whose draws within one then correlate by *alike*."""
    if alike == 0:
        return np.full(count, mean)
    weight = (1 - alike) / alike
    return rng.beta(mean * weight, (1 - mean) * weight, count)


def plan(rng: np.random.Generator, clusters: int) -> Plan:
    return Plan(clusters, seed=int(rng.integers(2**62)))


def ends(estimate: Estimate | Corrected) -> Ends:
    return None if estimate.low is None or estimate.high is None else (estimate.low, estimate.high)


# Agreement: three experts ------------------------------------------------------------------------


def agreement(rng: np.random.Generator, *, shape: Shape) -> Found:
    clusters, fails, wrong = shape.draw(rng)
    codes = (fails ^ (rng.random((3, fails.size)) < wrong)).astype(np.int16)
    ledger = Ledger(plan(rng, shape.clusters), clusters)
    names = count_pairs(ledger, codes, 2)
    count_alpha(ledger, "alpha", codes, 2)
    families = ledger.close()
    plain = families["alpha"].sampled(ALPHA.number).interval(bca=False)
    return {
        "alpha": ends(families["alpha"].estimate(ALPHA)),
        "kappa": ends(pairs_of(families, names, codes).mean(KAPPA)),
        "(alpha, percentiles)": None if plain.low is None else (plain.low, plain.high),
    }


def true_agreement(shape: Shape) -> float:
    """Alpha and kappa of ever more conversations: raters are alike in law, so that the two are one number."""
    error, p = shape.error, shape.prevalence
    flagged = p * (1 - error) + (1 - p) * error
    return 1 - error * (1 - error) * (1 - shape.error_alike) / (flagged * (1 - flagged))


# Misses: a judge against a reference -------------------------------------------------------------


def flags_of(rng: np.random.Generator, shape: Shape) -> Family:
    """The judge flags what fails unless it misses it, and a tenth of what does not."""
    clusters, fails, wrong = shape.draw(rng)
    judge = np.where(fails, rng.random(fails.size) >= wrong, rng.random(fails.size) < 0.1)
    ledger = Ledger(plan(rng, shape.clusters), clusters)
    ledger.count("flags", table_of(fails * 1.0, judge * 1.0), (2, 3))
    return ledger.close()["flags"]


def misses(rng: np.random.Generator, *, shape: Shape) -> Found:
    family = flags_of(rng, shape)
    estimate = family.estimate(MISSED)
    if estimate.value is None:
        return {"missed": None, "(percentiles)": None}
    replicates = family.sampled(MISSED.number).replicates
    low, high = np.nanquantile(replicates, [0.025, 0.975])
    return {"missed": ends(estimate), "(percentiles)": (float(low), float(high))}


def gated(rng: np.random.Generator, *, shape: Shape) -> Found:
    """What the gate looks at; beside it the plain value, as if that were held to the same number."""
    estimate = flags_of(rng, shape).estimate(SENSITIVITY)
    value = estimate.value
    return {GATE.text: ends(estimate), "(value alone)": None if value is None else (value, value)}


# Corrected rates of a candidate ------------------------------------------------------------------

RATE, SENS, SPEC, LABELS, JUDGED = 0.9, 0.9, 0.8, 300, 3600


def verdicts(rng: np.random.Generator, truth: np.ndarray) -> np.ndarray:
    return (rng.random(truth.size) < np.where(truth == 1, SENS, 1 - SPEC)) * 1.0


def passing(rng: np.random.Generator, clusters: np.ndarray, rate: float, alike: float) -> np.ndarray:
    return (rng.random(clusters.size) < around(rng, rate, alike, int(clusters[-1]) + 1)[clusters]) * 1.0


def own_labels(rng: np.random.Generator, *, size: int, alike: float) -> Found:
    """A random sample of conversations of this candidate is labelled."""
    clusters = np.repeat(np.arange(JUDGED // size), size)
    truth = passing(rng, clusters, RATE, alike)
    said = verdicts(rng, truth)
    items = Items(said, np.where(clusters < LABELS // size, truth, np.nan), clusters)
    chance = np.where(said == 1, 0.05, 0.25) * np.where(clusters % 2, 1.0, 0.6)
    chosen = Items(said, np.where(rng.random(JUDGED) < chance, truth, np.nan), clusters, 1 / chance)
    return {
        "post-stratified": ends(post_stratified(items)),
        "PPI++": ends(ppi_plus_plus(items)),
        "doubly robust": ends(doubly_robust(chosen)),
        "(raw rate)": (float(said.mean()), float(said.mean())),
    }


def other_labels(rng: np.random.Generator, *, size: int, alike: float) -> Found:
    """Labels are of other candidates' items, of which half pass."""
    clusters = np.repeat(np.arange(JUDGED // size), size)
    said = verdicts(rng, passing(rng, clusters, RATE, alike))
    pool = np.repeat(np.arange(LABELS // size), size)
    known = passing(rng, pool, 0.5, alike)
    calibration = Calibration(verdicts(rng, known), known, pool + clusters[-1] + 1)
    return {"Rogan-Gladen, Lee": ends(rogan_gladen(said, clusters, calibration))}


# The table -----------------------------------------------------------------------------------------

NEAR, AT_LEAST, FEW = (0.93, 0.97), (0.93, 1.0), (0.0, 0.05)
AGREEMENT = (
    Shape(items=(4, 4), prevalence=0.5, alike=0.3, error=0.1, error_alike=0.1),
    Shape(items=(4, 4), prevalence=0.1, alike=0.3, error=0.05, error_alike=0.1),
    Shape(items=(1, 8), prevalence=0.5, alike=0.3, error=0.1, error_alike=0.1),
    Shape(items=(1, 8), prevalence=0.1, alike=0.3, error=0.05, error_alike=0.1),
)
MISSES = (
    Shape(error=0.05),
    Shape(alike=0.3, error=0.05, error_alike=0.2),
    Shape(items=(9, 9), alike=0.3, error=0.05, error_alike=0.2),
    Shape(items=(1, 12), alike=0.3, error=0.05, error_alike=0.2),
    Shape(clusters=400, items=(9, 9), alike=0.3, error=0.05, error_alike=0.2),
    Shape(items=(4, 4), prevalence=0.2, alike=0.3, error=0.3, error_alike=0.3),
    Shape(items=(9, 9), prevalence=0.5, alike=0.3, error=0.1, error_alike=0.3),
    Shape(clusters=15, items=(20, 20), prevalence=0.2, alike=0.3, error=0.1, error_alike=0.2),
)
GATED = tuple(Shape(prevalence=p, alike=a, error=0.3, error_alike=a) for a in (0.0, 0.4) for p in (0.05, 0.1, 0.3, 0.5))


def studies() -> Iterator[Study]:
    """Every row of the table, in its order."""
    for i, shape in enumerate(AGREEMENT):
        draw, bars = partial(agreement, shape=shape), {"alpha": NEAR, "kappa": NEAR}
        yield Study(str(shape), 101 + i, 4000, draw, true_agreement(shape), bars)
    for i, shape in enumerate(MISSES):
        draw, title = partial(misses, shape=shape), f"{shape}, sensitivity {1 - shape.error:g}"
        yield Study(title, 201 + i, 6000, draw, shape.error, {"missed": AT_LEAST})
    for i, shape in enumerate(GATED):
        draw, title = partial(gated, shape=shape), f"{shape}, sensitivity {1 - shape.error:g}"
        yield Study(title, 301 + i, 2000, draw, 1 - shape.error, {GATE.text: FEW}, passes, "passed by")
    for i, (size, alike) in enumerate(((1, 0.0), (5, 0.3))):
        about = f"{LABELS} labels, {JUDGED} judged" + (f", {size} a conversation, alike {alike:g}" if alike else "")
        # PPI++ stands beside the corrected rate; its published interval is made for independent items.
        own = dict.fromkeys(("post-stratified", "doubly robust", *(() if alike else ("PPI++",))), NEAR)
        yield Study(f"own {about}", 401 + i, 4000, partial(own_labels, size=size, alike=alike), RATE, own)
        draw = partial(other_labels, size=size, alike=alike)
        yield Study(f"others' {about}", 411 + i, 4000, draw, RATE, {"Rogan-Gladen, Lee": NEAR})


def line(study: Study, name: str, found: Sequence[Ends], *, slack: float) -> tuple[str, bool]:
    """One line, and whether it keeps to its bar, *slack* standard errors forgiven."""
    known = [interval for interval in found if interval is not None]
    share = float(np.mean([study.counts(interval, study.truth) for interval in known]))
    error = (share * (1 - share) / len(known)) ** 0.5
    gone = f"  none in {1 - len(known) / len(found):.1%}" if len(known) < len(found) else ""
    text = f"  {name:<26}{study.what} {share:6.4f} +- {error:.4f}"
    if name not in study.bars:
        return f"{text}  for contrast{gone}", True
    low, high = study.bars[name]
    held = low - slack * error <= share <= high + slack * error
    return f"{text}  {low:.2f} to {high:.2f}  {'PASS' if held else 'FAIL'}{gone}", held


def simulate(study: Study, share: float) -> dict[str, list[Ends]]:
    rng = np.random.default_rng(study.seed)
    sets = [study.draw(rng) for _ in range(max(200, round(study.sets * share)))]
    return {name: [found[name] for found in sets] for name in sets[0]}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    share, slack = (0.1, 3.0) if options.quick else (1.0, 0.0)
    started, every, kept = time.perf_counter(), list(studies()), []
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the workers are the threads
    with ProcessPoolExecutor(options.workers, get_context("spawn")) as pool:
        for study, found in zip(every, pool.map(partial(simulate, share=share), every), strict=True):
            sets = len(next(iter(found.values())))
            print(f"{study.title}: truth {study.truth:.3f}, {sets} data sets (seed {study.seed})", flush=True)
            for name, intervals in found.items():
                text, held = line(study, name, intervals, slack=slack)
                kept += [held] if name in study.bars else []
                print(text, flush=True)
    missed = len(kept) - sum(kept)
    print(f"interval_coverage: {missed} of {len(kept)} bars missed, {time.perf_counter() - started:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
