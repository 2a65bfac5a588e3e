"""Archives that saw the same articles at different moments, merged, and what they say of the articles."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.merge import Merged, merge
from archive.merge_reading import open_other
from archive.opening import open_archive
from archive.records import ArticleRecord, AuthorRecord, FetchRecord
from archive.revisits import settle
from tests.archive.archive_under_test import ARTICLE, ArchiveUnderTest, begin

BEGAN = datetime(2024, 5, 3, 10, tzinfo=UTC)
GONE_AFTER = timedelta(hours=1)
BODY = "Slakteriet i Ålesund får {0} ansatte, og kommunen sier ja til klynge nummer {1}. " * 12
_ARTICLE = (
    "SELECT a.id, a.url, s.name, a.title, a.kicker, a.lead, a.body, a.published, a.published_precision, "
    "a.updated, a.language, a.section, a.sponsored, a.paywalled, a.word_count, a.content_hash, a.blocks, "
    "a.parser_version, a.tdm_reserved, a.tdm_policy, a.first_seen, a.last_seen, a.last_changed, a.gone "
    "FROM articles a JOIN sites s ON s.id = a.site_id ORDER BY a.url"
)
_PARTS = {
    "authors": "SELECT name, role, email FROM article_authors l JOIN authors n ON n.id = author_id "
    "WHERE article_id = ? ORDER BY position",
    "keywords": "SELECT keyword FROM article_keywords l JOIN keywords n ON n.id = keyword_id "
    "WHERE article_id = ? ORDER BY position",
    "captions": "SELECT text, credit, image_url FROM captions WHERE article_id = ? ORDER BY position",
    "aliases": "SELECT url FROM aliases WHERE article_id = ? ORDER BY url",
    "revisions": "SELECT seen, title, lead, body, updated FROM revisions WHERE article_id = ? "
    "ORDER BY julianday(seen), id",
    "looks": "SELECT url, fetched, status, sha256 FROM fetches WHERE article_id = ? ORDER BY fetched, url",
}


@dataclass(frozen=True)
class Look:
    """A look at an article: its number, that of its text, of the bytes of that; what the server said."""

    article: int
    text: int = 0
    page: int = 0
    status: int = 200


def moment(number: int) -> str:
    """A moment of its own for each number, a day apart."""
    return (BEGAN + timedelta(days=number)).isoformat()


def article(look: Look) -> ArticleRecord:
    """The article as it was seen then."""
    return replace(
        ARTICLE,
        url=f"https://fjordposten.example/{look.article}",
        title=f"Sak {look.article}, utgave {look.text}",
        body=BODY.format(look.article, look.text),
        authors=(AuthorRecord(f"Forfatter {look.text}"),),
    )


def look_at(archive: ArchiveUnderTest, look: Look, at: str) -> None:
    """Store a look as a crawl does."""
    seen = article(look)
    if look.status == 200:
        archive.store(seen, at, seen.url, sha256=f"{look.article}-{look.text}-{look.page}")
    else:
        archive.store(None, at, seen.url, status=look.status)
        settle(archive.db, FetchRecord(seen.url, at, look.status), GONE_AFTER)


def make(path: Path, looks: dict[int, Look], at: str = moment(0)) -> Path:
    """An archive that had these looks, each at the moment of its number."""
    with closing(open_archive(path)) as db:
        archive = begin(db, at=at)
        for number, look in sorted(looks.items()):
            look_at(archive, look, moment(number))
        archive.writer.finish_crawl(archive.crawl_id, moment(99), "finished", {"pages": len(looks)})
    return path


def merged(archive: Path, *others: Path, dry_run: bool = False) -> list[Merged]:
    """Merge the others into the archive, one after the other."""
    results = []
    for other in others:
        with open_other(other) as reading, closing(open_archive(archive)) as writing:
            results.append(merge(writing, archive, reading, other, dry_run=dry_run))
    return results


def articles(path: Path) -> list[dict[str, Any]]:
    """What an archive says of its articles, by address, without any numbers."""
    with closing(open_archive(path)) as db:
        db.row_factory = sqlite3.Row
        rows = [dict(row) for row in db.execute(_ARTICLE)]
        db.row_factory = None
        for row in rows:
            article_id = row.pop("id")
            row |= {name: db.execute(sql, (article_id,)).fetchall() for name, sql in _PARTS.items()}
    return rows


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with closing(open_archive(path)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}
