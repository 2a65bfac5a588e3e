"""What belongs to an article besides its row: authors, keywords, captions, other addresses."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from archive.records import ArticleRecord
from archive.rows import Parts

_MOST_REMEMBERED = 100_000  # names whose ids are kept in memory, some 20 MB
_STORED = (
    "SELECT name, role, email FROM article_authors l JOIN authors a ON a.id = l.author_id "
    "WHERE article_id = ? ORDER BY position",
    "SELECT keyword FROM article_keywords l JOIN keywords k ON k.id = l.keyword_id "
    "WHERE article_id = ? ORDER BY position",
    "SELECT text, credit, image_url FROM captions WHERE article_id = ? ORDER BY position",
)
_ADD_ALIAS = (
    "INSERT INTO aliases (url, article_id) SELECT ?1, ?2 "
    "WHERE NOT EXISTS (SELECT 1 FROM articles WHERE url = ?1) ON CONFLICT DO NOTHING"
)


class PartsWriter:
    """Reads and writes the parts of articles inside the writer's transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._ids: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """Drop what is remembered of the tables of names: a transaction was undone."""
        self._ids.clear()

    def read(self, article_id: int) -> Parts:
        """Authors, keywords and captions of a stored article, as `rows.parts_of` gives them."""
        return tuple(self._db.execute(sql, (article_id,)).fetchall() for sql in _STORED)

    def replace(self, article_id: int, article: ArticleRecord) -> None:
        """Put the parts of `article` in the place of the stored ones."""
        for table in ("article_authors", "article_keywords", "captions"):
            self._db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
        self.add(article_id, article)

    def add(self, article_id: int, article: ArticleRecord) -> None:
        """Write the parts of an article that has none yet."""
        authors = [
            (article_id, self._id("authors", "name", one.name), at, one.role, one.email)
            for at, one in enumerate(article.authors)
        ]
        keywords = [
            (article_id, self._id("keywords", "keyword", keyword), at)
            for at, keyword in enumerate(article.keywords)
        ]
        captions = [
            (article_id, at, one.text, one.credit, one.image_url) for at, one in enumerate(article.captions)
        ]
        self._db.executemany("INSERT INTO article_authors VALUES (?, ?, ?, ?, ?)", authors)
        self._db.executemany("INSERT INTO article_keywords VALUES (?, ?, ?)", keywords)
        self._db.executemany("INSERT INTO captions VALUES (?, ?, ?, ?, ?)", captions)

    def add_aliases(self, article_id: int, kept_at: str, urls: Iterable[str]) -> None:
        """Keep other addresses than `kept_at`, but none under which another article stands."""
        others = [(url, article_id) for url in dict.fromkeys(urls) if url != kept_at]
        if others:
            self._db.executemany(_ADD_ALIAS, others)

    def _id(self, table: str, column: str, value: str) -> int:
        """The id of a name in a table of names, entered if it is new."""
        known = self._ids.get((table, value))
        if known is not None:
            return known
        entered = self._db.execute(
            f"INSERT INTO {table} ({column}) VALUES (?) ON CONFLICT DO NOTHING", (value,)
        )
        if entered.rowcount:
            found = int(entered.lastrowid or 0)
        else:
            row = self._db.execute(f"SELECT id FROM {table} WHERE {column} = ?", (value,)).fetchone()
            found = int(row[0])
        if len(self._ids) >= _MOST_REMEMBERED:
            self._ids.clear()
        self._ids[table, value] = found
        return found
