"""One form of text and address, so that equal things compare equal in the archive."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from crawler.address import believed_address
from crawler.article import Article, Author, Block, Caption
from crawler.capture import Capture
from crawler.sites.profile import Site
from pipelines.ahead import ahead_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler  # workers that read stored pages do without Scrapy

_DROPPED = dict.fromkeys((0xAD, 0x200B, 0xFEFF))  # soft hyphen, zero-width space, byte order mark
_UNTIDY = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff\ud800-\udfff]"
    r"|  |\n\n| \n|\n |^\s|\s\Z"
)
"""What may have to be put in order: controls, spaces of any kind but one, lines without text."""
_OSLO = ZoneInfo("Europe/Oslo")
_NO_TEXT = ("url", "canonical_url", "sources", "published", "updated")


class Normalise:
    """NFC, single spaces, nothing unseen; the canonical address, believed only on the same site."""

    def __init__(self, site: Site) -> None:
        self.site = site

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built with the profile of the spider that runs."""
        assert crawler.spider is not None
        return cls(crawler.spider.site)  # type: ignore[attr-defined]

    def process_item(self, capture: Capture) -> Capture:
        """Normalise the capture's article, if it has one and was not normalised where it was read."""
        if capture.article is not None and ahead_of(capture) is None:
            article = normalise_article(capture.article)
            address = believed_address(article.canonical_url, capture.url, self.site.domains)
            capture.article = replace(article, canonical_url=address)
        return capture


def normalise_article(article: Article) -> Article:
    """The article with every text in one form and its times as clocks in Norway show them. Idempotent.

    One zone, so that times sort as text and a day is the reader's day.
    """
    published, updated = _in_oslo(article.published), _in_oslo(article.updated)
    return replace(article, **_cleaned_fields(article), published=published, updated=updated)


def _in_oslo(moment: datetime | None) -> datetime | None:
    return moment.astimezone(_OSLO) if moment else None


def _cleaned_fields(thing: Any) -> dict[str, Any]:
    """The texts of a dataclass in one form; an optional one that is empty is None."""
    values = {f: _clean(getattr(thing, f.name)) for f in fields(thing) if f.name not in _NO_TEXT}
    return {f.name: None if value == "" and f.default is None else value for f, value in values.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, tuple):
        return tuple(item for item in map(_clean, value) if _says_something(item))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_cleaned_fields(value))
    return value


def _says_something(item: Any) -> bool:
    """Whether a keyword, name, caption or block has any text left."""
    match item:
        case Author(name=text) | Block(text=text):
            return bool(text)
        case Caption():
            return bool(item.text or item.credit)
    return bool(item)


def _clean_text(text: str) -> str:
    if _UNTIDY.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text  # nearly all of them
    lines = unicodedata.normalize("NFC", text.translate(_DROPPED)).split("\n")
    seen = ("".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in line) for line in lines)
    return "\n".join(line for line in (" ".join(line.split()) for line in seen) if line)
