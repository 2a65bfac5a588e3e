"""Sends a host nothing before it is known what its last answer means.

Scrapy's downloader sends the next request at the moment at which an answer has come, or failed to come:
one that was ready goes out before any middleware can say that the host is to be left alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.defer import Deferred

_LEAST_DELAY = 0.01  # seconds; without a delay the downloader does not look at the time


class PatientDownloader(Downloader):
    """Scrapy's downloader, in which a request is on its way until the middlewares have had its answer."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._on_their_way: set[Request] = set()

    def fetch(self, request: Request) -> Deferred[Response | Request]:  # type: ignore[override]
        """Ask for a page; called by Scrapy's engine."""
        answer: Deferred[Response | Request] = super().fetch(request)
        answer.addBoth(self._judged, request)
        return answer

    async def _download(self, slot: Slot, request: Request) -> Response:
        self._on_their_way.add(request)
        return await super()._download(slot, request)

    def _process_queue(self, slot: Slot) -> None:
        if not any(self.slots.get(one.meta[self.DOWNLOAD_SLOT]) is slot for one in self._on_their_way):
            super()._process_queue(slot)

    def _judged(self, answer: Any, request: Request) -> Any:
        if request in self._on_their_way:
            self._on_their_way.discard(request)
            if (slot := self.slots.get(request.meta[self.DOWNLOAD_SLOT])) is not None:
                self._process_queue(slot)
        return answer


def slot_of(crawler: Crawler, host: str) -> Slot | None:
    """What the downloader keeps of a host (its name, without a port), if it was asked for anything."""
    return crawler.engine.downloader.slots.get(host) if crawler.engine is not None else None


def hold(crawler: Crawler, host: str, seconds: float) -> None:
    """Send a host nothing for so many seconds, what is ready to be sent included."""
    slot = slot_of(crawler, host)
    if slot is not None and seconds > 0:  # the downloader sends again `delay` seconds after `lastseen`
        slot.delay = max(slot.delay, _LEAST_DELAY)
        slot.lastseen = max(slot.lastseen, monotonic() + seconds)


def ready(crawler: Crawler) -> list[Request]:
    """The requests that have passed all middlewares and are not sent yet."""
    slots = crawler.engine.downloader.slots.values() if crawler.engine is not None else ()
    return [request for slot in slots for request, _ in slot.queue]


def take_back(crawler: Crawler, requests: Collection[Request], error: Exception) -> None:
    """End requests that are `ready` in an error, in place of sending them."""
    assert crawler.engine is not None
    for slot in crawler.engine.downloader.slots.values():
        taken = [pair for pair in slot.queue if pair[0] in requests]
        slot.queue = deque(pair for pair in slot.queue if pair[0] not in requests)
        for _, waiting in taken:
            waiting.errback(error)
