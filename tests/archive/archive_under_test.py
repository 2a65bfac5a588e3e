"""An archive with its writer, and everything that stands in it, for tests to compare."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.records import ArticleRecord, AuthorRecord, CaptionRecord, FetchRecord
from archive.stemming import stem_list, words_of
from archive.writer import Article, Stored, Writer

SITE = "fjordposten.example"
STARTED = "2024-05-03T10:00:00+00:00"
URL = f"https://{SITE}/laks"

ARTICLE = ArticleRecord(
    url=URL,
    title="Ålesund får nytt lakseslakteri",
    body="Byggingen begynner i høst.\nKommunen sier ja til næringsklyngen.",
    kicker="Havbruk",
    lead="Byggingen begynner i høst.",
    published="2024-05-02T08:00:00+02:00",
    published_precision="minute",
    updated="2024-05-02T09:30:00+02:00",
    language="nb",
    section="Nyheter",
    authors=(AuthorRecord("Kari Nordmann", "journalist", "kari@fjordposten.example"), AuthorRecord("Ola Øy")),
    keywords=("laks", "slakteri"),
    captions=(CaptionRecord("Tomta.", "Per Ås", f"https://{SITE}/tomt.jpg"),),
    blocks=(("paragraph", "Byggingen begynner i høst."),),
    parser_version="1",
)

Rows = dict[str, list[tuple[Any, ...]]]


class ArchiveUnderTest:
    """What the tests of the writer and of the status ask for."""

    site_id: int
    crawl_id: int

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        self.writer = Writer(connection)

    def store(self, article: Article | None, at: str, url: str = URL, **fetch: Any) -> Stored:
        """Store `article` as fetched from `url` at the time `at`."""
        record = FetchRecord(url, at, **{"status": 200, **fetch})
        return self.writer.store(record, article, self.crawl_id, self.site_id)

    def rows(self) -> Rows:
        """Every row of every table, the search index's own tables among them."""
        names = [name for (name,) in self.all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: self.all(f"SELECT * FROM {name}") for name in names}

    def found(self, word: str) -> list[str]:
        """Addresses of the articles that full-text search finds for one word."""
        sql = (
            "SELECT url FROM articles_fts JOIN articles ON id = articles_fts.rowid WHERE articles_fts MATCH ?"
        )
        return [url for (url,) in self.all(sql, f'"{" ".join(stem_list(words_of(word)))}"')]

    def all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.db.execute(sql, values).fetchall()

    def by_name(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table or view, by the names of the columns; ORDER BY may follow its name."""
        cursor = self.db.execute(f"SELECT * FROM {table}")
        names = [column for column, *_ in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
