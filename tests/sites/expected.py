"""What a demo publication's article says, field by field, as a reader should find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expected:
    """The true values of one article; the fields of `crawler.article.Article` as plain values.

    `url` is the canonical address too. `blocks` holds (kind, text), `captions` (text, credit,
    image_url), `authors` (name, role, email).
    `published` and `updated` are ISO 8601 with the offset that Europe/Oslo had then. `body`
    is the lead and then every block but the facts, a line each.
    """

    url: str
    title: str
    kicker: str | None
    lead: str | None
    body: str
    blocks: tuple[tuple[str, str], ...]
    captions: tuple[tuple[str, str | None, str | None], ...]
    authors: tuple[tuple[str, str | None, str | None], ...]
    published: str
    published_precision: str
    updated: str | None
    keywords: tuple[str, ...]
    section: str | None
    language: str
    sponsored: bool
    paywalled: bool
