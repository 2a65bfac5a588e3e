"""Looking again at what the archive has: what is known of an address, and what an answer without a new
text means for the article that stands there.

`settle` is called in the transaction in which the fetch was stored; it commits nothing itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from archive.records import FetchRecord

Settled = Literal["unchanged", "gone", "none"]
MISSING = (404, 410)

_ARTICLE_AT = (
    "SELECT id FROM articles WHERE url = ?1 UNION ALL SELECT article_id FROM aliases WHERE url = ?1 "
    "UNION ALL SELECT article_id FROM fetches WHERE url = ?1 AND article_id IS NOT NULL LIMIT 1"
)
_LAST_BROUGHT = (
    "SELECT url, sha256 FROM fetches WHERE article_id = ? AND sha256 IS NOT NULL "
    "ORDER BY fetched DESC, id DESC LIMIT 1"
)
_MISSING_SINCE = (
    "SELECT min(m.fetched) FROM fetches m LEFT JOIN fetches l ON l.id = (SELECT id FROM fetches "
    "WHERE article_id = ?2 ORDER BY fetched DESC, id DESC LIMIT 1) "
    "WHERE m.url = ?1 AND m.status IN (404, 410) AND (l.id IS NULL OR (m.fetched, m.id) > (l.fetched, l.id))"
)
_ARTICLES = """
SELECT coalesce(f.url, a.url), coalesce(a.published, a.first_seen), l.fetched, a.last_seen, l.status, a.gone
FROM articles a
LEFT JOIN fetches f ON f.id =
    (SELECT id FROM fetches WHERE article_id = a.id ORDER BY fetched DESC, id DESC LIMIT 1)
LEFT JOIN fetches l ON l.id =
    (SELECT id FROM fetches WHERE url = f.url ORDER BY fetched DESC, id DESC LIMIT 1)
WHERE a.site_id = (SELECT id FROM sites WHERE name = ?) ORDER BY a.id
"""


def settle(connection: sqlite3.Connection, fetch: FetchRecord, gone_after: timedelta) -> Settled:
    """Say what the fetch stored last, which brought no article, means for the one known at its address.

    304, or the same bytes as last time: the article was seen again. 404 or 410, for the second time and
    `gone_after` after the first one without an answer in between: it is gone. Its row stays.
    """
    found = connection.execute(_ARTICLE_AT, (fetch.url,)).fetchone()
    if found is None:
        return "none"
    article_id = int(found[0])
    address, sha256 = connection.execute(_LAST_BROUGHT, (article_id,)).fetchone() or (None, None)
    if fetch.status == 304 or (fetch.status == 200 and fetch.sha256 is not None and fetch.sha256 == sha256):
        connection.execute("UPDATE fetches SET article_id = ? WHERE id = last_insert_rowid()", (article_id,))
        connection.execute(
            "UPDATE articles SET last_seen = ?, gone = NULL WHERE id = ?", (fetch.fetched, article_id)
        )
        return "unchanged"
    if fetch.status in MISSING and _is_own_address(connection, article_id, fetch.url, address):
        return _miss(connection, article_id, fetch, gone_after)
    return "none"


def _is_own_address(connection: sqlite3.Connection, article_id: int, url: str, asked: str | None) -> bool:
    """Whether an article stands or falls with an address; other ones may die while it lives."""
    own = connection.execute("SELECT url FROM articles WHERE id = ?", (article_id,)).fetchone()
    return url in (own[0], asked)


def _miss(
    connection: sqlite3.Connection, article_id: int, fetch: FetchRecord, gone_after: timedelta
) -> Settled:
    since = connection.execute(_MISSING_SINCE, (fetch.url, article_id)).fetchone()[0]
    if since is None:
        return "none"
    if datetime.fromisoformat(fetch.fetched) - datetime.fromisoformat(since) < max(gone_after, _A_MOMENT):
        return "none"
    cursor = connection.execute(
        "UPDATE articles SET gone = ? WHERE id = ? AND gone IS NULL", (fetch.fetched, article_id)
    )
    return "gone" if cursor.rowcount else "none"


_A_MOMENT = timedelta(seconds=1)  # the first miss is not its own second one


Answer = tuple[datetime, int | None, str | None, str | None, str | None, str | None]
Article = tuple[str, datetime, datetime, int | None, bool]


def read_last_answer(connection: sqlite3.Connection, url: str) -> Answer | None:
    """When an address was asked last, that answer's status, the ETag, Last-Modified and SHA-256 of its
    last complete answer, and what was wrong with the last. None where neither the log nor the articles'
    other addresses know it."""
    last = connection.execute(
        "SELECT fetched, status, problem FROM fetches WHERE url = ? ORDER BY fetched DESC, id DESC LIMIT 1",
        (url,),
    ).fetchone()
    if last is None:
        seen = connection.execute(
            "SELECT last_seen FROM articles WHERE url = ?1 UNION ALL SELECT last_seen FROM aliases l "
            "JOIN articles a ON a.id = l.article_id WHERE l.url = ?1 LIMIT 1",
            (url,),
        ).fetchone()
        return (datetime.fromisoformat(seen[0]), None, None, None, None, None) if seen else None
    whole = connection.execute(
        "SELECT etag, last_modified, sha256 FROM fetches WHERE url = ? AND status = 200 "
        "ORDER BY fetched DESC, id DESC LIMIT 1",
        (url,),
    ).fetchone()
    return (datetime.fromisoformat(last[0]), last[1], *(whole or (None, None, None)), last[2])


def read_articles(connection: sqlite3.Connection, site: str) -> Iterator[Article]:
    """A publication's articles: the address that brought each last, when it was published (or first
    seen), when that address was asked last, the status then, and whether the article is gone."""
    for url, published, asked, last_seen, status, gone in connection.execute(_ARTICLES, (site,)):
        moments = datetime.fromisoformat(published), datetime.fromisoformat(asked or last_seen)
        yield (url, *moments, status, gone is not None)


def read_answered(connection: sqlite3.Connection, crawl_id: int) -> list[str]:
    """The addresses that brought an article in a crawl."""
    rows = connection.execute(
        "SELECT DISTINCT url FROM fetches WHERE crawl_id = ? AND article_id IS NOT NULL", (crawl_id,)
    )
    return [url for (url,) in rows]
