"""Fills an archive with articles of one publication."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.opening import open_archive
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.writer import Writer

AT = "2024-05-06T10:00:00+02:00"


def fill(path: Path, articles: int = 1) -> None:
    """Make or open the archive and store so many articles; those that are there are seen again."""
    with closing(open_archive(path)) as db:
        store(db, articles)


def store(db: sqlite3.Connection, articles: int) -> None:
    """Store so many articles in a crawl of its own."""
    writer = Writer(db)
    site = writer.site(SiteRecord("fjordposten", "Fjordposten", "fjordposten.example"))
    crawl = writer.start_crawl(site, AT)
    for number in range(articles):
        article = ArticleRecord(
            f"https://fjordposten.example/{number}", f"Sak {number}", f"Tekst {number}. " * 50
        )
        writer.store(FetchRecord(article.url, AT, 200), article, crawl, site)


def count(db: sqlite3.Connection) -> int:
    """How many articles the archive holds."""
    return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
