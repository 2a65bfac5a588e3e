"""Fills an archive through the writer; the last articles also by bare executemany, into a copy of it.

Both put the same rows into the same tables with the same indexes, full-text ones and sketches among them,
as many a transaction, as durably (WAL, synchronous = FULL), with foreign keys enforced and as much memory
for pages. The bare way has its rows at hand, stems, hashes, sketches and ids included, one executemany a
table; the writer looks up each address, name and word, looks for near-identical texts, and keeps what it
needs to undo a single call. Of two batches, one is prepared beforehand, as another process does for an
ingest; in the other the writer makes stems, hashes and sketches by itself.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from archive.index_text import index_text
from archive.opening import open_archive
from archive.prepared import Article, Prepared, prepare
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.writer import Writer
from bench.synthetic import SITES, Language

BATCH = 1000  # articles a transaction, for both
CHUNK = 50  # articles prepared at once, as ingest's processes do
COMPARED = 10_000  # articles of which the rates are measured: the last
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
class Rates:
    """Seconds that so many articles took: of this process's work, of the clock, of work the bare way."""

    articles: int = 0
    work: float = 0.0
    clock: float = 0.0
    bare: float = 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """The writer with records that another process has prepared, and the one that prepares by itself."""

    prepared: Rates = field(default_factory=Rates)
    by_itself: Rates = field(default_factory=Rates)


def fill(path: Path, number: int, progress: Callable[[int], None] = lambda _: None) -> Compared:
    """Make an archive of `number` articles at `path`, or fill up the one that an earlier call left there.

    Says what the last `COMPARED` of them took; nothing of those that an earlier call has stored.
    """
    with closing(open_archive(path)) as db:
        first = max(_stored(db), number - COMPARED)
        filling = _Filling(db)
        for batch in _batches(_stored(db), first):
            filling.store(batch, Rates(), ahead=True)
            progress(_stored(db))
    other = path.with_name(f"{path.stem}-bare.db")
    shutil.copyfile(path, other)
    with closing(open_archive(path)) as db, closing(open_archive(other)) as bare:
        compared = _compare(_Filling(db), bare, _batches(first, number))
    for suffix in ("", "-wal", "-shm"):
        other.with_name(other.name + suffix).unlink(missing_ok=True)
    return compared


def _stored(db: sqlite3.Connection) -> int:
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM articles").fetchone()
    return int(last)


def _batches(first: int, end: int) -> Iterable[list[ArticleRecord]]:
    articles = Language().articles(end, first) if first < end else iter(())
    while batch := list(islice(articles, BATCH)):
        yield batch


class _Filling:
    """Stores batches of articles of all publications in turn."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db, self._writer = db, Writer(db)
        self._sites = [
            self._writer.site(SiteRecord(f"site{at}", f"Publication {at}", f"www.site{at}.example"))
            for at in range(SITES)
        ]
        self._crawls = [self._writer.start_crawl(site, _FETCHED) for site in self._sites]

    def store(self, batch: list[ArticleRecord], rates: Rates, *, ahead: bool) -> None:
        """Store one batch in one transaction; adds what that took, without what was prepared `ahead`."""
        numbers = count(_stored(self.db))
        rates.articles += len(batch)
        with _Timer(rates), self._writer.batch():
            rest = iter(batch)
            while chunk := list(islice(rest, CHUNK)):
                ready: Sequence[Article] = self._prepared(chunk, rates) if ahead else chunk
                for record, article in zip(chunk, ready, strict=True):
                    self._store(next(numbers), record.url, article)

    def _prepared(self, chunk: list[ArticleRecord], rates: Rates) -> list[Prepared]:
        other_process = Rates()
        with _Timer(other_process):
            ready = [prepare(one) for one in chunk]
        rates.work -= other_process.work
        rates.clock -= other_process.clock
        return ready

    def _store(self, at: int, url: str, article: Article) -> None:
        fetch = FetchRecord(url, _FETCHED, 200, "text/html", 90_000, f"{at:064x}")
        self._writer.store(fetch, article, self._crawls[at % SITES], self._sites[at % SITES])


def _compare(filling: _Filling, bare: sqlite3.Connection, batches: Iterable[list[ArticleRecord]]) -> Compared:
    """Store the batches in both archives in turn, so that what else the machine does slows both alike."""
    (pages,) = filling.db.execute("PRAGMA cache_size").fetchone()
    bare.execute(f"PRAGMA cache_size = {pages}")
    for table in ("sites", "crawls"):
        rows = filling.db.execute(f"SELECT * FROM {table}").fetchall()
        bare.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({_marks(rows[0])})", rows)
    compared = Compared()
    for batch, rates in zip(batches, cycle((compared.prepared, compared.by_itself)), strict=False):
        filling.store(batch, rates, ahead=rates is compared.prepared)
        rows_of_tables = _rows_of_the_last(filling.db, bare, len(batch))
        barely = Rates()
        with _Timer(barely):
            _store_bare(bare, rows_of_tables)
        rates.bare += barely.work
    return compared


class _Timer:
    """Adds what stands in its block takes, in seconds of the clock and of this process's work."""

    def __init__(self, rates: Rates) -> None:
        self._rates = rates

    def __enter__(self) -> None:
        self._rates.clock -= time.perf_counter()
        self._rates.work -= time.process_time()

    def __exit__(self, *_: object) -> None:
        self._rates.clock += time.perf_counter()
        self._rates.work += time.process_time()


def _rows_of_the_last(
    db: sqlite3.Connection, bare: sqlite3.Connection, number: int
) -> dict[str, list[tuple[Any, ...]]]:
    """The finished rows of the last articles for every table, the index's stems among them."""
    known = _stored(db) - number
    rows = {
        table: db.execute(f"SELECT * FROM {table} WHERE {column} > ?", (known,)).fetchall()
        for table, column in _BY_ARTICLE.items()
    }
    for table in _BY_NAME:
        (last,) = bare.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        rows[table] = db.execute(f"SELECT * FROM {table} WHERE id > ?", (last,)).fetchall()
    texts = db.execute("SELECT id, title, lead, body, language FROM articles WHERE id > ?", (known,))
    rows["articles_fts (rowid, title, lead, body)"] = [(id_, *index_text(*text)[:3]) for id_, *text in texts]
    rows["words_fts (rowid, word)"] = [(row[0], row[1]) for row in rows["words"] if len(row[1]) >= 6]
    return rows


def _store_bare(bare: sqlite3.Connection, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    """One transaction, one executemany a table: nothing is looked up, stemmed, hashed or compared."""
    bare.execute("BEGIN IMMEDIATE")
    for table in (*_BY_NAME, *_BY_ARTICLE, *(table for table in rows if "(" in table)):
        if rows[table]:
            bare.executemany(f"INSERT INTO {table} VALUES ({_marks(rows[table][0])})", rows[table])
    bare.execute("COMMIT")


def _marks(row: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(row))


def store_one_by_one(path: Path, number: int) -> float:
    """Articles a second as a crawl stores them, each durable before the next, into the archive at `path`."""
    with closing(open_archive(path)) as db:
        writer = Writer(db)
        site = writer.site(SiteRecord("site0", "Publication 0", "www.site0.example"))
        crawl = writer.start_crawl(site, _FETCHED)
        known = _stored(db)
        articles = [replace(one, url=f"{one.url}-{known}") for one in Language(2).articles(number)]
        start = time.perf_counter()
        for article in articles:
            writer.store(FetchRecord(article.url, _FETCHED, 200), article, crawl, site)
        return number / (time.perf_counter() - start)
