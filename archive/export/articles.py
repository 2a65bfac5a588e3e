"""Reads articles with all that belongs to them, in a stream: a batch in memory, whatever the number."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from archive.filters import Where
from archive.records import AuthorRecord, CaptionRecord

BATCH = 500  # articles read at a time; a few megabytes

PLAIN = (  # the columns of `articles_flat` that are one value an article, in the view's order
    "id", "site", "url", "title", "kicker", "lead", "body", "published", "published_day",
    "published_precision", "updated", "language", "section", "sponsored", "paywalled", "word_count",
    "revisions", "story", "first_seen", "last_seen", "last_changed", "gone", "tdm_reserved", "tdm_policy",
)  # fmt: skip
_MADE = {  # as the view makes them
    "site": "s.name",
    "published_day": "substr(a.published, 1, 10)",
    "revisions": "(SELECT count(*) FROM revisions r WHERE r.article_id = a.id)",
    "story": "coalesce((SELECT cluster_id FROM clusters c WHERE c.article_id = a.id), a.id)",
}
_ARTICLES = (
    f"SELECT {', '.join(_MADE.get(name, f'a.{name}') for name in PLAIN)}, s.title, a.blocks "
    "FROM json_each(?) chosen CROSS JOIN articles a ON a.id = chosen.value "
    "JOIN sites s ON s.id = a.site_id ORDER BY a.id"
)
_AUTHORS = (
    "SELECT l.article_id, n.name, l.role, l.email FROM json_each(?) chosen "
    "CROSS JOIN article_authors l ON l.article_id = chosen.value JOIN authors n ON n.id = l.author_id "
    "ORDER BY l.article_id, l.position"
)
_KEYWORDS = (
    "SELECT l.article_id, n.keyword FROM json_each(?) chosen "
    "CROSS JOIN article_keywords l ON l.article_id = chosen.value JOIN keywords n ON n.id = l.keyword_id "
    "ORDER BY l.article_id, l.position"
)
_CAPTIONS = (
    "SELECT l.article_id, l.text, l.credit, l.image_url FROM json_each(?) chosen "
    "CROSS JOIN captions l ON l.article_id = chosen.value ORDER BY l.article_id, l.position"
)


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """An article as the view `articles_flat` shows it: times are ISO 8601 text, booleans 0 and 1.

    `site` is the publication's short name, `publication` its title; `blocks` is the text with its
    structure, (kind, text) in reading order.
    """

    id: int
    site: str
    url: str
    title: str
    kicker: str | None
    lead: str | None
    body: str
    published: str | None
    published_day: str | None
    published_precision: str | None
    updated: str | None
    language: str | None
    section: str | None
    sponsored: int
    paywalled: int
    word_count: int
    revisions: int
    story: int
    first_seen: str
    last_seen: str
    last_changed: str
    gone: str | None
    tdm_reserved: int | None
    tdm_policy: str | None
    publication: str
    blocks: tuple[tuple[str, str], ...]
    authors: tuple[AuthorRecord, ...]
    keywords: tuple[str, ...]
    captions: tuple[CaptionRecord, ...]


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """See the archive as it is now until the end of the block, while a crawl goes on writing.

    The writer is not held up; but its write-ahead log cannot be folded into the file for as long.
    """
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def count_articles(connection: sqlite3.Connection, chosen: Where) -> int:
    """How many articles meet the condition."""
    row = connection.execute(f"SELECT count(*) FROM articles a WHERE {chosen.sql}", chosen.values).fetchone()
    return int(row[0])


def read_articles(connection: sqlite3.Connection, chosen: Where) -> Iterator[ArchivedArticle]:
    """The articles that meet the condition, in the order of their arrival (`articles.id`).

    Three look-ups a batch bring what belongs to them, however many articles it holds.
    """
    ids = connection.cursor()
    ids.execute(f"SELECT a.id FROM articles a WHERE {chosen.sql} ORDER BY a.id", chosen.values)
    while batch := [int(row[0]) for row in ids.fetchmany(BATCH)]:
        yield from _read_batch(connection, json.dumps(batch))


def _read_batch(connection: sqlite3.Connection, ids: str) -> Iterator[ArchivedArticle]:
    authors = _parts(connection, _AUTHORS, ids)
    keywords = _parts(connection, _KEYWORDS, ids)
    captions = _parts(connection, _CAPTIONS, ids)
    for row in connection.execute(_ARTICLES, (ids,)):
        *plain, publication, blocks = row
        yield ArchivedArticle(
            **dict(zip(PLAIN, plain, strict=True)),
            publication=publication,
            blocks=tuple((kind, text) for kind, text in json.loads(blocks)),
            authors=tuple(AuthorRecord(*author) for author in authors.get(row[0], ())),
            keywords=tuple(keyword for (keyword,) in keywords.get(row[0], ())),
            captions=tuple(CaptionRecord(*caption) for caption in captions.get(row[0], ())),
        )


def _parts(connection: sqlite3.Connection, sql: str, ids: str) -> dict[int, list[list[Any]]]:
    """Article id -> its rows, in their order."""
    found: dict[int, list[list[Any]]] = defaultdict(list)
    for article_id, *values in connection.execute(sql, (ids,)):
        found[article_id].append(values)
    return found
