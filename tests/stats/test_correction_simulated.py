"""Which correction keeps its promise depends on how the labels were drawn (seed 20261126, 400 data sets each).

Sensitivity .9, specificity .8, true rate .9, 300 labels, 3,600 judged.
"""

import numpy as np
import pytest

from judge.stats.correction import Calibration, rogan_gladen
from judge.stats.rectification import Items, doubly_robust, post_stratified, ppi, ppi_plus_plus

RUNS, JUDGED, LABELS, TRUE_RATE = 400, 3600, 300, 0.9
SENSITIVITY, SPECIFICITY = 0.9, 0.8


def drawn(rng, shape, rate):
    """Truths of that rate with the judge's verdicts."""
    truth = (rng.random(shape) < rate) * 1.0
    passing = np.where(truth == 1, SENSITIVITY, 1 - SPECIFICITY)
    return truth, (rng.random(shape) < passing) * 1.0


def coverage(found):
    """The share of intervals that hold the true rate, and the mean error."""
    held = [f.low <= TRUE_RATE <= f.high for f in found]
    return float(np.mean(held)), float(np.mean([f.value for f in found])) - TRUE_RATE


def items_of(truth, verdicts, labelled, weights=None):
    return Items(verdicts, np.where(labelled, truth, np.nan), np.arange(truth.size), weights)


@pytest.fixture(scope="module")
def own():
    """Labels are a random sample of this candidate's items."""
    rng = np.random.default_rng(20261126)
    truth, verdicts = drawn(rng, (RUNS, JUDGED), TRUE_RATE)
    labelled = np.arange(JUDGED) < LABELS
    return [items_of(y, f, labelled) for y, f in zip(truth, verdicts, strict=True)]


@pytest.fixture(scope="module")
def other():
    """Labels come from a pool of which half passes."""
    rng = np.random.default_rng(20261127)
    truth, verdicts = drawn(rng, (RUNS, JUDGED), TRUE_RATE)
    pool = drawn(rng, (RUNS, LABELS), 0.5)
    return list(zip(truth, verdicts, *pool, strict=True))


def test_with_labels_of_its_own_the_verdicts_are_worth_a_shorter_interval(own):
    """All keep their promise; post-stratified and PPI++ are half as wide as Rogan-Gladen (.058 and .057 to .112)."""
    known = [Calibration(i.verdicts[:LABELS], i.truth[:LABELS], i.clusters[:LABELS]) for i in own]
    lee = [rogan_gladen(i.verdicts, i.clusters, c) for i, c in zip(own, known, strict=True)]
    found = {estimate: [estimate(i) for i in own] for estimate in (post_stratified, ppi_plus_plus, ppi)}

    for estimates in (*found.values(), lee):
        held, bias = coverage(estimates)
        assert held == pytest.approx(0.95, abs=0.03)
        assert abs(bias) < 0.005
    width = {name: np.mean([f.high - f.low for f in estimates]) for name, estimates in found.items()}
    assert width[post_stratified] == pytest.approx(0.058, abs=0.002)
    assert width[ppi_plus_plus] == pytest.approx(0.057, abs=0.002)
    assert width[ppi] == pytest.approx(0.077, abs=0.002)
    assert np.mean([f.high - f.low for f in lee]) == pytest.approx(0.112, abs=0.005)


def test_with_labels_of_others_only_rogan_gladen_is_right(other):
    """Bias -.218 of the post-stratified form, none of whose intervals holds the truth; Rogan-Gladen .95."""
    lee, wrong = [], []
    for truth, verdicts, pool_truth, pool_verdicts in other:
        lee.append(
            rogan_gladen(
                verdicts, np.arange(JUDGED), Calibration(pool_verdicts, pool_truth, JUDGED + np.arange(LABELS))
            )
        )
        joined = np.concatenate([pool_truth, truth]), np.concatenate([pool_verdicts, verdicts])
        wrong.append(post_stratified(items_of(*joined, np.arange(JUDGED + LABELS) < LABELS)))

    held, bias = coverage(lee)
    assert held == pytest.approx(0.95, abs=0.03)
    assert abs(bias) < 0.01
    held, bias = coverage(wrong)
    assert held == 0.0
    assert bias == pytest.approx(-0.2, abs=0.03)


def test_where_failing_looking_items_were_labelled_more_often_the_weights_put_it_right():
    """Failing items are labelled with probability .25, passing ones with .05, whatever the verdict.

    Without the weights the rate comes out far too low; with them it is right, and so is the interval.
    """
    rng = np.random.default_rng(20261128)
    truth, verdicts = drawn(rng, (RUNS, JUDGED), TRUE_RATE)
    chance = np.where(truth == 1, 0.05, 0.25)
    labelled = rng.random(truth.shape) < chance
    some = [items_of(*parts[:3], 1 / parts[3]) for parts in zip(truth, verdicts, labelled, chance, strict=True)]

    held, bias = coverage([doubly_robust(i) for i in some])
    assert held == pytest.approx(0.95, abs=0.03)
    assert abs(bias) < 0.005
    held, bias = coverage([post_stratified(i) for i in some])
    assert held < 0.05
    assert bias < -0.1


@pytest.mark.parametrize(("labels", "rate", "least"), [(100, 0.9, 0.92), (300, 0.95, 0.92)])
def test_few_labels_and_rare_failures_keep_most_of_the_promise(labels, rate, least):
    """Smoothed variances hold where plain ones fall to .915."""
    rng = np.random.default_rng(20261129)
    truth, verdicts = drawn(rng, (RUNS, JUDGED), rate)
    labelled = np.arange(JUDGED) < labels
    found = [post_stratified(items_of(y, f, labelled)) for y, f in zip(truth, verdicts, strict=True)]

    assert np.mean([f.low <= rate <= f.high for f in found]) >= least


def test_conversations_of_alike_items_do_not_break_the_interval():
    """60 conversations of 10 items that mostly pass or fail together; every second conversation is labelled.

    Taken for independent, the same intervals hold the truth far less often.
    """
    rng = np.random.default_rng(20261130)
    rate = rng.choice([0.99, 0.72], size=(RUNS, 60, 1), p=[2 / 3, 1 / 3])  # 0.9 on average
    truth = (rng.random((RUNS, 60, 10)) < rate).reshape(RUNS, 600) * 1.0
    verdicts = (rng.random((RUNS, 600)) < np.where(truth == 1, SENSITIVITY, 1 - SPECIFICITY)) * 1.0
    clusters = np.repeat(np.arange(60), 10)
    seen = np.where(clusters % 2 == 0, truth, np.nan)

    honest = [post_stratified(Items(f, y, clusters)) for f, y in zip(verdicts, seen, strict=True)]
    naive = [post_stratified(Items(f, y, np.arange(600))) for f, y in zip(verdicts, seen, strict=True)]
    assert coverage(honest)[0] == pytest.approx(0.95, abs=0.03)
    assert coverage(naive)[0] < coverage(honest)[0] - 0.03
