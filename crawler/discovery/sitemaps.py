"""Sitemaps and sitemap indexes (sitemaps.org), gzipped or not, with Google's news extension."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree
from scrapy.utils.gz import gunzip

from crawler.discovery.entry import LARGEST_XML, Entry, absolute, local_name, parse_xml
from crawler.discovery.feeds import read_moment


class Sitemap(NamedTuple):
    """Pages and further sitemaps."""

    pages: list[Entry]
    sitemaps: list[Entry]


def read_sitemap(body: bytes, base: str) -> Sitemap:
    """What a sitemap lists; unreadable ones list nothing."""
    if body[:2] == b"\x1f\x8b":
        try:
            body = gunzip(body, max_size=LARGEST_XML)
        except (OSError, EOFError, ValueError):
            return Sitemap([], [])
    root = parse_xml(body)
    if root is None:
        return Sitemap([], [])
    found: dict[str, list[Entry]] = {"url": [], "sitemap": []}
    for element in root:
        kind = local_name(element)
        if kind in found and (entry := _entry(element, base)) is not None:
            found[kind].append(entry)
    return Sitemap(found["url"], found["sitemap"])


def _entry(element: etree._Element, base: str) -> Entry | None:
    texts = {local_name(child): (child.text or "").strip() for child in element}
    address = absolute(base, texts.get("loc", ""))
    if not address:
        return None
    news = (child for child in element.iter() if local_name(child) == "publication_date")
    published = next(((child.text or "").strip() for child in news), "")
    return Entry(address, read_moment(published) or read_moment(texts.get("lastmod", "")))
