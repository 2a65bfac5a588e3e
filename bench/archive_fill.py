"""Fills an archive through the writer and, for comparison, a second one by bare executemany."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from archive.opening import open_archive
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.stemming import stem_list, words_of
from archive.writer import Writer
from bench.synthetic import SITES, Language

BATCH = 1000  # articles a transaction, for both
MOST_BARE = 100_000  # articles up to which an archive is filled a second time, bare
_FETCHED = "2026-01-01T00:00:00+00:00"
_BY_ARTICLE = {  # tables whose rows belong to an article, and by which column
    "articles": "id",
    "article_authors": "article_id",
    "article_keywords": "article_id",
    "captions": "article_id",
    "sketches": "article_id",
    "fetches": "article_id",
}
_BY_NAME = ("authors", "keywords", "words")  # tables that grow as names and words come in


@dataclass(slots=True)
class Filling:
    """How long it took, in seconds of the clock and of this process's work."""

    articles: int = 0
    seconds: float = 0.0
    work: float = 0.0
    bare_work: float = 0.0

    @property
    def rate(self) -> float:
        """Articles a second by the clock."""
        return self.articles / self.seconds

    @property
    def share(self) -> float | None:
        """The writer's rate as a part of the bare one, by work done; None where that was not measured."""
        return self.bare_work / self.work if self.bare_work else None


def fill(path: Path, number: int, progress: Callable[[int], None] = lambda _: None) -> Filling:
    """Make an archive of `number` articles at `path`; the bare one beside it is deleted at the end."""
    other = path.with_name("bare.db")
    taken = Filling()
    with closing(open_archive(path)) as db, closing(open_archive(other)) as bare:
        writer = Writer(db)
        sites = [
            writer.site(SiteRecord(f"site{at}", f"Publication {at}", f"www.site{at}.example"))
            for at in range(SITES)
        ]
        crawls = [writer.start_crawl(site, _FETCHED) for site in sites]
        for table in ("sites", "crawls"):
            _insert(bare, table, db.execute(f"SELECT * FROM {table}").fetchall())
        articles = Language().articles(number)
        while batch := list(islice(articles, BATCH)):
            _through_the_writer(writer, batch, sites, crawls, taken)
            if number <= MOST_BARE:
                rows = _rows_of_the_last(db, bare, len(batch))
                taken.bare_work += _timed(lambda rows=rows: _bare(bare, rows))[1]  # type: ignore[misc]
            progress(taken.articles)
    for suffix in ("", "-wal", "-shm"):
        other.with_name(other.name + suffix).unlink(missing_ok=True)
    return taken


def _timed(step: Callable[[], object]) -> tuple[float, float]:
    clock, work = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - clock, time.process_time() - work


def _through_the_writer(
    writer: Writer, batch: list[ArticleRecord], sites: list[int], crawls: list[int], taken: Filling
) -> None:
    fetches = [
        FetchRecord(one.url, _FETCHED, 200, "text/html", 90_000, f"{taken.articles + at:064x}")
        for at, one in enumerate(batch)
    ]

    def store() -> None:
        with writer.batch():
            for at, (fetch, article) in enumerate(zip(fetches, batch, strict=True)):
                writer.store(fetch, article, crawls[at % SITES], sites[at % SITES])

    clock, work = _timed(store)
    taken.seconds, taken.work = taken.seconds + clock, taken.work + work
    taken.articles += len(batch)


def _rows_of_the_last(
    db: sqlite3.Connection, bare: sqlite3.Connection, number: int
) -> dict[str, list[tuple[Any, ...]]]:
    """The finished rows of the last `number` articles for every table, the index's stems among them."""
    (last,) = db.execute("SELECT max(id) FROM articles").fetchone()
    rows = {
        table: db.execute(f"SELECT * FROM {table} WHERE {column} > ?", (last - number,)).fetchall()
        for table, column in _BY_ARTICLE.items()
    }
    for table in _BY_NAME:
        (known,) = bare.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        rows[table] = db.execute(f"SELECT * FROM {table} WHERE id > ?", (known,)).fetchall()
    texts = db.execute("SELECT id, title, lead, body FROM articles WHERE id > ?", (last - number,))
    rows["articles_fts (rowid, title, lead, body)"] = [(id_, *map(_stems, text)) for id_, *text in texts]
    rows["words_fts (rowid, word)"] = [(row[0], row[1]) for row in rows["words"] if len(row[1]) >= 6]
    return rows


def _stems(text: str) -> str:
    return " ".join(stem_list(words_of(text)))


def _bare(bare: sqlite3.Connection, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    """One transaction, one executemany a table: nothing is looked up, stemmed, hashed or compared."""
    bare.execute("BEGIN IMMEDIATE")
    for table in (*_BY_NAME, *_BY_ARTICLE, *(table for table in rows if "(" in table)):
        _insert(bare, table, rows[table])
    bare.execute("COMMIT")


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    listed = list(rows)
    if listed:
        db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(listed[0]))})", listed)


def store_one_by_one(path: Path, number: int) -> float:
    """Articles a second as a crawl stores them, each durable before the next, into the archive at `path`."""
    with closing(open_archive(path)) as db:
        writer = Writer(db)
        site = writer.site(SiteRecord("site0", "Publication 0", "www.site0.example"))
        crawl = writer.start_crawl(site, _FETCHED)
        articles = [replace(one, url=f"{one.url}-again") for one in Language(2).articles(number)]
        start = time.perf_counter()
        for article in articles:
            writer.store(FetchRecord(article.url, _FETCHED, 200), article, crawl, site)
        return number / (time.perf_counter() - start)
