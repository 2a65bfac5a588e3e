"""An address to ask for, and what its answer leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from crawler.address import main_version, normalise_address
from crawler.capture import CaptureKind
from crawler.discovery.budget import Asked

QUEUED_AS = "queued_as"
"""Key in a request's meta, its retries' and its redirects': the address under which it waits in the queue
until its capture is stored."""

_PRIORITY: dict[CaptureKind, int] = {
    "robots": 30, "tdmrep": 30, "sitemap": 20, "feed": 20, "article": 10, "section": 0,
}  # fmt: skip
_SURE = 2  # before what only looks like an article
_SAMPLE = -10  # behind everything that is expected to bring articles
_LINKED = -5  # behind lists: what they show too is more than the word of a page like it
_SOUNDING = 30  # before more of what it tells of
_LATER = -20  # behind everything: a host that heals has more to show meanwhile
_NEXT_PAGE = 5  # a list is followed to its end before the next is begun


class Ask(NamedTuple):
    """An address in its one spelling (`url`), what is expected there, and how the crawl came to it.

    All values are plain, so that an Ask can wait in a queue on disk.
    """

    url: str
    kind: CaptureKind
    written: str = ""  # as the site wrote it, where that is another spelling
    is_home: bool = False  # a page whose navigation shows the sections
    in_menu: bool = False  # such a navigation leads there, most likely to a section
    page: int = 1  # number of the page of a list
    previous: str = ""  # address of the page of the list before this one
    level: int = 0  # sitemap indexes above a part of a sitemap; a page above feeds that it names
    steps: int = 0  # links from an article that a finder listed
    listed_on: str = ""  # the page of a list, or the feed, that shows the article
    is_sure: bool = False  # the profile, a finder or pages like it say that it is an article
    is_sample: bool = False  # nothing is known of such addresses; the page decides
    usual: int = 0  # a usual place, counted from 1; 0: somebody named this address
    variant: str = ""  # what was linked in its place, as it was written: its AMP or print version, its twin
    changed: str = ""  # when its finder says that it changed last, ISO 8601 with offset
    again: bool = False  # the archive has the article; it is looked at again
    later: bool = False  # the host was in trouble when it was asked first
    sounds: str = ""  # the address is made up, and tells of pages like the one at this address

    @property
    def asked(self) -> str:
        """The address to ask for: as the site wrote it."""
        return self.written or self.url

    @property
    def priority(self) -> int:
        """Higher comes first: what finds articles, then articles, then lists page by page, and last what
        only articles link to."""
        if self.later:
            return _LATER
        if self.sounds:
            return _SOUNDING
        if self.is_sample:
            return _PRIORITY["section"] if self.in_menu else _SAMPLE
        if self.steps:
            return _LINKED
        return _PRIORITY[self.kind] + (_NEXT_PAGE if self.page > 1 else 0) + (_SURE if self.is_sure else 0)

    @property
    def is_named(self) -> bool:
        """Whether a sitemap names the article."""
        return self.kind == "article" and self.steps == 0 and not self.listed_on

    @property
    def trap_kind(self) -> Asked | None:
        """The kind of allowance that it takes from; None for the finders that somebody named, for articles
        that the archive has, and for soundings."""
        if self.again or self.sounds:
            return None
        if self.is_sample:
            return "section" if self.in_menu else "sample"
        if self.kind == "feed" and self.page > 1:
            return "section"
        return self.kind if self.kind == "article" or self.kind == "section" else None


def ask_of(meta: Mapping[str, Any]) -> Ask:
    """The Ask that a request was made of, by the request's `meta`."""
    return cast(Ask, meta["ask"])


def version_of(ask: Ask) -> tuple[str, str] | None:
    """The AMP or print version that was linked in the place of an article, or the same address with 'www.' or
    without, and the article's address. None where the link named that, or had parameters too many: of those
    there may be one for every link."""
    if ask.kind != "article" or not ask.variant:
        return None
    variant = normalise_address(ask.variant)
    is_twin = urlsplit(variant)[2:] == urlsplit(ask.url)[2:]
    return (variant, ask.url) if is_twin or main_version(variant) != variant else None


def linked_version(ask: Ask) -> Ask:
    """The Ask for the version that was linked, in the place of the article's own address."""
    url = normalise_address(ask.variant)
    return ask._replace(url=url, written=ask.variant if ask.variant != url else "", variant="")


class Next(NamedTuple):
    """What an answer leads to, and what was wrong with it, in words."""

    asks: Iterable[Ask]
    problem: str | None = None
