"""What to ask next: from an answer of a finder or of an article to the further addresses that it names.

Knows the profile and what was asked for, but neither Scrapy nor the network, so that every decision
of a crawl can be read, and tested, without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from crawler.address import normalise_address
from crawler.capture import CaptureKind
from crawler.discovery.entry import Entry
from crawler.discovery.feeds import read_feed
from crawler.discovery.links import is_own, may_be_article
from crawler.discovery.pages import Listing, read_listing
from crawler.discovery.robots import read_sitemap_lines
from crawler.discovery.sitemaps import read_sitemap
from crawler.parsers.decode import decode
from crawler.sites.profile import Site


class Ask(NamedTuple):
    """An address to ask for, in its one spelling, and what is expected there."""

    url: str
    kind: CaptureKind
    is_home: bool = False  # a page whose navigation shows the sections


Asks = Iterator[Ask]


class Finding:
    """The finders of one publication's crawl. `since`: nothing older is followed."""

    def __init__(self, site: Site, since: datetime | None = None) -> None:
        self.site = site
        self.since = since

    def start(self) -> Asks:
        """robots.txt and the front page, and what the profile names."""
        discover = self.site.discover
        yield self._ask("/robots.txt", "robots")
        yield from (self._ask(url, "sitemap") for url in discover.sitemaps)
        yield from (self._ask(url, "feed") for url in discover.feeds)
        yield from (self._ask(url, "section", is_home=True) for url in discover.sections or ("/",))

    def after_robots(self, body: bytes, url: str) -> Asks:
        """The sitemaps that robots.txt names, unless the profile names some."""
        if not self.site.discover.sitemaps:
            yield from self._finders(read_sitemap_lines(body, url), "sitemap")

    def after_sitemap(self, body: bytes, url: str) -> Asks:
        """Further sitemaps and the articles listed."""
        sitemap = read_sitemap(body, url)
        yield from self._finders((e.url for e in sitemap.sitemaps if self._is_wanted(e)), "sitemap")
        yield from self._articles(sitemap.pages)

    def after_feed(self, body: bytes, url: str) -> Asks:
        """The articles of a feed."""
        yield from self._articles(read_feed(body, url).entries)

    def after_section(self, body: bytes, url: str, *, is_home: bool) -> Asks:
        """The articles of a listing page, its next page, its feeds, and from home the sections."""
        listing = read_listing(decode(body), url)
        yield from self._articles(Entry(link) for link in listing.links)
        yield from self._finders(listing.further, "section")
        if not self.site.discover.feeds:
            yield from self._finders(listing.feeds, "feed")
        if is_home and not self.site.discover.sections:
            yield from self._sections(listing)

    def after_article(self, body: bytes, url: str, *, is_list: bool) -> Asks:
        """The articles that a page links to; one that turned out to be a list is followed as one."""
        listing = read_listing(decode(body), url)
        yield from self._articles(Entry(link) for link in listing.links)
        if is_list:
            yield from self._finders(listing.further, "section")

    def _sections(self, listing: Listing) -> Asks:
        """The sections that a front page's navigation shows."""
        own = (link for link in listing.navigation if is_own(link, self.site))
        yield from self._finders((link for link in own if not may_be_article(link, self.site)), "section")

    def _finders(self, urls: Iterable[str], kind: CaptureKind) -> Asks:
        yield from (self._ask(url, kind) for url in urls if is_own(url, self.site))

    def _articles(self, entries: Iterable[Entry]) -> Asks:
        for entry in entries:
            own = is_own(entry.url, self.site) and may_be_article(entry.url, self.site)
            if own and self._is_wanted(entry):
                yield self._ask(entry.url, "article")

    def _ask(self, url: str, kind: CaptureKind, *, is_home: bool = False) -> Ask:
        return Ask(normalise_address(urljoin(self.site.home, url)), kind, is_home)

    def _is_wanted(self, entry: Entry) -> bool:
        last_word = entry.date or entry.lastmod
        return self.since is None or last_word is None or last_word >= self.since
