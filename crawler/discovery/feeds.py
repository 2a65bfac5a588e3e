"""RSS and Atom feeds."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from crawler.discovery.entry import Entry, absolute, local_name, parse_xml


def read_feed(body: bytes, base: str) -> list[Entry]:
    """The entries of a feed in its order, addresses made absolute against `base`."""
    root = parse_xml(body)
    if root is None:
        return []
    items = [element for element in root.iter() if local_name(element) in ("item", "entry")]
    return [Entry(url, _date(item)) for item in items if (url := absolute(base, _link(item)))]


def _link(item: etree._Element) -> str:
    for child in item:
        if local_name(child) == "link":
            if child.get("rel", "alternate") != "alternate":
                continue
            address = (child.get("href") or child.text or "").strip()
            if address:
                return address
    for child in item:
        text = (child.text or "").strip()
        if local_name(child) in ("guid", "id") and text.startswith("http"):
            return text
    return ""


def _date(item: etree._Element) -> datetime | None:
    for child in item:
        if local_name(child) in ("pubdate", "published", "updated", "date"):
            moment = read_moment((child.text or "").strip())
            if moment is not None:
                return moment
    return None


def read_moment(text: str) -> datetime | None:
    """A date of RFC 822 or ISO 8601 as aware datetime (UTC where no offset is given)."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, TypeError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
