"""One address found, with the date that its finder gives it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

LARGEST_XML = 50_000_000  # bytes, unpacked: the sitemap protocol's own limit


class Entry(NamedTuple):
    """An address and when it was published or last changed (aware), where that is said."""

    url: str
    date: datetime | None = None


def parse_xml(body: bytes) -> etree._Element | None:
    """The root of an XML document, forgiving; entities and network are off. None if hopeless."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    try:
        return etree.fromstring(body.lstrip()[:LARGEST_XML], parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def absolute(base: str, address: str) -> str:
    """`address` as it stands at `base`; '' where it is empty or can be none, as in 'http://[x'."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; '' for comments and the like."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""
