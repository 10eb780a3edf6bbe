"""A vote of judges, or of one judge's repeats, is a judge of its own."""

import doctest
from dataclasses import replace

import numpy as np
import pytest
from raters_cases import one_question
from scoring_cases import ASK, judged, the_row

from judge.errors import InputError
from judge.ratings import Ratings
from judge.scoring import agreement, voting
from judge.scoring.coding import ABSENT, ABSTAINED, FAILED, GATED, NOT_APPLICABLE, REFUSED, UNREACHED, code
from judge.scoring.voting import parse_panels, vote, with_panels


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(voting).failed == 0


def coded(judges, **again):
    """Judges with one word each, and others with a word a repeat, on one question."""
    ratings = one_question(judges, {"a": next(iter(judges.values())).translate(str.maketrans("xur/g.", "nnnnnn"))})
    more = [r for name, words in again.items() for r in judged(ratings.rubric, name, {"safe": words})]
    return code(Ratings(ratings.rubric, ratings.units, [*ratings.judges, *more], ratings.experts))


def answer(found, panel, repeat=0):
    """The panel's codes: 0 yes, 1 no."""
    return found.judges[panel, "vote"][repeat]["safe"].tolist()


def test_most_votes_win_and_a_tie_decides_nothing():
    """Votes y y n; y n n; y y, one unread; y n, one unread: a tie."""
    found = with_panels(coded({"j": "yyyy", "k": "ynyn", "l": "nnxx"}), {"three": ["j", "k", "l"]})

    assert answer(found, "three") == [0, 1, 0, ABSTAINED]


def test_the_most_common_of_three_answers_wins_without_a_majority():
    """Two of four for the first, one each for the others."""
    codes = np.array([[0, 0], [0, 1], [1, 1], [2, 0]], np.int16)

    assert vote(codes, 3).tolist() == [0, ABSTAINED]


@pytest.mark.parametrize(
    ("members", "panel"),
    [
        ((FAILED, REFUSED), FAILED),
        ((FAILED, FAILED), FAILED),
        ((REFUSED, REFUSED), REFUSED),
        ((UNREACHED, UNREACHED), UNREACHED),
        ((FAILED, ABSTAINED), ABSTAINED),
        ((FAILED, NOT_APPLICABLE), ABSTAINED),
        ((NOT_APPLICABLE, NOT_APPLICABLE), NOT_APPLICABLE),
        ((GATED, GATED), GATED),
        ((GATED, FAILED), FAILED),
        ((GATED, ABSENT), GATED),
        ((ABSENT, ABSENT), ABSENT),
        ((ABSENT, 1), 1),
        ((FAILED, 0), 0),
    ],
)
def test_what_a_panel_says_where_nobody_answers(members, panel):
    """Never an answer that no member gave, and no miss hidden as a gap: an unread item stays one."""
    assert vote(np.array(members, np.int16)[:, None], 2).tolist() == [panel]


def test_judges_vote_at_the_same_repeat_and_repeats_all_together():
    """Two judges of two repeats: a panel of two repeats; one judge's three repeats: a panel of one."""
    both = coded({"j": "yn"}, k=["yn", "nn", "ny"], l=["yy", "ny"])

    found = with_panels(both, {"pair": ["k", "l"], "again": ["k@repeats"], "all": ["k@repeats", "l@repeats"]})

    assert sorted(found.judges["pair", "vote"]) == [0, 1]
    assert (answer(found, "pair", 0), answer(found, "pair", 1)) == ([0, ABSTAINED], [1, ABSTAINED])
    # k says y n n and n n y.
    assert answer(found, "again") == [1, 1]
    # With l's y n and y y: y n n y n, and n n y y y.
    assert answer(found, "all") == [1, 0]


def test_a_panel_stands_in_the_table_like_any_judge():
    """And the members' own rows are as they were."""
    given = coded({"j": "yynn", "k": "ynnn", "l": "yyny"})

    table = agreement(with_panels(given, {"three": ["j", "k", "l"]}), replicates=10)

    panel = the_row(table, judge="three", statistic="percent_agreement", reference="pairs")
    assert (panel["ask"], panel["value"]) == ("vote", 1.0)
    assert [r for r in table.rows if r["judge"] == "j"] == [
        r for r in agreement(given, replicates=10).rows if r["judge"] == "j"
    ]


def test_a_way_of_asking_is_named_where_there_are_several():
    """The hint says how; a name that holds an @ itself is found first."""
    given = coded({"j": "yn", "k": "yn", "odd@name": "nn"})
    given = replace(given, judges=given.judges | {("j", "general"): given.judges["odd@name", ASK]})

    found = with_panels(given, {"p": ["j@general", "odd@name", "k"]})

    assert answer(found, "p") == [1, 1]
    with pytest.raises(InputError, match="judge 'j' was asked in 2 ways; name one") as caught:
        with_panels(given, {"p": ["j", "k"]})
    assert caught.value.hint == f"e.g. j@{ASK}"
    with pytest.raises(InputError, match="judge 'j' was not asked by 'generl'") as caught:
        with_panels(given, {"p": ["j@generl", "k"]})
    assert caught.value.hint == "did you mean 'general'?"


@pytest.mark.parametrize(
    ("panels", "message"),
    [
        ({"p": ["claude", "k"]}, "no judge 'claude' in this run"),
        ({"p": ["clade@repeats"]}, "no judge 'clade' in this run"),
        ({"p": ["k"]}, "the panel 'p' has a single vote"),
        ({"p": ["j@repeats"]}, "the panel 'p' has a single vote"),
        ({"p": ["k", "k"]}, "a judge stands twice in the panel 'p'"),
        ({"p": ["j", "k@repeats"]}, "the panel 'p' mixes votes of judges with votes of repeats"),
        ({"j": ["j", "k"]}, "a panel cannot be called 'j': that names a rater"),
        ({"experts": ["j", "k"]}, "a panel cannot be called 'experts': that names a rater"),
    ],
)
def test_what_cannot_vote_is_refused_with_a_way_out(panels, message):
    """Before anything is counted."""
    with pytest.raises(InputError) as caught:
        with_panels(coded({"j": "yn"}, k=["yn", "nn"]), panels)

    assert caught.value.message == message
    assert caught.value.hint


def test_members_without_a_common_repeat_have_nothing_to_vote_on():
    """One was asked in repeat 0, the other only in repeat 3."""
    given = coded({"j": "yn", "k": "yn"})
    given = replace(given, judges=given.judges | {("k", ASK): {3: given.judges["k", ASK][0]}})

    with pytest.raises(InputError, match="the members of the panel 'p' have no repeat in common"):
        with_panels(given, {"p": ["j", "k"]})


@pytest.mark.parametrize("text", ["three", "=a,b", "three=", "three=a,,b", " =a"])
def test_a_panel_on_the_command_line_names_itself_and_its_members(text):
    """Nothing is guessed."""
    with pytest.raises(InputError, match="a panel is NAME=judge,judge"):
        parse_panels([text])


def test_panels_on_the_command_line_are_read_in_order_and_once():
    """A judge's name may hold a slash and a colon."""
    assert parse_panels(["p=openai/gpt, ollama/q:7b"]) == {"p": ("openai/gpt", "ollama/q:7b")}
    assert parse_panels([]) == {}
    with pytest.raises(InputError, match="the panel 'p' stands twice"):
        parse_panels(["p=a,b", "p=c,d"])
