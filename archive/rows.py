"""An article's record as the rows that hold it, and two readings of one page compared field by field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from archive.plain_words import count_words
from archive.records import ArticleRecord

COLUMNS = (
    "site_id", "url", "title", "kicker", "lead", "body", "published", "published_precision", "updated",
    "language", "section", "sponsored", "paywalled", "word_count", "content_hash", "blocks", "parser_version",
    "tdm_reserved", "tdm_policy",
)  # fmt: skip
HASH = COLUMNS.index("content_hash") - 2  # in what `read_values` gives, without publication and address
PARTS = ("authors", "keywords", "captions")
_NOT_READ = (  # not the page's own words
    "site_id", "url", "word_count", "content_hash", "parser_version", "tdm_reserved", "tdm_policy",
)  # fmt: skip

_as_json = json.JSONEncoder(ensure_ascii=False).encode
Parts = tuple[list[tuple[Any, ...]], ...]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that a new reading of the same page says otherwise.

    `before` and `after` are as in the row: text, number, None; for authors, keywords and captions
    lists of tuples in their order; `blocks` is JSON.
    """

    field: str
    kind: Literal["filled", "changed", "emptied"]
    before: Any
    after: Any


def content_hash(title: str, lead: str | None, body: str) -> str:
    """SHA-256 over title, lead and body: equal for equal texts, whatever address they stand at."""
    return hashlib.sha256("\x1f".join((title, lead or "", body)).encode()).hexdigest()


def row_of(article: ArticleRecord, site_id: int, url: str | None = None) -> tuple[Any, ...]:
    """The values of `COLUMNS` for an article; `url` is the address it is kept under, if another."""
    return (site_id, url or article.url, *read_values(article))


def read_values(article: ArticleRecord) -> tuple[Any, ...]:
    """The values of `COLUMNS` behind publication and address."""
    a = article
    return (
        a.title, a.kicker, a.lead, a.body, a.published, a.published_precision,
        a.updated, a.language, a.section, int(a.sponsored), int(a.paywalled), count_words(a.body),
        content_hash(a.title, a.lead, a.body), _as_json(a.blocks), a.parser_version,
        None if a.tdm_reserved is None else int(a.tdm_reserved), a.tdm_policy,
    )  # fmt: skip


def parts_of(article: ArticleRecord) -> Parts:
    """The values of `PARTS` for an article, each a list of rows without its links."""
    return (
        [(author.name, author.role, author.email) for author in article.authors],
        [(keyword,) for keyword in article.keywords],
        [(caption.text, caption.credit, caption.image_url) for caption in article.captions],
    )


def changes(
    before: Sequence[Any], after: Sequence[Any], parts_before: Parts, parts_after: Parts
) -> list[FieldChange]:
    """What the fields read from a page say otherwise, in the order of `COLUMNS` and `PARTS`."""
    old = dict(zip((*COLUMNS, *PARTS), (*before, *parts_before), strict=True))
    new = dict(zip((*COLUMNS, *PARTS), (*after, *parts_after), strict=True))
    return [
        FieldChange(name, _kind(old[name], new[name]), old[name], new[name])
        for name in old
        if name not in _NOT_READ and old[name] != new[name]
    ]


def _kind(before: Any, after: Any) -> Literal["filled", "changed", "emptied"]:
    if _empty(before):
        return "filled"
    return "emptied" if _empty(after) else "changed"


def _empty(value: Any) -> bool:
    """Nothing said: no text, an empty list, as a value or in JSON. 0 (not sponsored) is a word."""
    return value is None or value in ("", "[]", [])
