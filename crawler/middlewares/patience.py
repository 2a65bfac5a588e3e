"""Waiting for a host without holding up the end of the crawl."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from time import monotonic

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.defer import deferred_from_coro

_LOOK_UP = 0.25  # seconds between two looks at whether the crawl is to end


class NotAskedNow(IgnoreRequest):
    """The address was not asked, for a reason that is not its own; it stays to be asked another time."""


async def wait(crawler: Crawler, seconds: float) -> None:
    """Sleep `seconds`. Raises NotAskedNow when the crawl is to end meanwhile."""
    until = monotonic() + seconds
    while (left := until - monotonic()) > 0:
        _go_on(crawler)
        await asyncio.sleep(min(left, _LOOK_UP))
    _go_on(crawler)


def clock_in(seconds: float) -> str:
    """What the clock on the wall will show in `seconds`."""
    return (datetime.now() + timedelta(seconds=seconds)).strftime("%H:%M:%S")


def is_ending(crawler: Crawler) -> bool:
    """Whether the crawl is to end. Scrapy waits for every request in hand before, and tells nobody."""
    slot = crawler.engine._slot if crawler.engine is not None else None
    return slot is None or slot.closing is not None


def in_hand(crawler: Crawler) -> int:
    """How many requests are on their way, or their answers not yet read and stored."""
    slot = crawler.engine._slot if crawler.engine is not None else None
    return len(slot.inprogress) if slot is not None else 0


def _go_on(crawler: Crawler) -> None:
    if is_ending(crawler):
        raise NotAskedNow("The crawl ended first.")


def end_crawl(crawler: Crawler, reason: str) -> None:
    """End the crawl after the requests in hand; what is queued stays queued. `reason` is a sentence."""
    assert crawler.engine is not None
    deferred_from_coro(crawler.engine.close_spider_async(reason=reason))
