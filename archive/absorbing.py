"""Two rows that turn out to be one article: its address changed, and the new one was met before the old one
led there. One takes the other in, and nothing that was stored of either is lost.
"""

from __future__ import annotations

import sqlite3

from archive.records import ArticleRecord
from archive.rows import COLUMNS
from archive.texts import TextsWriter

_READ = COLUMNS[2:]  # what a page says; publication and address stay
_LATEST = "SELECT id FROM articles WHERE id IN (?, ?) ORDER BY julianday(last_seen) DESC, id DESC"
_SET_ASIDE = (
    "INSERT INTO revisions (article_id, seen, title, lead, body, content_hash, updated) "
    "SELECT ?1, last_changed, title, lead, body, content_hash, updated FROM articles WHERE id = ?2 "
    "AND content_hash != (SELECT content_hash FROM articles WHERE id = ?3)"
)
_GIVE = tuple(
    f"UPDATE {table} SET article_id = ?1 WHERE article_id = ?2"
    for table in ("revisions", "fetches", "aliases")
)
_PARTS = ("article_authors", "article_keywords", "captions")
_FIRST_SEEN = "SELECT min(first_seen) FROM articles WHERE id IN (?, ?)"
_SEEN = "SELECT last_seen, last_changed FROM articles WHERE id = ?"


def absorb(connection: sqlite3.Connection, texts: TextsWriter, kept: int, other: int) -> None:
    """Make the article `other` a part of `kept`, inside the caller's transaction. `kept` has the text of the
    one that was seen last; that of the one before it becomes a revision where it says something else. The
    other's address stays as an alias."""
    latest, earlier = (article_id for (article_id,) in connection.execute(_LATEST, (kept, other)))
    texts.remove(kept)
    texts.drop(other)
    connection.execute(_SET_ASIDE, (kept, earlier, latest))
    for sql in _GIVE:
        connection.execute(sql, (kept, other))
    columns = ", ".join(_READ)
    row = connection.execute(f"SELECT {columns} FROM articles WHERE id = ?", (latest,)).fetchone()
    seen = connection.execute(_SEEN, (latest,)).fetchone()
    first = connection.execute(_FIRST_SEEN, (kept, other)).fetchone()
    (address,) = connection.execute("SELECT url FROM articles WHERE id = ?", (other,)).fetchone()
    if latest == other:
        for table in _PARTS:
            connection.execute(f"DELETE FROM {table} WHERE article_id = ?", (kept,))
            connection.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (kept, other))
    connection.execute("DELETE FROM articles WHERE id = ?", (other,))
    connection.execute(
        f"UPDATE articles SET ({columns}, last_seen, last_changed, first_seen) = "
        f"({', '.join('?' * (len(_READ) + 3))}) WHERE id = ?",
        (*row, *seen, *first, kept),
    )
    connection.execute("INSERT OR IGNORE INTO aliases (url, article_id) VALUES (?, ?)", (address, kept))
    said = dict(zip(_READ, row, strict=True))
    record = ArticleRecord(address, said["title"], said["body"], lead=said["lead"], language=said["language"])
    texts.put_back(kept, record, moved=latest == other)
