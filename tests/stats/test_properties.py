"""What must hold of every statistic of the panel, whatever the ratings."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from judge.stats import group
from judge.stats.family import Statistic
from judge.stats.flags import table_of
from judge.stats.metrics import METRICS
from judge.stats.panel import CLASS, FLAG, ORDERED_PAIR, PAIR, WHOLE, alphas, f1_of, group_statistics, numeric_pair

ANSWERS = 3
VALUES = (0.5, 1.5, 4.0)
F1S = {f"f1 of {answer}": f1_of(answer) for answer in range(ANSWERS)}
NUMERIC = numeric_pair(VALUES)
OF_TABLES = {**PAIR, **ORDERED_PAIR, **NUMERIC, **CLASS, **F1S}
ONE_SIDED = {"balanced_accuracy", "f1_weighted", "precision_weighted"}
"""Those of tables that speak of a reference; all others have none."""
OF_GROUPS = {
    **group_statistics(group.Layout(2, ANSWERS), ordered=True),
    **alphas(tuple(METRICS), VALUES),
}
NAMED_ANSWERS = {*PAIR, *CLASS, *group_statistics(group.Layout(2, ANSWERS)), "krippendorff_alpha_nominal"}
"""Those to which answers are names."""

CODES = st.integers(-1, ANSWERS - 1)
PAIRS = st.integers(0, 10).flatmap(lambda items: arrays(np.int64, (2, items), elements=CODES))
GROUPS = st.tuples(st.integers(2, 4), st.integers(0, 10)).flatmap(lambda shape: arrays(np.int64, shape, elements=CODES))
FLAGS = st.integers(0, 10).flatmap(lambda items: arrays(np.int64, (2, items), elements=st.integers(-1, 1)))
ORDERS = st.randoms(use_true_random=False)
several = settings(deadline=None, max_examples=30)
"""Each example goes through every statistic."""


def of_pair(name: str, codes: np.ndarray, weights: np.ndarray | None = None) -> float:
    """A statistic of tables: the first rater down; only items with both ratings are in."""
    return _value(OF_TABLES[name], pair_table(codes[:2], weights))


def pair_table(codes: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """How often each answer of the first met each of the second."""
    cells = np.where((codes >= 0).all(axis=0), ANSWERS * codes[0] + codes[1], -1)
    return _counts(cells, (ANSWERS, ANSWERS), weights)


def of_flags(name: str, codes: np.ndarray, weights: np.ndarray | None = None) -> float:
    """A statistic of flags; any answer but the first flags, -1 is no verdict."""
    return _value(FLAG[name], flag_table(codes[:2], weights))


def flag_table(codes: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """The reference down, the judge across, without a verdict last."""
    reference, judge = np.where(codes < 0, np.nan, np.minimum(codes, 1))
    return _counts(table_of(reference, judge), (2, 3), weights)


def _counts(cells, shape, weights):
    given_ = None if weights is None else weights[cells >= 0]
    return np.bincount(cells[cells >= 0], given_, int(np.prod(shape))).astype(float).reshape(shape)


def of_group(name: str, codes: np.ndarray, weights: np.ndarray | None = None, *, values=VALUES) -> float:
    """A statistic of any number of raters."""
    per_item = (group.coincidences if "alpha" in name else group.cells)(codes, ANSWERS)
    sums = per_item.sum(axis=0) if weights is None else weights @ per_item
    if "alpha" in name:
        return _value(alphas(tuple(METRICS), values)[name], sums.reshape(ANSWERS, ANSWERS))
    return _value(group_statistics(group.Layout(len(codes), ANSWERS), ordered=True)[name], sums)


def _value(statistic: Statistic, sums: np.ndarray) -> float:
    with np.errstate(all="ignore"):
        return float(statistic.number(sums))


EVERY: dict[str, Callable[..., float]] = {
    **{f"{name} of a pair": partial(of_pair, name) for name in OF_TABLES},
    **{f"{name} of flags": partial(of_flags, name) for name in FLAG},
    **{f"{name} of a group": partial(of_group, name) for name in OF_GROUPS},
}
"""Every statistic of the panel, of raters x items of codes."""


def same(value: float) -> object:
    """Equal to rounding; undefined equals undefined."""
    return pytest.approx(value, abs=1e-9, nan_ok=True)


@several
@given(GROUPS, ORDERS)
def test_the_order_of_items_matters_to_nothing(codes, random):
    """Any order."""
    shuffled = codes[:, random.sample(range(codes.shape[1]), codes.shape[1])]

    for name, of in EVERY.items():
        assert of(shuffled) == same(of(codes)), name


@several
@given(GROUPS, ORDERS)
def test_the_order_of_raters_matters_only_where_one_is_the_reference(codes, random):
    """Three statistics of tables speak of a reference, and those of flags."""
    shuffled = codes[random.sample(range(len(codes)), len(codes))]

    for name in OF_GROUPS:
        assert of_group(name, shuffled) == same(of_group(name, codes)), name
    for name in OF_TABLES.keys() - ONE_SIDED:
        assert of_pair(name, codes[1::-1]) == same(of_pair(name, codes)), name


@several
@given(FLAGS)
def test_what_is_the_judges_becomes_the_references_where_they_change_places(codes):
    """On items both decided: what was found of the flagged turns into what was right of the alarms."""
    both = codes[:, (codes >= 0).all(axis=0)]
    swapped = {"sensitivity": "ppv", "specificity": "npv", "prevalence": "judge_prevalence"}
    kept = ("f1", "positive_agreement", "negative_agreement", "mcc", "pabak", "prevalence_index")

    for name, other in (*swapped.items(), *zip(kept, kept, strict=True)):
        assert of_flags(name, both) == same(of_flags(other, both[::-1])), name
    assert of_flags("bias_index", both) == same(-of_flags("bias_index", both[::-1]))


@several
@given(GROUPS, st.permutations(range(ANSWERS)))
def test_where_answers_are_names_any_name_will_do(codes, order):
    """The same ratings with the answers renamed."""
    renamed = np.array([*order, -1])[codes]

    for name in NAMED_ANSWERS & OF_GROUPS.keys():
        assert of_group(name, renamed) == same(of_group(name, codes)), name
    for name in NAMED_ANSWERS & OF_TABLES.keys():
        assert of_pair(name, renamed) == same(of_pair(name, codes)), name
    for answer in range(ANSWERS):
        assert of_pair(f"f1 of {order[answer]}", renamed) == same(of_pair(f"f1 of {answer}", codes))


@several
@given(GROUPS)
def test_an_order_may_be_read_from_either_end(codes):
    """Best first or worst first."""
    turned = np.where(codes < 0, -1, ANSWERS - 1 - codes)

    for name in ORDERED_PAIR:
        assert of_pair(name, turned) == same(of_pair(name, codes)), name
    for name in ("fleiss_kappa_quadratic", "gwet_ac2_quadratic", "krippendorff_alpha_ordinal"):
        assert of_group(name, turned) == same(of_group(name, codes)), name


@several
@given(GROUPS, st.sampled_from([0.1, 2.0, 30.0]), st.sampled_from([-5.0, 0.0, 7.0]))
def test_the_unit_of_a_scale_does_not_matter(codes, unit, zero):
    """Interval alpha knows neither unit nor zero, ratio alpha no unit."""
    moved, scaled = (tuple(unit * value + shift for value in VALUES) for shift in (zero, 0))

    for name, values in (("krippendorff_alpha_interval", moved), ("krippendorff_alpha_ratio", scaled)):
        assert of_group(name, codes, values=values) == same(of_group(name, codes)), name


@several
@given(GROUPS)
def test_every_cluster_twice_changes_nothing_but_alphas_correction_for_few_ratings(codes):
    """1 - alpha grows by (2n - 1) / (2n - 2), n being the ratings in items with two or more; all else stays.

    Observed disagreement is a mean and stays; expected disagreement loses less by not pairing a rating with itself.
    """
    for name, of in EVERY.items():
        if "alpha" not in name:
            assert of(np.tile(codes, 2)) == same(of(codes)), name
            continue
        observed = (codes[:2] if "pair" in name else codes) >= 0
        n = int(observed[:, observed.sum(axis=0) > 1].sum())
        factor = (2 * n - 1) / (2 * n - 2) if n else 1
        assert of(np.tile(codes, 2)) == same(1 - (1 - of(codes)) * factor), name


@several
@given(GROUPS, st.lists(st.integers(0, 3), min_size=10, max_size=10))
def test_an_item_that_weighs_so_much_is_so_many_items(codes, drawn):
    """Whole weights, 0 among them."""
    weights = np.array(drawn[: codes.shape[1]], dtype=np.int64)

    for name, of in EVERY.items():
        assert of(codes, weights.astype(float)) == same(of(np.repeat(codes, weights, axis=1))), name


@several
@given(GROUPS, st.sampled_from([0.5, 3.7]))
def test_what_all_items_weigh_alike_does_not_matter(codes, weight):
    """But to alpha, whose correction for few ratings counts them."""
    weights = np.full(codes.shape[1], weight)

    for name, of in EVERY.items():
        if "alpha" not in name:
            assert of(codes, weights) == same(of(codes)), name


@several
@given(PAIRS)
def test_a_rating_that_is_missing_takes_its_item_out_of_the_pair(codes):
    """As if the item had never been: two ratings that are not observed are no agreement."""
    both = codes[:, (codes >= 0).all(axis=0)]

    for name in OF_TABLES:
        assert of_pair(name, codes) == same(of_pair(name, both)), name


@several
@given(FLAGS)
def test_an_item_without_a_verdict_is_out_but_for_what_counts_it_as_missed(codes):
    """What the reference left open is out of all. For the three that keep it, no verdict is as good as a clearance."""
    decided = codes[:, codes[0] >= 0]
    read, cleared = decided[:, decided[1] >= 0], np.maximum(decided, 0)

    for name in FLAG:
        value = of_flags(name, codes)
        assert value == same(of_flags(name, decided)), name
        assert value == same(of_flags(name, cleared if name in WHOLE else read)), name


@several
@given(GROUPS)
def test_raters_and_items_without_a_rating_are_not_there(codes):
    """An empty row and two empty columns; to alpha and percent agreement an item with one rating is empty too."""
    wider = np.pad(codes, ((0, 1), (0, 2)), constant_values=-1)
    paired = codes[:, (codes >= 0).sum(axis=0) > 1]

    for name in OF_GROUPS:
        assert of_group(name, wider) == same(of_group(name, codes)), name
        if "alpha" in name or name == "percent_agreement":
            assert of_group(name, paired) == same(of_group(name, codes)), name


@several
@given(PAIRS)
def test_of_two_raters_the_coefficients_of_groups_are_those_of_pairs(codes):
    """Fleiss' kappa is Scott's pi, Conger's is Cohen's, alpha is alpha; on items both rated."""
    both = codes[:, (codes >= 0).all(axis=0)]
    other = {
        "fleiss_kappa": "scott_pi",
        "conger_kappa": "cohen_kappa",
    }

    for name in OF_GROUPS.keys() - {"fleiss_kappa_quadratic"}:
        assert of_group(name, both) == same(of_pair(other.get(name, name), both)), name


@several
@given(PAIRS)
def test_what_has_no_value_has_a_reason_and_what_has_one_keeps_within_its_bounds(codes):
    """Between -1 and 1, and never infinite."""
    tables = [(statistic, pair_table(codes)) for statistic in OF_TABLES.values()]

    for statistic, counts in (*tables, *((statistic, flag_table(codes)) for statistic in FLAG.values())):
        value = _value(statistic, counts)
        assert (-1 - 1e-9 <= value <= 1 + 1e-9) or (np.isnan(value) and statistic.why(counts)), statistic.name
