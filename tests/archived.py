"""Reads an archive back in the shape of the demo's truth, so that the two can be compared."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.sites.expected import Expected

_PLAIN = ("url", "title", "kicker", "lead", "body", "published", "published_precision", "updated")
_AUTHORS = (
    "SELECT name, role, email FROM article_authors JOIN authors ON authors.id = author_id "
    "WHERE article_id = ? ORDER BY position"
)
_KEYWORDS = (
    "SELECT keyword FROM article_keywords JOIN keywords ON keywords.id = keyword_id "
    "WHERE article_id = ? ORDER BY position"
)
_CAPTIONS = "SELECT text, credit, image_url FROM captions WHERE article_id = ? ORDER BY position"
LOGS = {"crawls", "fetches"}


def archived_articles(archive: Path, site: str) -> list[Expected]:
    """All articles of one publication, by address."""
    with closing(sqlite3.connect(archive)) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute(
            "SELECT * FROM articles WHERE site_id = (SELECT id FROM sites WHERE name = ?) ORDER BY url",
            (site,),
        ).fetchall()
        db.row_factory = None
        return [_article(db, row) for row in rows]


def _article(db: sqlite3.Connection, row: sqlite3.Row) -> Expected:
    return Expected(
        **{column: row[column] for column in _PLAIN},
        blocks=tuple((kind, text) for kind, text in json.loads(row["blocks"])),
        captions=tuple(db.execute(_CAPTIONS, (row["id"],))),
        authors=tuple(db.execute(_AUTHORS, (row["id"],))),
        keywords=tuple(keyword for (keyword,) in db.execute(_KEYWORDS, (row["id"],))),
        section=row["section"],
        language=row["language"],
        sponsored=bool(row["sponsored"]),
        paywalled=bool(row["paywalled"]),
    )


def all_rows(archive: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the logs; `articles` without `last_seen`."""
    with closing(sqlite3.connect(archive)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _rows(db, name) for name in names if name not in LOGS}


def query(archive: Path, sql: str) -> list[tuple[Any, ...]]:
    """All rows of a query; what it changes is kept."""
    with closing(sqlite3.connect(archive)) as db, db:
        return db.execute(sql).fetchall()


def _rows(db: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [column for _, column, *_ in db.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(column for column in columns if (table, column) != ("articles", "last_seen"))
    return db.execute(f"SELECT {kept} FROM {table}").fetchall()
