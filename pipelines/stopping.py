"""Ends a crawl whose archive can no longer keep what it fetches."""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

ARCHIVE_FAILED = "archive failed"  # a crawl's reason when what it fetches can no longer be kept
_log = logging.getLogger(__name__)


def stop_crawl(crawler: Crawler, error: Exception) -> Deferred[None]:
    """Say once what is wrong and end the crawl: pages that cannot be kept are not asked for."""
    _log.error("%s", error)
    assert crawler.engine is not None
    return deferred_from_coro(crawler.engine.close_spider_async(reason=ARCHIVE_FAILED))
