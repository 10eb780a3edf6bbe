"""Our numbers are those of scikit-learn, krippendorff and statsmodels, to 1e-12, on seeded ratings."""

import krippendorff
import numpy as np
import pytest
from sklearn import metrics
from stats_cases import of_codes
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa
from statsmodels.stats.proportion import proportion_confint

from judge.stats import STATISTICS
from judge.stats.group import Layout, answer_counts, cells, coincidences
from judge.stats.intervals import clopper_pearson, wilson
from judge.stats.metrics import METRICS
from judge.stats.panel import CLASS, FLAG, PAIR, alphas, f1_of, group_statistics
from judge.stats.resampling import Plan, Sums, sum_by_cluster
from judge.stats.sampled import Sampled

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


def some_ratings(seed, *, raters=5, items=60, answers=4, missing=0.5):
    """Raters who often agree; half of the ratings missing, some items with one or none."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, answers, items)
    ratings = np.where(rng.random((raters, items)) < 0.4, truth, rng.integers(0, answers, (raters, items))).astype(
        float
    )
    ratings[rng.random(ratings.shape) < missing] = np.nan
    return ratings


def alpha_of(metric, values):
    """Alpha of flat sums of coincidences."""
    value, width = alphas([metric], values)[f"krippendorff_alpha_{metric}"].number, len(values)
    return lambda sums: value(sums.reshape(*sums.shape[:-1], width, width))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("metric", METRICS)
def test_alpha_equals_krippendorff_where_items_drop_out(metric, seed):
    """Of an array and of sums, with answers that are not evenly spaced."""
    ratings = np.array([1.0, 2.0, 4.0, 7.5, np.nan])[np.nan_to_num(some_ratings(seed), nan=4).astype(int)]
    codes, values = of_codes(ratings)

    oracle = krippendorff.alpha(ratings, level_of_measurement=metric)
    assert STATISTICS[f"krippendorff_alpha_{metric}"](ratings).value == pytest.approx(oracle, abs=1e-12)
    assert alpha_of(metric, values)(coincidences(codes, 4).sum(axis=0)) == pytest.approx(oracle, abs=1e-12)


@pytest.mark.parametrize("metric", METRICS)
def test_an_item_that_weighs_three_is_three_items(metric):
    """The library is given the columns so often; a weight of 0 is no item."""
    ratings = some_ratings(11) + 1
    codes, values = of_codes(ratings)
    weights = np.random.default_rng(12).integers(0, 4, codes.shape[1])

    weighted = alpha_of(metric, values)((coincidences(codes, 4) * weights[:, None]).sum(axis=0))
    oracle = krippendorff.alpha(np.repeat(ratings, weights, axis=1), level_of_measurement=metric)
    assert weighted == pytest.approx(oracle, abs=1e-12)


@pytest.mark.parametrize("metric", METRICS)
def test_a_replicate_is_the_library_on_the_columns_it_drew(metric):
    """Fifteen conversations of four items: the plan's counts, expanded into columns, one replicate after the other."""
    ratings, clusters, plan = some_ratings(13) + 1, np.repeat(np.arange(15), 4), Plan(15, 25, 7)
    codes, values = of_codes(ratings)
    sums = Sums.of(sum_by_cluster(coincidences(codes, 4), clusters, 15), plan)

    sampled = Sampled.of(sums, alpha_of(metric, values))
    for counts, replicate in zip(plan.counts, sampled.replicates, strict=True):
        assert counts.sum() == 15
        drawn = np.repeat(ratings, counts[clusters], axis=1)
        assert replicate == pytest.approx(krippendorff.alpha(drawn, level_of_measurement=metric), abs=1e-12)


def test_a_replicate_of_a_table_is_scikit_learn_on_the_items_it_drew():
    """Kappa, MCC, balanced accuracy and weighted F1 of the same draws: they are paired."""
    pair, clusters, plan = (
        some_ratings(14, raters=2, missing=0).astype(int),
        np.repeat(np.arange(15), 4),
        Plan(15, 25, 8),
    )
    columns = (4 * pair[0] + pair[1])[:, None] == np.arange(16)
    sums = Sums.of(sum_by_cluster(columns.astype(float), clusters, 15), plan)

    for name in ("cohen_kappa", "mcc", "balanced_accuracy", "f1_weighted"):
        number = {**PAIR, **CLASS}[name].number
        sampled = Sampled.of(sums, lambda flat, number=number: number(flat.reshape(*flat.shape[:-1], 4, 4)))
        for counts, replicate in zip(plan.counts, sampled.replicates, strict=True):
            drawn = np.repeat(pair, counts[clusters], axis=1)
            assert replicate == pytest.approx(CLASS_ORACLES[name](*drawn), abs=1e-12), name


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("name", "weights"), [("cohen_kappa_linear", "linear"), ("cohen_kappa_quadratic", "quadratic")]
)
def test_weighted_kappa_is_scikit_learns_and_statsmodels(name, weights, seed):
    """Five ordered answers, all of which occur."""
    rng = np.random.default_rng(seed)
    first = np.concatenate([np.arange(5), rng.integers(0, 5, 100)])
    second = np.clip(first + rng.integers(-1, 2, first.size), 0, 4)
    table = metrics.confusion_matrix(first, second, labels=range(5))

    ours = STATISTICS[name]([first, second]).value
    assert ours == pytest.approx(metrics.cohen_kappa_score(first, second, weights=weights, labels=range(5)), abs=1e-12)
    assert ours == pytest.approx(cohens_kappa(table, wt=weights).kappa, abs=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_fleiss_and_randolph_are_statsmodels(seed):
    """Six raters without gaps: statsmodels knows no missing rating."""
    codes = some_ratings(seed, raters=6, missing=0).astype(int)
    sums, named = cells(codes, 4).sum(axis=0), group_statistics(Layout(6, 4))

    for name, method in (("fleiss_kappa", "fleiss"), ("brennan_prediger", "randolph")):
        oracle = fleiss_kappa(answer_counts(codes, 4), method=method)
        assert float(named[name].number(sums)) == pytest.approx(oracle, abs=1e-12)


@pytest.mark.parametrize("answer", range(3))
def test_f1_of_an_answer_is_scikit_learns(answer):
    """One against the rest."""
    first, second = some_ratings(3, raters=2, answers=3, missing=0).astype(int)

    ours = float(f1_of(answer).number(metrics.confusion_matrix(first, second)))
    oracle = metrics.f1_score(first == answer, second == answer)
    assert ours == pytest.approx(oracle, abs=1e-12)


def test_the_flag_statistics_are_scikit_learns_on_what_was_read():
    """Of 300 items 40 without a verdict, which the library does not see; missed and false alarms count them."""
    rng = np.random.default_rng(9)
    reference = (rng.random(300) < 0.2).astype(float)
    judge = np.where(rng.random(300) < 0.85, reference, 1 - reference)
    judge[rng.choice(300, 40, replace=False)] = np.nan
    read = ~np.isnan(judge)
    y, f = reference[read].astype(int), judge[read].astype(int)

    ours = {name: STATISTICS[name]([reference, judge]).value for name in FLAG}
    oracles = {
        "ppv": metrics.precision_score(y, f),
        "npv": metrics.precision_score(y, f, pos_label=0),
        "negative_agreement": metrics.f1_score(y, f, pos_label=0),
        "positive_agreement": metrics.f1_score(y, f),
        "judge_prevalence": f.mean(),
        "prevalence": reference.mean(),
        "pabak": 2 * metrics.accuracy_score(y, f) - 1,
        "prevalence_index": ((y & f).sum() - ((1 - y) & (1 - f)).sum()) / y.size,
        "bias_index": f.mean() - y.mean(),
        "missed": 1 - ((reference == 1) & (judge == 1)).sum() / reference.sum(),
        "false_alarms": ((reference == 0) & (judge == 1)).sum() / (reference == 0).sum(),
    }
    assert {name: ours[name] for name in oracles} == pytest.approx(oracles, abs=1e-12)


@pytest.mark.parametrize(("k", "n"), [(0, 7), (1, 7), (7, 7), (3, 40), (59, 1200), (1, 1)])
def test_intervals_of_shares_are_statsmodels(k, n):
    """Wilson's, and Clopper and Pearson's, which is called beta there."""
    assert wilson(k, n) == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-12)
    assert clopper_pearson(k, n) == pytest.approx(proportion_confint(k, n, method="beta"), abs=1e-12)


def test_a_class_the_judge_never_gives_counts_as_precision_zero():
    """Class 1 is never given: precision (1/2 * 1 + 0 * 1) / 2 = .25, as scikit-learn with zero_division=0."""
    reference, judge = [0, 1], [0, 0]

    value = STATISTICS["precision_weighted"]([reference, judge]).value
    assert value == 0.25 == metrics.precision_score(reference, judge, average="weighted", zero_division=0)
