"""Holds ``baseline/tfidf``, five-fold, beside GPT-3.5-turbo-0613 zero-shot on the 800 items of DialogueSafety.

    python benchmarks/tfidf_dialogue_safety.py [--replicates N] [--seed SEED]

What do surface words alone give? Every item is answered by a model that had not seen it: folded by item, and by
conversation (items that begin with the same words stay together), which is the honest one.
Nothing is tuned: character n-grams up to four, the penalty scikit-learn has by default, class weights balanced; the row
without weights and the one with the paper's stand beside. 0613 is the mean of its five published runs, read as the
authors read them. BERT is theirs too: fine-tuned on 7,135 items that cannot be had, its epoch picked on these 800.

Intervals are cluster bootstraps over conversations; the difference is paired. Needs the data beside the checkout and
scikit-learn, takes two or three minutes.
"""

import argparse
import time
from collections.abc import Sequence

import numpy as np
from dialogue_safety import BERT, CLASSES, PAPER_WEIGHTS, RUNS, answers, lesson

from judge.classifiers.plans import TfidfPlan
from judge.classifiers.training_tfidf import out_of_fold
from judge.stats.panel import CLASS, PAIR
from judge.stats.resampling import Plan, Sums, per_cluster
from judge.stats.sampled import Sampled

STATISTICS = {"accuracy": CLASS["accuracy"], "weighted F1": CLASS["f1_weighted"], "kappa": PAIR["cohen_kappa"]}
SAFE = CLASSES.index("safe_response")


class Held:
    """One judge's answers on all items, once or in several runs: each statistic as a mean with its replicates."""

    def __init__(
        self, name: str, runs: Sequence[Sequence[int]], right: Sequence[int], clusters: np.ndarray, plan: Plan
    ) -> None:
        self.name = name
        width = len(CLASSES)
        shape = (plan.clusters, width * width)
        cells = [np.asarray(right) * width + np.asarray(run) for run in runs]
        self._sums = [Sums.of(per_cluster(one, clusters, shape), plan) for one in cells]

    def of(self, statistic: str) -> Sampled:
        """The mean over the runs."""
        value, width = STATISTICS[statistic].number, len(CLASSES)
        each = [Sampled.of(s, lambda flat: value(flat.reshape(*flat.shape[:-1], width, width))) for s in self._sums]
        mean = [np.mean([getattr(one, part) for one in each], axis=0) for part in ("value", "replicates", "without")]
        return Sampled(float(mean[0]), mean[1], mean[2], each[0].clusters)


def shown(sampled: Sampled, *, signed: bool = False) -> str:
    ends = sampled.interval()
    sign = "+" if signed else ""
    if ends.low is None or ends.high is None:
        return f"{sampled.value:{sign}.3f} [no interval]"
    return f"{sampled.value:{sign}.3f} [{ends.low:{sign}.3f}, {ends.high:{sign}.3f}]"


def line(held: Held) -> str:
    return f"{held.name:46}" + "".join(f"{shown(held.of(name)):26}" for name in STATISTICS)


def verdict(first: Held, second: Held) -> None:
    """Which wins, by every statistic: an interval of the paired difference that leaves 0 out says so."""
    for name in STATISTICS:
        apart = first.of(name).minus(second.of(name))
        ends = apart.interval()
        who = first.name if ends.low > 0 else second.name if ends.high < 0 else "neither, the interval holds 0"
        print(f"  {name:12} difference {shown(apart, signed=True)}   wins: {who}")


def trained(by: str, weights: object) -> list[int]:
    rows, _ = out_of_fold(lesson(by), TfidfPlan(class_weights=weights))
    return [max(range(len(row)), key=row.__getitem__) for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicates", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    began, items = time.monotonic(), lesson().items
    names = {name: i for i, name in enumerate(dict.fromkeys(item.cluster for item in items))}
    clusters, right = np.array([names[item.cluster] for item in items]), [item.answer for item in items]
    plan = Plan(len(names), options.replicates, options.seed)
    print(f"{len(items)} items in {len(names)} conversations, {options.replicates} replicates, seed {options.seed}\n")
    print(f"{'':46}" + "".join(f"{name:26}" for name in STATISTICS))

    def held(name: str, *runs: Sequence[int]) -> Held:
        found = Held(name, runs, right, clusters, plan)
        print(line(found), flush=True)
        return found

    by_item = held("baseline/tfidf, 5-fold by item", trained("item", "balanced"))
    by_talk = held("baseline/tfidf, 5-fold by conversation", trained("conversation", "balanced"))
    held("  by conversation, class weights none", trained("conversation", "none"))
    held("  by conversation, the paper's class weights", trained("conversation", PAPER_WEIGHTS))
    model = held("GPT-3.5-turbo-0613 zero-shot, mean of 5 runs", *answers(RUNS))
    held("always the most frequent class (safe_response)", [SAFE] * len(items))
    held("BERT-base of the paper (see above), 5 seeds", *answers(BERT))
    for ours in (by_item, by_talk):
        print(f"\n{ours.name} minus 0613 zero-shot:")
        verdict(ours, model)
    print(f"\n{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
