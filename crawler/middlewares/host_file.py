"""A file that speaks for a whole host (robots.txt, tdmrep.json): fetched once, shared by all who ask.

The fetch is made ahead of the first request to the host. What came of it is told to the spider as the
answer to a request of its own, so that it stands in `fetches` like every other.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.capture import CaptureKind
from crawler.middlewares.exchanges import EXCHANGES, FROM_MEMORY
from crawler.middlewares.patience import NotAskedNow, clock_in, wait

_log = logging.getLogger(__name__)

FOR_A_HOST = "for_a_host"
"""Key in `Request.meta` of the requests made here; they pass by what they are made for."""

FIRST_OF_ALL = 1000  # priority in the downloader


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered, or the error in its place; `since` is on the monotonic clock, in seconds."""

    url: str
    since: float
    response: Response | None = None
    error: Exception | None = None

    @property
    def is_unavailable(self) -> bool:
        """Whether the host is in trouble, so that nobody knows what the file says."""
        if self.response is None:
            return True
        return self.response.status >= 500 or self.response.status == 429


class HostFile:
    """Fetches the file at `path` of any host.

    An answer is good for `fresh_for` seconds. Where the host is in trouble an earlier answer stays good
    for as long again; without one, the host is asked again after each of `waits` (seconds).
    """

    def __init__(
        self, crawler: Crawler, path: str, kind: CaptureKind, fresh_for: float, waits: Sequence[float]
    ) -> None:
        self._crawler = crawler
        self.path, self.kind, self.fresh_for, self.waits = path, kind, fresh_for, waits
        self._answers: dict[str, Answer] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def is_asked_by(self, request: Request) -> bool:
        """Whether the request is the spider's own, for this very file."""
        return request.meta.get("kind") == self.kind and urlsplit(request.url).path == self.path

    async def of(self, request: Request, on_answer: Callable[[Answer], None]) -> Answer:
        """The file of the request's host. `on_answer` is called with each answer that is new."""
        origin = origin_of(request.url)
        async with self._locks[origin]:
            answer = self._answers.get(origin)
            is_told = self.is_asked_by(request)  # what was read is told, however long that took
            if answer is None or (not is_told and monotonic() - answer.since > self.fresh_for):
                answer = await self._renew(origin, answer, on_answer)
                if not is_told:
                    self._tell(answer)
            return answer

    async def _renew(
        self, origin: str, earlier: Answer | None, on_answer: Callable[[Answer], None]
    ) -> Answer:
        new = await self._fetch(origin + self.path)
        has_earlier = earlier is not None and not earlier.is_unavailable
        for seconds in () if has_earlier else self.waits:
            if not new.is_unavailable or isinstance(new.error, IgnoreRequest):
                break
            _log.warning("%s cannot be read. It is asked again at %s.", new.url, clock_in(seconds))
            await wait(self._crawler, seconds)
            new = await self._fetch(origin + self.path)
        self._answers[origin] = new
        if new.is_unavailable and earlier is not None and has_earlier:
            self._answers[origin] = Answer(earlier.url, new.since, earlier.response)
        else:
            on_answer(new)
        return self._answers[origin]

    async def _fetch(self, url: str) -> Answer:
        meta = {FOR_A_HOST: True, "kind": self.kind, "dont_retry": True}
        request = Request(url, priority=FIRST_OF_ALL, meta=meta, dont_filter=True)
        assert self._crawler.engine is not None
        try:
            response = await self._crawler.engine.download_async(request)
        except NotAskedNow:
            raise
        except Exception as error:
            return Answer(url, monotonic(), error=error)
        return Answer(url, monotonic(), response)

    def _tell(self, answer: Answer) -> None:
        """Have the spider ask for the file itself; it is answered from memory."""
        spider, engine = self._crawler.spider, self._crawler.engine
        assert spider is not None
        assert engine is not None
        engine.crawl(spider.host_file_request(answer.url, self.kind))  # type: ignore[attr-defined]


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: what a robots.txt speaks for (RFC 9309, 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def home_and_pauses(crawler: Crawler, setting: str) -> tuple[str, list[float]]:
    """The origin of the publication's home, and a setting's multiples of its delay in seconds."""
    assert crawler.spider is not None
    home = origin_of(crawler.spider.site.home)  # type: ignore[attr-defined]
    delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
    return home, [delay * float(times) for times in crawler.settings.getlist(setting)]


def replay(answer: Answer, request: Request) -> Response:
    """The answer once more, to the spider's own request. Raises its error."""
    request.meta.update({"dont_retry": True, FROM_MEMORY: True})
    if answer.response is None:
        raise answer.error or NotAskedNow()
    original = answer.response.request
    for key in ("redirect_urls", EXCHANGES):
        if original is not None and key in original.meta:
            request.meta[key] = original.meta[key]
    return answer.response.replace(request=request)
