"""One form of text and address, so that equal things compare equal in the archive."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from functools import cache
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
_OSLO = ZoneInfo("Europe/Oslo")
_NO_TEXT = (
    "url", "canonical_url", "sources", "published", "published_precision", "updated", "sponsored",
    "paywalled", "kind",
)  # fmt: skip


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
            if address != article.canonical_url:
                article = replace(article, canonical_url=address)
            capture.article = article
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
    """The texts of a dataclass that are not in that form yet; an optional one that is empty is None."""
    changed = {}
    for name, is_optional in _texts_of(thing.__class__):
        value = getattr(thing, name)
        cleaned = _clean(value)
        if is_optional and cleaned == "":
            cleaned = None
        if cleaned is not value:
            changed[name] = cleaned
    return changed


@cache
def _texts_of(kind: Any) -> list[tuple[str, bool]]:
    """The fields of a dataclass that may hold text, and whether they may be None; what is none has none."""
    if not is_dataclass(kind):
        return []
    return [(field.name, field.default is None) for field in fields(kind) if field.name not in _NO_TEXT]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value if _is_tidy(value) else _clean_text(value)
    if isinstance(value, tuple):
        return tuple(filter(_says_something, map(_clean, value)))
    changed = _cleaned_fields(value)
    return replace(value, **changed) if changed else value


def _says_something(item: Any) -> bool:
    """Whether a keyword, name, caption or block has any text left."""
    match item:
        case Author(name=text) | Block(text=text):
            return bool(text)
        case Caption():
            return bool(item.text or item.credit)
    return bool(item)


def _is_tidy(line: str) -> bool:
    """Whether nothing is to be put in order: no control, no space of another kind, none too many; NFC."""
    if not line.isprintable() or line == "" or line[0] == " " or line[-1] == " " or "  " in line:
        return False
    return line.isascii() or unicodedata.is_normalized("NFC", line)


def _clean_text(text: str) -> str:
    if all(map(_is_tidy, text.split("\n"))):
        return text  # nearly all bodies
    lines = unicodedata.normalize("NFC", text.translate(_DROPPED)).split("\n")
    seen = ("".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in line) for line in lines)
    return "\n".join(line for line in (" ".join(line.split()) for line in seen) if line)
