"""Statistics against numbers printed by others; each test says by whom."""

import numpy as np
import pytest
from stats_cases import balanced_accuracy, cohen_kappa, krippendorff_alpha_nominal, mcc, percent_agreement

from judge.stats import STATISTICS
from judge.stats.intervals import wilson

_ = float("nan")

KRIPPENDORFF_2011_C = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
WIKIPEDIA_3_X_15 = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]


def two_raters(table: list[list[int]]) -> np.ndarray:
    """The ratings behind a table of counts: rows the first rater's answers, columns the second's."""
    cells = [(i, j, n) for i, row in enumerate(table) for j, n in enumerate(row)]
    return np.array([[i for i, _, n in cells for _ in range(n)], [j for _, j, n in cells for _ in range(n)]])


@pytest.mark.parametrize(
    ("ratings", "value"),
    [
        (KRIPPENDORFF_2011_C, 0.743421052631579),  # Krippendorff 2011 (.743); R irr; krippendorff 0.9.0
        (WIKIPEDIA_3_X_15, 0.691358024691358),  # Wikipedia (.691)
        ([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], 0.09523809523809534),  # Krippendorff 2011 A
        ([[1, 1, 1], [1, 1, 0]], 0.0),  # one deviating rating: D_o = 2/6, D_e = (5*1*2)/(6*5) = 2/6
        ([[0, 1], [1, 0]], -0.5),  # D_o = 1, D_e = (2*2*2)/(4*3) = 2/3: 1 - 3/2
    ],
)
def test_alpha_is_the_published_one(ratings, value):
    """Missing ratings and any number of raters included."""
    assert krippendorff_alpha_nominal(ratings).value == pytest.approx(value, abs=1e-12)


# po, kappa, alpha, MCC of 2 x 2 tables; the first five with a published kappa (in the comment).
TABLES = [
    ([[20, 5], [10, 15]], 0.7, 0.4, 0.4, 0.4082482904638631),  # Wikipedia, Cohen (.40)
    ([[45, 15], [25, 15]], 0.6, 0.13043478260869554, 0.12527472527472538, 0.1336306209562122),  # Wikipedia (.1304)
    ([[25, 35], [5, 35]], 0.6, 0.25925925925925924, 0.1959595959595959, 0.31180478223116176),  # Wikipedia (.2593)
    ([[40, 9], [6, 45]], 0.85, 0.6995192307692307, 0.700751879699248, 0.7007858361449263),  # Feinstein, Cicchetti 1990
    ([[80, 10], [5, 5]], 0.85, 0.318181818181818, 0.3177142857142856, 0.32673201960653564),  # the same (.32)
    ([[118, 5], [2, 0]], 0.944, -0.02339181286549608, -0.024691358024691468, -0.026028960314767677),  # Gwet 2002
]


@pytest.mark.parametrize(("table", "po", "kappa", "alpha", "correlation"), TABLES)
def test_a_two_by_two_table_gives_its_published_coefficients(table, po, kappa, alpha, correlation):
    """The same 85 % of agreement is a kappa of .70 or of .32: prevalence decides."""
    ratings = two_raters(table)

    assert percent_agreement(ratings).value == pytest.approx(po, abs=1e-12)
    assert cohen_kappa(ratings).value == pytest.approx(kappa, abs=1e-12)
    assert krippendorff_alpha_nominal(ratings).value == pytest.approx(alpha, abs=1e-12)
    assert mcc(ratings).value == pytest.approx(correlation, abs=1e-12)


def test_kappa_and_alpha_of_three_abstractors_classes_are_gwets():
    """Gwet 2014, table cont3x3abstractors."""
    ratings = two_raters([[13, 0, 0], [0, 20, 7], [0, 4, 56]])

    assert cohen_kappa(ratings).value == pytest.approx(0.796409402184, abs=1e-12)
    assert krippendorff_alpha_nominal(ratings).value == pytest.approx(0.797258497731, abs=1e-12)


def test_kappa_of_three_classes_is_scikit_learns():
    """0.9315 in its test suite: 46 and 40 and 10 the same, 4 times 1 against 0."""
    first, second = [0] * 46 + [1] * 44 + [2] * 10, [0] * 50 + [1] * 40 + [2] * 10

    assert cohen_kappa([first, second]).value == pytest.approx(0.9315068493150684, abs=1e-12)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2552885198782742, 0.36620957698280004),
        (15, 148, 0.06238639953073628, 0.16048724172330803),
        (0, 20, 0.0, 0.1611251580528194),
        (1, 29, 0.006113214292762667, 0.17175521879320294),
    ],
)
def test_wilson_gives_newcombes_intervals(k, n, low, high):
    """Newcombe 1998, table I, method 3."""
    assert wilson(k, n) == pytest.approx((low, high), abs=1e-12)


def test_balanced_accuracy_and_mcc_are_scikit_learns_examples():
    """Class 0: 3 of 4 found, class 1: 1 of 2: (.75 + .5) / 2 = .625. MCC: (2*0 - 1*1) / sqrt(3*3*1*1) = -1/3."""
    assert balanced_accuracy([[0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]]).value == 0.625
    assert mcc([[1, 1, 1, -1], [1, -1, 1, 1]]).value == pytest.approx(-1 / 3, abs=1e-12)


def test_a_judge_against_people_gives_the_worked_confusion_counts():
    """120 items: 40 failing (judge 30, misses 10), 80 passing (judge 78, 2 alarms). Kappa .763 as published."""
    pair = two_raters([[78, 2], [10, 30]])

    found = {name: STATISTICS[name](pair).value for name in ("sensitivity", "specificity", "missed", "false_alarms")}
    assert found == {"sensitivity": 30 / 40, "specificity": 78 / 80, "missed": 10 / 40, "false_alarms": 2 / 80}
    assert cohen_kappa(pair).value == pytest.approx(0.763157894737, abs=1e-12)
    assert STATISTICS["f1"](pair).value == 60 / 72  # 2*30 / (2*30 + 10 + 2)
