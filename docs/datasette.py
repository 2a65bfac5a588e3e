"""Writes `docs/datasette.json`: the dictionary's words and some ready questions, for Datasette.

`make dictionary`, together with `data/README.md`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive.dictionary import Table

METADATA = Path(__file__).with_name("datasette.json")
DATABASE = "archive"  # Datasette's name for a file archive.db

SEARCH = """\
SELECT a.published, a.site, a.title, a.authors, a.url
FROM (
    SELECT rowid AS id, bm25(articles_fts, 10.0, 4.0, 1.0) AS rank FROM articles_fts
    WHERE articles_fts MATCH (
        SELECT group_concat('("' || coalesce(stems, word) || '")', ' AND ') FROM (
            SELECT value AS word,
                (SELECT group_concat(stem, '" OR "') FROM words WHERE words.word = asked.value) AS stems
            FROM json_each('["' || replace(trim(:words), ' ', '","') || '"]') asked))
    ORDER BY rank LIMIT 50
) best JOIN articles_flat a ON a.id = best.id ORDER BY best.rank"""

_QUERIES = {
    "search": (
        "Articles with all these words (small letters), whatever their endings; the best first",
        SEARCH,
    ),
    "by_month": (
        "Articles by month and publication",
        "SELECT substr(published_day, 1, 7) AS month, site, count(*) AS articles, "
        "count(DISTINCT story) AS stories FROM articles_flat "
        "WHERE published_day IS NOT NULL GROUP BY month, site ORDER BY month DESC, site",
    ),
    "problems": (
        "What went wrong in the last crawls, and how often",
        "SELECT problem, count(*) AS times, max(fetched) AS latest, min(url) AS example FROM fetches "
        "WHERE problem IS NOT NULL GROUP BY problem ORDER BY times DESC",
    ),
}
_FACETS = {
    "articles_flat": ["site", "language", "section"],
    "authors_flat": ["site", "author"],
    "keywords_flat": ["site", "keyword"],
    "captions_flat": ["site", "credit"],
    "fetches": ["status", "problem"],
}
_NEWEST_FIRST = {
    "articles_flat": "published",
    "authors_flat": "published_day",
    "keywords_flat": "published_day",
    "captions_flat": "published_day",
    "crawl_health": "started",
    "silent_edits": "seen_after",
}


def as_metadata(tables: list[Table]) -> dict[str, Any]:
    """Tables and questions in the form of Datasette's `--metadata`."""
    return {
        "title": "Nyhetsarkiv",
        "databases": {
            DATABASE: {
                "tables": {table.name: _described(table) for table in tables},
                "queries": {name: {"title": title, "sql": sql} for name, (title, sql) in _QUERIES.items()},
            }
        },
    }


def _described(table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": f"{table.about[:1].upper()}{table.about[1:]}.",
        "columns": {column.name: column.meaning for column in table.columns},
    }
    if table.name in _FACETS:
        described["facets"] = _FACETS[table.name]
    if table.name in _NEWEST_FIRST:
        described["sort_desc"] = _NEWEST_FIRST[table.name]
    return described


def as_text(tables: list[Table]) -> str:
    """The file's content."""
    return json.dumps(as_metadata(tables), ensure_ascii=False, indent=2) + "\n"
