"""Runs crawls in this process: all publications side by side, until each has ended."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.capture import Capture
from crawler.memory import Task
from crawler.sites.profile import Site
from crawler.spiders.news import NewsSpider


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one publication's crawl is; `elapsed` in seconds."""

    site: str
    pages: int
    articles: int
    errors: int
    elapsed: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a crawl; the arguments of the spider, where they are explained."""

    limit: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    full: bool = False
    task: Task = "crawl"
    every_article: bool = False


ALL_THAT_IS_SHOWN = Wanted()


BROKEN_OFF = "broken off"  # the reason of a crawl that was given no time to end


@dataclass(slots=True)
class CrawlOutcome:
    """How one publication's crawl ended: Scrapy's reason ('finished', 'limit', ...), BROKEN_OFF, or none
    where it did not begin; and its counts (pages, new, changed, unchanged, gone, problems). `went_on`:
    with one that had been interrupted; `led_to`: the host that is none of the profile's, to which the
    front page or robots.txt led."""

    site: str
    reason: str = ""
    went_on: bool = False
    led_to: str = ""
    counts: dict[str, int] = field(default_factory=dict)


def run_crawl(
    sites: list[Site],
    *,
    archive: Path,
    wanted: Wanted = ALL_THAT_IS_SHOWN,
    on_progress: Callable[[Progress], None] | None = None,
    settings: dict[str, Any] | None = None,
) -> list[CrawlOutcome]:
    """Crawl all `sites` into the archive at `archive`; returns when the last has ended.

    Can be called once in a process (Twisted's reactor does not start twice). `settings` overrides
    those of crawler/settings.py.
    """
    merged = Settings()
    merged.setmodule("crawler.settings", priority="project")
    merged.setdict({"ARCHIVE_PATH": str(archive), **(settings or {})}, priority="cmdline")
    process = AsyncCrawlerProcess(merged)
    # Scrapy makes two records a page that no handler takes; what is not made costs nothing.
    logging.getLogger("scrapy").setLevel(merged["LOG_LEVEL"])
    outcomes = [CrawlOutcome(site.name) for site in sites]
    crawlers = [process.create_crawler(NewsSpider) for _ in sites]
    for site, crawler, outcome in zip(sites, crawlers, outcomes, strict=True):
        _watch(crawler, outcome, on_progress)
        process.crawl(crawler, site=site, **asdict(wanted))
    _collect_seldom()
    process.start()
    for crawler, outcome in zip(crawlers, outcomes, strict=True):
        if crawler.stats is not None:
            outcome.counts = crawler.stats.get_value("nyhetsarkiv/counts", {})
    return outcomes


def _collect_seldom() -> None:
    """Have Python look for garbage seldom: a twentieth of a crawl's time went into looking. What a page
    leaves behind in circles is small, and what is loaded by now stays."""
    gc.freeze()
    gc.set_threshold(20_000, 20)


def _watch(crawler: Crawler, outcome: CrawlOutcome, on_progress: Callable[[Progress], None] | None) -> None:
    """Tell progress as items arrive, if anybody asks, and note how it ends."""

    def spider_opened() -> None:
        outcome.reason = BROKEN_OFF  # until it ends in another way

    def spider_closed(spider: NewsSpider, reason: str) -> None:
        outcome.reason = reason
        outcome.led_to = spider.led_to
        outcome.went_on = spider.memory is not None and spider.memory.goes_on

    if on_progress is not None:
        _tell(on_progress, crawler, outcome.site)
    crawler.signals.connect(spider_opened, signal=signals.spider_opened, weak=False)
    crawler.signals.connect(spider_closed, signal=signals.spider_closed, weak=False)


def _tell(on_progress: Callable[[Progress], None], crawler: Crawler, site: str) -> None:
    started = time.monotonic()
    seen = {"pages": 0, "articles": 0, "errors": 0}

    def item_scraped(item: Capture) -> None:
        seen["pages"] += 1
        seen["articles"] += item.article is not None
        seen["errors"] += item.problem is not None
        on_progress(Progress(site, **seen, elapsed=time.monotonic() - started))

    crawler.signals.connect(item_scraped, signal=signals.item_scraped, weak=False)
