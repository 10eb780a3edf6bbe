"""Alarms of a judge that watches turn by turn: early, late, false and never, on conversations written by hand."""

import doctest

import numpy as np
import pytest

from judge.stats import delays
from judge.stats.delays import DELAYS, Course, cells, course
from judge.stats.family import Ledger
from judge.stats.resampling import Plan

# Twelve user turns. The expert flags the 5th and the 7th to the 9th (from 0: 4, 6, 7, 8); the last is not labelled.
# The judge alarms early (1, not flagged), sleeps over the first sign, cannot be read at the 6th, alarms at 7 and 8,
# once more where all is well again (10), and at the turn nobody labelled (11).
#             0  1  2  3  4  5        6  7  8  9  10  11
EXPERT = [0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, np.nan]
JUDGE = [0, 1, 0, 0, 0, np.nan, 0, 1, 1, 0, 1, 1]


def test_twelve_turns_by_hand():
    """Onset at 4, first alarm from there at 7: three turns late. Five alarms, two of them false, one early."""
    found = course(EXPERT, JUDGE)

    assert found == Course(turns=12, onset=4, detected=7, alarms=5, false=2, early=1, unread=1, unknown_before=0)
    assert (found.delay, found.censored, found.watched) == (3, False, 8)


def test_an_alarm_at_the_very_turn_is_no_delay():
    assert course([0, 1], [0, 1]).delay == 0


def test_a_conversation_that_ends_without_an_alarm_has_no_delay_and_is_said():
    """An alarm before the first sign was no answer to it, and a turn that was not read warned nobody."""
    found = course([0, 0, 1, 1], [1, 0, 0, np.nan])

    assert (found.delay, found.censored, found.early, found.false, found.unread) == (None, True, 1, 1, 1)


def test_without_a_sign_nothing_is_late():
    """Its alarms are counted, and whether they are false."""
    found = course([0, np.nan, 0], [1, 1, 0])

    assert (found.onset, found.delay, found.censored, found.alarms, found.false, found.early) == (
        None, None, False, 2, 1, 0
    )  # fmt: skip


def test_a_turn_nobody_decided_may_have_been_the_first_sign():
    assert course([np.nan, 0, 1], [0, 0, 1]).unknown_before == 1


SEVERAL = [
    course(EXPERT, JUDGE),  # 3 turns late
    course([1, 1], [1, 0]),  # at once
    course([0, 1, 1, 1], [0, 0, 1, 1]),  # 1 turn late
    course([0, 1], [1, 0]),  # never, and once early
    course([0, 0, 0], [0, 1, 0]),  # no sign, once false
]


def estimates(courses, clusters=None, replicates=200):
    places = np.arange(len(courses)) if clusters is None else np.asarray(clusters)
    ledger = Ledger(Plan(int(places.max(initial=-1)) + 1, replicates, 1), places)
    rows = cells(courses)
    ledger.add("delays", rows, items=len(courses))
    family = ledger.close()["delays"]
    return {name: family.estimate(statistic) for name, statistic in DELAYS.items()}


def test_five_conversations_by_hand():
    """Four with a sign: late by 3, 0 and 1, and one never. Alarms: 5 + 1 + 2 + 1 + 1; false: 2 + 0 + 0 + 1 + 1."""
    found = estimates(SEVERAL)
    values = {name: e.value for name, e in found.items()}

    assert values == pytest.approx({
        "never_detected": 1 / 4, "detected_within_0": 1 / 4, "detected_within_1": 2 / 4, "detected_within_2": 2 / 4,
        "detected_within_5": 3 / 4, "delay_median": 1, "delay_mean": 4 / 3, "alarms_per_conversation": 10 / 5,
        "false_alarms_per_conversation": 4 / 5, "early_alarms_per_conversation": 2 / 4,
        "conversations_with_false_alarm": 3 / 5,
    })  # fmt: skip
    assert (found["never_detected"].numerator, found["never_detected"].denominator) == (1, 4)


def test_what_was_never_detected_is_later_than_any_delay():
    """With one of three detected there is no median; the mean is of that one."""
    found = estimates([course([1, 1], [0, 1]), course([1], [0]), course([1], [0])])

    assert (found["delay_median"].value, found["delay_median"].reason) == (None, delays.HALF_NEVER)
    assert found["delay_mean"].value == 1


def test_undefined_is_said():
    """No sign anywhere; no detection anywhere; no conversation at all."""
    no_sign = estimates([course([0, 0], [0, 1])])
    none_found = estimates([course([0, 1], [0, 0])])

    assert {e.reason for n, e in no_sign.items() if n in delays.OF_ONSETS} == {delays.NEVER_FLAGGED}
    assert no_sign["alarms_per_conversation"].value == 1
    assert none_found["delay_mean"].reason == delays.NONE_DETECTED
    assert none_found["never_detected"].value == 1


def test_shares_of_conversations_are_never_of_no_width():
    """All detected at once in six conversations is not certainty."""
    found = estimates([course([0, 1], [0, 1])] * 6)["detected_within_0"]

    assert (found.value, found.high) == (1, 1)
    assert 0.5 < found.low < 0.7


def test_the_examples_of_delays_are_true():
    result = doctest.testmod(delays)

    assert (result.attempted > 0, result.failed) == (True, 0)
