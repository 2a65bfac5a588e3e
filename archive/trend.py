"""How often articles speak of something, over time: counted by period, beside all articles there are.

A query finds what `archive.search.matching` finds: whole words and compounds. One pass over the days of
all articles answers for all queries; an index holds the days, so no article is read.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from archive.filters import Filters, where
from archive.periods import Period, Span, periods_between
from archive.search import FIELDS, matching

_DAY = "substr(a.published, 1, 10)"  # times stand in Norway's own zone


@dataclass(frozen=True, slots=True)
class Share:
    """So many articles that match, `of` so many that meet the filters."""

    articles: int = 0
    of: int = 0

    @property
    def per_1000(self) -> float | None:
        """Matches in a thousand articles, to one decimal; None where there is no article."""
        return round(1000 * self.articles / self.of, 1) if self.of else None


@dataclass(frozen=True, slots=True)
class Line:
    """One query over time, in the publication `site` (None: in all that are chosen).

    `points` are for the trend's periods, `total` is their sum; of it, `by_words` articles match by whole
    words, the others by compounds alone. `undated` articles have no date and are in no point.
    """

    query: str
    site: str | None
    points: tuple[Share, ...]
    total: Share
    by_words: int
    undated: Share


@dataclass(frozen=True, slots=True)
class Trend:
    """Lines over the same periods, which hold the days from `first` to `last`, in Norway.

    Where no article has a date, there is no day and no period.
    """

    first: date | None
    last: date | None
    periods: tuple[Period, ...]
    lines: tuple[Line, ...]

    def is_whole(self, period: Period) -> bool:
        """Whether all days of a period are among those looked at."""
        return bool(self.first and self.last and self.first <= period.first and period.last <= self.last)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted of a publication's day (None: of its articles without a date).

    `found` has two numbers for each query: by words or compounds, and by words alone.
    """

    site: str  # '' where publications are not told apart
    day: date | None
    of: int
    found: tuple[int, ...]


def read_trend(
    connection: sqlite3.Connection,
    queries: Sequence[str],
    filters: Filters = Filters(),  # noqa: B008 - it cannot change
    *,
    span: Span = "month",
    fields: tuple[str, ...] = FIELDS,
    per_site: bool = False,
) -> Trend:
    """Count through a connection of `open_for_reading`; a line a query, or a query and publication.

    The days go from `filters.since` to `filters.until`, but not beyond those of the first and the last
    article that meets the other filters. Raises QueryError, UnknownSite, NoSearchIndex.
    """
    rows = _count(connection, queries, filters, fields, per_site=per_site)
    days = _days(rows, filters)
    periods = tuple(periods_between(*days, span)) if days else ()
    by_site: dict[str, list[_Counted]] = {name: [] for name in (filters.sites if per_site else ("",))}
    for row in rows:
        if row.day is None or (days and days[0] <= row.day <= days[1]):
            by_site.setdefault(row.site, []).append(row)
    lines = [
        _line(query, at, site, own, periods)
        for site, own in sorted(by_site.items())
        for at, query in enumerate(queries)
    ]
    first, last = days or (None, None)
    return Trend(first, last, periods, tuple(lines))


def _count(
    connection: sqlite3.Connection,
    queries: Sequence[str],
    filters: Filters,
    fields: tuple[str, ...],
    *,
    per_site: bool,
) -> list[_Counted]:
    """All days, also those before and after the ones asked for: so it is known where the articles end."""
    chosen = where(connection, replace(filters, since=None, until=None))
    found = [
        matching(connection, query, fields, compounds=compounds)
        for query in queries
        for compounds in (True, False)
    ]
    conditions = list(dict.fromkeys(found))  # the same where a query's words are in no compound
    sums = ", ".join(f"sum({condition.sql})" for condition in conditions)
    rows = connection.execute(
        f"SELECT {'a.site_id' if per_site else 'NULL'}, {_DAY}, count(*), {sums} FROM articles a "
        f"WHERE {chosen.sql} GROUP BY 1, 2",
        tuple(value for condition in (*conditions, chosen) for value in condition.values),
    )
    names = dict(connection.execute("SELECT id, name FROM sites").fetchall())
    places = [conditions.index(condition) for condition in found]
    return [
        _Counted(
            names.get(id_, ""), date.fromisoformat(day) if day else None, of, tuple(sums[at] for at in places)
        )
        for id_, day, of, *sums in rows
    ]


def _days(rows: Iterable[_Counted], filters: Filters) -> tuple[date, date] | None:
    """The first and the last day to be shown; None if there is none."""
    days = [row.day for row in rows if row.day]
    if not days:
        return None
    first = max(filter(None, (min(days), filters.since)))
    last = min(filter(None, (max(days), filters.until)))
    return (first, last) if first <= last else None


def _line(query: str, at: int, site: str, rows: Iterable[_Counted], periods: Sequence[Period]) -> Line:
    """The line of the query at that place; each day of the rows is in one of the periods."""
    begins = [period.first for period in periods]
    articles, of = [0] * len(periods), [0] * len(periods)
    by_words, undated = 0, Share()
    for row in rows:
        both, words = row.found[2 * at : 2 * at + 2]
        if row.day is None:
            undated = Share(both, row.of)
        else:
            place = bisect(begins, row.day) - 1
            articles[place] += both
            of[place] += row.of
            by_words += words
    points = tuple(map(Share, articles, of))
    return Line(query, site or None, points, Share(sum(articles), sum(of)), by_words, undated)
