"""An extension that measures for how long a crawl's own thread does one thing without a look at others."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.capture import Capture
from crawler.middlewares.patience import end_crawl

_PAUSE = 0.005  # seconds between two looks


class Ticking:
    """Writes to the file TICKING_FILE, in seconds of this thread's work, the longest time in which nothing
    else had its turn, and all there was; the crawl ends when it has taken in a sitemap."""

    def __init__(self, crawler: Crawler, path: Path) -> None:
        self._crawler, self._path = crawler, path
        self._longest = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Looks while the spider is open."""
        extension = cls(crawler, Path(crawler.settings["TICKING_FILE"]))
        crawler.signals.connect(extension.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Begin to look."""
        self._began = time.thread_time()
        self._task = asyncio.get_running_loop().create_task(self._tick())

    def item_scraped(self, item: Capture) -> None:
        """End with the sitemap."""
        if item.kind == "sitemap":
            end_crawl(self._crawler, "enough")

    def spider_closed(self) -> None:
        """Tell what was seen."""
        self._task.cancel()
        seen = {"longest": self._longest, "all": time.thread_time() - self._began}
        self._path.write_text(json.dumps(seen), encoding="utf-8")

    async def _tick(self) -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(_PAUSE)
            self._longest = max(self._longest, time.thread_time() - before)
