"""How far a crawl goes back: what a publication shows now, its back catalogue, or certain days."""

from __future__ import annotations

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

    def addresses(self, entries: list[Entry], taken: int) -> list[Entry]:
        """The entries of a sitemap to ask for, newest first, where `taken` were asked for before.

        The bound is on what no date bounds.
        """
        wanted = newest_first([entry for entry in entries if self.window.may_hold(entry)])
        if self.full:
            return wanted
        left = max(SITEMAP_ADDRESSES - taken, 0)
        if self.is_bounded:
            return wanted[:left]
        dated = sum(_age(entry) < _AGELESS for entry in wanted)
        return wanted[: dated + left]


def newest_first(entries: list[Entry]) -> list[Entry]:
    """Entries by date, the newest first; those that have none come last, in their order."""
    return sorted(entries, key=_age)


def _age(entry: Entry) -> float:
    span = part_span(entry.url) if not (entry.date or entry.lastmod) else None
    moment = entry.date or entry.lastmod or (span and span[1])
    return -moment.timestamp() if moment else _AGELESS
