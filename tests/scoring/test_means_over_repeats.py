"""The mean and the scatter of repeats stand behind them."""

from raters_cases import row, rows_of, simulated

from judge.scoring.raters.repeating import with_means
from judge.scoring.raters.softness import softness


def two_repeats():
    """A judge whose second repeat is another judge's first, and one asked once."""
    coded = simulated(60, 0.4, seed=3, judges={"j": 0.9, "k": 0.6})
    (j, k) = coded.judges
    judges = {j: {0: coded.judges[j][0], 1: coded.judges[k][0]}, k: coded.judges[k]}
    object.__setattr__(coded, "judges", judges)
    return coded


def test_numbers_of_repeats_have_a_mean_and_a_deviation_and_others_do_not():
    """Sample deviation of two: the distance over the root of 2. The row of all repeats enters none."""
    plain = rows_of(softness, two_repeats())

    rows = list(with_means(plain))

    assert rows[: len(plain)] == plain
    wanted = {"judge": "j", "statistic": "brier", "reference": "distribution"}
    first, second, mean, sd = (row(rows, repeat=r, **wanted)["value"] for r in (0, 1, "mean", "sd"))
    assert mean == (first + second) / 2
    assert abs(sd - abs(first - second) / 2**0.5) < 1e-15
    assert row(rows, repeat="mean", **wanted)["low"] is None
    assert not [r for r in rows if r["repeat"] in {"mean", "sd"} and r["judge"] != "j"]


def test_undefined_in_one_repeat_is_undefined_in_the_mean():
    """And says in how many."""
    rows = [r for r in rows_of(softness, two_repeats()) if r["statistic"] == "brier" and r["repeat"] in {0, 1}]
    rows = [r for r in rows if (r["judge"], r["reference"]) == ("j", "distribution")]
    rows[1] |= {"value": None, "status": "undefined", "reason": "why not"}

    mean = row(with_means(rows), repeat="mean")

    assert (mean["value"], mean["reason"]) == (None, "undefined in 1 of 2 repeats: why not")
