"""A page that comes in later than it was fetched, as from an old file: it adds to an article's past.

The article stays as it was last seen. A text that was not known becomes a row of `revisions`, of the
moment at which it was seen; one that was known may turn out to be older than was thought, or to have
been away in between.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from archive.records import ArticleRecord, FetchRecord
from archive.rows import content_hash

_TEXTS = """
SELECT id, content_hash, julianday(seen) <= julianday(?2) FROM (
    SELECT id, seen, content_hash FROM revisions WHERE article_id = ?1
    UNION ALL SELECT NULL, last_changed, content_hash FROM articles WHERE id = ?1)
ORDER BY id IS NULL, julianday(seen), id
"""
_ADD = (
    "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash, updated) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_SET_ASIDE = (
    "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash, updated) "
    "SELECT id, last_changed, title, lead, body, content_hash, updated FROM articles WHERE id = ?"
)
_CAME_BACK = (
    "UPDATE articles SET last_changed = coalesce((SELECT fetched FROM fetches WHERE article_id = ?1 "
    "AND julianday(fetched) > julianday(?2) ORDER BY julianday(fetched) LIMIT 1), last_seen) WHERE id = ?1"
)


class _Text(NamedTuple):
    """A text that an article had, the present one without id; whether it stood before a moment."""

    id: int | None
    content_hash: str
    is_before: int


def is_earlier(connection: sqlite3.Connection, article_id: int, fetched: str) -> bool:
    """Whether the article was seen after that moment."""
    row = connection.execute(
        "SELECT julianday(last_seen) > julianday(?) FROM articles WHERE id = ?", (fetched, article_id)
    ).fetchone()
    return bool(row[0])


def add_to_past(
    connection: sqlite3.Connection, article_id: int, article: ArticleRecord, fetch: FetchRecord
) -> None:
    """Note that the article had this text when it was fetched; commits nothing itself."""
    if not _has_page(connection, article_id, fetch.sha256):
        _add_text(connection, article_id, article, fetch.fetched)
    connection.execute(
        "UPDATE articles SET first_seen = ?1 WHERE id = ?2 AND julianday(first_seen) > julianday(?1)",
        (fetch.fetched, article_id),
    )


def _has_page(connection: sqlite3.Connection, article_id: int, sha256: str | None) -> bool:
    """Whether these very bytes were read before: another text in them is another parser's."""
    row = connection.execute(
        "SELECT 1 FROM fetches WHERE article_id = ? AND sha256 = ? LIMIT 1", (article_id, sha256)
    ).fetchone()
    return row is not None


def _add_text(connection: sqlite3.Connection, article_id: int, article: ArticleRecord, fetched: str) -> None:
    digest = content_hash(article.title, article.lead, article.body)
    texts = [_Text(*row) for row in connection.execute(_TEXTS, (article_id, fetched))]
    earlier = [text for text in texts if text.is_before]
    before = earlier[-1] if earlier else None
    after = texts[len(earlier)] if len(earlier) < len(texts) else None
    if before is not None and before.content_hash == digest:
        return
    if after is not None and after.content_hash == digest:
        _stood_since(connection, article_id, after.id, fetched)
        return
    if before is not None and before.id is None:  # the present text was away and came back
        connection.execute(_SET_ASIDE, (article_id,))
        connection.execute(_CAME_BACK, (article_id, fetched))
    values = (article.title, article.lead, article.body, digest, article.updated)
    connection.execute(_ADD, (article_id, fetched, *values))


def _stood_since(
    connection: sqlite3.Connection, article_id: int, revision_id: int | None, fetched: str
) -> None:
    """A known text has stood for longer than was known."""
    if revision_id is None:
        connection.execute("UPDATE articles SET last_changed = ? WHERE id = ?", (fetched, article_id))
    else:
        connection.execute("UPDATE revisions SET seen = ? WHERE id = ?", (fetched, revision_id))
