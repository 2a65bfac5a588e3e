"""What the archive takes in: plain records, already normalised.

Texts are UTF-8 NFC, times ISO 8601 text with offset. The pipelines make them of captures;
nothing in this package knows Scrapy or HTML.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A row of `sites`."""

    name: str
    title: str
    domain: str
    sector: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class AuthorRecord:
    """A name in the byline, with the role and e-mail address it has there."""

    name: str
    role: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class CaptionRecord:
    """A photo's caption and credit."""

    text: str
    credit: str | None = None
    image_url: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """A row of `articles` with all that belongs to it. `url` is the canonical address.

    `blocks` is the running text with its structure: (kind, text) pairs in reading order.
    """

    url: str
    title: str
    body: str
    kicker: str | None = None
    lead: str | None = None
    published: str | None = None
    published_precision: str | None = None
    updated: str | None = None
    language: str | None = None
    section: str | None = None
    sponsored: bool = False
    paywalled: bool = False
    authors: tuple[AuthorRecord, ...] = ()
    keywords: tuple[str, ...] = ()
    captions: tuple[CaptionRecord, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    parser_version: str = ""
    tdm_reserved: bool | None = None
    tdm_policy: str | None = None


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """A row of `fetches`: one address asked once, whatever came of it."""

    url: str
    fetched: str
    status: int | None = None
    content_type: str | None = None
    bytes: int = 0
    sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    problem: str | None = None
