"""Which articles are meant: the choice by publication, day, author and keyword that readers share."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from archive.errors import ArchiveError

_OSLO = ZoneInfo("Europe/Oslo")
_FIRST_DAY, _LAST_DAY = date.min + timedelta(days=1), date.max - timedelta(days=2)  # with days around them


class UnknownSite(ArchiveError):
    """A publication is asked for that the archive does not have."""

    def __init__(self, name: str, known: list[str]) -> None:
        has = f"it has {', '.join(known)}" if known else "it has none yet"
        super().__init__(f"{name!r} is no publication in this archive: {has}.")


@dataclass(frozen=True, slots=True)
class Filters:
    """What an article must have; an empty field leaves the choice open.

    `since` and `until` are days in Oslo, both included; an article without a date is left out by
    either. One of `sites` (names) must be the article's, one of `authors` must have written it, one
    of `keywords` must stand on it; names and keywords are whole, capitals do not count.
    """

    sites: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.sites, self.since, self.until, self.authors, self.keywords))


@dataclass(frozen=True, slots=True)
class Where:
    """A condition for WHERE on the table `articles`, named or aliased `a`, and its parameters."""

    sql: str
    values: tuple[object, ...]


def where(connection: sqlite3.Connection, filters: Filters) -> Where:
    """The condition that an article `a` meets the filters ('1' if there are none). Raises UnknownSite.

    >>> condition = where(connection, Filters(sites=("packnews",)))
    >>> connection.execute(f"SELECT a.url FROM articles a WHERE {condition.sql}", condition.values)
    """
    conditions: list[str] = []
    values: list[object] = []
    if filters.sites:
        conditions.append(_one_of("a.site_id", ids := _site_ids(connection, filters.sites)))
        values += ids
    if filters.since:
        since = max(filters.since, _FIRST_DAY)
        conditions.append("a.published >= ? AND julianday(a.published) >= julianday(?)")
        values += [_day(since, -1), _midnight(since)]
    if filters.until:
        after = min(filters.until, _LAST_DAY) + timedelta(days=1)
        conditions.append("a.published < ? AND julianday(a.published) < julianday(?)")
        values += [_day(after, 1), _midnight(after)]
    for names, table, column, link in (
        (filters.authors, "authors", "name", "author_id"),
        (filters.keywords, "keywords", "keyword", "keyword_id"),
    ):
        if names:
            ids = _ids(connection, table, column, names)
            belongs = f"SELECT article_id FROM article_{table} WHERE {_one_of(link, ids)}"
            conditions.append(f"a.id IN ({belongs})")
            values += ids
    return Where(" AND ".join(conditions) or "1", tuple(values))


def _one_of(column: str, ids: list[int]) -> str:
    return f"{column} IN ({', '.join('?' * len(ids))})"


def _day(day: date, days: int) -> str:
    """A day more or less: the index of `published` narrows by text, whatever the times' offset."""
    return (day + timedelta(days=days)).isoformat()


def _midnight(day: date) -> str:
    """The moment at which a day begins in Oslo."""
    return datetime.combine(day, time(), _OSLO).isoformat()


def _site_ids(connection: sqlite3.Connection, names: tuple[str, ...]) -> list[int]:
    known = {str(name): int(id_) for id_, name in connection.execute("SELECT id, name FROM sites")}
    for name in names:
        if name not in known:
            raise UnknownSite(name, sorted(known))
    return [known[name] for name in dict.fromkeys(names)]


def _ids(connection: sqlite3.Connection, table: str, column: str, names: tuple[str, ...]) -> list[int]:
    """Ids of the names wanted; capitals are told apart here, since SQLite knows them in ASCII alone."""
    wanted = {name.casefold() for name in names}
    rows = connection.execute(f"SELECT id, {column} FROM {table}")
    return [int(id_) for id_, name in rows if str(name).casefold() in wanted]
