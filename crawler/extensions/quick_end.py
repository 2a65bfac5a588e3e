"""Ends a crawl without waiting for its turn: what a stopped crawl has not sent yet, it does not send.

Scrapy waits for every request in hand before a crawl ends, those too that wait out the host's delay.
They are left to the next crawl; what is on its way is waited for.
"""

from __future__ import annotations

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from crawler.downloader import ready, take_back
from crawler.middlewares.patience import NotAskedNow, is_ending

LOOK_UP = 0.2  # seconds between two looks at whether the crawl is to end; Scrapy does not tell


class QuickEnd:
    """Takes requests that wait for their host's delay back, once the crawl is to end."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._look = create_looping_call(self.look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Looks while the spider is open."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to look."""
        self._look.start(LOOK_UP, now=False)

    def spider_closed(self) -> None:
        """The end has come."""
        if self._look.running:
            self._look.stop()

    def look(self) -> None:
        """Take back what was not sent, if the crawl is to end."""
        if is_ending(self._crawler):
            take_back(self._crawler, ready(self._crawler), NotAskedNow("The crawl ended first."))
