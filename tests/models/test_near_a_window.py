"""Near the limit of a window nothing is caught up that the window has no room for."""

from itertools import pairwise

from judge.models.adapting import Pace
from judge.models.outcomes import Outcomes


def of_a_window(rate=400):
    """A pace that has just found a window's limit, on its way up, at a time."""
    pace, sent = Pace(0.0), [10 + i / (2 * rate) for i in range(2 * rate)]
    for at in sent:
        pace.outcomes.sent(at)
    for at in sent[rate:]:
        pace.turned_away(at, at + 0.05, 1.0)
    pace.judge()
    return pace, sent[-1] + 1


def test_a_hundredth_is_left_until_the_limit_is_doubted():
    pace, now = of_a_window()
    rates = [pace.at(now + i / 50) for i in range(40 * 50)]

    assert pace.limit == 400
    assert all(later >= before for before, later in pairwise(rates[1:]))
    assert 0.97 * 400 <= rates[1] < rates[-1] <= 0.9901 * 400


def test_no_more_is_caught_up_than_half_of_what_is_left():
    pace, now = of_a_window()
    assert Pace(0.0).slack == 0.03

    slacks = []
    for i in range(40 * 50):
        rate = pace.at(now + i / 50)
        slacks.append(pace.slack)
        assert pace.slack * 400 <= (400 - rate) / 2 + 1e-6
    assert slacks[-1] < slacks[0] <= 0.03


def estimated(through, *, windows=False):
    """What is made of 100 answers a second for a second, a refusal, and what became of those under way then."""
    outcomes = Outcomes()
    for i in range(100):
        outcomes.sent(i / 100)
    outcomes.sent(1.0)
    outcomes.turned_away(1.0)
    for i, passed in enumerate(through):
        outcomes.sent(1.001 + i / 1000)
        if not passed:
            outcomes.turned_away(1.001 + i / 1000)
    return outcomes.estimate(1.0, 1.02, 1.0, windows=windows)


def test_a_window_that_turns_is_no_flow():
    assert not estimated([mark == "." for mark in "XXXXXXXX........"]).flow


def test_where_windows_were_found_before_a_refusal_may_be_the_last_of_one():
    """A flow would be believed to take what was sent since, which says nothing; chance refuses anybody at any time."""
    assert estimated([True] * 16).flow
    assert not estimated([True] * 16, windows=True).flow


def test_what_goes_through_now_and_then_is_a_flow():
    assert estimated([mark == "." for mark in "X.XX.XX.X.XX.X.XX"]).flow
