"""A host that fails is left in peace: a circuit breaker for each host.

After so many failures in a row (time-outs, refused or broken connections, 5xx, 429; each counted when
Scrapy has given it up) nothing is sent for a while, ever longer, with one request in between; the first
answer ends that. A home host that stays silent ends the crawl. What is queued stays queued.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from crawler.downloader import hold, ready, take_back
from crawler.middlewares.exchanges import FROM_MEMORY
from crawler.middlewares.host_file import FOR_A_HOST, home_and_pauses, origin_of
from crawler.middlewares.patience import NotAskedNow, clock_in, end_crawl, wait
from crawler.spiders.ask import ask_of
from crawler.spiders.trouble import error_in_words

_TROUBLE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Host:
    failures: int = 0  # in a row
    rests: int = 0  # since the last answer
    until: float = 0.0  # on the monotonic clock: nothing is sent before
    given_up: str = ""  # why, in words


class Breaker:
    """Holds requests back while their host rests.

    A rest comes after `most` failures in a row, and after each further one; `rests` are their lengths
    (seconds). A failure after the last rest is the end: of the crawl for the host `home`, else of
    what is asked of that host.
    """

    def __init__(self, crawler: Crawler, home: str, most: int, rests: Sequence[float]) -> None:
        self._crawler = crawler
        self.home, self.most, self.rests = home, most, rests
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with HOST_FAILURES, HOST_RESTS and the spider's profile."""
        home, rests = home_and_pauses(crawler, "HOST_RESTS")
        return cls(crawler, home, crawler.settings.getint("HOST_FAILURES"), rests)

    async def process_request(self, request: Request) -> None:
        """Wait until the host may be asked again. Raises IgnoreRequest where it was given up."""
        if request.meta.get(FOR_A_HOST):
            return
        name = origin_of(request.url)
        while (seconds := self._hosts[name].until - monotonic()) > 0:
            await wait(self._crawler, seconds)
        if self._hosts[name].given_up:
            raise self._not_asked(name)
        if self._hosts[name].rests or _is_second(request):  # one request in between is one
            request.meta["dont_retry"] = True

    def process_response(self, request: Request, response: Response) -> Response:
        """Count an answer that came, as good or as a failure."""
        if request.meta.get(FOR_A_HOST) or request.meta.get(FROM_MEMORY):
            return response
        host = origin_of(request.url)
        if response.status < 500 and response.status != 429:
            self._hosts[host] = _Host()
        elif not _is_second(request):
            self._failed(host, f"HTTP status {response.status}.")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count an answer that did not come, if that was the host's fault."""
        is_other = request.meta.get(FOR_A_HOST) or _is_second(request)
        if isinstance(exception, _TROUBLE) and not is_other:
            self._failed(origin_of(request.url), error_in_words(exception))

    def _failed(self, name: str, why: str) -> None:
        host = self._hosts[name]
        if host.until > monotonic():  # it was on its way before the rest began
            return
        host.failures += 1
        if host.failures < self.most:
            return
        times = f"{host.failures} times in a row, the last time so"
        said = f"{urlsplit(name).netloc} failed {times}: {why.rstrip('.')}"
        if host.rests < len(self.rests):
            seconds = self.rests[host.rests]
            host.until = monotonic() + seconds
            hold(self._crawler, urlsplit(name).hostname or "", seconds)
            for request in self._ready(name):
                request.meta["dont_retry"] = True
            host.rests += 1
            _log.warning("%s. It is asked again at %s.", said, clock_in(seconds))
        elif not host.given_up:
            host.given_up = said
            take_back(self._crawler, self._ready(name), self._not_asked(name))
            if name == self.home:
                end_crawl(self._crawler, said)

    def _ready(self, name: str) -> list[Request]:
        """The requests to a host that passed here before it was to be left alone, and are not sent yet."""
        return [request for request in ready(self._crawler) if origin_of(request.url) == name]

    def _not_asked(self, name: str) -> IgnoreRequest:
        kind = NotAskedNow if name == self.home else IgnoreRequest
        return kind(f"{self._hosts[name].given_up}; not asked.")


def _is_second(request: Request) -> bool:
    """Whether the address failed once with its host, which answers since: now it is its own trouble."""
    return "ask" in request.meta and ask_of(request.meta).later
