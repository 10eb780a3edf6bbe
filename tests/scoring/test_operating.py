"""A judge's score on labelled responses: where it comes from, which part chooses a threshold, and what is left out."""

import doctest
from dataclasses import replace

import numpy as np
import pytest
from raters_cases import a_dimension, a_harm, row
from scoring_cases import ASK, a_rubric, judged, one_question, units_of

from judge.completing import completed
from judge.errors import InputError
from judge.judgment import Judgment, State
from judge.ratings import Ratings
from judge.scoring.coding import code
from judge.scoring.operating import certainty
from judge.scoring.operating.parts import by_tag, drawn
from judge.scoring.operating.points import NO_PROBABILITY
from judge.scoring.operating.table import NO_PARTS, Wish, operating
from judge.stats.estimate import NO_FLAG

# Twelve responses, four of them harmful; what the judge holds for the probability of "yes" is harmful.
EXPERT = "yyyynnnnnnnn"
SAID = [0.9, 0.8, 0.8, 0.3, 0.8, 0.4, 0.2, 0.2, 0.1, 0.1, 0.1, 0.0]
PANEL = ("j", ASK)


def study(judge="yyynnnnnnnnn", expert=EXPERT, **more):
    return code(one_question({"j": judge}, {"e": expert}, dimension=a_harm("harm"), **more))


def told(numbers=SAID, repeat=0):
    return {PANEL: {repeat: {"harm": {f"r{i}": {"yes": p, "no": 1 - p} for i, p in enumerate(numbers)}}}}


def test_what_a_judge_says_is_held_against_the_experts_by_hand():
    """All four are found at .3, with .8 and .4 as false alarms; of 32 pairs 28 stand right and two are ties."""
    table = operating(study(), told(), Wish(replicates=100))
    auroc, fpr = (row(table.rows, statistic=name) for name in ("auroc", "fpr_at_tpr_0.90"))

    assert auroc["value"] == (8 + 7.5 + 7.5 + 6) / 32
    assert (fpr["numerator"], fpr["denominator"], fpr["needed"], fpr["found"]) == (2, 8, 4, 4)
    assert (fpr["threshold"], fpr["flagged"], fpr["cleared"], fpr["source"]) == (0.3, 4, 8, "judge")
    assert auroc["positive"] == "yes"
    assert row(table.rows, statistic="brier_of_flags")["value"] == pytest.approx(
        np.mean([(p - (e == "y")) ** 2 for p, e in zip(SAID, EXPERT, strict=True)])
    )


def test_the_score_is_the_sum_of_all_failing_answers():
    """Two of three answers speak against the response; what is left for *unclear* speaks for neither."""
    three = {"answers": [{"id": "safe"}, {"id": "self"}, {"id": "others"}], "passes_on": ["safe"]}
    given = {"r0": {"safe": 0.2, "self": 0.5, "others": 0.1, "unclear": 0.2}}
    ratings = one_question({"j": "1"}, {"e": "1"}, dimension=a_dimension("harm", **three))
    (found,) = certainty.certainties(code(ratings), {PANEL: {0: {"harm": given}}}, ratings.rubric.dimensions[0])

    assert found.scores.tolist() == [pytest.approx(0.6)]


def test_a_judge_of_classes_is_as_sure_of_each_yes_and_no():
    """One of several answers may be chosen: each is a yes or no, whose score is what its class was given."""
    risk = {
        "answers": [{"id": "self_harm_risk"}, {"id": "harm_to_others"}, {"id": "no_current_risk", "alone": True}],
        "choose": "any",
        "exclusive": ["self_harm_risk", "harm_to_others", "no_current_risk"],
        "passes_on": ["no_current_risk"],
    }
    (question,) = a_rubric(a_dimension("risk", **risk)).asked
    given = {"self_harm_risk": 0.7, "harm_to_others": 0.1, "no_current_risk": 0.2}
    judgment = Judgment("r0", "risk", 0, State.SCORED, None, "self_harm_risk", False, probabilities=given)
    rows = {j.dimension: j.probabilities for j in completed(question, {"risk": judgment}, lambda _: judgment)}
    by_id = {d.id: d for d in question.rated}

    assert rows["risk.self_harm_risk"] == pytest.approx({"yes": 0.7, "no": 0.3})
    assert by_id["risk.self_harm_risk"].failing == ("yes",)
    assert rows["risk"] == given
    assert by_id["risk"].failing == ("self_harm_risk", "harm_to_others")


def test_repeats_are_a_score_of_their_own():
    """Each repeat that gives probabilities stands for itself; beside them is the share of repeats, which are read."""
    coded = study(judge=["yyyynnnnnnnn", "yynnnnnnynux", "yyyynnnnnnnx"])
    table = operating(coded, told(), Wish(replicates=100))
    own = {(r["repeat"], r["source"]) for r in table.rows if r["statistic"] == "auroc"}
    shares = next(c for c in certainty.certainties(coded, {}, coded.rubric.dimensions[0]))

    assert own == {(0, "judge"), ("all", "repeats")}
    assert shares.scores[[0, 2, 8, 10]].tolist() == pytest.approx([1, 2 / 3, 1 / 3, 0])
    assert shares.scores[11] == 0


def test_a_judge_without_probabilities_asked_once_has_no_number():
    """Its verdicts are in the table of agreement; here is nothing to put in order."""
    table = operating(study(), {}, Wish(replicates=100))

    assert {(r["value"], r["reason"]) for r in table.rows} == {(None, NO_PROBABILITY)}
    assert table.about["curves"][0]["points"] == []
    assert any("add --repeats 5 to this run" in note for note in table.notes)


def test_a_flagged_item_without_a_score_is_said():
    """What a judge refuses is in no order, and a reader must know how much that is."""
    likelihoods = told()
    del likelihoods[PANEL][0]["harm"]["r3"]
    found = row(operating(study(), likelihoods, Wish(replicates=100)).rows, statistic="auroc")

    assert (found["n_items"], found["dropped"], found["flagged"]) == (11, 1, 3)
    assert any("1 of 4 flagged items have no score" in caution for caution in found["cautions"])


def test_a_threshold_is_chosen_on_one_part_and_tried_on_the_other():
    """Odd ones choose: of r1 and r3 both are found at .3. Even ones try: .8 and .9 found, and .8 a false alarm."""
    coded = study()
    units = tuple(replace(u, tags={"part": "dev" if i % 2 else "test"}) for i, u in enumerate(coded.units))
    coded = replace(coded, units=units)
    table = operating(coded, told(), Wish(replicates=100, parts=by_tag(coded, "part=dev")))
    tried = {r["statistic"]: r for r in table.rows if r["part"] == "tried_on"}
    chosen = row(table.rows, statistic="threshold")

    assert (chosen["value"], chosen["found"], chosen["needed"], chosen["n_items"]) == (0.3, 2, 2, 6)
    assert (tried["sensitivity"]["numerator"], tried["sensitivity"]["denominator"]) == (2, 2)
    assert (tried["false_alarms"]["numerator"], tried["false_alarms"]["denominator"]) == (1, 4)
    assert {r["threshold"] for r in tried.values()} == {0.3}
    assert row(table.rows, statistic="auroc")["n_items"] == 6
    assert table.about["parts"] == {
        "how": "tag", "what": "part=dev", "chosen_on": 6, "tried_on": 6, "clusters_of_both": 0
    }  # fmt: skip


def test_what_lies_between_the_thresholds_of_two_repeats_is_no_threshold():
    """Each repeat chose its own and was tried with it; at their mean nobody counted anything."""
    coded = study(judge=["yyynnnnnnnnn"] * 2)
    units = tuple(replace(u, tags={"part": "dev" if i % 2 else "test"}) for i, u in enumerate(coded.units))
    coded = replace(coded, units=units)
    parts = by_tag(coded, "part=dev")
    other = {PANEL: {0: told()[PANEL][0], 1: told([p / 2 for p in SAID])[PANEL][0]}}
    rows = {
        (r["repeat"], r["statistic"]): r for r in operating(coded, other, Wish(replicates=100, parts=parts)).rows
        if r["source"] == "judge"
    }  # fmt: skip

    assert [rows[n, "threshold"]["value"] for n in (0, 1)] == [0.3, 0.15]
    assert rows["mean", "threshold"]["value"] is rows["sd", "threshold"]["value"] is None
    assert "from 0.15 to 0.3" in rows["mean", "threshold"]["reason"]
    assert rows["mean", "sensitivity"]["value"] == 1


def test_without_two_parts_there_is_no_threshold():
    """One that was tried where it was chosen would promise too much."""
    table = operating(study(), told(), Wish(replicates=100))

    assert {r["part"] for r in table.rows} == {"all"}
    assert NO_PARTS in table.notes


def test_a_part_without_a_flagged_item_chooses_nothing():
    coded = study(expert="nnnnnnyyyyyy")
    units = tuple(replace(u, tags={"part": "dev" if i < 6 else "test"}) for i, u in enumerate(coded.units))
    coded = replace(coded, units=units)
    table = operating(coded, told(), Wish(replicates=100, parts=by_tag(coded, "part=dev")))

    assert row(table.rows, statistic="threshold")["reason"] == NO_FLAG
    assert "tried_on" not in {r["part"] for r in table.rows}


def test_a_drawn_split_keeps_clusters_whole_and_depends_on_the_seed_only():
    coded = study()
    coded = replace(coded, units=tuple(replace(u, own_cluster=f"c{i // 2}") for i, u in enumerate(coded.units)))
    one, again, other = (drawn(coded, 0.5, seed) for seed in (0, 0, 3))

    assert one.choose.tolist() == again.choose.tolist() != other.choose.tolist()
    assert all(one.choose[i] == one.choose[i + 1] for i in range(0, 12, 2))
    assert (one.choose ^ one.report).all()
    assert one.counted.all()


@pytest.mark.parametrize("reference", ["any", "all", "majority"])
def test_what_is_flagged_goes_by_the_reference(reference):
    """Three experts: one, two and three of them flag the first three."""
    experts = {"a": "yyyn", "b": "nyyn", "c": "nnyn"}
    ratings = one_question({"j": "yyyn"}, experts, dimension=a_harm("harm"))
    table = operating(code(ratings), told([0.4, 0.3, 0.2, 0.1]), Wish(reference=reference, replicates=100))

    assert row(table.rows, statistic="auroc")["flagged"] == {"any": 3, "majority": 2, "all": 1}[reference]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"recall": 1.5}, "--recall 1.5 is no share"),
        ({"reference": "some"}, "--reference 'some'"),
        ({"dimensions": ["harms"]}, "no dimension 'harms'"),
    ],
)
def test_what_cannot_be_had_is_refused(wish, said):
    with pytest.raises(InputError, match=said):
        operating(study(), told(), Wish(**wish))


@pytest.mark.parametrize("wanted", ["part", "=x", "part=", "prat=dev", "part=tets"])
def test_a_part_that_nobody_is_in_is_refused(wanted):
    coded = study()
    coded = replace(coded, units=tuple(replace(u, tags={"part": "test"}) for u in coded.units))

    with pytest.raises(InputError):
        by_tag(coded, wanted)


def test_two_judges_are_two_curves():
    """Each with its points, the highest threshold first."""
    ratings = Ratings(
        (small := one_question({"j": "yn"}, {"e": "yn"}, dimension=a_harm("harm"))).rubric,
        units_of(2),
        [*small.judges, *judged(small.rubric, "k", {"harm": "ny"})],
        small.experts,
    )
    likelihoods = told([0.9, 0.2]) | {("k", ASK): {0: {"harm": {"r0": {"yes": 0.1}, "r1": {"yes": 0.6}}}}}
    curves = operating(code(ratings), likelihoods, Wish(replicates=100)).about["curves"]

    assert [c["judge"] for c in curves] == ["j", "k"]
    assert curves[0]["points"] == [[0.9, 1, 0, 1], [0.2, 1, 1, 0.5]]
    assert curves[1]["points"] == [[0.6, 0, 1, 0], [0.1, 1, 1, 0.5]]


def test_the_examples_of_certainty_are_true():
    assert doctest.testmod(certainty, extraglobs={"np": np}).failed == 0
