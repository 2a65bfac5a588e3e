"""Numbers over time as the bars of a small picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from archive.periods import Period, Span, periods_between

WIDTH, HEIGHT = 720, 120
_MOST_BARS = 240  # months of twenty years; of a longer time, years are drawn
_FEWEST = 12  # bars that there is room for: a single month is no wall
_LABEL = 50  # of the width, that a bar's name needs
_GAP = 0.2  # of a bar's room
_MONTH = re.compile(r"(?!0000)\d{4}-(?:0[1-9]|1[0-2])")
_A_YEAR: dict[Span, int] = {"day": 365, "week": 52, "month": 12, "year": 1}
_BEGINS_A_YEAR = re.compile(r"(\d{4})(?:|-W?01|-01-01)")


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: what stands below it, its number, and its place in the picture."""

    period: Period
    label: str
    number: float
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the first period to the last; `most` is the highest one's number."""

    span: Span
    bars: tuple[Bar, ...]
    most: float


def chart_of_months(months: Iterable[tuple[str, int]]) -> Chart | None:
    """The picture of months (YYYY-MM) and their numbers; None where there is nothing to draw.

    Months between them are drawn as 0; of more than twenty years, years are drawn.
    """
    counts = Counter({name: number for name, number in months if _MONTH.fullmatch(name)})
    if not counts:
        return None
    first, last = (date.fromisoformat(f"{name}-01") for name in (min(counts), max(counts)))
    months_there = list(periods_between(first, last, "month"))
    if len(months_there) <= _MOST_BARS:
        return chart("month", [(month, counts[month.name]) for month in months_there])
    years: Counter[str] = Counter()
    for name, number in counts.items():
        years[name[:4]] += number
    years_there = list(periods_between(first, last, "year"))[-_MOST_BARS:]
    return chart("year", [(year, years[year.name]) for year in years_there])


def chart(span: Span, numbers: Sequence[tuple[Period, float]], most: float = 0) -> Chart:
    """The picture of periods, none left out, and their numbers; `most` is what the highest bar stands for.

    0 takes the highest number there is.
    """
    most = most or max((number for _, number in numbers), default=0)
    room = WIDTH / max(len(numbers), _FEWEST)
    bars = []
    for place, (period, number) in enumerate(numbers):
        height = round(number / most * HEIGHT, 1) if most else 0.0
        x, y = round(place * room, 2), round(HEIGHT - height, 1)
        label = _label(period.name, room, room * _A_YEAR[span])
        bars.append(Bar(period, label, number, x, y, round(room * (1 - _GAP), 2), height))
    return Chart(span, tuple(bars), most)


def _label(name: str, room: float, room_of_a_year: float) -> str:
    """The period's name where there is room for each, else the year below its first period.

    Every year, or every second, third ... as there is room.
    """
    if room >= _LABEL:
        return name
    begins = _BEGINS_A_YEAR.fullmatch(name)
    return begins[1] if begins and int(begins[1]) % ceil(_LABEL / room_of_a_year) == 0 else ""
