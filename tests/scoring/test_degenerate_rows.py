"""Labels from which nothing can be known: every number says so with its reason, and none is made up."""

import warnings

import pytest
from scoring_cases import a_dimension, one_question, units_of

from judge.ratings import Unit
from judge.scoring import agreement
from judge.stats.estimate import NO_ITEM, NO_PAIR, NO_VARIATION, ONE_CLASS, ONE_SIDED
from judge.stats.sampled import NO_SPREAD, TOO_FEW
from judge.table import Row

BEYOND_CHANCE = {
    *("krippendorff_alpha_nominal", "krippendorff_alpha_ordinal", "cohen_kappa", "scott_pi", "gwet_ac1"),
    *("brennan_prediger", "fleiss_kappa", "conger_kappa", "mcc", "balanced_accuracy", "pabak", "kappa_max"),
    *("cohen_kappa_linear", "cohen_kappa_quadratic", "gwet_ac2_quadratic", "fleiss_kappa_quadratic"),
    *("krippendorff_alpha_nominal_with_judge", "krippendorff_alpha_nominal_difference"),
}
"""What corrects for chance or balances classes: nothing of it exists without variation."""


@pytest.fixture(autouse=True)
def no_warnings():
    """Other tools warn of a division by zero, and go on."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def rows_of(judges, experts, **options) -> list[Row]:
    """The rows about the judge J and about the experts."""
    table = agreement(one_question(judges, experts, **options), replicates=200)
    return [row for row in table.rows if row["judge"] in ("J", "experts")]


def beyond_chance(rows: list[Row], judge: str | None = None) -> list[Row]:
    """Those that correct for chance."""
    found = [r for r in rows if r["statistic"] in BEYOND_CHANCE and judge in (None, r["judge"])]
    assert len(found) > 8
    return found


def reasons(rows: list[Row]) -> set[str]:
    """Why they have no value; fails when one has one, or an interval, or no reason."""
    assert {(r["statistic"], r["value"], r["status"], r["low"], r["high"]) for r in rows} == {
        (r["statistic"], None, "undefined", None, None) for r in rows
    }
    return {r["reason"].rpartition("undefined: ")[2] for r in rows}


def test_every_row_has_a_value_or_a_reason_and_every_value_an_interval_or_a_reason():
    """Through all the cases below."""
    cases = [
        ({"J": "yyyy"}, {"a": "yyyy", "b": "yyyy"}),
        ({"J": "yyyn"}, {"a": "yyyy", "b": "yyyy"}),
        ({"J": "..yy"}, {"a": "y...", "b": ".n.."}),
        ({"J": "xru/"}, {"a": "ynyn", "b": "yynn"}),
        ({"J": "ynyn"}, {"a": "uu//", "b": "//uu"}),
        ({"J": "y"}, {"a": "y", "b": "n"}),
        ({"J": "ynyn"}, {}),
    ]

    for judges, experts in cases:
        for row in rows_of(judges, experts):
            assert (row["value"] is None) == (row["status"] == "undefined"), row
            assert row["value"] is not None or row["reason"], row
            assert (row["low"] is None) == (row["high"] is None) == (row["interval_method"] is None), row
            assert row["low"] is None or row["low"] < row["high"], row


@pytest.mark.parametrize("answers", [["no", "yes"], ["none", "some", "much"]])
def test_where_all_ratings_are_equal_nothing_beyond_chance_is_known(answers):
    """Elsewhere alpha is 1.0, an exception, or a division by zero; MCC 0.0."""
    kind = a_dimension("kind", answers=answers, passes_on=answers[1:], scale="ordinal")

    rows = rows_of({"J": "1111"}, {"a": "1111", "b": "1111"}, dimension=kind)

    assert reasons(beyond_chance(rows)) == {NO_VARIATION, ONE_CLASS}
    agreed = {r["reference"]: r for r in rows if r["statistic"] == "percent_agreement"}
    assert (agreed[None]["value"], agreed[None]["interval_reason"]) == (1.0, NO_SPREAD)  # a mean over pairs
    low = 4 / (4 + 1.959963984540054**2)  # Wilson's of 4 of 4: .5101
    assert agreed["pairs"]["interval_method"] == "wilson"
    assert (agreed["pairs"]["value"], agreed["pairs"]["low"]) == (1.0, pytest.approx(low, abs=1e-12))


def test_one_deviating_rating_makes_alpha_zero_because_it_is_and_mcc_unknown():
    """Three raters, one item of four apart: the experts never vary, so what they agree on beyond chance is unknown."""
    rows = rows_of({"J": "yyyn"}, {"a": "yyyy", "b": "yyyy"})

    assert reasons(beyond_chance(rows, "experts")) == {NO_VARIATION, ONE_CLASS}
    judge = {(r["statistic"], r["reference"]): r for r in beyond_chance(rows, "J")}
    assert judge["krippendorff_alpha_nominal", "pairs"]["value"] == 0.0
    assert judge["cohen_kappa", "majority"]["value"] == 0.0
    assert judge["cohen_kappa", "majority"]["interval_reason"] == NO_SPREAD
    assert reasons([judge["mcc", "majority"]]) == {ONE_SIDED}
    assert reasons([judge["balanced_accuracy", "majority"]]) == {ONE_CLASS}
    assert reasons([judge["krippendorff_alpha_nominal_difference", "experts"]]) == {NO_VARIATION}


def test_without_an_item_that_two_rated_nothing_is_known():
    """Each rater on items of its own: no agreement, not full agreement and not none."""
    rows = rows_of({"J": "..yy"}, {"a": "y...", "b": ".n.."})

    assert reasons(beyond_chance(rows)) <= {NO_ITEM, NO_PAIR}
    assert reasons([r for r in rows if r["statistic"] == "percent_agreement"]) <= {NO_ITEM, NO_PAIR}
    latent = [r for r in rows if r["statistic"].startswith("latent")]
    assert reasons([r for r in latent if r["judge"] == "experts"]) == {NO_PAIR}
    assert reasons([r for r in latent if r["judge"] == "J"]) <= {NO_ITEM, NO_PAIR}


def test_answers_that_are_no_verdict_are_never_an_agreement():
    """Both unsure, both not applicable: nothing was agreed on. The judge's own are not either."""
    unsure = rows_of({"J": "uu//"}, {"a": "uu//", "b": "uu//"})
    unread = rows_of({"J": "xxrr"}, {"a": "ynyn", "b": "yynn"})

    assert reasons(beyond_chance(unsure)) <= {NO_ITEM, NO_PAIR}
    assert reasons([r for r in unsure if r["statistic"] == "percent_agreement"]) <= {NO_ITEM, NO_PAIR}
    alone = [r for r in beyond_chance(unread, "J") if r["statistic"] != "krippendorff_alpha_nominal_with_judge"]
    assert reasons([r for r in alone if not r["statistic"].endswith("difference")]) <= {NO_ITEM, NO_PAIR}
    missed = [r for r in unread if (r["judge"], r["statistic"], r["reference"]) == ("J", "missed", "any")]
    assert [(r["numerator"], r["denominator"]) for r in missed] == [(3, 3)]  # a flags 2 and 4, b 3 and 4


@pytest.mark.parametrize("word", ["yyyyyy", "nnnnnn"])
def test_a_constant_judge_has_no_correlation_and_half_the_accuracy(word):
    """Kappa 0 and balanced accuracy .5 are values; MCC is 0/0, which others print as 0."""
    rows = rows_of({"J": word}, {"a": "ynynyy", "b": "ynynyy"})

    judge = {r["statistic"]: r for r in rows if (r["judge"], r["reference"]) == ("J", "majority")}
    assert (judge["cohen_kappa"]["value"], judge["balanced_accuracy"]["value"]) == (0.0, 0.5)
    assert reasons([judge["mcc"]]) == {ONE_SIDED}
    for name in ("cohen_kappa", "balanced_accuracy"):
        assert (judge[name]["low"], judge[name]["interval_reason"]) == (None, NO_SPREAD)


def test_one_item_has_no_interval_but_of_shares():
    """Of one item a bootstrap would draw that item a thousand times."""
    rows = rows_of({"J": "y"}, {"a": "y", "b": "n"})

    valued = [r for r in beyond_chance(rows) if r["value"] is not None]
    assert valued
    assert {(r["low"], r["interval_reason"]) for r in valued} == {(None, TOO_FEW)}


def test_one_cluster_has_no_interval_but_that_of_a_single_trial():
    """Six items of one scenario: coefficients have none, shares reach as far as one independent item would."""
    units = {f"r{i}": Unit(f"r{i}", "s0", "model-a") for i in range(6)}

    rows = rows_of({"J": "ynynyn"}, {"a": "ynyyyn", "b": "ynynnn"}, units=units)

    assert {(r["low"], r["interval_reason"]) for r in beyond_chance(rows)} == {(None, TOO_FEW)}
    (found,) = [r for r in rows if (r["judge"], r["statistic"], r["reference"]) == ("J", "sensitivity", "majority")]
    assert (found["value"], found["high"], found["n_clusters"]) == (1.0, 1.0, 1)
    assert found["low"] == pytest.approx(1 / (1 + 1.959963984540054**2), abs=1e-12)  # 1 of 1, not 2 of 2


def test_without_labels_there_is_no_agreement_and_no_error():
    """The judge's own answers are still counted nowhere as agreement."""
    rows = rows_of({"J": "ynyn"}, {})

    assert reasons(beyond_chance(rows)) <= {NO_ITEM, NO_PAIR}
    assert not [r for r in rows if r["value"] is not None and r["reference"] is not None]


def test_an_answer_called_nan_is_an_answer():
    """Other tools take the word for a missing rating: then these would be two items, all alike."""
    kind = a_dimension("kind", answers=["nan", "none", "null"], passes_on=["none"])

    rows = rows_of({"J": "0112"}, {"a": "0112", "b": "0111"}, dimension=kind, units=units_of(4))

    (found,) = [r for r in rows if (r["judge"], r["statistic"], r["reference"]) == ("experts", "cohen_kappa", "pairs")]
    assert found["n_items"] == 4
    # a says nan 1, none 2, null 1; b nan 1, none 3: agreed 3/4, by chance (1*1 + 2*3 + 1*0)/16 = 7/16: 5/16 of 9/16
    assert found["value"] == pytest.approx(5 / 9, abs=1e-12)
    shares = [r for r in rows if (r["judge"], r["statistic"], r["answer"]) == ("J", "answer_share", "nan")]
    assert {r["value"] for r in shares} == {0.25}
