"""Measures our bootstrap against a loop over the libraries, as ratios of CPU time within one run.

    python benchmarks/statistics_speed.py [--seed SEED]

First 1,000 replicates of nominal alpha for 5 raters x 3,600 items x 5 dimensions (binary, 5 % missing) against
``krippendorff.alpha`` on resampled columns; then a panel of 10 statistics x 6 judges x 5 dimensions x 1,000 replicates
against scikit-learn and krippendorff. Both sides are given the same resamples and must give the same numbers to 1e-12.
The loops would take minutes: some of their calls are timed, how many is printed, and the rest is reckoned at the same
cost. Ours is the functions a report uses, from ratings to replicates. A report draws its resamples once for all its
numbers; with drawing them for this one alone is printed too, without a bar, while the loop is spared that. CPU seconds,
the fastest of several turns of both sides alike. Exits 1 when a bar is missed.
"""

import argparse
import os
import platform
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
TUNED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""Would change which kernel multiplies matrices."""
if any(os.environ.get(name) != value for name, value in ONE_THREAD.items()) or any(n in os.environ for n in TUNED):
    kept = {name: value for name, value in os.environ.items() if name not in TUNED}
    os.execve(sys.executable, [sys.executable, *sys.argv], kept | ONE_THREAD)  # noqa: S606 - this program again

# After the threads are pinned, which numpy reads once.
import krippendorff  # noqa: E402
import numpy as np  # noqa: E402
import sklearn.metrics as sk  # noqa: E402

from judge.stats.group import coincidences  # noqa: E402
from judge.stats.panel import CLASS, FLAG, PAIR, alphas, f1_of  # noqa: E402
from judge.stats.resampling import Plan, Sums, per_cluster, sum_by_cluster  # noqa: E402

ITEMS, DIMENSIONS, RATERS, JUDGES, REPLICATES = 3600, 5, 5, 6, 1000
ALPHA_BAR, PANEL_BAR, SAME = 400, 2000, 1e-12
ROUNDS, TURNS = 9, 5
"""Ours and the libraries take turns so often, ours so many times each; the fastest of each counts."""
ALPHA_SHARE, PANEL_SHARE = 90, 9
"""So many replicates are left to the libraries."""

Array = np.ndarray
LIBRARY: dict[str, Callable[[Array, Array], float]] = {
    "percent_agreement": sk.accuracy_score,
    "krippendorff_alpha_nominal": lambda y, f: krippendorff.alpha(np.stack([y, f]), level_of_measurement="nominal"),
    "cohen_kappa": sk.cohen_kappa_score,
    "mcc": sk.matthews_corrcoef,
    "balanced_accuracy": sk.balanced_accuracy_score,
    "sensitivity": sk.recall_score,
    "specificity": lambda y, f: sk.recall_score(y, f, pos_label=0),
    "ppv": sk.precision_score,
    "f1": sk.f1_score,
    "f1_macro": lambda y, f: sk.f1_score(y, f, average="macro"),
}
OURS = {name: {**FLAG, **CLASS, **PAIR, "f1": f1_of(1)}[name].number for name in LIBRARY}
ALPHA = alphas(["nominal"])["krippendorff_alpha_nominal"].number


def seconds(work: Callable[[], Array]) -> tuple[float, Array]:
    """CPU seconds of *work*, and what it gave."""
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def binary(rng: np.random.Generator, raters: int) -> tuple[Array, Array]:
    """A truth per dimension, and raters who are wrong in a tenth: dimensions x items, dimensions x raters x items."""
    truth = rng.random((DIMENSIONS, ITEMS)) < 0.3
    return truth, truth[:, None] ^ (rng.random((DIMENSIONS, raters, ITEMS)) < 0.1)


class Alpha:
    """Nominal alpha of five raters on each of five dimensions."""

    def __init__(self, rng: np.random.Generator) -> None:
        _, said = binary(rng, RATERS)
        missing = rng.random(said.shape) < 0.05
        self.codes = np.where(missing, -1, said).astype(np.int16)
        self.floats = np.where(missing, np.nan, said)
        self.calls = DIMENSIONS

    def ours(self, plan: Plan) -> Array:
        """Replicates x dimensions."""
        cells = np.concatenate([coincidences(codes, 2) for codes in self.codes], axis=1)
        sums = sum_by_cluster(cells, np.arange(ITEMS), ITEMS)
        return ALPHA(plan.resample(sums).reshape(plan.replicates, DIMENSIONS, 2, 2))

    def library(self, drawn: Array) -> Array:
        """One replicate: *drawn* are the columns."""
        return np.array([krippendorff.alpha(r[:, drawn], level_of_measurement="nominal") for r in self.floats])


class Panel:
    """Ten statistics of six judges against a reference on each of five dimensions."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.truth, self.said = (part.astype(np.int64) for part in binary(rng, JUDGES))
        self.calls = len(LIBRARY) * JUDGES * DIMENSIONS

    def ours(self, plan: Plan) -> Array:
        """Replicates x dimensions x judges x statistics."""
        cells = (2 * self.truth[:, None] + self.said).reshape(-1, ITEMS)
        sums = np.concatenate([per_cluster(c, np.arange(ITEMS), (ITEMS, 4)) for c in cells], axis=1)
        tables = Sums.of(sums, plan).replicates.reshape(plan.replicates, DIMENSIONS, JUDGES, 2, 2)
        return np.stack([value(tables) for value in OURS.values()], axis=-1)

    def library(self, drawn: Array) -> Array:
        """One replicate: *drawn* are the items."""
        pairs = [(y[drawn], f[drawn]) for y, judges in zip(self.truth, self.said, strict=True) for f in judges]
        found = [[call(y, f) for call in LIBRARY.values()] for y, f in pairs]
        return np.array(found).reshape(DIMENSIONS, JUDGES, len(LIBRARY))


def race(title: str, entrant: Alpha | Panel, plan: Plan, share: int, bar: float) -> bool:
    """Let both take turns; print what came out, and whether it keeps to its bar."""
    drawn = [np.repeat(np.arange(ITEMS), counts) for counts in plan.counts[:share]]
    resampled, drawn_too, theirs, furthest = [], [], [], 0.0
    for part in np.array_split(np.arange(share), ROUNDS):
        for _ in range(TURNS):
            spent, found = seconds(lambda: entrant.ours(plan))
            resampled.append(spent)
            drawn_too.append(seconds(lambda: entrant.ours(Plan(ITEMS, REPLICATES, plan.seed)))[0])
        for i in part:
            spent, expected = seconds(lambda at=i: entrant.library(drawn[at]))
            theirs.append(spent)
            furthest = max(furthest, float(np.abs(found[i] - expected).max()))
    loop, once, twice = min(theirs) * REPLICATES, min(resampled), min(drawn_too)
    calls, timed = REPLICATES * entrant.calls, share * entrant.calls
    fast, same = loop / once >= bar, furthest <= SAME
    print(title)
    print(f"  libraries           {loop:8.1f} s for {calls:,} calls, from {timed:,} of {loop / calls * 1e3:.2f} ms")
    print(f"  ours                {once * 1e3:8.1f} ms: {loop / once:,.0f} x  (bar {bar:,} x)  {said(fast)}")
    print(f"  ours, with drawing  {twice * 1e3:8.1f} ms: {loop / twice:,.0f} x")
    print(f"  difference          {furthest:8.1e} among {timed:,} numbers  (bar {SAME:g})  {said(same)}")
    return fast and same


def said(kept: bool) -> str:  # noqa: FBT001 - one caller, one meaning
    return "PASS" if kept else "FAIL"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20261126)
    rng = np.random.default_rng(seed := parser.parse_args().seed)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scikit-learn", "krippendorff"))
    machine = f"{platform.machine()}, one thread, seed {seed}"
    print(f"statistics_speed: Python {platform.python_version()}, {libraries}; {machine}")
    plan = Plan(ITEMS, REPLICATES, seed)
    about = f"{ITEMS} items x {DIMENSIONS} dimensions, {REPLICATES:,} replicates"
    kept = [
        race(f"alpha: {RATERS} raters x {about}, 5 % missing", Alpha(rng), plan, ALPHA_SHARE, ALPHA_BAR),
        race(f"panel: {len(LIBRARY)} statistics x {JUDGES} judges x {about}", Panel(rng), plan, PANEL_SHARE, PANEL_BAR),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    warnings.simplefilter("error")
    sys.exit(main())
