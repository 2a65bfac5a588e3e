"""The way through a publication: from the answer of a finder or of an article to what is asked next.

Knows the profile and how far the crawl reaches, but neither Scrapy nor the network, so that every
decision of a crawl can be read, and tested, without one. Which link is what: judging.py; what an answer
teaches: learning.py.
"""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.address import normalise_address
from crawler.capture import CaptureKind
from crawler.discovery import usual
from crawler.discovery.budget import Budget
from crawler.discovery.entry import Entry
from crawler.discovery.feeds import Feed
from crawler.discovery.finders import Finders
from crawler.discovery.links import is_own
from crawler.discovery.pages import Listing, read_frame, read_listing
from crawler.discovery.reach import Reach, newest_first
from crawler.discovery.robots import read_sitemap_lines
from crawler.discovery.sessions import Sessions
from crawler.discovery.shapes import Shapes
from crawler.discovery.sitemaps import Sitemap, read_sitemap
from crawler.discovery.twin_hosts import TwinHosts
from crawler.parsers.decode import decode
from crawler.parsers.scripted import NEEDS_JAVASCRIPT, needs_javascript
from crawler.sites.profile import Site
from crawler.spiders.ask import Ask, Next, linked_version
from crawler.spiders.judging import Asks, Judge
from crawler.spiders.learning import Learning
from crawler.spiders.seen import Seen

_USUAL: dict[CaptureKind, tuple[str, ...]] = {"sitemap": usual.SITEMAPS, "feed": usual.FEEDS}
_MISSING = (404, 410)
MOST_LEVELS = 3  # of sitemap indexes within each other; the protocol allows one


class Finding:
    """The way through one publication, and all that is learned on it."""

    def __init__(self, site: Site, reach: Reach = Reach()) -> None:  # noqa: B008 - a value, never changed
        self.site = site
        self.reach = reach
        self.seen = Seen()
        self._from_sitemaps = 0
        self.seen.note_list(normalise_address(site.home))
        self._begin_with(Shapes(), Budget(), Finders())

    def _begin_with(self, shapes: Shapes, budget: Budget, finders: Finders) -> None:
        self.shapes, self.budget, self.finders = shapes, budget, finders
        self._judge = Judge(self.site, self.reach, shapes)
        self.learning = Learning(self._judge, self.reach.window, shapes, budget, finders, self.seen)

    @property
    def twins(self) -> TwinHosts:
        """Where the publication lives: with 'www.' or without."""
        return self._judge.twins

    @property
    def sessions(self) -> Sessions:
        """Which parts of its addresses are no more than the number of a session."""
        return self._judge.sessions

    # ---- what each answer leads to

    def start(self) -> Asks:
        """robots.txt and the front page, and what the profile names."""
        discover = self.site.discover
        yield self._judge.ask("/robots.txt", "robots")
        yield from (self._judge.ask(url, "sitemap") for url in discover.sitemaps)
        yield from (self._judge.ask(url, "feed") for url in discover.feeds)
        sections = discover.sections or (self.site.home,)
        yield from (self._judge.ask(url, "section", is_home=True) for url in sections)

    def remembered(self) -> Asks:
        """The finders that worked last time, but for those in whose place the profile names others."""
        discover = self.site.discover
        named = {"sitemap": discover.sitemaps, "feed": discover.feeds, "section": discover.sections}
        for finder in self.finders:
            is_root = finder.level == 0 and (finder.kind != "section" or finder.in_menu)
            if is_root and not named.get(finder.kind) and is_own(finder.url, self.site):
                asked = finder.written or finder.url
                yield self._judge.ask(asked, finder.kind, usual=finder.usual, in_menu=finder.in_menu)

    def after_robots(self, body: bytes, url: str) -> Next:
        """The sitemaps that robots.txt names, else the usual ones; none where the profile names some."""
        if self.site.discover.sitemaps:
            return Next(())
        named = read_sitemap_lines(body, url)
        own = [link for link in named if is_own(link, self.site)]
        hosts = ", ".join(dict.fromkeys(urlsplit(link).netloc for link in named if link not in own))
        problem = (
            f"It names sitemaps at {hosts}, not among the profile's domains; not asked." if hosts else None
        )
        return Next(self._judge.finders(own, "sitemap") if own else self._usual("sitemap"), problem)

    @staticmethod
    def read_sitemap(body: bytes, url: str) -> Sitemap:
        """What a sitemap lists, the newest first. Pure, for a thread: it may be long."""
        sitemap = read_sitemap(body, url)
        return sitemap._replace(pages=newest_first(sitemap.pages))

    def after_sitemap(self, sitemap: Sitemap, url: str, ask: Ask) -> Next:
        """Further sitemaps and the articles listed, in the sitemap's order; it was found at `url`. Articles
        are judged one by one, as the result is read: there may be 50,000 of them."""
        parts = self.reach.parts(sitemap.sitemaps)
        found = bool(sitemap.pages or parts)
        if found or not (sitemap.problem or ask.usual):  # one of this week's news may be empty today
            self.learning.note_finder(ask, url, is_index=bool(parts))
        further = self._judge.parts(parts, ask.level + 1) if ask.level < MOST_LEVELS else ()
        asks = itertools.chain(further, self._of_sitemap(sitemap.pages))
        return self._or_elsewhere(Next(asks, sitemap.problem), ask, found)

    def _of_sitemap(self, pages: list[Entry]) -> Asks:
        for entry in self.reach.addresses(pages, self._from_sitemaps):
            if entry.is_news:
                self.shapes.promise(entry.url)
            for ask in self._judge.articles([entry]):
                self._from_sitemaps += 1
                yield ask

    def after_feed(self, feed: Feed, url: str, ask: Ask) -> Next:
        """The articles of a feed, and its older pages; it was found at `url`."""
        if feed.entries or not (feed.problem or ask.usual):
            self.learning.note_finder(ask, url, is_index=bool(feed.others))
        for entry in feed.entries:
            self.shapes.promise(entry.url)
        further: Asks = self._judge.articles(feed.entries, listed_on=ask.url)
        is_new = self.learning.note_shown(ask, [entry.url for entry in feed.entries])
        if ask.sounds:
            return Next(())
        further = itertools.chain(further, self.learning.soundings(ask))
        if feed.further and is_new and not self._is_past(feed.entries) and self.reach.may_page(ask.page):
            older = self._judge.finders([feed.further], "feed", page=ask.page + 1, previous=ask.url)
            further = itertools.chain(further, older)
        if not ask.level:
            others = self._judge.finders(feed.others, "feed", level=1)
            further = itertools.chain(further, others)
        found = bool(feed.entries or feed.others)
        return self._or_elsewhere(Next(further, feed.problem), ask, found)

    def after_section(self, body: bytes, url: str, ask: Ask, fetched: datetime) -> Next:
        """The articles of a listing page, its next page, its feeds, and from home the sections. The page was
        `fetched` (aware) at `url`."""
        listing = read_listing(decode(body), url, fetched)
        if ask.sounds:
            self.learning.note_list(listing, ask)
            return Next(())
        further: list[Ask] = []
        if ask.is_home:
            self._judge.frame.update(read_frame(decode(body), url))
        if ask.is_home and not self.site.discover.feeds:  # ahead of the page's links, one of which may be it
            feeds = [*self._judge.finders(listing.feeds, "feed")]
            further += feeds or self._usual("feed")
        further += self._listed(listing, ask)
        if not self.site.discover.sections and (ask.is_home or self.reach.full):
            sections = [*self._judge.sections(listing, in_menu=ask.is_home)]
            for section in sections:  # articles come before them, and may name one in their place
                self.seen.note_list(section.url)
            further += sections
        leads_on = any(one.kind in ("section", "article") for one in further)
        problem = NEEDS_JAVASCRIPT if not leads_on and needs_javascript(body) else None
        return Next([*further, *self._judge.lists(listing)], problem)

    def after_article(self, listing: Listing, ask: Ask, *, is_list: bool) -> Next:
        """The articles and lists that a page links to; one that is a list itself is followed as one."""
        if ask.sounds:
            return Next(())
        if is_list:
            return Next(self._listed(listing, ask))
        linked = self._judge.linked(listing.entries, ask.steps + 1)
        return Next(itertools.chain(self.learning.soundings(ask), self._judge.lists(listing), linked))

    def after_failure(self, ask: Ask, status: int | None) -> Next:
        """What else to try where an address brought nothing; the next of the usual places, for one."""
        if status in _MISSING:
            self.finders.forget(ask.url)
        if ask.kind == "robots" and not self.site.discover.sitemaps:
            return Next(self._usual("sitemap"))
        if ask.usual:
            return self._or_elsewhere(Next(()), ask, found=False)
        if status in _MISSING and ask.kind in _USUAL and not ask.level and ask.page == 1:
            return Next(self._in_place_of(ask.kind))
        if ask.is_home and not self.site.discover.feeds:
            return Next(self._usual("feed"))
        if status in _MISSING and ask.variant:
            return Next([linked_version(ask)])
        if status in _MISSING:
            self.learning.note_yield(ask, is_new=False)
        return Next(())

    def _listed(self, listing: Listing, ask: Ask) -> Asks:
        """The articles that a page of a list shows; the next page, unless they are older than asked for."""
        candidates = self.learning.note_list(listing, ask)
        yield from self.learning.soundings(ask)
        if candidates:
            self.learning.note_finder(ask, ask.asked)
        paging = set(listing.further)
        entries = (entry for entry in listing.entries if entry.url not in paging)
        menu = listing.navigation if ask.is_home else ()
        yield from self._judge.articles(entries, listed_on=ask.url, menu=frozenset(menu))
        is_past = self._is_past(candidates) or self.seen.was_older(ask.previous)
        if self.reach.may_page(ask.page) and not is_past:
            yield from self._judge.finders(listing.further, "section", page=ask.page + 1, previous=ask.url)

    def _is_past(self, entries: list[Entry]) -> bool:
        """Whether a page of a list shows only what is older than asked for."""
        return bool(entries) and all(self.reach.window.is_older(entry) for entry in entries)

    def _usual(self, kind: CaptureKind, number: int = 0) -> Asks:
        """The usual place of that number, counted from 0, if there are so many and none is known to work."""
        if self.finders.has_usual(kind):
            return
        for place in _USUAL[kind][number : number + 1]:
            yield self._judge.ask(place, kind, usual=number + 1)

    def _in_place_of(self, kind: CaptureKind) -> Asks:
        """Where the publication names a finder that is not there any more, it may be at a usual place."""
        discover = self.site.discover
        return (
            self._usual(kind)
            if not (discover.sitemaps if kind == "sitemap" else discover.feeds)
            else iter(())
        )

    def _or_elsewhere(self, found_there: Next, ask: Ask, found: bool) -> Next:
        """At a usual place where nothing is, nothing is wrong; the next one is asked. They are where another
        place that is named is no finder at all."""
        if found:
            return found_there
        if ask.usual:
            return Next(self._usual(ask.kind, ask.usual))
        if not found_there.problem or ask.level or ask.page > 1:
            return found_there
        return found_there._replace(asks=self._in_place_of(ask.kind))

    # ---- what survives the process

    def dump(self) -> dict[str, Any]:
        """What was learned, as plain data that survives the process."""
        return {
            "shapes": self.shapes.dump(),
            "budget": self.budget.dump(),
            "finders": self.finders.dump(),
            "is_whole": self.finders.is_whole,
            "from_sitemaps": self._from_sitemaps,
            "frame": sorted(self._judge.frame),
            "addresses": self._addresses(),
        }

    def load(self, data: dict[str, Any]) -> None:
        """Go on with what `dump` gave."""
        finders = data.get("finders", [])  # a queue from before they were remembered has none
        self._begin_with(
            Shapes.load(data["shapes"]),
            Budget.load(data["budget"]),
            Finders.load(finders, is_whole=data.get("is_whole", False)),
        )
        self._from_sitemaps = data["from_sitemaps"]
        self._judge.frame.update(data.get("frame", ()))
        self.remember_addresses(data)

    def lasting(self) -> dict[str, Any]:
        """What later runs need of it: the finders, what addresses of articles look like, which are one."""
        return {
            "shapes": self.shapes.dump(),
            "finders": self.finders.dump(),
            "addresses": self._addresses(),
        }

    def remember(self, data: dict[str, Any]) -> None:
        """Begin with what `lasting` gave at the end of a whole run."""
        finders = Finders.load(data["finders"], is_whole=True)
        self._begin_with(Shapes.load(data["shapes"]), self.budget, finders)
        self.remember_addresses(data)

    def remember_addresses(self, data: dict[str, Any]) -> None:
        """Of what `dump` or `lasting` gave, what makes addresses the same, for any run."""
        if (addresses := data.get("addresses")) is not None:  # earlier versions did not learn it
            self.twins.load(addresses["lives_at"])
            self.sessions.load(addresses["sessions"])

    def _addresses(self) -> dict[str, Any]:
        return {"lives_at": self.twins.dump(), "sessions": self.sessions.dump()}
