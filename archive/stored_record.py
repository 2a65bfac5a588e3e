"""A stored article as the record that it was stored from."""

from __future__ import annotations

import json
import sqlite3

from archive.parts import PartsWriter
from archive.records import ArticleRecord, AuthorRecord, CaptionRecord

_PLAIN = (  # columns that a record has as they are
    "url", "title", "body", "kicker", "lead", "published", "published_precision", "updated", "language",
    "section", "parser_version", "tdm_policy",
)  # fmt: skip
_SQL = f"SELECT {', '.join(_PLAIN)}, sponsored, paywalled, tdm_reserved, blocks FROM articles WHERE id = ?"
_ALIASES = "SELECT url FROM aliases WHERE article_id = ? ORDER BY url"


def read_record(connection: sqlite3.Connection, article_id: int) -> ArticleRecord:
    """The article with all that belongs to it. There must be one."""
    *plain, sponsored, paywalled, tdm_reserved, blocks = connection.execute(_SQL, (article_id,)).fetchone()
    authors, keywords, captions = PartsWriter(connection).read(article_id)
    return ArticleRecord(
        **dict(zip(_PLAIN, plain, strict=True)),
        sponsored=bool(sponsored),
        paywalled=bool(paywalled),
        tdm_reserved=None if tdm_reserved is None else bool(tdm_reserved),
        authors=tuple(AuthorRecord(*author) for author in authors),
        keywords=tuple(keyword for (keyword,) in keywords),
        captions=tuple(CaptionRecord(*caption) for caption in captions),
        blocks=tuple((kind, text) for kind, text in json.loads(blocks)),
        aliases=tuple(url for (url,) in connection.execute(_ALIASES, (article_id,))),
    )
