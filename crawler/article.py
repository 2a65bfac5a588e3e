"""The Article: what one news page says, field by field. Plain values, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "quote", "fact"]
Precision = Literal["day", "minute"]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the running text, in reading order. Text is NFC, one line."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A photo's caption. `credit` is the name behind 'Foto:', split off from `text`."""

    text: str
    credit: str | None = None
    image_url: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """A person, desk or agency named in the byline."""

    name: str
    role: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A news page, read. Every text is NFC without control characters; times are aware.

    `body` is one block a line; fact boxes stay in `blocks` alone. `sources` names for each
    field where its value was found ('json-ld', 'meta og:title', 'css .byline', ...);
    `problems` says in words what could not be read.
    """

    url: str
    canonical_url: str
    title: str | None = None
    kicker: str | None = None
    lead: str | None = None
    body: str = ""
    blocks: tuple[Block, ...] = ()
    captions: tuple[Caption, ...] = ()
    authors: tuple[Author, ...] = ()
    published: datetime | None = None
    published_precision: Precision | None = None
    updated: datetime | None = None
    keywords: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    sponsored: bool = False
    paywalled: bool = False
    sources: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
