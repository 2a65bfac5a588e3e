from __future__ import annotations

from datetime import date

import pytest

from archive.periods import Span, period_of, periods_between


@pytest.mark.parametrize(
    ("day", "span", "name", "first", "last"),
    [
        (date(2024, 5, 2), "day", "2024-05-02", date(2024, 5, 2), date(2024, 5, 2)),
        (date(2024, 5, 2), "week", "2024-W18", date(2024, 4, 29), date(2024, 5, 5)),
        (date(2021, 1, 3), "week", "2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        (date(2024, 12, 30), "week", "2025-W01", date(2024, 12, 30), date(2025, 1, 5)),
        (date(2024, 2, 29), "month", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 2, 29), "year", "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_period_of_a_day(day: date, span: Span, name: str, first: date, last: date) -> None:
    period = period_of(day, span)
    assert (period.name, period.first, period.last) == (name, first, last)


@pytest.mark.parametrize(
    ("span", "names"),
    [
        ("day", ["2023-12-31", "2024-01-01"]),
        ("week", ["2023-W52", "2024-W01"]),
        ("month", ["2023-12", "2024-01"]),
        ("year", ["2023", "2024"]),
    ],
)
def test_no_period_is_left_out_at_the_turn_of_a_year(span: Span, names: list[str]) -> None:
    found = periods_between(date(2023, 12, 31), date(2024, 1, 1), span)
    assert [period.name for period in found] == names


def test_one_day_is_one_period() -> None:
    day = date(9999, 12, 31)
    assert [period.name for period in periods_between(day, day, "year")] == ["9999"]
