"""Our numbers are the ones scikit-learn and krippendorff give, to 1e-12, on seeded ratings."""

import krippendorff
import numpy as np
import pytest
from sklearn import metrics
from stats_cases import krippendorff_alpha_nominal

from judge.stats import STATISTICS

CLASS_ORACLES = {
    "cohen_kappa": metrics.cohen_kappa_score,
    "accuracy": metrics.accuracy_score,
    "balanced_accuracy": metrics.balanced_accuracy_score,
    "mcc": metrics.matthews_corrcoef,
    "f1_macro": lambda y, f: metrics.f1_score(y, f, average="macro", zero_division=0),
    "f1_weighted": lambda y, f: metrics.f1_score(y, f, average="weighted", zero_division=0),
    "precision_weighted": lambda y, f: metrics.precision_score(y, f, average="weighted", zero_division=0),
    "recall_weighted": lambda y, f: metrics.recall_score(y, f, average="weighted", zero_division=0),
}
FLAG_ORACLES = {
    "sensitivity": metrics.recall_score,
    "specificity": lambda y, f: metrics.recall_score(y, f, pos_label=0),
    "f1": metrics.f1_score,
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("classes", [2, 3, 8])
@pytest.mark.parametrize("name", CLASS_ORACLES)
def test_it_equals_scikit_learn_on_classes(name, classes, seed):
    """Two, three and eight classes; the judge right in about half the cases."""
    rng = np.random.default_rng(100 * classes + seed)
    reference = np.concatenate([np.arange(classes), rng.integers(0, classes, 200)])
    judge = np.where(rng.random(reference.size) < 0.5, reference, rng.integers(0, classes, reference.size))

    assert STATISTICS[name]([reference, judge]).value == pytest.approx(CLASS_ORACLES[name](reference, judge), abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", FLAG_ORACLES)
def test_it_equals_scikit_learn_on_flags(name, seed):
    """A rare flag, as harm is."""
    rng = np.random.default_rng(seed)
    reference = (rng.random(300) < 0.1).astype(int)
    judge = np.where(rng.random(300) < 0.8, reference, 1 - reference)

    assert STATISTICS[name]([reference, judge]).value == pytest.approx(FLAG_ORACLES[name](reference, judge), abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_alpha_equals_krippendorff_where_items_drop_out(seed):
    """The library is given everything, we hand it what is pairable: the value is the same."""
    rng = np.random.default_rng(seed)
    ratings = rng.integers(0, 4, (5, 60)).astype(float)
    ratings[rng.random(ratings.shape) < 0.5] = np.nan

    oracle = krippendorff.alpha(ratings, level_of_measurement="nominal")
    assert krippendorff_alpha_nominal(ratings).value == pytest.approx(oracle, abs=1e-12)


def test_a_class_the_judge_never_gives_counts_as_precision_zero():
    """Class 1 is never given: precision (1/2 * 1 + 0 * 1) / 2 = .25, as scikit-learn with zero_division=0."""
    reference, judge = [0, 1], [0, 0]

    value = STATISTICS["precision_weighted"]([reference, judge]).value
    assert value == 0.25 == metrics.precision_score(reference, judge, average="weighted", zero_division=0)
