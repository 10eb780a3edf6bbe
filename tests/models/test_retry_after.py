"""Twenty ways a server may ask us to wait."""

from datetime import UTC, datetime

import pytest

from judge.models.waiting import ABSURD, retry_after_of

NOW = datetime(2025, 3, 30, 0, 59, 50, tzinfo=UTC)  # ten seconds before clocks change in Europe


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 2.5 "}, 2.5),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "86401"}, None),
        ({"retry-after": str(ABSURD)}, ABSURD),
        ({"retry-after": ""}, None),
        ({"retry-after": "a while"}, None),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "x", "retry-after": "3"}, 3.0),
        ({"retry-after": "Sun, 30 Mar 2025 01:00:20 GMT"}, 30.0),
        ({"retry-after": "Sun, 30 Mar 2025 03:00:20 +0200"}, 30.0),
        ({"retry-after": "Sunday, 30-Mar-25 01:00:20 GMT"}, 30.0),
        ({"retry-after": "Sun, 30 Mar 2025 00:59:00 GMT"}, None),
        ({"retry-after": "Mon, 30 Mar 2026 00:59:50 GMT"}, None),
        ({"retry-after": "Sun, 30 Mar 2035 05:00:30 GMT", "date": "Sun, 30 Mar 2035 05:00:00 GMT"}, 30.0),
        ({"retry-after": "Sun, 30 Mar 2025 01:00:20 GMT", "date": "gibberish"}, 30.0),
        ({"retry-after": "Sun, 99 Mar 2025 01:00:20 GMT"}, None),
    ],
)
def test_a_wait_is_read_or_ignored_but_never_negative_or_absurd(headers, seconds):
    assert retry_after_of(headers, now=NOW) == seconds
