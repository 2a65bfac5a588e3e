"""Puts captures into the archive: every fetch is logged, every article kept."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive.crawl_log import go_on, save_counts
from archive.errors import ArchiveError, told_in_words
from archive.opening import open_archive
from archive.prepared import Prepared
from archive.records import ArticleRecord
from archive.revisits import settle
from archive.writer import Writer
from crawler.capture import Capture
from crawler.memory import CrawlMemory
from crawler.sites.profile import Site
from pipelines.ahead import ahead_of
from pipelines.groups import Future, Groups
from pipelines.raw_copy import make_durable
from pipelines.records import article_record, fetch_record, site_record
from pipelines.stopping import stop_crawl
from pipelines.versions import Versions

CRAWL = "crawl"  # the name under which the crawl's memory keeps the id of its row
_log = logging.getLogger(__name__)


class Store:
    """One crawl of one publication: a row in `crawls`, a row in `fetches` for each capture.

    A crawl that goes on with an interrupted one goes on in its row. An article whose address is missing
    twice, `gone_after` apart, is gone.
    """

    def __init__(self, archive: Path, site: Site, crawler: Crawler, gone_after: timedelta) -> None:
        self.archive, self.site, self._crawler, self.gone_after = archive, site, crawler, gone_after
        self.counts: Counter[str] = Counter()
        self._groups = Groups(self._store, self._store_now)
        self._disk = ThreadPoolExecutor(1)  # waits for it
        self._failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the settings ARCHIVE_PATH and GONE_AFTER, and the spider's profile."""
        assert crawler.spider is not None
        site = crawler.spider.site  # type: ignore[attr-defined]
        gone_after = timedelta(seconds=crawler.settings.getfloat("GONE_AFTER"))
        return cls(Path(crawler.settings["ARCHIVE_PATH"]), site, crawler, gone_after)

    def open_spider(self) -> None:
        """Open the archive and begin the crawl's row, or go on in it."""
        self._connection = open_archive(self.archive)
        self._writer = Writer(self._connection)
        self._versions = Versions(self._writer)
        self._site_id = self._writer.site(site_record(self.site))
        self._crawl_id = self._row()
        # close_spider() of a pipeline is not told the reason; the signal is.
        self._crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)

    def _row(self) -> int:
        """The id of the crawl's row: that of the interrupted crawl that goes on, or a new one's."""
        memory: CrawlMemory | None = self._crawler.spider.memory  # type: ignore[union-attr]
        row: int | None = memory.recall(CRAWL) if memory is not None and memory.goes_on else None
        if row is not None and (counts := go_on(self._connection, row, self.site.name)) is not None:
            self.counts = Counter(counts)
            return row
        row = self._writer.start_crawl(self._site_id, _now())
        if memory is not None:
            memory.keep(CRAWL, row)
        return row

    def process_item(self, capture: Capture) -> Capture | Future:
        """Store the capture; it is durable when this, or the future that this gives, has its result.

        An archive that fails (disk full, locked, damaged) ends the crawl: pages that cannot be
        kept are not asked for. The next crawl asks for what this one lost.
        """
        return self._groups.process(capture)

    def _store_now(self, captures: Sequence[Capture]) -> None:
        """Store the captures in one transaction, after their raw copies are on the disk."""
        with self._or_the_end(captures):
            make_durable(captures, self.archive)
            with self._writer.batch():
                counts = self._write(captures)
        self._take(counts)

    async def _store(self, captures: Sequence[Capture]) -> None:
        """The same, while the crawl goes on: one thread waits for the disk, for the copies first."""
        with self._or_the_end(captures):
            copies = self._disk.submit(make_durable, captures, self.archive)
            with self._writer.open_batch():
                counts = self._write(captures)
            await asyncio.wrap_future(self._disk.submit(self._writer.commit, copies.result))
        self._take(counts)

    @contextmanager
    def _or_the_end(self, captures: Sequence[Capture]) -> Iterator[None]:
        """Drop captures that cannot be kept; an archive that fails ends the crawl."""
        if self._failed:
            raise _dropped(captures, "the archive failed earlier.")
        try:
            with told_in_words(self.archive):
                yield
        except ArchiveError as error:
            self._failed = True
            self._closing = stop_crawl(self._crawler, error)
            raise _dropped(captures, str(error)) from error

    def _write(self, captures: Sequence[Capture]) -> Counter[str]:
        """Store captures within the transaction; the crawl's counts with them."""
        counts = self.counts.copy()
        for capture in captures:
            counts += self._store_one(capture)
        self._versions.store(captures)
        save_counts(self._connection, self._crawl_id, counts)
        return counts

    def _take(self, counts: Counter[str]) -> None:
        self.counts = counts
        if self._crawler.stats is not None:
            self._crawler.stats.set_value("nyhetsarkiv/counts", dict(self.counts))

    def _store_one(self, capture: Capture) -> Counter[str]:
        """Store a capture within the transaction; what it counts for."""
        article = _record(capture)
        fetch = fetch_record(capture)
        outcome: str = self._writer.store(fetch, article, self._crawl_id, self._site_id)
        if article is None:
            outcome = settle(self._connection, fetch, self.gone_after)
        counts = Counter({"pages": 1})
        counts["problems"] += capture.problem is not None
        counts[outcome] += outcome != "none"
        return counts

    def spider_closed(self, reason: str) -> None:
        """Note how the crawl ended and close the archive."""
        try:
            with told_in_words(self.archive):
                self._writer.finish_crawl(self._crawl_id, _now(), reason, self.counts)
        except ArchiveError as error:
            _log.error("%s", error)
        finally:
            self._disk.shutdown()
            self._connection.close()


def _record(capture: Capture) -> ArticleRecord | Prepared | None:
    """The capture's article as a record, made ahead or now; None where it has none."""
    if capture.article is None:
        return None
    ahead = ahead_of(capture)
    return ahead.record if ahead is not None and ahead.record is not None else article_record(capture)


def _dropped(captures: Sequence[Capture], why: str) -> DropItem:
    return DropItem(f"{', '.join(capture.url for capture in captures)}: {why}", log_level="DEBUG")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
