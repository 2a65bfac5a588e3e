"""An archive with its writer, and everything that stands in it, for tests to compare."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.prepared import Article
from archive.records import ArticleRecord, AuthorRecord, CaptionRecord, FetchRecord, SiteRecord
from archive.stemming import stem_list, words_of
from archive.writer import Stored, Writer

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

FLAT = {  # the article as a row of `articles_flat` with what belongs to itself alone
    "url": URL,
    "title": ARTICLE.title,
    "kicker": "Havbruk",
    "lead": ARTICLE.lead,
    "body": ARTICLE.body,
    "published": ARTICLE.published,
    "published_day": "2024-05-02",
    "published_precision": "minute",
    "updated": ARTICLE.updated,
    "language": "nb",
    "section": "Nyheter",
    "sponsored": 0,
    "paywalled": 0,
    "word_count": 9,
    "revisions": 0,
    "gone": None,
    "tdm_reserved": None,
    "tdm_policy": None,
}

Rows = dict[str, list[tuple[Any, ...]]]


def begin(connection: sqlite3.Connection, name: str = "fjordposten", at: str = STARTED) -> ArchiveUnderTest:
    """The archive with a publication of that name and a crawl of it begun at that time."""
    begun = ArchiveUnderTest(connection)
    begun.site_id = begun.writer.site(SiteRecord(name, name.title(), f"{name}.example", "havbruk"))
    begun.crawl_id = begun.writer.start_crawl(begun.site_id, at)
    return begun


class ArchiveUnderTest:
    """What tests ask of an archive that they fill and compare."""

    site_id: int
    crawl_id: int

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.db = connection
        self.writer = Writer(connection)

    def store(self, article: Article | None, at: str, url: str = URL, **fetch: Any) -> Stored:
        """Store `article` as fetched from `url` at the time `at`."""
        record = FetchRecord(url, at, **{"status": 200, **fetch})
        return self.writer.store(record, article, self.crawl_id, self.site_id)

    def store_own(self, article: ArticleRecord, at: str) -> Stored:
        """Store `article` as fetched from its own address."""
        return self.store(article, at, article.url)

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
