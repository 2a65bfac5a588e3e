"""Fills an archive with articles of one publication, and damages it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.opening import open_archive
from archive.records import ArticleRecord
from tests.archive.archive_under_test import begin

AT = "2024-05-06T10:00:00+02:00"


def fill(path: Path, articles: int = 1) -> None:
    """Make or open the archive and store so many articles; those that are there are seen again."""
    with closing(open_archive(path)) as db:
        store(db, articles)


def store(db: sqlite3.Connection, articles: int) -> None:
    """Store so many articles in a crawl of its own."""
    archive = begin(db)
    for number in range(articles):
        article = ArticleRecord(
            f"https://fjordposten.example/{number}", f"Sak {number}", f"Tekst {number}. " * 50
        )
        archive.store_own(article, AT)


def count(db: sqlite3.Connection) -> int:
    """How many articles the archive holds."""
    return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


def damage_table(path: Path, name: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
