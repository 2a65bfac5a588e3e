"""What is kept of the articles' texts beside their rows: the search index, and which tell one story."""

from __future__ import annotations

import sqlite3

from archive.clusters import Clusters
from archive.near_identical import sketch_of
from archive.prepared import Prepared
from archive.records import ArticleRecord
from archive.search_index import IndexWriter

_GROUP = 200  # texts that are read one after the other: a tenth quicker than each between statements


class TextsWriter:
    """Keeps index and clusters in step inside the writer's transactions. New texts wait for `flush`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._index = IndexWriter(connection)
        self._clusters = Clusters(connection)
        self._unread: list[tuple[int, ArticleRecord]] = []

    def add(self, article_id: int, article: ArticleRecord | Prepared) -> None:
        """Take in the text of a new article."""
        if isinstance(article, Prepared):
            self._read()
            self._index.add(article_id, article.text)
            self._clusters.enter(article_id, article.sketch)
            return
        self._unread.append((article_id, article))
        if len(self._unread) >= _GROUP:
            self._read()

    def remove(self, article_id: int) -> None:
        """Take an article's stored text out of the index; must be called before its row changes."""
        self._read()
        self._index.remove(article_id)

    def put_back(self, article_id: int, article: ArticleRecord, *, moved: bool) -> None:
        """Index a text that was removed in its new wording; `moved` if its body is another."""
        self._index.read(article_id, article.title, article.lead, article.body, article.language)
        if moved:
            self._clusters.move(article_id, sketch_of(article.body))

    def drop(self, article_id: int) -> None:
        """Forget the text of an article; must be called before its row goes."""
        self.remove(article_id)
        self._clusters.move(article_id, None)

    def flush(self) -> None:
        """Write what waits."""
        self._read()
        self._index.flush()
        self._clusters.flush()

    def forget(self) -> None:
        """Drop all that waits and is remembered: the transaction was undone."""
        self._unread.clear()
        self._index.forget()
        self._clusters.forget()

    def _read(self) -> None:
        for article_id, article in self._unread:
            self._index.read(article_id, article.title, article.lead, article.body, article.language)
            self._clusters.enter(article_id, sketch_of(article.body))
        self._unread.clear()
