"""The spider: from a profile to captures. Every request that it makes ends in one Capture."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler import extract_article
from crawler.address import normalise_address
from crawler.capture import Capture, CaptureKind
from crawler.discovery.entry import Entry
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import is_own, may_be_article
from crawler.discovery.pages import Listing, read_listing
from crawler.discovery.robots import read_sitemap_lines
from crawler.discovery.sitemaps import read_sitemap
from crawler.parsers.decode import decode
from crawler.sites.profile import Site
from crawler.sites.registry import find_site
from crawler.spiders.trouble import in_words

_PRIORITY: dict[CaptureKind, int] = {"robots": 30, "sitemap": 20, "feed": 20, "article": 10, "section": 0}
Results = Iterator[Request | Capture]


class NewsSpider(Spider):
    """Crawls one publication.

    Arguments: `site` (a profile's name or path, or a Site), `limit` (stop after so many articles),
    `since` (ISO date; older articles are not kept).
    """

    name = "news"

    def __init__(
        self, site: str | Site, limit: int | str | None = None, since: str | datetime | None = None
    ) -> None:
        super().__init__()
        self.site = site if isinstance(site, Site) else find_site(site)
        self.limit = int(limit) if limit is not None else None
        self.since = _moment(since)
        self.found = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Built by Scrapy; the profile's delay becomes the crawl's."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        delay = spider.site.crawl.delay
        crawler.settings.set("DOWNLOAD_DELAY", delay, priority="spider")
        crawler.settings.set("AUTOTHROTTLE_START_DELAY", delay, priority="spider")
        crawler.settings.set("AUTOTHROTTLE_ENABLED", delay > 0, priority="spider")
        return spider

    # ---- where to begin

    async def start(self) -> AsyncIterator[Request]:
        """robots.txt and the front page, and what the profile names."""
        discover = self.site.discover
        for request in (
            self._ask("/robots.txt", "robots", self.read_robots),
            *(self._ask(url, "sitemap", self.read_sitemap) for url in discover.sitemaps),
            *(self._ask(url, "feed", self.read_feed) for url in discover.feeds),
            *(self._ask(url, "section", self.read_section) for url in discover.sections or ("/",)),
        ):
            yield request

    def _ask(self, url: str, kind: CaptureKind, callback: Any, **meta: Any) -> Request:
        address = normalise_address(urljoin(self.site.home, url))
        return Request(
            address,
            callback=callback,
            errback=self.note_failure,
            priority=_PRIORITY[kind],
            meta={"kind": kind, **meta},
        )

    # ---- from finders to articles

    def read_robots(self, response: Response) -> Results:
        """Follow the sitemaps that robots.txt names, unless the profile names some."""
        yield self._capture(response)
        if not self.site.discover.sitemaps:
            for url in read_sitemap_lines(response.body, response.url):
                yield from self._finder(url, "sitemap", self.read_sitemap)

    def read_sitemap(self, response: Response) -> Results:
        """Follow further sitemaps and the articles listed."""
        yield self._capture(response)
        sitemap = read_sitemap(response.body, response.url)
        for entry in sitemap.sitemaps:
            if self._is_wanted(entry):
                yield from self._finder(entry.url, "sitemap", self.read_sitemap)
        yield from self._articles(sitemap.pages)

    def read_feed(self, response: Response) -> Results:
        """Follow the articles of a feed."""
        yield self._capture(response)
        yield from self._articles(read_feed(response.body, response.url))

    def read_section(self, response: Response) -> Results:
        """Follow the articles of a listing page, its next page, its feeds, and from home the sections."""
        yield self._capture(response)
        if not isinstance(response, TextResponse):
            return
        listing = read_listing(decode(response.body), response.url)
        yield from self._articles(Entry(url) for url in listing.links)
        yield from self._further(listing)
        if not self.site.discover.feeds:
            for url in listing.feeds:
                yield from self._finder(url, "feed", self.read_feed)
        if not self.site.discover.sections:
            yield from self._sections(listing, response)

    def _further(self, listing: Listing) -> Results:
        for url in listing.further:
            yield from self._finder(url, "section", self.read_section)

    def _sections(self, listing: Listing, response: Response) -> Results:
        """The sections that a front page's navigation shows."""
        if response.meta.get("depth", 0) == 0:
            for url in listing.navigation:
                if is_own(url, self.site) and not may_be_article(url, self.site):
                    yield from self._finder(url, "section", self.read_section)

    def _finder(self, url: str, kind: CaptureKind, callback: Any) -> Results:
        if is_own(url, self.site):
            yield self._ask(url, kind, callback)

    def _articles(self, entries: Iterable[Entry]) -> Results:
        for entry in entries:
            own = is_own(entry.url, self.site) and may_be_article(entry.url, self.site)
            if own and self._is_wanted(entry):
                yield self._ask(entry.url, "article", self.read_article)

    def _is_wanted(self, entry: Entry) -> bool:
        return self.since is None or entry.date is None or entry.date >= self.since

    # ---- articles

    def read_article(self, response: Response) -> Results:
        """Read a page as an article and follow the articles that it links to.

        A page that turns out to be a list is followed as one.
        """
        capture = self._capture(response)
        if not isinstance(response, TextResponse):
            capture.problem = f"The answer is no page ({capture.headers.get('content-type', 'no type')})."
            yield capture
            return
        if not self._is_complete():  # one more answer may be on its way when the limit is reached
            self._read(capture)
        is_list = capture.article is not None and not capture.article.body
        yield capture
        if self._is_complete():
            raise CloseSpider("limit")
        listing = read_listing(decode(response.body), response.url)
        yield from self._articles(Entry(url) for url in listing.links)
        if is_list:
            yield from self._further(listing)

    def _read(self, capture: Capture) -> None:
        """Set the capture's article, unless it is older than wanted."""
        article = extract_article(capture.body, capture.url, site=self.site, fetched_at=capture.fetched)
        if self.since and article.published and article.published < self.since:
            return
        capture.article = article
        self.found += bool(article.title and article.body)

    def _is_complete(self) -> bool:
        return self.limit is not None and self.found >= self.limit

    def _capture(self, response: Response) -> Capture:
        headers = {
            name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        return Capture(
            site=self.site.name,
            url=response.url,
            kind=response.meta["kind"],
            fetched=datetime.now(UTC),
            status=response.status,
            requested=tuple(response.meta.get("redirect_urls", ())),
            headers=headers,
            body=response.body,
        )

    def note_failure(self, failure: Failure) -> Results:
        """A request that brought no page is captured with its reason."""
        request: Request = failure.request  # type: ignore[attr-defined]
        response = getattr(failure.value, "response", None)
        if isinstance(response, Response):
            response.request = response.request or request
            capture = self._capture(response)
            capture.problem = in_words(failure)
        else:
            capture = Capture(
                site=self.site.name,
                url=request.url,
                kind=request.meta["kind"],
                fetched=datetime.now(UTC),
                requested=tuple(request.meta.get("redirect_urls", ())),
                problem=in_words(failure),
            )
        if capture.kind == "robots" and capture.status == 404:
            capture.problem = None  # many sites have none, and that allows everything
        yield capture


def _moment(since: str | datetime | None) -> datetime | None:
    """`since` as an aware datetime; a date alone is its midnight in UTC."""
    if since is None:
        return None
    moment = datetime.fromisoformat(since) if isinstance(since, str) else since
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
