"""How far a crawl goes back: what a publication shows now, its back catalogue, or certain days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crawler.discovery.entry import Entry
from crawler.discovery.window import Window, part_span

LIST_PAGES = 50  # pages of one list that a plain crawl follows
SITEMAP_PARTS = 20  # newest parts of one index that it reads
SITEMAP_ADDRESSES = 2_000  # newest addresses that it takes from sitemaps
_AGELESS = float("inf")
LINKED_ADDRESSES = 2_000  # addresses that it takes from links in articles


class Reach(NamedTuple):
    """`full`: everything that can be found. Else the newest of each finder, and where `window` has a
    beginning, all that finders date into it."""

    window: Window = Window()
    full: bool = False

    @property
    def is_bounded(self) -> bool:
        """Whether lists end by count: the back catalogue has no end, and days end by their dates."""
        return not self.full and self.window.since is None

    def may_page(self, page: int) -> bool:
        """Whether to ask for the page behind page number `page` of a list."""
        return page < LIST_PAGES or not self.is_bounded

    def may_follow(self, followed: int) -> bool:
        """Whether to take an address from a link in an article, where so many were taken before."""
        return self.full or followed < LINKED_ADDRESSES

    def parts(self, parts: list[Entry]) -> list[Entry]:
        """The parts of a sitemap index to read, newest first."""
        wanted = newest_first([part for part in parts if self.window.may_reach(part)])
        return wanted[:SITEMAP_PARTS] if self.is_bounded else wanted

    def addresses(self, entries: Iterable[Entry], taken: int) -> Iterator[Entry]:
        """The entries of a sitemap to ask for, in their order, where `taken` were asked for before.

        The bound is on what no date bounds.
        """
        left = SITEMAP_ADDRESSES - taken
        for entry in entries:
            if not self.window.may_hold(entry):
                continue
            if self.is_bounded or (not self.full and _age(entry) == _AGELESS):
                left -= 1
                if left < 0:
                    return
            yield entry


def newest_first(entries: list[Entry]) -> list[Entry]:
    """Entries by date, the newest first; those that have none come last, in their order."""
    return sorted(entries, key=_age)


def _age(entry: Entry) -> float:
    span = part_span(entry.url) if not (entry.date or entry.lastmod) else None
    moment = entry.date or entry.lastmod or (span and span[1])
    return -moment.timestamp() if moment else _AGELESS
