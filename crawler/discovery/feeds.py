"""Feeds: RSS 0.9 to 2.0 (RDF among them), Atom (RFC 4287, paged by RFC 5005), JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from lxml import etree

from crawler.discovery.entry import Entry, absolute, dated_entry, local_name, parse_xml, unpacked
from crawler.discovery.finder_dates import read_period
from crawler.discovery.pages import read_listing
from crawler.parsers.decode import decode

_ROOTS = ("rss", "feed", "rdf")
_PUBLISHED = ("pubdate", "published", "date", "issued", "created")  # RSS, Atom, Dublin Core, Atom 0.3
_CHANGED = ("updated", "modified")
MOST_PARTS = 500_000  # values of a JSON document that is read, commas in its texts counted
_NO_FEED = "It is no feed."


class Feed(NamedTuple):
    """A feed's entries in its order, the address of its next (older) page, and what was wrong with it. A
    page in its place may name others."""

    entries: list[Entry]
    further: str = ""
    problem: str | None = None
    others: tuple[str, ...] = ()


def read_feed(body: bytes, base: str) -> Feed:
    """What a feed lists, addresses made absolute against `base`, the feed's own address."""
    plain, packing = unpacked(body)
    if plain.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        feed = _read_json(plain, base)
    else:
        root, problem = parse_xml(plain)
        is_one = root is not None and is_feed(root)
        feed = feed_of(root, base, problem) if root is not None and is_one else _in_its_place(plain, base)
    return feed._replace(problem=packing or feed.problem)


def _in_its_place(page: bytes, base: str) -> Feed:
    """The feeds that a page names which tells of them."""
    others = read_listing(decode(page), base).feeds if b"<a" in page else ()
    return Feed([], problem=None if others else _NO_FEED, others=others)


def feed_of(root: etree._Element, base: str, problem: str | None = None) -> Feed:
    """The feed of a parsed document; `problem` is what was wrong with its XML."""
    items = [element for element in root.iter() if local_name(element) in ("item", "entry")]
    home = _home(root, base)
    entries = [entry for item in items if (entry := _entry(item, home)) is not None]
    further = ""
    for element in root.iter():
        if local_name(element) == "link" and element.get("rel") == "next":
            further = absolute(_base(element, base), element.get("href") or "")
            break
    return Feed(entries, further, problem)


def is_feed(root: etree._Element) -> bool:
    """Whether a document's root is that of a feed."""
    return local_name(root) in _ROOTS


def _entry(item: etree._Element, base: str) -> Entry | None:
    address = absolute(_base(item, base), _link(item))
    if not address:
        return None
    return dated_entry(address, _date(item, _PUBLISHED), _date(item, _CHANGED), is_news=True)


def _home(root: etree._Element, base: str) -> str:
    """What the items' relative links start from: in RSS, which leaves that open, readers take the page that
    the channel says to be of; in Atom it is the feed's own address (RFC 4287, 2)."""
    if local_name(root) == "feed":
        return base
    links = (
        (child.text or "").strip()
        for channel in root
        if local_name(channel) == "channel"
        for child in channel
        if local_name(child) == "link" and child.get("href") is None
    )
    page = absolute(base, next(links, ""))
    return page if page.startswith(("http://", "https://")) else base


def _base(element: etree._Element, base: str) -> str:
    """The address that an element's relative links start from (XML Base), `base` where none is said."""
    return absolute(base, element.base or "") or base


def _link(item: etree._Element) -> str:
    """The article's address: what a feed's carrier calls the original, the link, else the identifier."""
    links, others = [], []
    for child in item:
        name, text = local_name(child), (child.text or "").strip()
        if name == "origlink":
            return text
        if name == "link" and child.get("rel", "alternate") == "alternate":
            links.append((child.get("href") or text).strip())
        if name in ("guid", "id") and text.startswith("http") and child.get("isPermaLink") != "false":
            others.append(text)
    return next((address for address in (*links, *others) if address), "")


def _date(item: etree._Element, names: tuple[str, ...]) -> str:
    """The first text in such an element that is a date; '' where there is none."""
    texts = (child.text or "" for child in item if local_name(child) in names)
    return next((text for text in texts if read_period(text) is not None), "")


def _read_json(body: bytes, base: str) -> Feed:
    if sum(map(body.count, (b"[", b"{", b","))) > MOST_PARTS:
        return Feed([], problem=f"It holds more than {MOST_PARTS:,} values; not read.")
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Feed([], problem="It is no feed: its JSON is broken.")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return Feed([], problem=_NO_FEED)
    found = (_json_entry(item, base) for item in items if isinstance(item, dict))
    return Feed([entry for entry in found if entry is not None], absolute(base, _text(feed, "next_url")))


def _json_entry(item: dict[str, Any], base: str) -> Entry | None:
    address = absolute(base, _text(item, "url") or _text(item, "external_url"))
    if not address:
        return None
    published, changed = _text(item, "date_published"), _text(item, "date_modified")
    return dated_entry(address, published, changed, is_news=True)


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
