"""One address found, with what its finder says of it; and XML as finders serve it, sound or not."""

from __future__ import annotations

import re
import zlib
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

from crawler.discovery.finder_dates import read_period
from crawler.parsers.decode import decode, is_utf16

LARGEST_XML = 50_000_000  # bytes, unpacked: the sitemap protocol's own limit
MOST_TAGS = 1_500_000  # of XML that are read: 50,000 addresses with pictures need half of them
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{0,31});)")
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}>")
_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.-]+)")
_UTF8 = b'<?xml version="1.0" encoding="utf-8"?>'
_GZIP = b"\x1f\x8b"
_GZIP_FORMAT = 31  # zlib's word for a gzip header and the largest window


class Entry(NamedTuple):
    """An address, when it was published and when it last changed (aware), where that is said; of a list's
    links `lastmod` is the latest day that it may have been published on.

    `is_news`: the finder lists news alone, so that the page is expected to be an article. `changed_from` is
    the first day of the month, or year, where the finder names no more, of which `lastmod` is the last day.
    `earliest`: a list says that it was published then or later.
    """

    url: str
    date: datetime | None = None
    lastmod: datetime | None = None
    is_news: bool = False
    changed_from: datetime | None = None
    earliest: datetime | None = None


def dated_entry(url: str, published: str, changed: str, *, is_news: bool) -> Entry:
    """An entry with the dates that its finder writes, whatever their precision; '' for none. A month in which
    it was published bounds it as one in which it changed does."""
    said, change = read_period(published), read_period(changed)
    date = said.first if said is not None and said.is_exact else None
    last_word = change or (said if date is None else None)
    if last_word is None:
        return Entry(url, date, None, is_news)
    return Entry(url, date, last_word.last, is_news, None if last_word.is_exact else last_word.first)


class Xml(NamedTuple):
    """A document's root, None if hopeless, and what was wrong with it, in words."""

    root: etree._Element | None
    problem: str | None = None


def parse_xml(body: bytes) -> Xml:
    """Read an XML document, forgiving; entities and network are off, and of one that holds more elements
    than any finder needs, the beginning is read."""
    if b"&" in body:  # of an address's query, as it must not stand there; a parser would lose the rest
        body = _BARE_AMPERSAND.sub(b"&amp;", body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    whole = body.lstrip()[:LARGEST_XML]
    begin = _beginning(whole)
    try:
        root = etree.fromstring(begin, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return Xml(None, "It is no XML.")
    if len(begin) < len(whole):
        return Xml(root, f"It holds more than {MOST_TAGS:,} tags; what comes first was read.")
    fatal = [error for error in parser.error_log if error.level == etree.ErrorLevels.FATAL]
    if not fatal:
        return Xml(root)
    first = fatal[0]
    return Xml(root, f"Its XML is broken in line {first.line}; what could be read was.")


def _beginning(body: bytes) -> bytes:
    """So much of a document that it holds no more than MOST_TAGS tags: each costs memory."""
    while (tags := body.count(b"<")) > MOST_TAGS:
        body = body[: len(body) * MOST_TAGS // tags]
    return body


def unpacked(body: bytes) -> tuple[bytes, str | None]:
    """`body` out of gzip, where it is packed, and in an encoding that it declares, which is UTF-8 where it
    declares none; and what was wrong with its packing. Never more than LARGEST_XML."""
    if not body.startswith(_GZIP):
        return _as_declared(body), None
    reader = zlib.decompressobj(_GZIP_FORMAT)
    try:
        plain = reader.decompress(body, LARGEST_XML + 1)
    except zlib.error:
        return b"", "It is packed, and cannot be unpacked."
    if len(plain) > LARGEST_XML:
        return b"", f"It unpacks to more than {LARGEST_XML // 1_000_000} MB; not read."
    problem = None if reader.eof else "It is packed, and breaks off; what could be read was."
    return _as_declared(plain), problem


def _as_declared(body: bytes) -> bytes:
    """A document in UTF-8, where it is in UTF-16 or its word for its encoding is not true; else as it is. A
    parser would lose what stands behind the first letter that does not fit."""
    if is_utf16(body):
        text = decode(body)
    else:
        declared = _DECLARED.match(body)
        if (declared and declared[1].lower() not in (b"utf-8", b"utf8")) or _is_utf8(body):
            return body
        text = decode(body if declared else _UTF8 + body)
    return _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def absolute(base: str, address: str) -> str:
    """`address` as it stands at `base`; '' where it is empty or can be none, as in 'http://[x'."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; '' for comments and the like."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
