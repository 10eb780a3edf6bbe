"""A kind of verdict that nobody labelled: no correction makes up what experts would have said of it."""

import pytest
from correcting_cases import items, of_others, row_of, units, with_chances
from scoring_cases import one_question

from judge.scoring import scores
from judge.scoring.candidates import correcting
from judge.scoring.candidates.corrected import corrected
from judge.scoring.candidates.questions import labels_by_verdict_p
from judge.scoring.coding import code
from judge.stats.rectification import FAILED, NOT_READ, PASSED, post_stratified


@pytest.mark.parametrize(
    ("verdicts", "truth", "kind"),
    [
        # 60 flagged, all rightly, and 40 passed, all rightly: the true rate is .40, and ten labels say 0
        ("n" * 60 + "y" * 40, "n" * 10 + "." * 90, PASSED),
        ("n" * 60 + "y" * 40, "n" * 60 + "." * 40, PASSED),
        ("n" * 40 + "y" * 60, "." * 40 + "y" * 12 + "." * 48, FAILED),
        ("n" * 40 + "y" * 40 + "x" * 20, "n" * 20 + "." * 20 + "y" * 20 + "." * 40, NOT_READ),
        ("n" * 47 + "y" * 47 + "x" * 6, "n" * 47 + "y" * 47 + "." * 6, NOT_READ),
    ],
)
@pytest.mark.parametrize("chances", [None, [0.9, 0.8] * 50])
def test_a_common_kind_of_verdict_without_a_label_leaves_no_rate(verdicts, truth, kind, chances):
    """Whatever the weights of the others say, and even if chance could have done it."""
    ratings = one_question({"J": verdicts}, {"e": truth}, units=units(a=100))
    row = row_of(with_chances(ratings, chances) if chances else ratings)

    assert (row["corrected"], row["corrected_low"], row["ppi_plus_plus"]) == (None, None, None)
    assert row["correction_reason"] == correcting.UNSEEN[kind]
    assert row["correction_method"] == ("doubly_robust" if chances else "post_stratified")


def test_a_common_kind_without_a_label_is_translated_by_labels_of_others():
    """Its own labels, all of them of failing verdicts, change nothing: they were not drawn to be carried over."""
    pool = "y" * 27 + "n" * 3 + "n" * 16 + "y" * 4, "y" * 30 + "n" * 20
    own = "y" * 28 + "n" * 12, "." * 28 + "n" * 12
    ratings = one_question({"J": pool[0] + own[0]}, {"e": pool[1] + own[1]}, units=units(a=50, b=40))

    row, bare = row_of(ratings, "b"), row_of(of_others(), "b")

    assert row["correction_name"] == "expert-equivalent rate"
    assert (row["sensitivity_used"], row["specificity_used"]) == (0.9, 0.8)
    assert [row[f"corrected{end}"] for end in ("", "_low", "_high")] == [
        bare[f"corrected{end}"] for end in ("", "_low", "_high")
    ]


def test_candidates_are_ranked_by_the_rate_that_the_row_gives():
    """The value in the ranking is that of the others' labels alone too."""
    pool = "y" * 27 + "n" * 3 + "n" * 16 + "y" * 4, "y" * 30 + "n" * 20
    words = {"J": pool[0] + "y" * 28 + "n" * 12}
    coded = code(one_question(words, {"e": pool[1] + "." * 28 + "n" * 12}, units=units(a=50, b=40)))
    table = corrected(coded, scores(coded), replicates=50)

    (row,) = [r for r in table.rows if r["candidate"] == "b" and r["dimension"] == "safe"]
    (ranked,) = [r for r in table.about["ranking"] if r["candidate"] == "b" and r["basis"] == "corrected"]
    assert ranked["value"] == pytest.approx(row["corrected"], abs=1e-12) == pytest.approx(0.5 / 0.7, abs=1e-12)


def test_labels_of_others_that_name_no_passing_verdict_are_not_carried_over():
    """Known unequal chances bring nothing back of a kind that nobody labelled."""
    verdicts, truth = "n" * 30 + "y" * 60 + "y" * 28 + "n" * 12, "n" * 18 + "y" * 12 + "." * 100
    ratings = with_chances(one_question({"J": verdicts}, {"e": truth}, units=units(a=90, b=40)), [0.9, 0.8] * 65)

    assert row_of(ratings, "b")["correction_reason"] == correcting.CARRIED_BIASED


def test_a_rare_kind_of_verdict_without_a_label_is_held_open():
    """4 of 100 were not read: of the other 96, whatever their interval is, and of the 4 anything."""
    read, truth = "yyyn" * 24, "yyyn" * 12 + "." * 48
    row = row_of(one_question({"J": read + "xxxx"}, {"e": truth + "...."}, units=units(a=100)))

    rest = post_stratified(items(read, truth))
    assert row["corrected_low"] == pytest.approx(0.96 * rest.low, abs=1e-12)
    assert row["corrected_high"] == pytest.approx(0.96 * rest.high + 0.04, abs=1e-12)
    assert row["corrected_low"] < row["corrected"] < row["corrected_high"]
    assert correcting.RARE_BOUNDS in row["correction_remarks"]
    assert correcting.MERGED not in row["correction_remarks"]


def test_what_was_not_read_does_not_tell_whether_labels_follow_the_verdicts():
    """10 of 20 passed and 10 of 20 failed are labelled, and none of 40 unread: of verdicts, they follow neither."""
    some = items("y" * 20 + "n" * 20 + "x" * 40, ("y" * 10 + "." * 10) * 2 + "." * 40)

    assert labels_by_verdict_p(some) == pytest.approx(1.0)
