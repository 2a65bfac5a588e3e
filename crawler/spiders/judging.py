"""From links to Asks: which link is an article, which a list, which leads nowhere; and at which address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from crawler.address import bare_address, main_version, normalise_address, written_address
from crawler.capture import CaptureKind
from crawler.discovery.entry import Entry
from crawler.discovery.links import is_archive, is_list, is_open, is_own, may_be_article, names_article
from crawler.discovery.pages import Listing
from crawler.discovery.reach import Reach
from crawler.discovery.sessions import Sessions
from crawler.discovery.shapes import Shapes
from crawler.discovery.twin_hosts import TwinHosts
from crawler.sites.profile import Site
from crawler.spiders.ask import Ask

MOST_LINKED = 50_000  # addresses that were linked to and that are not looked at again
Asks = Iterator[Ask]


class Judge:
    """Judges links by the profile, by how far the crawl reaches, and by what was learned of their shapes."""

    def __init__(self, site: Site, reach: Reach, shapes: Shapes) -> None:
        self._site = site
        self._reach = reach
        self._shapes = shapes
        self.twins, self.sessions = TwinHosts(site.home), Sessions()
        self.frame: set[str] = set()  # addresses in the front page's head, navigation and foot
        self._linked_before: set[str] = set()
        self._lists_before: set[str] = set()
        self._linked: dict[int, int] = {}  # address that an article links to -> how many there were before

    # ---- the links that become Asks

    def articles(
        self,
        entries: Iterable[Entry],
        *,
        steps: int = 0,
        listed_on: str = "",
        menu: frozenset[str] = frozenset(),
    ) -> Asks:
        """Those that may be articles, or of which nothing is known."""
        for entry in entries:
            looks_so = self.is_candidate(entry.url)
            expected = looks_so and (entry.is_news or not self._is_framed(entry.url))
            if (looks_so or self._is_unknown(entry.url)) and self._reach.window.may_hold(entry):
                yield self.ask(
                    entry.url,
                    "article",
                    steps=steps,
                    listed_on=listed_on,
                    is_sure=expected and self.is_sure(entry.url),
                    is_sample=not expected,
                    in_menu=not expected and entry.url in menu,
                    changed=_iso(entry.changed_from or entry.lastmod),
                )

    def linked(self, entries: Iterable[Entry], steps: int) -> Asks:
        """The articles that an article links to, as far as the crawl reaches; not again what another one
        linked to a while ago."""
        fresh = [entry for entry in entries if entry.url not in self._linked_before]
        if len(self._linked_before) >= MOST_LINKED:
            self._linked_before.clear()
        if self._site.discover.article:  # what is none by the pattern stays so: menus are on every page
            self._linked_before.update(entry.url for entry in fresh)
        for ask in self.articles(fresh, steps=steps):
            self._linked_before.add(ask.variant or ask.url)
            if self._reach.may_follow(self._linked.setdefault(hash(ask.url), len(self._linked))):
                yield ask

    def sections(self, listing: Listing, *, in_menu: bool) -> Asks:
        """The sections that the navigation of a list shows."""
        own = (link for link in dict.fromkeys(listing.navigation) if is_own(link, self._site))
        links = (link for link in own if not self.is_candidate(link) and self._reach.window.may_list(link))
        yield from self.finders(links, "section", in_menu=in_menu)

    def lists(self, listing: Listing) -> Asks:
        """For the back catalogue, every list that a page links to: tags, categories, archives. For certain
        days, the archives that may hold them."""
        since = self._reach.window.since is not None
        if not (self._reach.full or since) or self._site.discover.sections:
            return
        is_wanted = is_list if self._reach.full else is_archive
        if len(self._lists_before) >= MOST_LINKED:
            self._lists_before.clear()
        for link in listing.links:
            if link in self._lists_before:
                continue
            self._lists_before.add(link)
            if is_wanted(link) and not self.is_candidate(link) and self._reach.window.may_list(link):
                yield from self.finders([link], "section")

    def parts(self, parts: Iterable[Entry], level: int) -> Asks:
        """The parts of a sitemap index."""
        for part in parts:
            yield from self.finders([part.url], "sitemap", changed=_iso(part.lastmod), level=level)

    def finders(self, urls: Iterable[str], kind: CaptureKind, **how: Any) -> Asks:
        """Those of the publication's own hosts."""
        for url in urls:
            if is_own(url, self._site):
                yield self.ask(url, kind, **how)

    def ask(self, url: str, kind: CaptureKind, **how: Any) -> Ask:
        """The Ask for an address, which may be relative to home, in its one spelling."""
        linked = urljoin(self._site.home, url)
        address = normalise_address(linked)
        written = address if address == linked else written_address(linked)
        own = self._own(address, kind)
        asked = own if written == address else self._own(written, kind)
        one = self.sessions.bare(own)
        return Ask(
            one,
            kind,
            written=asked if asked != one else "",
            variant=written if own != address else "",
            **how,
        )

    def _own(self, address: str, kind: CaptureKind) -> str:
        """The address at which such a page is asked. Files that are named once stay where they are named."""
        if kind == "article":
            return self.plain(address)
        return self.twins.place(address) if kind == "section" else address

    # ---- the single judgements

    def plain(self, address: str) -> str:
        """The address of an article itself: no print or AMP version, nothing that its path does not need, and
        where the publication lives."""
        plain = main_version(self.twins.place(address))
        if "?" not in plain:
            return plain
        bare = bare_address(plain)
        return bare if names_article(bare) and self.is_candidate(bare) else plain

    def is_candidate(self, url: str) -> bool:
        """Whether an address is likely to be an article's."""
        return is_own(url, self._site) and may_be_article(url, self._site, self._shapes)

    def is_sure(self, url: str) -> bool:
        """Whether more than its looks says that a candidate is an article."""
        return bool(self._site.discover.article) or self._shapes.verdict(url) is True

    def _is_framed(self, url: str) -> bool:
        """Whether a candidate stands where lists and 'Terms of use' are linked: the page has to show that it
        is an article."""
        return url in self.frame and not self._site.discover.article

    def _is_unknown(self, url: str) -> bool:
        """Whether only a look at the page can tell what addresses like this one are."""
        if self._site.discover.article or not is_own(url, self._site) or not is_open(url):
            return False
        return self._shapes.verdict(url) is None


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
