"""A gate lets nothing through by default: not by absence, not by averaging, not by never objecting."""

import pytest
from scoring_cases import ASK, a_dimension, a_harm, a_rubric, judged, labelled, one_question, units_of

from judge.errors import InputError
from judge.ratings import Ratings
from judge.scoring import agreement
from judge.scoring.coding import code
from judge.scoring.requirements.checking import NOT_ASKED, Evidence, check
from judge.scoring.requirements.requiring import read_requirement

KNOWN = {}


def evidence_of(ratings, judges=("J",)):
    """Counted once for all tests of the same ratings, which stay in the dict so that their id stays theirs."""
    if id(ratings) not in KNOWN:
        coded = code(ratings)
        KNOWN[id(ratings)] = ratings, coded, agreement(coded, replicates=50).rows
    _, coded, rows = KNOWN[id(ratings)]
    return Evidence(coded, rows, [panel for panel in coded.judges if panel[0] in judges])


def checked(ratings, *texts, judges=("J",)):
    return check([read_requirement(text) for text in texts], evidence_of(ratings, judges))


def the_check(ratings, text):
    (row,) = checked(ratings, text)
    return row


GOOD = one_question({"J": "n" * 40 + "y" * 40}, dict.fromkeys("abc", "n" * 40 + "y" * 40))


def test_the_worse_end_of_the_interval_counts():
    """40 of 40 flagged items found: Wilson's lower end is 40 / (40 + 1.96 squared) = .912."""
    row = the_check(GOOD, "sensitivity >= 0.9")

    assert row["holds"]
    assert row["reason"] is None
    assert row["measured"] == row["low"] == pytest.approx(40 / (40 + 1.959963984540054**2))
    assert (row["end"], row["reference"], row["value"], row["n_items"]) == ("low", "majority", 1.0, 80)
    assert the_check(GOOD, "sensitivity >= 0.92")["reason"] == "low 0.912 is not >= 0.92"
    assert the_check(GOOD, "sensitivity.value >= 1")["holds"]
    assert the_check(GOOD, "missed <= 0.08")["reason"] == "high 0.088 is not <= 0.08"


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("missed <= 1", "any"),
        ("false_alarms <= 1", "any"),
        ("specificity >= 0", "majority"),
        ("balanced_accuracy.value >= 0", "majority"),
        ("cohen_kappa.value >= 0", "pairs"),
        ("krippendorff_alpha_nominal.value >= 0", "pairs"),
        ("krippendorff_alpha_nominal_with_judge.value >= 0", "experts"),
        ("missed@all <= 1", "all"),
        ("cohen_kappa@b.value >= 0", "b"),
    ],
)
def test_a_reference_is_the_usual_one_unless_written(text, reference):
    """Misses against any expert, agreement over pairs, the rest against the majority."""
    row = the_check(GOOD, text)

    assert row["reference"] == reference
    assert row["holds"]


RARE = "n" * 5 + "y" * 95
SILENT = one_question({"J": "y" * 100}, dict.fromkeys("abc", RARE))
SENSIBLE = ("sensitivity >= 0.5", "missed <= 0.5", "cohen_kappa >= 0.4", "balanced_accuracy >= 0.7", "mcc >= 0.3",
            "f1 >= 0.5", "krippendorff_alpha_nominal >= 0.4", "sensitivity.value >= 0.01")  # fmt: skip


@pytest.mark.parametrize("text", SENSIBLE)
def test_a_judge_that_never_objects_fails_every_sensible_gate(text):
    """At 5 % failing answers, where it agrees with experts 95 times in 100."""
    assert not the_check(SILENT, text)["holds"]
    assert the_check(SILENT, "percent_agreement >= 0.85")["holds"]  # which is why requirement_notes warns


def test_every_repeat_must_hold_and_the_mean_never_helps():
    """Three repeats find 20, 20 and 12 of 20: the mean of .867 keeps to .8, the last repeat does not."""
    truth = "n" * 20 + "y" * 20
    repeats = [truth, truth, "n" * 12 + "y" * 28]
    rows = checked(one_question({"J": repeats}, dict.fromkeys("abc", truth)), "sensitivity.value >= 0.8")

    assert [(row["repeat"], row["holds"]) for row in rows] == [(0, True), (1, True), (2, False)]


def test_a_number_made_of_all_repeats_is_checked_once():
    """Some statistics are about the repeats themselves; rows of their own say so."""
    truth = "n" * 20 + "y" * 20
    ratings = one_question({"J": [truth, truth]}, {"a": truth})
    coded = code(ratings)
    row = {**agreement(coded, replicates=50).rows[0], "statistic": "flip_rate", "repeat": "all", "reference": None}
    whole = row | {"value": 0.0, "low": 0.0, "high": 0.05, "status": "ok", "answer": None}

    found = check([read_requirement("flip_rate <= 0.1")], Evidence(coded, [whole], [("J", ASK)]))
    assert [(r["repeat"], r["holds"]) for r in found] == [("all", True)]


def test_every_judge_and_every_dimension_must_hold():
    """Two judges, two dimensions: four checks, one missed."""
    rubric = a_rubric(a_dimension("warm"), a_harm("harm", critical=True))
    truth = {"warm": "n" * 30 + "y" * 30, "harm": "y" * 30 + "n" * 30}
    bad = truth | {"harm": "n" * 60}
    ratings = Ratings(
        rubric,
        units_of(60),
        [*judged(rubric, "J", truth), *judged(rubric, "K", bad)],
        [r for e in "ab" for r in labelled(rubric, e, truth)],
    )
    rows = checked(ratings, "sensitivity >= 0.8", judges=("J", "K"))

    assert {(r["judge"], r["dimension"]): r["holds"] for r in rows} == {
        ("J", "warm"): True,
        ("J", "harm"): True,
        ("K", "warm"): True,
        ("K", "harm"): False,
    }
    assert [r["dimension"] for r in checked(ratings, "critical.missed <= 0.2")] == ["harm"]
    assert [r["dimension"] for r in checked(ratings, "warm:missed <= 0.2")] == ["warm"]


@pytest.mark.parametrize(
    "text", ["sensitivity.value >= 0", "missed <= 1", "cohen_kappa.value >= -1", "specificity >= 0"]
)
def test_a_dimension_nobody_labelled_does_not_hold(text):
    """However little is required: absence is no evidence."""
    rubric = a_rubric(a_dimension("warm"), a_dimension("cold"))
    word = "nnyy" * 10
    ratings = Ratings(
        rubric, units_of(40), judged(rubric, "J", {"warm": word, "cold": word}), labelled(rubric, "a", {"warm": word})
    )
    rows = {row["dimension"]: row for row in checked(ratings, text)}

    assert rows["warm"]["holds"]
    assert not rows["cold"]["holds"]
    assert rows["cold"]["measured"] is None
    assert rows["cold"]["reason"]


def test_an_undefined_statistic_does_not_hold_and_says_why():
    """Nothing was flagged, so nothing can be said of misses: that is no clean record."""
    row = the_check(one_question({"J": "y" * 40}, {"a": "y" * 40}), "missed <= 0.1")

    assert not row["holds"]
    assert row["reason"] == "the reference flags no item"


def test_a_missing_interval_does_not_hold():
    """A number without an interval is as far as it may be from the bound; its value may still be asked for."""
    known = evidence_of(GOOD)
    gone = {"low": None, "high": None, "interval_method": None, "interval_reason": "too few clusters"}
    evidence = Evidence(known.coded, [row | gone for row in known.rows], known.panels)

    bounded, bare = check([read_requirement(t) for t in ("mcc >= 0.1", "mcc.value >= 0.1")], evidence)
    assert (bounded["holds"], bounded["reason"]) == (False, "no interval: too few clusters")
    assert bare["holds"]


def test_coverage_is_counted_for_each_repeat():
    """Of ten judgments the first repeat reads nine; one gated out is not counted against it. The second reads all."""
    ratings = one_question({"J": ["nnnnyyyyxg", "nnnnyyyyyg"]}, {"a": "nnnnyyyyyy"})
    rows = checked(ratings, "coverage >= 0.9")

    assert [(row["repeat"], row["value"], row["n_items"], row["holds"]) for row in rows] == [
        (0, 8 / 9, 9, False),
        (1, 1.0, 9, True),
    ]
    assert rows[0]["reason"] == "value 0.889 is not >= 0.9"


def test_coverage_of_a_judge_that_was_asked_nothing_does_not_hold():
    """0 of 0 is not all of them."""
    ratings = one_question({"J": "gggg", "K": "nnyy"}, {"a": "nnyy"})
    (row,) = checked(ratings, "coverage >= 0")

    assert (row["holds"], row["reason"], row["measured"]) == (False, NOT_ASKED, None)


def test_unread_answers_count_as_missed():
    """A judge that refuses the hard cases has not found them: 10 of 40 flagged are refused, .25 at least."""
    truth = "n" * 40 + "y" * 40
    row = the_check(one_question({"J": "r" * 10 + truth[10:]}, {"a": truth}), "missed.value <= 0.2")

    assert (row["measured"], row["holds"]) == (0.25, False)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("sensitivty >= 0.8", "no statistic 'sensitivty' in this table", "did you mean 'sensitivity'?"),
        ("sfe:sensitivity >= 0.8", "no dimension 'sfe' in 'small'", "did you mean 'safe'?"),
        ("sensitivity@majorty >= 0.8", "sensitivity has no reference 'majorty' here", "did you mean 'majority'?"),
        ("critical.missed <= 0.1", "has no critical dimension", "name the dimensions"),
        ("critical.coverage >= 0.1", "has no critical dimension", "name the dimensions"),
    ],
)
def test_what_is_not_there_is_named_with_what_was_meant(text, said, hint):
    """A typing mistake is an error, never a gate that holds."""
    with pytest.raises(InputError, match=said) as refused:
        checked(GOOD, text)

    assert refused.value.hint == hint


def test_several_references_without_a_usual_one_must_be_named():
    """Else one of them would be chosen in silence."""
    known = evidence_of(GOOD)
    rows = [known.rows[0] | {"statistic": "odd", "reference": name} for name in ("x", "y")]

    with pytest.raises(InputError, match="odd has several references"):
        check([read_requirement("odd >= 0")], Evidence(known.coded, rows, known.panels))


def test_the_experts_own_rows_are_no_judge():
    """Nor are the baselines a table carries for comparison."""
    rows = checked(GOOD, "sensitivity >= 0.1", "cohen_kappa.value >= 0.1")

    assert [(row["judge"], row["holds"]) for row in rows] == [("J", True), ("J", True)]
