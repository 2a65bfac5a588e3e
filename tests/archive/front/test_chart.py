"""Bars for months, and for years where the time is long."""

from __future__ import annotations

import pytest

from archive.front.chart import HEIGHT, WIDTH, Chart, chart


def drawn(*months: tuple[str, int]) -> Chart:
    found = chart(months)
    assert found is not None
    return found


def test_months_without_articles_are_there_too() -> None:
    found = drawn(("2023-11", 2), ("2024-02", 4))
    assert [(bar.name, bar.articles, bar.height) for bar in found.bars] == [
        ("2023-11", 2, HEIGHT / 2),
        ("2023-12", 0, 0),
        ("2024-01", 0, 0),
        ("2024-02", 4, HEIGHT),
    ]
    assert (found.unit, found.most) == ("month", 4)
    assert [bar.label for bar in found.bars] == ["2023-11", "2023-12", "2024-01", "2024-02"]


def test_of_many_months_the_years_are_named() -> None:
    months = [(f"{year}-{month:02d}", 1) for year in (2022, 2023) for month in range(1, 13)]
    assert [bar.label for bar in drawn(*months).bars if bar.label] == ["2022", "2023"]


def test_of_decades_years_are_drawn() -> None:
    found = drawn(("1984-03", 1), ("2024-01", 2), ("2024-12", 3))
    assert (found.unit, len(found.bars), found.bars[-1].name, found.bars[-1].articles) == (
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
    assert chart([]) is None
    assert chart([("ukjent", 3)]) is None
