"""Sitemaps and sitemap indexes (sitemaps.org), gzipped or not, with Google's news extension.

The protocol also allows a plain list of addresses, one a line, and a feed in a sitemap's place.
"""

from __future__ import annotations

import io
import itertools
from typing import NamedTuple

from lxml import etree

from crawler.discovery.entry import Entry, Xml, absolute, dated_entry, local_name, parse_xml, unpacked
from crawler.discovery.feeds import feed_of, is_feed

MOST_LINES = 100_000  # addresses of a plain list; the protocol allows half as many
_NO_SITEMAP = "It is no sitemap."


class Sitemap(NamedTuple):
    """Pages, further sitemaps, and what was wrong, in words."""

    pages: list[Entry]
    sitemaps: list[Entry]
    problem: str | None = None


def read_sitemap(body: bytes, base: str) -> Sitemap:
    """What a sitemap lists; unreadable ones list nothing and say why."""
    plain, packing = unpacked(body)
    sitemap = _read(plain, base) if plain or packing is None else Sitemap([], [])
    return sitemap._replace(problem=packing or sitemap.problem)


def _read(body: bytes, base: str) -> Sitemap:
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<":
        return _read_lines(body)
    root, problem = parse_xml(body)
    if root is not None and is_feed(root):
        return Sitemap(feed_of(root, base).entries, [], problem)
    return _read_xml(Xml(root, problem), base)


def _read_xml(xml: Xml, base: str) -> Sitemap:
    found: dict[str, list[Entry]] = {"url": [], "sitemap": []}
    if xml.root is None or local_name(xml.root) not in ("urlset", "sitemapindex"):
        return Sitemap([], [], _NO_SITEMAP)
    for element in xml.root:
        kind = local_name(element)
        if kind in found and (entry := _entry(element, base)) is not None:
            found[kind].append(entry)
    return Sitemap(found["url"], found["sitemap"], xml.problem)


def _read_lines(body: bytes) -> Sitemap:
    """A sitemap of plain text: one full address a line."""
    lines = (line.decode("utf-8", "replace").strip("\ufeff \t\r\n") for line in io.BytesIO(body))
    addresses = (line for line in lines if line.startswith(("http://", "https://")) and " " not in line)
    pages = [Entry(line) for line in itertools.islice(addresses, MOST_LINES)]
    return Sitemap(pages, [], None if pages else _NO_SITEMAP)


def _entry(element: etree._Element, base: str) -> Entry | None:
    texts = {local_name(child): (child.text or "").strip() for child in element}
    address = absolute(base, texts.get("loc", ""))
    if not address:
        return None
    news = [child for child in element.iter() if local_name(child) == "publication_date"]
    published = (news[0].text or "") if news else ""
    return dated_entry(address, published, texts.get("lastmod", ""), is_news="news" in texts)
