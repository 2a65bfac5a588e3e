from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.extensions.retry_after import read_retry_after

NOW = datetime(2024, 3, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("0", 0.0),
        ("Fri, 01 Mar 2024 07:31:30 GMT", 90.0),
        ("Fri, 01 Mar 2024 07:31:30", 90.0),
        ("Fri, 01 Mar 2024 07:00:00 GMT", 0.0),
        ("-5", 0.0),
        ("snart", 0.0),
        ("²", 0.0),
        ("", 0.0),
    ],
)
def test_seconds_to_wait(value: str, seconds: float) -> None:
    assert read_retry_after(value, now=lambda: NOW) == seconds


def test_a_number_without_end_is_still_a_number() -> None:
    assert read_retry_after("9" * 5000) == 999_999_999.0
