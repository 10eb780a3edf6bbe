"""A number that may mislead says so beside itself; labels that cannot speak of a judge are not made to."""

import numpy as np
import pytest
from scoring_cases import ASK, one_question

from judge.ratings import Rating, Ratings, Status
from judge.scoring.coding import code
from judge.scoring.guards import (
    ONLY_CLEARED,
    ONLY_FLAGGED,
    Grounds,
    cautions_for,
    chosen_by_verdict,
    effective_items,
    leaning_to_verdict,
    same_family,
)
from judge.scoring.references import Labelled
from judge.views.words import say_code
from judge.views.words.sentences import in_language

PANEL = ("J", ASK)


def items_of(ratings):
    coded = code(ratings)
    everyone = np.ones(len(coded.units), np.bool_)
    return coded, Labelled.of(coded, coded.rubric.dimensions[0], everyone)


def grounds(**experts):
    return Grounds.of(items_of(one_question({"J": "y" * len(next(iter(experts.values())))}, experts))[1])


def said(statistic, grounds_, **more):
    return cautions_for(statistic, grounds_, **{"clusters": 100, **more})


def test_nothing_is_said_of_a_number_nothing_speaks_against():
    """A caution beside every number is read beside none."""
    plain = grounds(a="yn" * 50, b="yn" * 50, c="yn" * 50)

    assert said("cohen_kappa", plain, reference="pairs") == ()
    assert said("missed", plain, reference="any", denominator=59) == ()
    assert said("sensitivity", plain, reference="majority", denominator=150) == ()


@pytest.mark.parametrize(("clusters", "spoken"), [(1, True), (29, True), (30, False), (0, False)])
def test_fewer_than_thirty_clusters_are_called_few(clusters, spoken):
    """With none at all the number is undefined and says so itself."""
    sentences = said("cohen_kappa", grounds(a="yn" * 50), clusters=clusters)

    assert (f"{clusters} cluster(s), fewer than 30: the interval is rough" in sentences) is spoken


def test_where_one_answer_is_rare_kappa_sinks_and_agreement_rises():
    """48 of 50 answers are yes, 96 %; at 47, 94 %, nothing is said. Which answer is the rare one does not matter."""
    rare, common = grounds(a="y" * 48 + "nn"), grounds(a="n" * 48 + "yy")
    low = "96.0 % of the experts' answers are the same: here it is low and unsteady however good a rater is"
    high = "96.0 % of the experts' answers are the same: a rater who always gives that one scores high here too"

    for name in ("cohen_kappa", "cohen_kappa_quadratic", "krippendorff_alpha_nominal", "scott_pi", "mcc"):
        assert said(name, rare) == said(name, common) == (low,)
    for name in ("percent_agreement", "gwet_ac1", "gwet_ac2_quadratic", "pabak", "accuracy", "alt_test_omega_0.2"):
        assert said(name, rare) == (high,)
    assert said("sensitivity", rare) == ()
    assert said("cohen_kappa", grounds(a="y" * 47 + "nnn")) == ()


def test_an_even_number_of_experts_names_its_ties():
    """Two experts differ on 3 of 10 items; only the majority has ties to decide."""
    two = grounds(a="y" * 7 + "nnn", b="y" * 10)

    assert said("sensitivity", two, reference="majority") == (
        "2 experts, an even number: a tie decides nothing, 3 item(s) left out for it",
    )
    assert said("sensitivity", two, reference="any") == ()


def test_three_experts_tie_where_one_is_silent():
    """One of three did not label the last item, on which the others differ."""
    assert said("specificity", grounds(a="yyn", b="yyy", c="yy."), reference="majority") == (
        "1 item(s) with as many votes for as against: a tie decides nothing, left out",
    )
    assert said("specificity", grounds(a="yyn", b="yyy", c="yyn"), reference="majority") == ()


@pytest.mark.parametrize(
    ("flagged", "bound"),
    [
        (58, "5.0"),  # 1 - .05 ** (1 / 58) = .05034
        (30, "9.5"),  # .0950, as the rule has it
        (1, "95.0"),
    ],
)
def test_fewer_than_59_flagged_items_cannot_bound_the_misses(flagged, bound):
    """With none missed of n the exact upper end is 1 - .05 ** (1 / n)."""
    plain = grounds(a="yn" * 50)
    sentence = (
        f"{flagged} flagged item(s) cannot bound misses under 5 %: with none missed, up to {bound} % still may be"
        " (exact, 95 %)"
    )

    assert said("missed", plain, denominator=flagged) == said("sensitivity", plain, denominator=flagged) == (sentence,)
    assert said("specificity", plain, denominator=flagged) == ()


def weighted(probabilities):
    """Each item labelled once, with its probability of being chosen."""
    ratings = one_question({"J": "y" * len(probabilities)})
    labels = [
        Rating(f"r{i}", "safe", "a", "", 0, Status.OBSERVED, "yes" if i % 2 else "no", sampling_p=p)
        for i, p in enumerate(probabilities)
    ]
    return Ratings(ratings.rubric, ratings.units, ratings.judges, labels)


def test_very_unequal_weights_say_how_few_items_they_are_worth():
    """Weights 1, 1, 1, 1, 1, 20: 25 squared over 405 is 1.5 of 6 items. Of 1 and 2 it is 9 / 5, nearly both."""
    uneven = Grounds.of(items_of(weighted([1, 1, 1, 1, 1, 0.05]))[1])

    assert effective_items(np.array([1, 1, 1, 1, 1, 20.0])) == pytest.approx(625 / 405)
    assert said("missed", uneven) == ("weights are very unequal: 6 items tell no more than 2 would",)
    assert said("missed", Grounds.of(items_of(weighted([1, 0.5]))[1])) == ()
    assert effective_items(np.zeros(3)) == 0


def test_a_judge_of_the_candidates_family_is_named():
    """By the model, for a judge may be called anything; candidates nobody can place are no kin."""
    sentence = same_family("strict", "openai/qwen3-32b", ["gpt-5", "Qwen2.5-7B", "model-a", "qwen-max"])

    assert sentence == (
        "judge 'strict' is of one family (qwen) with 'Qwen2.5-7B', 'qwen-max': a judge may favour its own;"
        " look at these candidates apart"
    )
    assert same_family("strict", "openai/qwen3-32b", ["gpt-5", "model-a"]) is None
    assert same_family("house", "hosted_vllm/our-model", ["our-model"]) is None


def chosen(judge, labels, **more):
    coded, items = items_of(one_question({"J": judge}, {"a": labels}))
    return chosen_by_verdict(coded, PANEL, 0, items, **more)


@pytest.mark.parametrize(
    ("judge", "labels", "reason"),
    [
        ("nnnyyy", "nny...", ONLY_FLAGGED),
        ("yyynnn", "nny...", ONLY_CLEARED),
        ("n" * 20 + "y" * 30, "n" * 10 + "." * 40, ONLY_FLAGGED),  # ten of the twenty flagged: p = C(20,10)/C(50,10)
        ("nnnyyy", "nny..y", None),  # one passed item was labelled too
        ("nnnyyy", "nnynyy", None),  # all labelled: nothing was chosen
        ("nnnnnn", "nny...", None),  # a judge that flags everything
        ("nnnnny", "nny...", None),  # 1 of 6 passed: three flagged ones fall so half of the time
        ("nyyyyy", "n.....", None),  # one item shows no rule
        ("nnnxru", "nny...", None),  # what was not read has no verdict
    ],
)
def test_labels_chosen_by_the_verdict_cannot_speak_of_misses(judge, labels, reason):
    """Sensitivity would be 1 whatever the judge is worth."""
    assert chosen(judge, labels) == reason


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ("nnyy..", None),  # both verdicts were drawn: weighted, however unequally
        ("nny...", ONLY_FLAGGED),  # nothing the judge passed was drawn: no weight stands for it
    ],
)
def test_labels_that_were_drawn_are_weighted_where_each_verdict_was_drawn(labels, reason):
    """With sampling_p the design is known; but a verdict of which nothing was looked at stays unknown."""
    ratings = one_question({"J": "nnnyyy"}, {"a": labels})
    drawn = [
        Rating(r.response_id, r.dimension, r.rater, "", 0, r.status, r.answer, sampling_p=0.5) for r in ratings.experts
    ]
    coded, items = items_of(Ratings(ratings.rubric, ratings.units, ratings.judges, drawn))

    assert chosen_by_verdict(coded, PANEL, 0, items) == reason
    assert leaning_to_verdict(coded, PANEL, 0, items) is None


def test_only_those_who_could_have_been_labelled_count():
    """Another group's unlabelled items are no sign of choosing."""
    here = np.array([True] * 3 + [False] * 3)

    assert chosen("nnnyyy", "nny...", members=here) is None


def test_each_repeat_is_looked_at_for_itself():
    """The labels follow the first repeat's verdicts, not the second's."""
    coded, items = items_of(one_question({"J": ["nnnyyy", "nynnyy"]}, {"a": "nny..."}))

    assert chosen_by_verdict(coded, PANEL, 0, items) == ONLY_FLAGGED
    assert chosen_by_verdict(coded, PANEL, 1, items) is None


def test_labels_that_lean_to_a_verdict_say_how_far():
    """40 of 50 flagged items were labelled and 10 of 50 passed ones; at 25 and 25 nothing is said."""
    judge = "n" * 50 + "y" * 50
    leaning = items_of(one_question({"J": judge}, {"a": "n" * 40 + "." * 10 + "y" * 10 + "." * 40}))
    even = items_of(one_question({"J": judge}, {"a": ("n" * 25 + "." * 25) * 2}))

    assert leaning_to_verdict(leaning[0], PANEL, 0, leaning[1]) == (
        "80 % of what this judge flagged was labelled and 20 % of what it passed: without sampling_p the numbers speak"
        " of the labelled items only"
    )
    assert chosen_by_verdict(leaning[0], PANEL, 0, leaning[1]) is None
    assert leaning_to_verdict(even[0], PANEL, 0, even[1]) is None


@pytest.mark.parametrize("reason", [ONLY_FLAGGED, ONLY_CLEARED])
def test_the_reason_is_said_in_chinese(reason):
    """In the table's footnote and in a note alike."""
    assert say_code("reason", reason, "en") == reason
    assert say_code("reason", reason, "zh") == in_language(reason, "zh") != reason


def test_no_labels_at_all_have_no_grounds():
    """Nothing to say of nothing."""
    coded, items = items_of(one_question({"J": "yyy"}, {}))

    assert Grounds.of(items) == Grounds(0, None, 0, 0, None)
    assert cautions_for("cohen_kappa", Grounds.of(items), clusters=0) == ()
    assert chosen_by_verdict(coded, PANEL, 0, items) is None
