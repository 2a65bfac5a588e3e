"""Which raw copies the archive knows: asked through a connection to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from archive.filters import Filters, where


class Copy(NamedTuple):
    """Where a raw copy is, as `fetches` names it."""

    warc_file: str
    warc_offset: int


_KEPT = "warc_file IS NOT NULL AND warc_offset IS NOT NULL"


def copy_of_page(connection: sqlite3.Connection, url: str, sha256: str | None) -> Copy | None:
    """The last copy of the page at `url`: with that body, or with any that came whole where None is given."""
    row = connection.execute(
        f"SELECT warc_file, warc_offset FROM fetches WHERE url = ?1 AND {_KEPT} AND status = 200 "
        "AND (?2 IS NULL OR sha256 = ?2) ORDER BY fetched DESC, id DESC LIMIT 1",
        (url, sha256),
    ).fetchone()
    return Copy(*row) if row else None


def last_copy_in(connection: sqlite3.Connection, warc_file: str) -> int:
    """Where the last record begins that a row points at in this file; 0 where none does."""
    row = connection.execute(
        f"SELECT warc_offset FROM fetches WHERE warc_file = ? AND {_KEPT} ORDER BY id DESC LIMIT 1",
        (warc_file,),
    ).fetchone()
    return int(row[0]) if row else 0


class ArticleCopy(NamedTuple):
    """An article, and the last raw copy from which it can be read again; None where there is none.

    `url` is the address that was fetched (the article's own where there is no copy); `site` and
    `domain` are those of the publication's row; the rights are those that the article has.
    """

    article_id: int
    site: str
    domain: str
    url: str
    warc_file: str | None
    warc_offset: int | None
    tdm_reserved: bool | None
    tdm_policy: str | None


_LATEST = f"""
SELECT a.id, s.name, s.domain, coalesce(f.url, a.url), f.warc_file, f.warc_offset,
    a.tdm_reserved, a.tdm_policy
FROM articles a JOIN sites s ON s.id = a.site_id
LEFT JOIN fetches f ON f.id = (
    SELECT id FROM fetches WHERE article_id = a.id AND {_KEPT} ORDER BY fetched DESC, id DESC LIMIT 1)
WHERE a.id > ? AND """
_GROUP = 500  # rows a query; a query of hours would keep SQLite from shortening its log


def article_copies(connection: sqlite3.Connection, filters: Filters) -> Iterator[ArticleCopy]:
    """Every article that meets the filters, with its last copy, by id. Raises UnknownSite."""
    chosen = where(connection, filters)
    sql = f"{_LATEST} {chosen.sql} ORDER BY a.id LIMIT {_GROUP}"
    after = 0
    while rows := connection.execute(sql, (after, *chosen.values)).fetchall():
        for row in rows:
            yield ArticleCopy(*row)
        after = rows[-1][0]


def count_articles(connection: sqlite3.Connection, filters: Filters) -> int:
    """How many articles `article_copies` gives. Raises UnknownSite."""
    chosen = where(connection, filters)
    row = connection.execute(f"SELECT count(*) FROM articles a WHERE {chosen.sql}", chosen.values).fetchone()
    return int(row[0])
