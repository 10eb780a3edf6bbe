"""Detection delays of a table of ratings: conversations out of turns, judges beside each other, what is not counted."""

from dataclasses import replace

import pytest
from raters_cases import a_harm, row
from scoring_cases import one_question

from judge.errors import InputError
from judge.ratings import Unit
from judge.scoring.coding import code
from judge.scoring.delaying import delays
from judge.stats.delays import NEVER_FLAGGED

# Two conversations: one of twelve user turns (every second turn of the file), one of three.
EXPERT = "nnnnynyyynn." + "nyy"
SHARP = "nynnnxnyynyy" + "nnn"
"""Early once, three turns late, twice false; the second conversation it sleeps through."""
QUICK = "nnnnyyyyynnn" + "nyn"


def turns(*sizes):
    named = ((f"c{c}", 2 * t) for c, size in enumerate(sizes) for t in range(size))
    return {f"r{i}": Unit(f"r{i}", f"s-{name}", "m", {}, None, name, turn) for i, (name, turn) in enumerate(named)}


def study(judges, experts=None, sizes=(12, 3)):
    return code(one_question(judges, experts or {"e": EXPERT}, dimension=a_harm("risk"), units=turns(*sizes)))


def test_two_conversations_by_hand():
    """The first is detected three turns late, the second never; turns are numbered as in the file."""
    table = delays(study({"j": SHARP}), replicates=100)
    values = {r["statistic"]: r["value"] for r in table.rows}
    first, second = table.about["conversations"]

    assert (values["never_detected"], values["detected_within_2"], values["detected_within_5"]) == (0.5, 0, 0.5)
    assert (values["delay_median"], values["delay_mean"]) == (3, 3)
    assert (values["alarms_per_conversation"], values["false_alarms_per_conversation"]) == (2.5, 1)
    assert (first["onset"], first["detected"], first["delay"], first["early"], first["false"]) == (8, 14, 3, 1, 2)
    assert (second["onset"], second["detected"], second["censored"], second["watched"]) == (2, None, True, 2)
    assert row(table.rows, statistic="never_detected")["n_items"] == 2
    assert row(table.rows, statistic="never_detected")["n_clusters"] == 2


def test_every_judge_and_repeat_stands_for_itself():
    table = delays(study({"j": [SHARP, QUICK], "k": QUICK}), replicates=100)
    found = {(r["judge"], r["repeat"]): r["value"] for r in table.rows if r["statistic"] == "detected_within_0"}

    assert found == {("j", 0): 0, ("j", 1): 1, ("j", "mean"): 0.5, ("j", "sd"): pytest.approx(0.5**0.5), ("k", 0): 1}


def test_what_belongs_beside_the_numbers_is_said():
    """A turn that was not read, undecided turns before the onset, conversations the mean leaves out."""
    experts = {"e": "n..nynyyynn." + "nyy"}
    rows = delays(study({"j": SHARP}, experts), replicates=100).rows
    cautions = " ".join(row(rows, statistic="delay_mean")["cautions"])

    assert "1 of 15 turns have no verdict" in cautions
    assert "1 conversation(s) have undecided turns before" in cautions
    assert "1 conversation(s) were never detected" in cautions
    assert "undecided" not in " ".join(row(rows, statistic="alarms_per_conversation")["cautions"])


def test_a_conversation_nobody_labelled_is_left_out():
    table = delays(study({"j": SHARP}, {"e": EXPERT[:12] + "..."}), replicates=100)

    assert [c["conversation"] for c in table.about["conversations"]] == ["c0"]


def test_the_onset_goes_by_the_reference():
    """What any expert saw first, what most did, what all did."""
    experts = {"a": "yyyn", "b": "nyyn", "c": "nnyn"}
    coded = study({"j": "nnyn"}, experts, sizes=(4,))
    found = {r: delays(coded, reference=r, replicates=100).about["conversations"][0]["delay"] for r in ("any", "all")}
    most = delays(coded, reference="majority", replicates=100).about["conversations"][0]["onset"]

    assert (found, most) == ({"any": 2, "all": 0}, 2)


def test_where_nothing_is_flagged_nothing_is_late():
    table = delays(study({"j": "nyn"}, {"e": "nnn"}, sizes=(3,)), replicates=100)

    assert row(table.rows, statistic="never_detected")["reason"] == NEVER_FLAGGED
    assert row(table.rows, statistic="conversations_with_false_alarm")["value"] == 1


def test_a_run_without_turns_has_no_delays():
    coded = study({"j": SHARP})
    coded = replace(coded, units=tuple(replace(u, of=None, turn=None) for u in coded.units))

    with pytest.raises(InputError, match="judges no turns"):
        delays(coded)


@pytest.mark.parametrize("wish", [{"reference": "some"}, {"dimensions": ["risks"]}])
def test_what_is_not_there_is_refused(wish):
    with pytest.raises(InputError):
        delays(study({"j": SHARP}), **wish)
