"""The spider: from a profile to captures. Every request that it makes ends in one Capture."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler import extract_article
from crawler.capture import Capture, CaptureKind
from crawler.contact import require_contact, user_agent
from crawler.sites.profile import Site
from crawler.sites.registry import find_site
from crawler.spiders.finding import Ask, Finding
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
        self.finding = Finding(self.site, self.since)
        self.found = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Built by Scrapy; the profile's delay becomes the crawl's. Raises ContactError without a contact."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        contact = crawler.settings["CONTACT"]
        require_contact(contact, [spider.site])
        crawler.settings.set("USER_AGENT", user_agent(contact), priority="spider")
        delay = spider.site.crawl.delay
        crawler.settings.set("DOWNLOAD_DELAY", delay, priority="spider")
        crawler.settings.set("AUTOTHROTTLE_START_DELAY", delay, priority="spider")
        crawler.settings.set("AUTOTHROTTLE_ENABLED", delay > 0, priority="spider")
        return spider

    # ---- from finders to articles: what each answer leads to is decided in finding.py

    async def start(self) -> AsyncIterator[Request]:
        """robots.txt and the front page, and what the profile names."""
        for ask in self.finding.start():
            yield self._request(ask)

    def _request(self, ask: Ask) -> Request:
        return Request(
            ask.url,
            callback=getattr(self, f"read_{ask.kind}"),
            errback=self.note_failure,
            priority=_PRIORITY[ask.kind],
            meta={"kind": ask.kind, "is_home": ask.is_home},
        )

    def read_robots(self, response: Response) -> Results:
        """Follow the sitemaps that robots.txt names."""
        yield self._capture(response)
        yield from map(self._request, self.finding.after_robots(response.body, response.url))

    def read_sitemap(self, response: Response) -> Results:
        """Follow further sitemaps and the articles listed."""
        yield self._capture(response)
        yield from map(self._request, self.finding.after_sitemap(response.body, response.url))

    def read_feed(self, response: Response) -> Results:
        """Follow the articles of a feed."""
        yield self._capture(response)
        yield from map(self._request, self.finding.after_feed(response.body, response.url))

    def read_section(self, response: Response) -> Results:
        """Follow the articles of a listing page and what leads further."""
        yield self._capture(response)
        if isinstance(response, TextResponse):
            asks = self.finding.after_section(response.body, response.url, is_home=response.meta["is_home"])
            yield from map(self._request, asks)

    # ---- articles

    def read_article(self, response: Response) -> Results:
        """Read a page as an article and follow the articles that it links to."""
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
        asks = self.finding.after_article(response.body, response.url, is_list=is_list)
        yield from map(self._request, asks)

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
