"""One address found, with what its finder says of it; and XML as finders serve it, sound or not."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

LARGEST_XML = 50_000_000  # bytes, unpacked: the sitemap protocol's own limit
MOST_TAGS = 1_500_000  # of XML that are read: 50,000 addresses with pictures need half of them
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{0,31});)")
_GZIP = b"\x1f\x8b"
_GZIP_FORMAT = 31  # zlib's word for a gzip header and the largest window


class Entry(NamedTuple):
    """An address, when it was published and when it last changed (aware), where that is said; of a list's
    links `lastmod` is the latest day that it may have been published on.

    `is_news`: the finder lists news alone, so that the page is expected to be an article.
    """

    url: str
    date: datetime | None = None
    lastmod: datetime | None = None
    is_news: bool = False


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
    """`body` out of gzip, where it is packed, and what was wrong with it. Never more than LARGEST_XML."""
    if not body.startswith(_GZIP):
        return body, None
    reader = zlib.decompressobj(_GZIP_FORMAT)
    try:
        plain = reader.decompress(body, LARGEST_XML + 1)
    except zlib.error:
        return b"", "It is packed, and cannot be unpacked."
    if len(plain) > LARGEST_XML:
        return b"", f"It unpacks to more than {LARGEST_XML // 1_000_000} MB; not read."
    return plain, None if reader.eof else "It is packed, and breaks off; what could be read was."


def absolute(base: str, address: str) -> str:
    """`address` as it stands at `base`; '' where it is empty or can be none, as in 'http://[x'."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; '' for comments and the like."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def read_moment(text: str) -> datetime | None:
    """A date of RFC 822 or ISO 8601 as aware datetime (UTC where no offset is given)."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text.strip())
        except (ValueError, TypeError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
