"""Listing pages: front page, sections, tag pages; their links, their feeds, their next page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.parsers.text import clean

_FEED_TYPES = (
    'link[rel~="alternate"][type="application/rss+xml"], link[rel~="alternate"][type="application/atom+xml"]'
)
_NEXT_TEXT = re.compile(
    r"(?:neste(?: side)?|eldre (?:saker|innlegg|artikler|nyheter)|vis flere|flere saker|last inn flere|"
    r"older(?: posts)?|next(?: page)?|fleire saker)\s*[»›>→]*\Z",
    re.I,
)
_PAGE_PARAMETERS = frozenset({"side", "page", "p", "paged", "offset", "start"})
_PAGE_PATH = re.compile(r"/(?:page|side)/\d{1,4}/?\Z", re.I)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing page leads to; all addresses are absolute."""

    links: tuple[str, ...]
    navigation: tuple[str, ...]
    feeds: tuple[str, ...]
    further: tuple[str, ...]


def read_listing(html: str, url: str) -> Listing:
    """The links of a page: all, those of its navigation, its feeds, and its next pages."""
    tree = LexborHTMLParser(html)
    base = tree.css_first("base[href]")
    home = urljoin(url, base.attributes.get("href") or "") if base is not None else url
    anchors = tree.css("a[href]")
    return Listing(
        links=_addresses(anchors, home),
        navigation=_addresses(tree.css("nav a[href], header a[href], .menu a[href], #menu a[href]"), home),
        feeds=_addresses(tree.css(_FEED_TYPES), home),
        further=_addresses(
            [a for a in anchors if _leads_further(a, home)] + tree.css('link[rel~="next"]'), home
        ),
    )


def _addresses(nodes: list[LexborNode], base: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for node in nodes:
        try:
            address = urljoin(base, (node.attributes.get("href") or "").strip())
        except ValueError:
            continue
        if address.startswith(("http://", "https://")):
            found[address] = None
    return tuple(found)


def _leads_further(anchor: LexborNode, base: str) -> bool:
    """Whether a link leads to the next page of the same listing."""
    attributes = anchor.attributes
    if "next" in (attributes.get("rel") or "").split():
        return True
    try:
        parts, here = urlsplit(urljoin(base, attributes.get("href") or "")), urlsplit(base)
    except ValueError:
        return False
    if _NEXT_TEXT.match(clean(anchor.text())[:40]):
        return True
    if _PAGE_PATH.search(parts.path):
        return _PAGE_PATH.sub("/", parts.path) == _PAGE_PATH.sub("/", here.path.rstrip("/") + "/")
    names = {name.lower() for name, _ in parse_qsl(parts.query)}
    return bool(names & _PAGE_PARAMETERS) and parts.path == here.path
