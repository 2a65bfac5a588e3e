"""What to ask next: from an answer of a finder or of an article to the further addresses that it names.

Knows the profile and how far the crawl reaches, but neither Scrapy nor the network, so that every
decision of a crawl can be read, and tested, without one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from crawler.address import bare_address, main_version, normalise_address
from crawler.article import Article
from crawler.capture import CaptureKind
from crawler.discovery import usual
from crawler.discovery.budget import Budget
from crawler.discovery.entry import Entry
from crawler.discovery.feeds import Feed
from crawler.discovery.finders import Finder, Finders
from crawler.discovery.links import is_list, is_open, is_own, may_be_article, names_article
from crawler.discovery.pages import Listing, read_listing
from crawler.discovery.reach import Reach, newest_first
from crawler.discovery.robots import read_sitemap_lines
from crawler.discovery.shapes import Shapes
from crawler.discovery.sitemaps import Sitemap, read_sitemap
from crawler.parsers.decode import decode
from crawler.sites.profile import Site
from crawler.spiders.ask import Ask, Next
from crawler.spiders.seen import Seen

_USUAL: dict[CaptureKind, tuple[str, ...]] = {"sitemap": usual.SITEMAPS, "feed": usual.FEEDS}
_MISSING = (404, 410)
MOST_LINKED = 50_000  # addresses that articles linked to and that are not looked at again
MOST_LEVELS = 3  # of sitemap indexes within each other; the protocol allows one
_A_DAY = timedelta(days=1)
Asks = Iterator[Ask]


class Finding:
    """The finders of one publication's crawl, with all that it learns on its way."""

    def __init__(self, site: Site, reach: Reach = Reach()) -> None:  # noqa: B008 - a value, never changed
        self.site = site
        self.reach = reach
        self.shapes = Shapes()
        self.budget = Budget()
        self.finders = Finders()
        self.seen = Seen()
        self._from_sitemaps = 0
        self._linked_before: set[str] = set()
        self._began = datetime.now(UTC)

    # ---- what each answer leads to

    def start(self) -> Asks:
        """robots.txt and the front page, and what the profile names."""
        discover = self.site.discover
        yield self._ask("/robots.txt", "robots")
        yield from (self._ask(url, "sitemap") for url in discover.sitemaps)
        yield from (self._ask(url, "feed") for url in discover.feeds)
        yield from (self._ask(url, "section", is_home=True) for url in discover.sections or ("/",))

    def remembered(self) -> Asks:
        """The finders that worked last time, but for those in whose place the profile names others."""
        discover = self.site.discover
        named = {"sitemap": discover.sitemaps, "feed": discover.feeds, "section": discover.sections}
        for finder in self.finders:
            is_root = finder.level == 0 and (finder.kind != "section" or finder.in_menu)
            if is_root and not named.get(finder.kind) and is_own(finder.url, self.site):
                yield self._ask(finder.url, finder.kind, usual=finder.usual, in_menu=finder.in_menu)

    def after_robots(self, body: bytes, url: str) -> Next:
        """The sitemaps that robots.txt names, else the usual ones; none where the profile names some."""
        named = [link for link in read_sitemap_lines(body, url) if is_own(link, self.site)]
        if self.site.discover.sitemaps:
            return Next(())
        return Next(self._finders(named, "sitemap") if named else self._usual("sitemap"))

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
            self._note_finder(ask, url, is_index=bool(parts))
        further = self._parts(parts, ask.level + 1) if ask.level < MOST_LEVELS else ()
        asks = itertools.chain(further, self._of_sitemap(sitemap.pages))
        return self._or_next_usual(Next(asks, sitemap.problem), ask, found)

    def _of_sitemap(self, pages: list[Entry]) -> Asks:
        for entry in self.reach.addresses(pages, self._from_sitemaps):
            if entry.is_news:
                self.shapes.promise(entry.url)
            for ask in self._articles([entry]):
                self._from_sitemaps += 1
                yield ask

    def after_feed(self, feed: Feed, url: str, ask: Ask) -> Next:
        """The articles of a feed, and its older pages; it was found at `url`."""
        if feed.entries or not (feed.problem or ask.usual):
            self._note_finder(ask, url)
        for entry in feed.entries:
            self.shapes.promise(entry.url)
        further: Asks = self._articles(feed.entries, listed_on=ask.url)
        is_new = self.budget.shows_new(ask.url, [entry.url for entry in feed.entries])
        if feed.further and is_new and not self._is_past(feed.entries) and self.reach.may_page(ask.page):
            older = self._finders([feed.further], "feed", page=ask.page + 1, previous=ask.url)
            further = itertools.chain(further, older)
        return self._or_next_usual(Next(further, feed.problem), ask, bool(feed.entries))

    def after_section(self, body: bytes, url: str, ask: Ask) -> Next:
        """The articles of a listing page, its next page, its feeds, and from home the sections."""
        listing = read_listing(decode(body), url)
        further = [*self._listed(listing, ask)]
        if ask.is_home and not self.site.discover.feeds:
            feeds = [*self._finders(listing.feeds, "feed")]
            further += feeds or self._usual("feed")
        if not self.site.discover.sections and (ask.is_home or self.reach.full):
            further += self._sections(listing, in_menu=ask.is_home)
        return Next(further)

    def after_article(self, listing: Listing, ask: Ask, *, is_list: bool) -> Next:
        """The articles that a page links to; one that turned out to be a list is followed as one."""
        if is_list:
            return Next(self._listed(listing, ask))
        return Next(self._linked(listing.entries, ask.steps + 1))

    def after_failure(self, ask: Ask, status: int | None) -> Next:
        """What else to try where an address brought nothing; the next of the usual places, for one."""
        if status in _MISSING:
            self.finders.forget(ask.url)
        if ask.kind == "robots" and not self.site.discover.sitemaps:
            return Next(self._usual("sitemap"))
        if ask.usual:
            return self._or_next_usual(Next(()), ask, found=False)
        if ask.is_home and not self.site.discover.feeds:
            return Next(self._usual("feed"))
        if ask.kind == "article" and status in _MISSING:
            self._note(ask, is_new=False)
            return Next([ask._replace(url=ask.variant, variant="")] if ask.variant else ())
        return Next(())

    # ---- what is learned from a page

    def note_article(self, ask: Ask, article: Article, address: str) -> bool:
        """Whether a page is an article, to be kept at `address`; learns from it.

        One of an address that nothing is known of has to show a date: 'About us' has none.
        """
        is_article = bool(article.title and article.body and (article.published or not ask.is_sample))
        is_new = is_article and self.seen.is_new(article, address)
        self.shapes.learn(ask.url, is_article=is_new)
        if is_article:
            self._note(ask, is_new=is_new)
        if is_new and ask.trap_kind is not None:
            is_dated = article.published is not None and article.published < self._began - _A_DAY
            self.budget.note_word(ask.url, ask.trap_kind, is_vouched=ask.steps == 0 or is_dated)
        if is_article and ask.listed_on:
            is_older = self.reach.window.is_older(Entry("", article.published))
            self.seen.note_age(ask.listed_on, is_older=is_older)
        return is_article

    def _note_list(self, listing: Listing, ask: Ask) -> list[Entry]:
        """What looks like an article in a list; whether it shows new ones counts for its like.

        What nothing but its looks says to be one does not count: of that, a list without an end has more.
        """
        shown = [entry for entry in listing.entries if self._is_candidate(entry.url)]
        addresses = (self._plain(normalise_address(entry.url)) for entry in shown)
        sure = [a for a in addresses if self._is_sure(a) and not self.budget.refuse(a, "article")]
        self._note(ask, is_new=self.budget.shows_new(ask.url, sure))
        return shown

    def _note_finder(self, ask: Ask, url: str, *, is_index: bool = False) -> None:
        if ask.page == 1 and (ask.kind in ("sitemap", "feed") or ask.is_home or ask.in_menu):
            kind = "section" if ask.kind == "article" else ask.kind  # a list that was a sample
            self.finders.note(Finder(url, kind, ask.usual, ask.level, is_index, ask.in_menu))

    def _note(self, ask: Ask, *, is_new: bool) -> None:
        if ask.trap_kind is not None:
            self.budget.note(ask.url, ask.trap_kind, is_new=is_new)

    def refusal(self, ask: Ask) -> str | None:
        """Why an address is not asked for after all, in words: it looks like a trap."""
        if ask.trap_kind is None:
            return None
        return self.budget.refuse(ask.url, ask.trap_kind, is_linked=ask.steps > 0)

    def is_told(self, ask: Ask, reason: str) -> bool:
        """Whether the refusal of addresses like this one needs no word: it had one, or nothing is lost."""
        return ask.trap_kind in (None, "sample") or self.budget.is_told(ask.url, ask.trap_kind, reason)

    def dump(self) -> dict[str, Any]:
        """What was learned, as plain data that survives the process."""
        return {
            "shapes": self.shapes.dump(),
            "budget": self.budget.dump(),
            "finders": self.finders.dump(),
            "is_whole": self.finders.is_whole,
            "from_sitemaps": self._from_sitemaps,
        }

    def load(self, data: dict[str, Any]) -> None:
        """Go on with what `dump` gave."""
        self.shapes, self.budget = Shapes.load(data["shapes"]), Budget.load(data["budget"])
        finders = data.get("finders", [])  # a queue from before they were remembered has none
        self.finders = Finders.load(finders, is_whole=data.get("is_whole", False))
        self._from_sitemaps = data["from_sitemaps"]

    def lasting(self) -> dict[str, Any]:
        """What later runs need of it: the finders, and what addresses of articles look like."""
        return {"shapes": self.shapes.dump(), "finders": self.finders.dump()}

    def remember(self, data: dict[str, Any]) -> None:
        """Begin with what `lasting` gave at the end of a whole run."""
        self.shapes = Shapes.load(data["shapes"])
        self.finders = Finders.load(data["finders"], is_whole=True)

    # ---- the single decisions

    def _usual(self, kind: CaptureKind, number: int = 0) -> Asks:
        """The usual place of that number, counted from 0, if there are so many and none is known to work."""
        if self.finders.has_usual(kind):
            return
        for place in _USUAL[kind][number : number + 1]:
            yield self._ask(place, kind, usual=number + 1)

    def _parts(self, parts: Iterable[Entry], level: int) -> Asks:
        """The parts of a sitemap index."""
        for part in parts:
            if is_own(part.url, self.site):
                yield self._ask(part.url, "sitemap", changed=_iso(part.lastmod), level=level)

    def _or_next_usual(self, found_there: Next, ask: Ask, found: bool) -> Next:
        """At a usual place where nothing is, nothing is wrong; the next one is asked."""
        return Next(self._usual(ask.kind, ask.usual)) if ask.usual and not found else found_there

    def _listed(self, listing: Listing, ask: Ask) -> Asks:
        """The articles that a page of a list shows; the next page, unless they are older than asked for."""
        candidates = self._note_list(listing, ask)
        if candidates:
            self._note_finder(ask, ask.url)
        paging = set(listing.further)
        entries = (entry for entry in listing.entries if entry.url not in paging)
        menu = listing.navigation if ask.is_home else ()
        yield from self._articles(entries, listed_on=ask.url, menu=frozenset(menu))
        is_past = self._is_past(candidates) or self.seen.was_older(ask.previous)
        if self.reach.may_page(ask.page) and not is_past:
            yield from self._finders(listing.further, "section", page=ask.page + 1, previous=ask.url)

    def _is_past(self, entries: list[Entry]) -> bool:
        """Whether a page of a list shows only what is older than asked for."""
        return bool(entries) and all(self.reach.window.is_older(entry) for entry in entries)

    def _sections(self, listing: Listing, *, in_menu: bool) -> Asks:
        """The sections that the navigation shows; for the back catalogue, every list that is linked."""
        yield from self._lists(listing.navigation, in_menu=in_menu)
        if self.reach.full:
            yield from self._lists(filter(is_list, listing.links))

    def _lists(self, links: Iterable[str], **how: Any) -> Asks:
        own = (link for link in dict.fromkeys(links) if is_own(link, self.site))
        yield from self._finders((link for link in own if not self._is_candidate(link)), "section", **how)

    def _is_candidate(self, url: str) -> bool:
        return is_own(url, self.site) and may_be_article(url, self.site, self.shapes)

    def _is_sure(self, url: str) -> bool:
        """Whether more than its looks says that a candidate is an article."""
        return bool(self.site.discover.article) or self.shapes.verdict(url) is True

    def _is_unknown(self, url: str) -> bool:
        """Whether only a look at the page can tell what addresses like this one are."""
        if self.site.discover.article or not is_own(url, self.site) or not is_open(url):
            return False
        return self.shapes.verdict(url) is None

    def _finders(self, urls: Iterable[str], kind: CaptureKind, **how: Any) -> Asks:
        for url in urls:
            if is_own(url, self.site):
                yield self._ask(url, kind, **how)

    def _linked(self, entries: Iterable[Entry], steps: int) -> Asks:
        """The articles that an article links to, as far as the crawl reaches; not again what another one
        linked to a while ago."""
        fresh = [entry for entry in entries if entry.url not in self._linked_before]
        if len(self._linked_before) >= MOST_LINKED:
            self._linked_before.clear()
        if self.site.discover.article:  # what is none by the pattern stays so: menus are on every page
            self._linked_before.update(entry.url for entry in fresh)
        for ask in self._articles(fresh, steps=steps):
            self._linked_before.add(ask.variant or ask.url)
            if self.reach.may_follow(self.seen.count_linked(ask.url)):
                yield ask

    def _articles(
        self,
        entries: Iterable[Entry],
        *,
        steps: int = 0,
        listed_on: str = "",
        menu: frozenset[str] = frozenset(),
    ) -> Asks:
        for entry in entries:
            expected = self._is_candidate(entry.url)
            if (expected or self._is_unknown(entry.url)) and self.reach.window.may_hold(entry):
                changed = _iso(entry.lastmod)
                yield self._ask(
                    entry.url,
                    "article",
                    steps=steps,
                    listed_on=listed_on,
                    is_sure=expected and self._is_sure(entry.url),
                    is_sample=not expected,
                    in_menu=not expected and entry.url in menu,
                    changed=changed,
                )

    def _ask(self, url: str, kind: CaptureKind, **how: Any) -> Ask:
        address = normalise_address(urljoin(self.site.home, url))
        plain = self._plain(address) if kind == "article" else address
        return Ask(plain, kind, variant=address if plain != address else "", **how)

    def _plain(self, address: str) -> str:
        """The address of an article itself: no print or AMP version, nothing that its path does not need."""
        plain = main_version(address)
        if "?" not in plain:
            return plain
        bare = bare_address(plain)
        return bare if names_article(bare) and self._is_candidate(bare) else plain


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
