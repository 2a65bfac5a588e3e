"""Bars for months, and for years where the time is long."""

from __future__ import annotations

from datetime import date

import pytest

from archive.front.chart import HEIGHT, WIDTH, Chart, chart, chart_of_months
from archive.periods import Period, Span, periods_between


def drawn(*months: tuple[str, int]) -> Chart:
    found = chart_of_months(months)
    assert found is not None
    return found


def test_months_without_articles_are_there_too() -> None:
    found = drawn(("2023-11", 2), ("2024-02", 4))
    assert [(bar.period.name, bar.number, bar.height) for bar in found.bars] == [
        ("2023-11", 2, HEIGHT / 2),
        ("2023-12", 0, 0),
        ("2024-01", 0, 0),
        ("2024-02", 4, HEIGHT),
    ]
    assert (found.span, found.most) == ("month", 4)
    assert [bar.label for bar in found.bars] == ["2023-11", "2023-12", "2024-01", "2024-02"]


def test_of_many_months_the_years_are_named() -> None:
    months = [(f"{year}-{month:02d}", 1) for year in (2022, 2023) for month in range(1, 13)]
    assert [bar.label for bar in drawn(*months).bars if bar.label] == ["2022", "2023"]


def test_of_decades_years_are_drawn() -> None:
    found = drawn(("1984-03", 1), ("2024-01", 2), ("2024-12", 3))
    assert (found.span, len(found.bars), found.bars[-1].period.name, found.bars[-1].number) == (
        "year",
        41,
        "2024",
        5,
    )


@pytest.mark.parametrize("first", ["2024-01", "2020-05", "1990-01", "0001-01"])
def test_the_bars_stay_within_the_picture(first: str) -> None:
    bars = drawn((first, 3), ("2024-02", 1)).bars
    assert len(bars) <= 240
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in bars)
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in bars)


def test_where_no_article_has_a_month_there_is_nothing_to_draw() -> None:
    assert chart_of_months([]) is None
    assert chart_of_months([("ukjent", 3), ("0000-01", 1), ("2024-13", 1)]) is None


JANUARY = Period("2024-01", date(2024, 1, 1), date(2024, 1, 31))


def test_charts_can_share_a_scale() -> None:
    low = chart("month", [(JANUARY, 5.0)], most=10)
    assert (low.bars[0].height, low.most) == (HEIGHT / 2, 10)
    assert chart("month", [(JANUARY, 0)]).bars[0].height == 0


@pytest.mark.parametrize(
    ("span", "first", "last", "labels"),
    [
        ("week", date(2022, 1, 3), date(2023, 12, 31), ["2022", "2023"]),
        ("day", date(2022, 12, 1), date(2023, 11, 30), ["2023"]),
        ("year", date(1990, 1, 1), date(2029, 12, 31), ["1992", "1995", "1998"]),
    ],
)
def test_of_any_period_years_are_named(span: Span, first: date, last: date, labels: list[str]) -> None:
    bars = chart(span, [(period, 1) for period in periods_between(first, last, span)]).bars
    assert [bar.label for bar in bars if bar.label][:3] == labels
