"""What an endpoint says is left, in every form that providers write it in."""

from datetime import UTC, datetime

import pytest

from judge.models.remaining import Remaining, remaining_of, says_what_remains, seconds_until

NOW = datetime(2025, 3, 30, 0, 59, 50, tzinfo=UTC)  # ten seconds before clocks change in Europe


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1s", 1.0),
        ("20ms", 0.02),
        ("6m0s", 360.0),
        ("1h2m3s", 3723.0),
        ("7.66s", 7.66),
        ("0s", 0.0),
        ("12", 12.0),
        ("0.5", 0.5),
        ("2025-03-30T01:00:20Z", 30.0),
        ("2025-03-30T03:00:20+02:00", 30.0),
        ("2025-03-30T01:00:20", 30.0),
        ("Sun, 30 Mar 2025 01:00:20 GMT", 30.0),
        (str(NOW.timestamp() + 30), 30.0),
        ("2025-03-29T01:00:20Z", None),
        (str(NOW.timestamp() - 1), None),
        ("-3", None),
        ("nan", None),
        ("soon", None),
        ("1s or so", None),
        ("", None),
    ],
)
def test_a_reset_is_read_or_ignored_but_never_negative(text, seconds):
    assert seconds_until(text, None, NOW) == (seconds if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_of_ours_that_is_wrong_does_no_harm_where_the_server_sends_its_own(years):
    ours = NOW.replace(year=NOW.year + years)

    assert seconds_until("2025-03-30T01:00:20Z", "Sun, 30 Mar 2025 00:59:50 GMT", ours) == 30.0


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({}, []),
        (
            {"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "2s"},
            [Remaining(3, 2.0, tokens=False)],
        ),
        ({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "6m0s"}, [Remaining(0, 360.0, tokens=True)]),
        (
            {
                "anthropic-ratelimit-requests-remaining": "9",
                "anthropic-ratelimit-requests-reset": "2025-03-30T01:00:00Z",
                "anthropic-ratelimit-input-tokens-remaining": "100",
                "anthropic-ratelimit-input-tokens-reset": "2025-03-30T01:00:20Z",
            },
            [Remaining(9, 10.0, tokens=False), Remaining(100, 30.0, tokens=True)],
        ),
        ({"ratelimit-remaining": "5", "ratelimit-reset": "7"}, [Remaining(5, 7.0, tokens=False)]),
        ({"x-ratelimit-remaining": "5"}, []),
        ({"x-ratelimit-remaining": "many", "x-ratelimit-reset": "7"}, []),
        ({"x-ratelimit-remaining": "-1", "x-ratelimit-reset": "7"}, []),
    ],
)
def test_what_remains_is_read_where_the_number_and_its_reset_can_be(headers, found):
    assert list(remaining_of(headers, now=NOW)) == found
    assert says_what_remains(headers) or not found
