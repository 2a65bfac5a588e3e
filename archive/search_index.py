"""The search index: made of the articles' texts, kept in step by the writer, rebuilt at any time."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter

_GROUP = 1000  # changes to the index that wait in memory for each other
_INSERT = "INSERT INTO articles_fts (rowid, title, lead, body) VALUES (?, ?, ?, ?)"
_DELETE = "INSERT INTO articles_fts (articles_fts, rowid, title, lead, body) VALUES ('delete', ?, ?, ?, ?)"


class IndexWriter:
    """Keeps the index in step inside the writer's transactions. Changes wait and are written together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._waiting: list[tuple[str, tuple[int, str, str | None, str]]] = []

    def add(self, article_id: int, title: str, lead: str | None, body: str) -> None:
        """Index a text."""
        self._waiting.append((_INSERT, (article_id, title, lead, body)))

    def remove(self, article_id: int) -> None:
        """Take an article's stored text out; must be called before its row changes."""
        row = self._db.execute("SELECT id, title, lead, body FROM articles WHERE id = ?", (article_id,))
        self._waiting.append((_DELETE, row.fetchone()))

    def mark(self) -> int:
        """A point to go back to when what begins here is undone; writes what waits if that is much."""
        if len(self._waiting) >= _GROUP:
            self.flush()
        return len(self._waiting)

    def back_to(self, mark: int) -> None:
        """Drop what was asked for after `mark`."""
        del self._waiting[mark:]

    def flush(self) -> None:
        """Write what waits, in its order."""
        for sql, changes in groupby(self._waiting, key=itemgetter(0)):
            self._db.executemany(sql, (row for _, row in changes))
        self._waiting.clear()

    def forget(self) -> None:
        """Drop all that waits: the transaction was undone."""
        self._waiting.clear()


def rebuild(connection: sqlite3.Connection) -> int:
    """Make the index anew in one transaction; says how many articles it holds."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def search_in_step(connection: sqlite3.Connection) -> list[str]:
    """What is out of step between the articles and the index, in sentences; empty if all is well."""
    (articles,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    (indexed,) = connection.execute("SELECT count(*) FROM articles_fts_docsize").fetchone()
    return [] if articles == indexed else [f"The search index holds {indexed} of {articles} articles."]
