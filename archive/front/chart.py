"""How many articles appeared when, as the bars of a small picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil

WIDTH, HEIGHT = 720, 120
_MOST_BARS = 240  # months of twenty years; of a longer time, years are drawn
_FEWEST = 12  # bars that there is room for: a single month is no wall
_LABEL = 50  # of the width, that a bar's name needs
_GAP = 0.2  # of a bar's room
_MONTH = re.compile(r"\d{4}-\d{2}")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year: its name, what stands below it, its articles, and its place in the picture."""

    name: str
    label: str
    articles: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars from the first to the last, those without articles too; `most` is the highest one's."""

    unit: str  # 'month' or 'year'
    bars: tuple[Bar, ...]
    most: int


def chart(months: Iterable[tuple[str, int]]) -> Chart | None:
    """The picture of months (YYYY-MM) and their numbers; None where there is nothing to draw."""
    counts = Counter({_number(name): articles for name, articles in months if _MONTH.fullmatch(name)})
    if not counts:
        return None
    if max(counts) - min(counts) < _MOST_BARS:
        return _drawn("month", counts, _month_name, _month_label)
    years: Counter[int] = Counter()
    for number, articles in counts.items():
        years[number // _MONTHS] += articles
    for year in [year for year in years if year <= max(years) - _MOST_BARS]:
        del years[year]
    return _drawn("year", years, str, _year_label)


def _drawn(
    unit: str, counts: Counter[int], name: Callable[[int], str], label: Callable[[int, float], str]
) -> Chart:
    first, last, most = min(counts), max(counts), max(counts.values())
    room = WIDTH / max(last - first + 1, _FEWEST)
    bars = []
    for number in range(first, last + 1):
        height = round(counts[number] / most * HEIGHT, 1)
        x, y = round((number - first) * room, 2), round(HEIGHT - height, 1)
        width = round(room * (1 - _GAP), 2)
        bars.append(Bar(name(number), label(number, room), counts[number], x, y, width, height))
    return Chart(unit, tuple(bars), most)


def _number(month: str) -> int:
    return int(month[:4]) * _MONTHS + int(month[5:]) - 1


def _month_name(number: int) -> str:
    return f"{number // _MONTHS:04d}-{number % _MONTHS + 1:02d}"


def _month_label(number: int, room: float) -> str:
    """The month where there is room for each, else the year below its January."""
    if room >= _LABEL:
        return _month_name(number)
    return _year_label(number // _MONTHS, room * _MONTHS) if number % _MONTHS == 0 else ""


def _year_label(year: int, room: float) -> str:
    """Every year, or every second, third ... as there is room."""
    return "" if year % ceil(_LABEL / room) else str(year)
