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
SELECT id, seen, content_hash, julianday(seen) <= julianday(?2) FROM (
    SELECT id, seen, content_hash FROM revisions WHERE article_id = ?1
    UNION ALL SELECT NULL, last_changed, content_hash FROM articles WHERE id = ?1)
ORDER BY id IS NULL, julianday(seen), id
"""
_OF_PAGE = """
SELECT title, lead, body, content_hash, updated FROM (
    SELECT id, seen, title, lead, body, content_hash, updated FROM revisions WHERE article_id = ?1
    UNION ALL SELECT NULL, last_changed, title, lead, body, content_hash, updated FROM articles WHERE id = ?1)
WHERE julianday(seen) <= (SELECT max(julianday(fetched)) FROM fetches WHERE article_id = ?1 AND sha256 = ?2)
ORDER BY id IS NOT NULL, julianday(seen) DESC, id DESC LIMIT 1
"""
_ADD = (
    "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash, updated) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_SET_ASIDE = (
    "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash, updated) "
    "SELECT id, last_changed, title, lead, body, content_hash, updated FROM articles WHERE id = ?"
)
_ADD_AGAIN = (
    "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash, updated) "
    "SELECT article_id, ?, title, lead, body, content_hash, updated FROM revisions WHERE id = ?"
)
_SEEN_AGAIN = (
    "SELECT fetched FROM fetches WHERE article_id = ?1 AND julianday(fetched) > julianday(?2) "
    "AND (?3 IS NULL OR julianday(fetched) < julianday(?3)) ORDER BY julianday(fetched) LIMIT 1"
)


class _Text(NamedTuple):
    """A text that an article had, the present one without id; since when, and whether before a moment."""

    id: int | None
    seen: str
    content_hash: str
    is_before: int


class _Words(NamedTuple):
    """What a text says; `updated` is what its page called its last change."""

    title: str
    lead: str | None
    body: str
    content_hash: str
    updated: str | None


def is_earlier(connection: sqlite3.Connection, article_id: int, fetched: str) -> bool:
    """Whether the article was seen after that moment."""
    row = connection.execute(
        "SELECT julianday(last_seen) > julianday(?) FROM articles WHERE id = ?", (fetched, article_id)
    ).fetchone()
    return bool(row[0])


def add_to_past(
    connection: sqlite3.Connection, article_id: int, article: ArticleRecord, fetch: FetchRecord
) -> None:
    """Note that the article had this text when it was fetched; commits nothing itself.

    Bytes that were read before say what they said then: another text in them is another parser's.
    """
    page = connection.execute(_OF_PAGE, (article_id, fetch.sha256)).fetchone()
    _add_text(connection, article_id, _Words(*page) if page else _words_of(article), fetch.fetched)
    connection.execute(
        "UPDATE articles SET first_seen = ?1 WHERE id = ?2 AND julianday(first_seen) > julianday(?1)",
        (fetch.fetched, article_id),
    )


def _words_of(article: ArticleRecord) -> _Words:
    digest = content_hash(article.title, article.lead, article.body)
    return _Words(article.title, article.lead, article.body, digest, article.updated)


def _add_text(connection: sqlite3.Connection, article_id: int, words: _Words, fetched: str) -> None:
    texts = [_Text(*row) for row in connection.execute(_TEXTS, (article_id, fetched))]
    earlier = [text for text in texts if text.is_before]
    before = earlier[-1] if earlier else None
    after = texts[len(earlier)] if len(earlier) < len(texts) else None
    if before is not None and before.content_hash == words.content_hash:
        return
    again = _seen_again(connection, article_id, fetched, after) if before is not None else None
    if before is not None and again is not None:  # it was away and came back
        _stands_again(connection, article_id, before, again)
    elif after is not None and after.content_hash == words.content_hash:
        _stood_since(connection, article_id, after.id, fetched)
        return
    connection.execute(_ADD, (article_id, fetched, *words))


def _seen_again(
    connection: sqlite3.Connection, article_id: int, fetched: str, after: _Text | None
) -> str | None:
    """When the text that stood before a moment was seen next, if it was seen between that and the text
    `after` it; the present one, after which there is none, was."""
    until = after.seen if after is not None else None
    row = connection.execute(_SEEN_AGAIN, (article_id, fetched, until)).fetchone()
    if row is None and after is None:
        row = connection.execute("SELECT last_seen FROM articles WHERE id = ?", (article_id,)).fetchone()
    return str(row[0]) if row is not None else None


def _stands_again(connection: sqlite3.Connection, article_id: int, text: _Text, seen: str) -> None:
    """A text stands a second time, since a moment."""
    if text.id is not None:
        connection.execute(_ADD_AGAIN, (seen, text.id))
        return
    connection.execute(_SET_ASIDE, (article_id,))
    connection.execute("UPDATE articles SET last_changed = ? WHERE id = ?", (seen, article_id))


def _stood_since(
    connection: sqlite3.Connection, article_id: int, revision_id: int | None, fetched: str
) -> None:
    """A known text has stood for longer than was known."""
    if revision_id is None:
        connection.execute("UPDATE articles SET last_changed = ? WHERE id = ?", (fetched, article_id))
    else:
        connection.execute("UPDATE revisions SET seen = ? WHERE id = ?", (fetched, revision_id))
