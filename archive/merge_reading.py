"""Another archive, read for a merge: each article with every text it had, and every look at it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlite_utils import Database

from archive.backup import back_up
from archive.migrations import migrations
from archive.opening import open_for_reading
from archive.records import ArticleRecord, FetchRecord
from archive.stored_record import read_record

_GROUP = 500  # rows a query
_ARTICLES = (
    "SELECT id, site_id, first_seen, last_seen, last_changed, gone FROM articles "
    f"WHERE id > ? ORDER BY id LIMIT {_GROUP}"
)
_FETCH = ", ".join(field.name for field in fields(FetchRecord))
_LOOKS = f"SELECT crawl_id, {_FETCH} FROM fetches WHERE article_id = ?"
_NO_ARTICLE = (
    f"SELECT id, crawl_id, {_FETCH} FROM fetches WHERE article_id IS NULL AND id > ? "
    f"ORDER BY id LIMIT {_GROUP}"
)


class Fetched(NamedTuple):
    """A row of `fetches` with the number of its crawl there."""

    crawl_id: int
    fetch: FetchRecord


class Look(NamedTuple):
    """The article as it was at a moment; `fetched` is the row that brought it, if the log still has it."""

    moment: str
    article: ArticleRecord
    fetched: Fetched | None


@dataclass(frozen=True, slots=True)
class OtherArticle:
    """An article as it stands in the other archive, with all looks at it, the last one first."""

    record: ArticleRecord
    site_id: int
    last_seen: str
    gone: str | None
    looks: tuple[Look, ...]


@contextmanager
def open_other(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads the archive at `path`, in one state, and changes nothing.

    One of an older version is read through a temporary copy that is brought up to date. Raises ArchiveError.
    """
    with closing(open_for_reading(path, as_it_is=True)) as connection:
        if not migrations.pending(Database(connection, execute_plugins=False)):
            connection.execute("BEGIN")
            yield connection
            return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        back_up(path, copy)
        with closing(open_for_reading(copy)) as connection:
            yield connection


def other_articles(connection: sqlite3.Connection) -> Iterator[OtherArticle]:
    """Every article, by its number."""
    after = 0
    while rows := connection.execute(_ARTICLES, (after,)).fetchall():
        for row in rows:
            record = read_record(connection, row["id"])
            looks = tuple(sorted(_looks(connection, row, record), key=_moment_of, reverse=True))
            yield OtherArticle(record, row["site_id"], row["last_seen"], row["gone"], looks)
        after = rows[-1]["id"]


def fetches_without_article(connection: sqlite3.Connection) -> Iterator[Fetched]:
    """Every row of the log that brought no article, by its number."""
    after = 0
    while rows := connection.execute(_NO_ARTICLE, (after,)).fetchall():
        for _, crawl_id, *values in rows:
            yield Fetched(crawl_id, FetchRecord(*values))
        after = rows[-1]["id"]


def _looks(connection: sqlite3.Connection, row: sqlite3.Row, record: ArticleRecord) -> Iterator[Look]:
    """The looks that the log has, and the moments that the article itself tells of and the log does not."""
    texts = [*_earlier_texts(connection, row["id"], record), (row["last_changed"], record)]
    seen = {text[0] for text in texts} | {row["first_seen"], row["last_seen"]}
    for crawl_id, *values in connection.execute(_LOOKS, (row["id"],)):
        fetch = FetchRecord(*values)
        seen.discard(fetch.fetched)
        yield Look(fetch.fetched, _text_at(fetch.fetched, texts), Fetched(crawl_id, fetch))
    for moment in seen:
        yield Look(moment, _text_at(moment, texts), None)


def _earlier_texts(
    connection: sqlite3.Connection, article_id: int, record: ArticleRecord
) -> list[tuple[str, ArticleRecord]]:
    """Since when each earlier text stood, and the article with it, the first one first."""
    rows = connection.execute(
        "SELECT seen, title, lead, body, updated FROM revisions WHERE article_id = ? "
        "ORDER BY julianday(seen), id",
        (article_id,),
    )
    return [
        (seen, replace(record, title=title, lead=lead, body=body, updated=updated))
        for seen, title, lead, body, updated in rows
    ]


def _text_at(moment: str, texts: list[tuple[str, ArticleRecord]]) -> ArticleRecord:
    """The text that stood at a moment: the last one since before it."""
    if len(texts) == 1:
        return texts[0][1]
    at = datetime.fromisoformat(moment)
    return next(
        (article for seen, article in reversed(texts) if datetime.fromisoformat(seen) <= at), texts[0][1]
    )


def _moment_of(look: Look) -> datetime:
    return datetime.fromisoformat(look.moment)
