"""Listing pages: front page, sections, tag pages; their links with dates, their feeds, their next page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.discovery.entry import Entry
from crawler.discovery.forms import read_buttons
from crawler.discovery.links import names_article
from crawler.discovery.numbered import is_other_page, may_name_page
from crawler.discovery.other_links import read_frames, read_loaded, read_scripted
from crawler.discovery.paging import NEXT_SIGN, NEXT_TEXT
from crawler.discovery.shown_dates import NO_DATES, ShownDates, shown_dates
from crawler.parsers.nesting import flattened
from crawler.parsers.text import clean

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_XML_TYPES = ("application/xml", "text/xml")  # and nothing behind: text/xml+oembed is no feed
_FEEDS = ", ".join(
    (
        *(f'link[rel~="alternate" i][type^="{kind}" i]' for kind in _FEED_TYPES),
        *(f'link[rel~="alternate" i][type="{kind}" i]' for kind in _XML_TYPES),
    )
)
_OF_COMMENTS = ("comment", "kommentar")  # feeds of what readers say
_LIKE_FEED = re.compile(  # /rss, /nyheter.rss, /xml/rss.aspx?id=3, ?format=feed
    r"[/=?&._-]rss(?:[-_]?\d(?:\.\d+)?)?(?:[/.?&=_-]|\Z)|[/=?&.](?:rdf|atom|feeds?)\d?(?:[/.?&=]|\Z)",
    re.IGNORECASE,
)
_FEED_FILE = re.compile(r"\.(?:xml|rss|rdf|atom)\Z", re.IGNORECASE)
_CALLED_FEED = re.compile(r"(?:\w+ (?:på|via|with) )?(?:rss|atom)(?:[ -]\w+){0,2}\Z", re.IGNORECASE)
MOST_FEEDS = 30  # that a page links to, where no <link> names one
_LINKS = "a[href], area[href]"  # the parts of a picture are links, too
_NAVIGATION = "nav a[href], header a[href], .menu a[href], #menu a[href], [role=navigation] a[href]"
_FRAME = f"{_NAVIGATION}, footer a[href], .footer a[href], #footer a[href], [role=contentinfo] a[href]"
_TITLE = 12  # characters of a link's name that are more than a word
_OWN_TEXT = ("article", "main", "section")
_MANY_TAGS = 30_000


@dataclass(frozen=True, slots=True)
class Listing:
    """What the page at `url` leads to; all addresses are absolute. `links` are all of them in their order,
    `shown` the dates that the page shows beside them."""

    url: str
    links: tuple[str, ...]
    navigation: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    shown: ShownDates = NO_DATES

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All links, dated where the page shows a date beside them."""
        dates, latest, earliest = self.shown
        if not (dates or latest):
            return tuple(map(Entry, self.links))
        return tuple(
            Entry(link, dates.get(link), latest.get(link), earliest=earliest.get(link)) for link in self.links
        )


def read_listing(html: str, url: str, fetched: datetime | None = None) -> Listing:
    """The links of a page: all, those of its navigation, its feeds, and its next pages. Dates such as 'i går'
    count from when it was `fetched` (aware)."""
    tree = _tree(html)
    base = _base(tree, url)
    anchors = tree.css(_LINKS)
    frames = _addresses(read_frames(tree), base)
    others = _addresses(read_scripted(tree), base)
    shown = shown_dates(tree, lambda part: _addresses(map(_href, part.css("a[href]")), base), fetched)
    further = _further(anchors, base)
    further += map(_href, tree.css('link[rel~="next" i]'))
    further += read_loaded(tree)
    further += (to for text, to in read_buttons(tree, url, base) if _leads_on(text, to, base))
    feeds = _of_articles(_addresses(map(_href, tree.css(_FEEDS)), base))
    if not feeds:
        linked = map(_href, filter(_leads_to_feed, anchors))
        feeds = _of_articles(_addresses(linked, base))[:MOST_FEEDS]
    return Listing(
        url=url,
        links=tuple(dict.fromkeys((*_addresses(map(_href, anchors), base), *frames, *others))),
        navigation=_addresses(map(_href, tree.css(_NAVIGATION)), base) + frames,
        feeds=feeds,
        further=tuple(link for link in _addresses(further, base) if link != url),
        shown=shown,
    )


def read_frame(html: str, url: str) -> tuple[str, ...]:
    """The links of what stands around a page's own text: of its head, its navigation and its foot."""
    tree = _tree(html)
    around = (anchor for anchor in tree.css(_FRAME) if not _is_in_text(anchor))
    return _addresses(map(_href, around), _base(tree, url))


def _is_in_text(node: LexborNode) -> bool:
    """Whether a node is part of what a page shows: a teaser has a head, and may have a foot, of its own."""
    place = node.parent
    while place is not None and place.tag not in _OWN_TEXT:
        place = place.parent
    return place is not None


def read_links(tree: LexborHTMLParser, url: str) -> Listing:
    """All links of a page that is no list, and nothing else of it; several times quicker."""
    found = tree.css("a[href], base[href]")  # one search, where each goes through the whole page
    base = next((_stated_base(node, url) for node in found if node.tag == "base"), url)
    return Listing(url, _addresses([_href(node) for node in found if node.tag == "a"], base))


def _tree(html: str) -> LexborHTMLParser:
    """The page; one of more tags than any front page has is made flat first."""
    if html.count("<") < _MANY_TAGS:
        return LexborHTMLParser(html)
    return LexborHTMLParser(flattened(html.encode("utf-8", "replace")))


def _base(tree: LexborHTMLParser, url: str) -> str:
    """What a page's links are relative to."""
    stated = tree.css_first("base[href]")
    return _stated_base(stated, url) if stated is not None else url


def _stated_base(node: LexborNode, url: str) -> str:
    return _absolute(url, _href(node)) or url


def _href(node: LexborNode) -> str:
    return node.attributes.get("href") or ""


def _absolute(base: str, address: str | None) -> str:
    """`address` as it stands at `base`, or '' where it is none of the web."""
    address = (address or "").strip()
    if "\\" in address:  # browsers take them for slashes
        path, *rest = re.split(r"(?=[?#])", address, maxsplit=1)
        address = path.replace("\\", "/") + "".join(rest)
    if address.startswith(("http://", "https://")) and "[" not in address:
        return address
    try:
        found = urljoin(base, address)
    except ValueError:
        return ""
    return found if found.startswith(("http://", "https://")) else ""


def _leads_to_feed(anchor: LexborNode) -> bool:
    """Whether a link looks like one to a feed, by its address or by its name."""
    href = _href(anchor)
    if _LIKE_FEED.search(f"/{href}"):
        return _FEED_FILE.search(href) is not None or not names_article(href)
    return _CALLED_FEED.match(_name(anchor)) is not None


def _of_articles(feeds: tuple[str, ...]) -> tuple[str, ...]:
    """Feeds but for those of what readers say."""
    return tuple(feed for feed in feeds if not any(word in feed.lower() for word in _OF_COMMENTS))


@lru_cache(maxsize=1_000)
def _origin(base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"


def _addresses(hrefs: Iterable[str], base: str) -> tuple[str, ...]:
    """Absolute addresses, each once, in their order."""
    origin = _origin(base)
    found: dict[str, None] = {}
    for href in hrefs:
        is_plain = href[:1] == "/" != href[1:2] and "/." not in href and "\\" not in href
        if is_plain and not href[-1].isspace():
            found[origin + href] = None  # most links; many times quicker than urljoin
        elif address := _absolute(base, href):
            found[address] = None
    return tuple(found)


def _further(anchors: list[LexborNode], base: str) -> list[str]:
    """The links that lead to the next page of the same listing. What a number names and a title too is an
    article that stands in a list of the most read."""
    further, numbered, titled = [], [], set()
    for anchor in anchors:
        text, href = _name(anchor), _href(anchor)
        if _says_next(anchor, text):
            further.append(href)
        elif _is_numbered(text, href, base):
            numbered.append(href)
        elif len(text) >= _TITLE:
            titled.add(href)
    return further + [href for href in numbered if href not in titled]


def _says_next(anchor: LexborNode, text: str) -> bool:
    if "next" in (anchor.attributes.get("rel") or "").lower().split():
        return True
    return len(text) <= 40 and NEXT_TEXT.match(text) is not None


def _leads_on(text: str, address: str, base: str) -> bool:
    """Whether a button that is called so leads to the next page of the list."""
    if text.isdigit() or NEXT_SIGN.match(text):
        return _is_numbered(text, address, base)
    return len(text) <= 40 and NEXT_TEXT.match(text) is not None


def _is_numbered(text: str, href: str, base: str) -> bool:
    if not may_name_page(text, href):
        return False
    try:
        return is_other_page(urlsplit(urljoin(base, href)), urlsplit(base), text)
    except ValueError:
        return False


def _name(anchor: LexborNode) -> str:
    """What a link is called; one that is a sign or a picture has its name in an attribute."""
    if text := clean(anchor.text()):
        return text
    picture = anchor.css_first("[alt], [aria-label]")
    named = (anchor.attributes.get(name) for name in ("aria-label", "title"))
    within = picture.attributes.get("alt") or picture.attributes.get("aria-label") if picture else None
    return clean(next(filter(None, named), within) or "")
