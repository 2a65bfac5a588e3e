"""A trend counts what the search finds, period by period, beside all articles there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from archive.filters import Filters, UnknownSite
from archive.periods import Span
from archive.query import QueryError
from archive.records import ArticleRecord
from archive.trend import Line, Share, Trend, read_trend
from tests.archive.archive_under_test import STARTED, begin

ARTICLES = [  # publication, time, text
    ("fjordposten", "2024-01-31T23:59:00+01:00", "Laksen er dyr."),
    ("fjordposten", "2024-02-01T00:00:00+01:00", "Torsken er billig."),
    ("fjordposten", "2024-02-10T08:00:00+01:00", "Laks og torsk."),
    ("fjellposten", "2024-02-29T12:00:00+01:00", "Lakseslakteriet bygges."),
    ("fjellposten", "2024-05-15T12:00:00+02:00", "Laks i merd."),
    ("fjellposten", None, "Laks uten dato."),
]


@pytest.fixture
def archive(connection: sqlite3.Connection) -> sqlite3.Connection:
    begun = {name: begin(connection, name) for name in ("fjordposten", "fjellposten")}
    for number, (site, published, body) in enumerate(ARTICLES):
        article = ArticleRecord(f"https://{site}.example/{number}", "Sak", body, published=published)
        begun[site].store_own(article, STARTED)
    return connection


def points(line: Line) -> list[tuple[int, int]]:
    return [(share.articles, share.of) for share in line.points]


def test_months_in_a_row_and_none_left_out(archive: sqlite3.Connection) -> None:
    trend = read_trend(archive, ["laks"])
    assert [period.name for period in trend.periods] == [f"2024-0{month}" for month in range(1, 6)]
    [line] = trend.lines
    assert points(line) == [(1, 1), (2, 3), (0, 0), (0, 0), (1, 1)]
    assert [share.per_1000 for share in line.points] == [1000.0, 666.7, None, None, 1000.0]
    assert (line.total, line.by_words, line.undated) == (Share(4, 5), 3, Share(1, 1))


def test_the_first_and_the_last_period_are_whole_if_all_their_days_are_counted(
    archive: sqlite3.Connection,
) -> None:
    def whole(filters: Filters) -> list[bool]:
        trend = read_trend(archive, ["laks"], filters)
        return [trend.is_whole(period) for period in trend.periods]

    assert whole(Filters()) == [False, True, True, True, False]
    assert whole(Filters(since=date(2024, 2, 1), until=date(2024, 3, 31))) == [True, True]
    assert whole(Filters(since=date(2024, 2, 2), until=date(2024, 3, 30))) == [False, False]


def test_days_before_and_after_those_asked_for_are_not_counted(archive: sqlite3.Connection) -> None:
    [line] = read_trend(archive, ["laks"], Filters(since=date(2024, 2, 5), until=date(2024, 2, 28))).lines
    assert points(line) == [(1, 1)]


def test_no_period_is_shown_where_the_archive_holds_nothing(archive: sqlite3.Connection) -> None:
    trend = read_trend(archive, ["laks"], Filters(since=date(2000, 1, 1), until=date(2100, 1, 1)))
    assert (trend.first, trend.last) == (date(2024, 1, 31), date(2024, 5, 15))
    trend = read_trend(archive, ["laks"], Filters(since=date(2025, 1, 1)))
    assert (trend.first, trend.periods, trend.lines[0].points) == (None, (), ())


@pytest.mark.parametrize(
    ("span", "first", "last", "number"),
    [
        ("day", "2024-01-31", "2024-05-15", 106),
        ("week", "2024-W05", "2024-W20", 16),
        ("year", "2024", "2024", 1),
    ],
)
def test_spans(archive: sqlite3.Connection, span: Span, first: str, last: str, number: int) -> None:
    trend = read_trend(archive, ["laks"], span=span)
    assert (trend.periods[0].name, trend.periods[-1].name, len(trend.periods)) == (first, last, number)
    assert trend.lines[0].total == Share(4, 5)


def test_several_queries_are_counted_side_by_side(archive: sqlite3.Connection) -> None:
    laks, torsk, both = read_trend(archive, ["laks", "torsk", "laks torsk"], span="year").lines
    assert (laks.query, points(laks)) == ("laks", [(4, 5)])
    assert (torsk.query, points(torsk)) == ("torsk", [(2, 5)])
    assert points(both) == [(1, 5)]


def test_each_publication_by_itself(archive: sqlite3.Connection) -> None:
    trend = read_trend(archive, ["laks", "torsk"], span="year", per_site=True)
    assert [(line.site, line.query, *points(line)) for line in trend.lines] == [
        ("fjellposten", "laks", (2, 2)),
        ("fjellposten", "torsk", (0, 2)),
        ("fjordposten", "laks", (2, 3)),
        ("fjordposten", "torsk", (2, 3)),
    ]
    assert [line.undated for line in trend.lines[::2]] == [Share(1, 1), Share()]


def test_a_publication_that_was_asked_for_and_has_nothing_is_a_line_of_zeros(
    archive: sqlite3.Connection,
) -> None:
    begin(archive, "tom")
    trend = read_trend(archive, ["laks"], Filters(sites=("fjordposten", "tom")), span="year", per_site=True)
    assert [(line.site, points(line)) for line in trend.lines] == [
        ("fjordposten", [(2, 3)]),
        ("tom", [(0, 0)]),
    ]


@pytest.mark.parametrize(
    ("filters", "fields", "expected"),
    [
        (Filters(sites=("fjordposten",)), ("body",), (2, 3)),
        (Filters(), ("title",), (0, 5)),
        (Filters(authors=("Kari Nordmann",)), ("body",), None),
    ],
)
def test_filters_choose_what_is_counted_and_what_it_is_counted_of(
    archive: sqlite3.Connection,
    filters: Filters,
    fields: tuple[str, ...],
    expected: tuple[int, int] | None,
) -> None:
    [line] = read_trend(archive, ["laks"], filters, fields=fields, span="year").lines
    assert points(line) == ([expected] if expected else [])


def test_an_empty_archive_has_no_periods(connection: sqlite3.Connection) -> None:
    assert read_trend(connection, ["laks"]) == Trend(
        None, None, (), (Line("laks", None, (), Share(), 0, Share()),)
    )


@pytest.mark.parametrize(
    ("error", "ask"),
    [
        (QueryError, lambda db: read_trend(db, ["laks", '"laks']).lines),
        (UnknownSite, lambda db: read_trend(db, ["laks"], Filters(sites=("ukjent",)))),
    ],
)
def test_what_cannot_be_asked_is_refused(
    archive: sqlite3.Connection, error: type[Exception], ask: Callable[[sqlite3.Connection], object]
) -> None:
    with pytest.raises(error):
        ask(archive)


def test_no_article_is_read_for_it(archive: sqlite3.Connection) -> None:
    """Days come from an index alone: an archive of a million articles answers in a second."""
    statements: list[str] = []
    archive.set_trace_callback(statements.append)
    read_trend(archive, ["laks"], per_site=True)
    archive.set_trace_callback(None)
    [asked] = [one for one in statements if "GROUP BY" in one and "FROM articles a" in one]
    plan = [row[3] for row in archive.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert "SCAN a USING COVERING INDEX articles_site_published" in plan
