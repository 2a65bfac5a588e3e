"""Days, weeks, months and years by which articles are counted: their names, and which days they hold."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Span = Literal["day", "week", "month", "year"]
SPANS: tuple[Span, ...] = get_args(Span)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of the calendar: '2024-05-02', '2024-W18', '2024-05' or '2024'; both days included."""

    name: str
    first: date
    last: date


def period_of(day: date, span: Span) -> Period:
    """The period that a day belongs to; weeks are those of ISO 8601, from Monday to Sunday."""
    match span:
        case "day":
            return Period(day.isoformat(), day, day)
        case "week":
            year, week, weekday = day.isocalendar()
            monday = day - timedelta(days=weekday - 1)
            return Period(f"{year:04}-W{week:02}", monday, monday + timedelta(days=6))
        case "month":
            days = monthrange(day.year, day.month)[1]
            return Period(day.isoformat()[:7], day.replace(day=1), day.replace(day=days))
        case "year":
            return Period(f"{day.year:04}", date(day.year, 1, 1), date(day.year, 12, 31))


def periods_between(first: date, last: date, span: Span) -> Iterator[Period]:
    """Every period from the one of the first day to the one of the last, none left out."""
    period = period_of(first, span)
    while period.last < last:
        yield period
        period = period_of(period.last + timedelta(days=1), span)
    yield period
