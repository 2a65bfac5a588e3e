"""What each publication has in the archive, counted; for the command `demo`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteContents:
    """One publication's articles: how many, with what, from which day to which (ISO dates)."""

    name: str
    title: str
    articles: int
    words: int
    authors: int
    keywords: int
    captions: int
    oldest: str | None
    newest: str | None


_SQL = """
SELECT s.name, s.title, count(a.id), coalesce(sum(a.word_count), 0),
    (SELECT count(DISTINCT author_id) FROM article_authors JOIN articles b ON b.id = article_id
        WHERE b.site_id = s.id),
    (SELECT count(DISTINCT keyword_id) FROM article_keywords JOIN articles b ON b.id = article_id
        WHERE b.site_id = s.id),
    (SELECT count(*) FROM captions JOIN articles b ON b.id = article_id WHERE b.site_id = s.id),
    min(substr(a.published, 1, 10)), max(substr(a.published, 1, 10))
FROM sites s LEFT JOIN articles a ON a.site_id = s.id GROUP BY s.id ORDER BY s.name
"""


def read_contents(connection: sqlite3.Connection) -> list[SiteContents]:
    """Count through a connection of `open_for_reading`; publications by name."""
    return [SiteContents(*row) for row in connection.execute(_SQL)]
