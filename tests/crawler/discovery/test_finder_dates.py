from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.discovery.finder_dates import read_moment, read_period

MARCH = datetime(2024, 3, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-01", datetime(2024, 3, 1, tzinfo=UTC)),
        ("2024-03-01T08:30:00+01:00", datetime(2024, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=1)))),
        ("2024-03-01T07:30Z", MARCH),
        ("2024-03-01T07:30:00.000Z", MARCH),
        ("2024-03-01T08:30:00.0000000+01:00", MARCH),
        ("2024-03-01T07:30:00,0Z", MARCH),
        ("20240301T073000Z", MARCH),
        ("2024-03-01 08:30:00 +0100", MARCH),
        ("2024-03-01t07:30:00z", MARCH),
        ("2024-03-01T07:30:60Z", MARCH),
        ("2024-03-01 07:30 GMT", MARCH),
        ("01.03.2024 08:30", MARCH),
        ("2024/3/1 08:30", MARCH),
        ("Fri, 01 Mar 2024 07:30:00 +0000", MARCH),
        ("Fri, 01 Mar 2024 07:30:00", MARCH),
        ("1. mars 2024", None),
        ("Fri, 01 Mar 2024 07:30:00 +99999999999999999999", None),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01", None),
        ("2024-02-31", None),
        ("", None),
    ],
)
def test_moments(text: str, moment: datetime | None) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        (" 2023-12Z ", "2023-12-01", "2023-12-31"),
        ("2024-03-01", "2024-03-01", "2024-03-01"),
        ("2024-03-01T07:30Z", "2024-03-01T07:30", "2024-03-01T07:30"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    days = tuple(datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last))
    assert read_period(text) == days


@pytest.mark.parametrize("text", ["2024-13", "1970", "20240", "i fjor", ""])
def test_no_periods(text: str) -> None:
    assert read_period(text) is None
