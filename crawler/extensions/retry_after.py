"""Waits as long as a busy server asks: Retry-After of 429 and 503 (RFC 9110, 10.2.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.downloader import hold

_BUSY = (429, 503)


class RetryAfter:
    """Sends a host nothing before the time it named, but does not wait longer than `longest` seconds."""

    def __init__(self, crawler: Crawler, longest: float) -> None:
        self._crawler = crawler
        self.longest = longest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the setting LONGEST_WAIT."""
        extension = cls(crawler, crawler.settings.getfloat("LONGEST_WAIT"))
        crawler.signals.connect(extension.response_downloaded, signal=signals.response_downloaded)
        return extension

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Put off the next request to the host, if its answer asks for that."""
        value = response.headers.get("Retry-After")
        if response.status in _BUSY and value is not None:
            seconds = min(read_retry_after(value.decode("latin-1")), self.longest)
            hold(self._crawler, request.meta["download_slot"], seconds)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def read_retry_after(value: str, now: Callable[[], datetime] = _utc_now) -> float:
    """The seconds that a Retry-After header asks for, as number or as date; 0.0 where it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now()).total_seconds())
