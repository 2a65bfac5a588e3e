"""The columns of exported tables: names, kinds of value and meanings, as the data dictionary has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from archive.dictionary import meaning
from archive.export.articles import PLAIN

Kind = Literal["integer", "text", "time", "day", "boolean", "list"]

TIMES = ("published", "updated", "first_seen", "last_seen", "last_changed", "gone")
_KINDS: dict[str, Kind] = {
    "id": "integer",
    "word_count": "integer",
    "captions": "integer",
    "revisions": "integer",
    "story": "integer",
    "published_day": "day",
    "sponsored": "boolean",
    "paywalled": "boolean",
    "tdm_reserved": "boolean",
    **dict.fromkeys(TIMES, "time"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export; `required` is one that always has a value (a body may be '')."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False


_REQUIRED = {
    "id", "site", "url", "title", "sponsored", "paywalled", "word_count", "captions", "revisions",
    "story", "first_seen", "last_seen", "last_changed",
}  # fmt: skip


_PLACE = PLAIN.index("word_count") + 1
NAMES = (*PLAIN[:_PLACE], "authors", "keywords", "captions", *PLAIN[_PLACE:])  # as in `articles_flat`
_NESTED = {  # where a list holds more than the view's line
    "authors": "names in the byline, in its order: objects with `name`, `role`, `email`",
    "keywords": "the publisher's keywords, in its order: texts",
    "captions": "captions of its photos, in the page's order: objects with `text`, `credit`, `image_url`",
    "blocks": "the text with its structure, fact boxes included: objects with `kind` (heading, paragraph, "
    "list_item, quote, fact) and `text`",
}


def flat_columns() -> tuple[Column, ...]:
    """The columns of `articles_flat`: authors and keywords are one text each, captions a number."""
    return tuple(_flat(name) for name in NAMES)


def nested_columns() -> tuple[Column, ...]:
    """The same with lists for what belongs to an article, and its blocks."""
    return tuple(
        Column(name, "list", _NESTED[name], required=True) if name in _NESTED else _flat(name)
        for name in (*NAMES, "blocks")
    )


def _flat(name: str) -> Column:
    return Column(name, _KINDS.get(name, "text"), meaning("articles_flat", name), name in _REQUIRED)
