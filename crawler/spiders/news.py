"""The spider: from a profile to captures. Every request that it makes ends in one Capture."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from scrapy.utils.misc import load_object
from twisted.python.failure import Failure

from crawler.article import Article
from crawler.browser import use_browser
from crawler.capture import Capture, CaptureKind
from crawler.contact import require_contact, user_agent
from crawler.discovery.entry import LARGEST_XML
from crawler.discovery.feeds import read_feed
from crawler.discovery.reach import Reach
from crawler.discovery.window import Window
from crawler.memory import CrawlMemory, Task
from crawler.middlewares.own_hosts import OtherSite
from crawler.middlewares.patience import NotAskedNow, is_ending
from crawler.middlewares.reservations import noted_reservation
from crawler.middlewares.traps import LooksLikeTrap
from crawler.page_read import PageToRead, Reading
from crawler.reading import PageReader, ReaderFailed
from crawler.revisit import is_unchanged
from crawler.rights import obey
from crawler.sites.profile import Site
from crawler.sites.registry import find_site
from crawler.spiders.ask import QUEUED_AS, Ask, Next, ask_of, version_of
from crawler.spiders.captured import (
    AT_OTHERS_TOO,
    LEADS_HOME,
    capture_of,
    capture_of_failure,
    no_article,
    no_page,
)
from crawler.spiders.finding import Finding

_LEAST_DELAY = 0.001  # seconds; without any, Scrapy may send two at once, whatever it is told of connections
PORTION = 100  # addresses of a finder that are queued at once; a few hundredths of a second
Queue = Callable[[Iterable[Ask]], None]
"""Takes in what a page led to."""


class NewsSpider(Spider):
    """Crawls one publication.

    Arguments: `site` (a profile's name or path, or a Site), `limit` (stop after so many articles),
    `since` and `until` (ISO dates, both included; articles of other days are not kept), `full` (the whole
    back catalogue; '0' and '' are no), `task` ('crawl' or 'refresh': crawler/revisit.py), `every_article`
    (a refresh looks at all of them).
    """

    name = "news"

    def __init__(
        self,
        site: str | Site,
        limit: int | str | None = None,
        since: str | datetime | None = None,
        until: str | datetime | None = None,
        full: bool | str = False,
        task: Task = "crawl",
        every_article: bool = False,
    ) -> None:
        super().__init__()
        self.site = site if isinstance(site, Site) else find_site(site)
        self.limit = int(limit) if limit is not None else None
        last = _moment(until)
        window = Window(_moment(since), last + timedelta(days=1) if last else None)
        self.finding = Finding(self.site, Reach(window, full not in (False, "", "0", "false")))
        self._kept: set[str] = set()  # addresses of articles, each counted once
        self.kept_before = 0  # articles that the interrupted crawl kept, with which this one goes on
        self.led_to = ""  # the other host to which the front page, or robots.txt, sends its readers
        self.task: Task = task
        self.every_article = every_article
        self._sitemaps = asyncio.Lock()
        self.memory: CrawlMemory | None = (
            None  # this and `queue` are set by the frontier, as the crawl begins
        )
        self.queue: Queue
        self.reader: PageReader  # by the settings
        bounds = (window.since, window.before)
        full_or_not = "full" if self.finding.reach.full else ""
        self.scope = " ".join([self.site.home, *(str(bound) for bound in bounds), full_or_not])

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Built by Scrapy; the profile's delay becomes the crawl's. Raises ContactError, ProfileError."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.reader = PageReader(Reading(spider.site, load_object(crawler.settings["MAKE_AHEAD"])))
        contact = crawler.settings["CONTACT"]
        require_contact(contact, [spider.site])
        crawler.settings.set("USER_AGENT", user_agent(contact), priority="spider")
        if spider.site.crawl.cookies:
            crawler.settings["DOWNLOADER_MIDDLEWARES"].update(crawler.settings["COOKIES"])
        use_browser(crawler, spider.site)
        delay = spider.site.crawl.delay
        crawler.settings.set("DOWNLOAD_DELAY", max(delay, _LEAST_DELAY), priority="spider")
        crawler.settings.set("AUTOTHROTTLE_START_DELAY", delay, priority="spider")
        crawler.settings.set("AUTOTHROTTLE_ENABLED", delay > 0, priority="spider")
        return spider

    # ---- from finders to articles: what each answer leads to is decided in finding.py
    # Everything that a page leads to is queued ahead of its capture: see crawler/frontier.py.

    async def start(self) -> AsyncIterator[Request]:
        """robots.txt and the front page, and what the profile names; in a refresh, what worked last time."""
        for ask in self.finding.start():
            yield self._request(ask)
        if self.task == "refresh":
            for ask in self.finding.remembered():
                yield self._request(ask)

    def queued(self, ask: Ask) -> Request:
        """The request for what waited in the queue."""
        request = self._request(ask)
        request.meta[QUEUED_AS] = ask.url
        return request

    @property
    def kept(self) -> int:
        """How many articles the crawl kept, for its limit."""
        return self.kept_before + len(self._kept)

    def _request(self, ask: Ask) -> Request:
        meta: dict[str, Any] = {"kind": ask.kind, "ask": ask}
        if ask.kind == "sitemap":
            meta["download_maxsize"] = LARGEST_XML
        read = getattr(self, f"read_{ask.kind}")
        return Request(ask.asked, read, errback=self.note_failure, priority=ask.priority, meta=meta)

    def host_file_request(self, url: str, kind: CaptureKind) -> Request:
        """The request by which a file that a middleware fetched for a whole host comes to be captured."""
        return self._request(Ask(url, kind)).replace(dont_filter=True)

    def read_tdmrep(self, response: Response) -> Iterator[Capture]:
        """The publisher's reservations; the middleware has read them."""
        yield self._capture(response)

    def read_robots(self, response: Response) -> Iterator[Capture]:
        """Follow the sitemaps that robots.txt names."""
        found = self.finding.after_robots(response.body, response.url)
        capture = self._capture(response, found.problem)
        self._follow(found.asks, capture)
        yield capture

    async def read_sitemap(self, response: Response) -> AsyncIterator[Capture]:
        """Follow further sitemaps and the articles listed; one after the other, since the bound on their
        addresses is on all of them."""
        async with self._sitemaps:
            sitemap = await asyncio.to_thread(self.finding.read_sitemap, response.body, response.url)
            found = self.finding.after_sitemap(sitemap, response.url, ask_of(response.meta))
            capture = self._capture(response, found.problem)
            is_queued = await self._queue_in_portions(found, capture)
        if is_queued:
            yield capture

    async def read_feed(self, response: Response) -> AsyncIterator[Capture]:
        """Follow the articles of a feed."""
        feed = await asyncio.to_thread(read_feed, response.body, response.url)
        found = self.finding.after_feed(feed, response.url, ask_of(response.meta))
        capture = self._capture(response, found.problem)
        if await self._queue_in_portions(found, capture):
            yield capture

    def read_section(self, response: Response) -> Iterator[Capture]:
        """Follow the articles of a listing page and what leads further."""
        capture = self._capture(response)
        if isinstance(response, TextResponse):
            ask = ask_of(response.meta)
            found = self.finding.after_section(response.body, response.url, ask, capture.fetched)
            capture.problem = found.problem
            self._follow(found.asks, capture)
        else:
            capture.problem = no_page(response)
        yield capture

    async def _queue_in_portions(self, found: Next, capture: Capture) -> bool:
        """Queue what may be 50,000 addresses, and let the crawl go on in between; whether all of them are.
        They are not where the crawl is to end: then the next one asks for the finder again."""
        asks = iter(found.asks)
        while portion := list(itertools.islice(asks, PORTION)):
            self._follow(portion, capture)
            await asyncio.sleep(0)
            if is_ending(self.crawler):
                return False
        return True

    def _follow(self, asks: Iterable[Ask], capture: Capture) -> None:
        found = [*asks]
        capture.versions += filter(None, map(version_of, found))
        self.queue(found)

    # ---- articles

    async def read_article(self, response: Response) -> AsyncIterator[Capture]:
        """Read a page as an article and follow the articles that it links to."""
        capture, ask = self._capture(response), ask_of(response.meta)
        capture.problem = no_article(response, self.site)
        if capture.problem == LEADS_HOME:  # as where nothing is
            self.finding.learning.note_yield(ask, is_new=False)
        if capture.problem is not None or is_unchanged(response):  # the latter's text is in the archive
            yield capture
            return
        try:
            page = await self.reader.read(PageToRead(capture, noted_reservation(response)))
        except ReaderFailed:
            capture.problem = "The page broke the reader."
            yield capture
            return
        if ask.again and self.finding.seen.stands_elsewhere(capture.sha256(), page.article.canonical_url):
            capture.problem = AT_OTHERS_TOO
            yield capture
            return
        if self._is_complete():  # more answers may be on their way; they are asked again by the next crawl
            response.meta.pop(QUEUED_AS, None)
            yield capture
            return
        capture.ahead = page.ahead
        is_article = self._take_in(page.article, capture, ask)
        obey(capture, page.rights, self.site.crawl)
        found = self.finding.after_article(page.listing, ask, is_list=not is_article)
        self._follow(found.asks, capture)
        yield capture
        if self._is_complete():
            raise CloseSpider("limit")

    def closed(self, reason: str) -> None:  # noqa: ARG002 - called by Scrapy, by name
        """End what reads pages beside the crawl."""
        self.reader.close()

    def _take_in(self, article: Article, capture: Capture, ask: Ask) -> bool:
        """Whether the page is an article; sets the capture's, or its reason why it is not kept."""
        address = self.finding.learning.address_of(article)
        capture.versions += self.finding.sessions.found()
        if address != article.canonical_url:
            article = replace(article, canonical_url=address)
        is_article = self.finding.learning.note_article(ask, article, address)
        window = self.finding.reach.window
        if (ask.is_sample or ask.sounds) and not is_article:
            capture.kind = "section"  # nobody said that it was an article
        elif article.published is None or not (missed := window.misses(article.published)):
            capture.article = article
        else:
            capture.problem = missed
        if is_article:
            self.finding.twins.note_article(article.url)
        if is_article and capture.article is not None:
            self._kept.add(address)
        return is_article

    def _is_complete(self) -> bool:
        return self.limit is not None and self.kept >= self.limit

    def _capture(self, response: Response, problem: str | None = None) -> Capture:
        for asked in response.meta.get("redirect_urls", ())[:1]:
            self.finding.twins.note_redirect(asked, response.url)
        return capture_of(response, self.site.name, problem)

    def note_failure(self, failure: Failure) -> Iterator[Capture]:
        """A request that brought no page is captured with its reason, and tried in another way.

        One that was put off is not; of those that look like one trap, the first is.
        """
        if isinstance(failure.value, NotAskedNow):
            return
        request: Request = failure.request  # type: ignore[attr-defined]
        ask = ask_of(request.meta)
        if isinstance(failure.value, OtherSite) and (ask.is_home or ask.kind == "robots"):
            self.led_to = failure.value.host
        if isinstance(failure.value, LooksLikeTrap) and self.finding.learning.is_told(
            ask, str(failure.value)
        ):
            return
        capture = capture_of_failure(failure, request, self.site.name)
        if capture.status == 304 and capture.problem is None:  # nothing new
            yield capture
            return
        is_guess = capture.kind in ("robots", "tdmrep") or ask.usual or ask.variant
        if ask.sounds or (capture.status == 404 and is_guess):
            capture.problem = None  # nobody named this address, and that nothing is there is no loss
        self._follow(self.finding.after_failure(ask, capture.status).asks, capture)
        yield capture


def _moment(day: str | datetime | None) -> datetime | None:
    """A day as an aware datetime; without an offset it is one in Oslo."""
    if day is None:
        return None
    moment = datetime.fromisoformat(day) if isinstance(day, str) else day
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/Oslo"))
