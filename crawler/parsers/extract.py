"""From a page's bytes to its Article: the stages in their order."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from crawler.article import Article, Block, Caption
from crawler.parsers.access import read_paywalled, read_sponsored
from crawler.parsers.byline import read_authors
from crawler.parsers.byline_text import is_person
from crawler.parsers.canonical import read_canonical
from crawler.parsers.captions import read_captions
from crawler.parsers.date_text import Moment
from crawler.parsers.dates import read_published, read_updated
from crawler.parsers.dates_shown import ShownDates
from crawler.parsers.families import family_of
from crawler.parsers.found import Found
from crawler.parsers.keywords import read_keywords
from crawler.parsers.language import declared_tag, read_language
from crawler.parsers.lead import find_lead
from crawler.parsers.locate import locate
from crawler.parsers.page import Page
from crawler.parsers.running_text import Piece, read_pieces
from crawler.parsers.section import read_section
from crawler.parsers.sift import sift, without_signed
from crawler.parsers.signature import Signature, split_signature
from crawler.parsers.state import read_authors_in_state, read_keywords_in_state
from crawler.parsers.title import Title, read_title
from crawler.parsers.verdict import not_an_article
from crawler.sites.profile import Parse, Site

T = TypeVar("T")


def extract_article(
    html: bytes | str, url: str, *, site: Site | None = None, fetched_at: datetime | None = None
) -> Article:
    """Read the page at `url`. Pure and deterministic; never raises on bad HTML.

    `site` adds what its profile says of the publication's pages; `fetched_at` (aware) is the
    moment against which 'for 3 timer siden' is read. A page that is no article gives an empty
    body and says why in `problems`.
    """
    return read_article(Page(html, url), site, fetched_at)


def read_article(page: Page, site: Site | None, fetched_at: datetime | None) -> Article:
    """Read a parsed page as `extract_article` does; what is no part of the article is cut from its tree."""
    rules = site.parse if site else Parse()
    page.drop(rules.drop)
    section = read_section(page)
    page.cut_menus()
    family = family_of(page, rules.family)
    if family is not None:
        page.drop(family.drop)
    located = locate(page, rules.body, family.body if family is not None else ())
    captions = read_captions(page, located)
    pieces = read_pieces(page, located) if located is not None else []
    pieces, signature = split_signature(pieces, fetched_at, declared_tag(page))
    title = read_title(page)
    headline = title.value.headline if title else None
    pieces = sift(
        pieces, page, (*rules.drop_text, headline or "", *_shown(captions.value if captions else ()))
    )
    problem = not_an_article(page, headline, pieces, located)
    if problem:
        return Article(url=page.url, canonical_url=page.url, title=headline, problems=(problem,))
    return _assemble(page, title, section, captions, pieces, signature, fetched_at)


def _assemble(
    page: Page,
    title: Found[Title] | None,
    section: Found[str] | None,
    captions: Found[tuple[Caption, ...]] | None,
    pieces: list[Piece],
    signature: Signature,
    fetched_at: datetime | None,
) -> Article:
    """The Article of a page whose text is read: every other field, and where each was found."""
    headline = title.value.headline if title else None
    authors = read_authors(page)
    if authors is None or not any(is_person(author.name) for author in authors.value):
        authors = _labelled(signature.authors) or authors or read_authors_in_state(page, headline)
    pieces = without_signed(pieces, authors.value if authors else ())
    lead = find_lead(page, pieces)
    keywords = read_keywords(page) or _labelled(signature.keywords) or read_keywords_in_state(page, headline)
    shown = ShownDates(page)
    published = _published(shown, signature, fetched_at)
    updated = read_updated(shown, published.value.when if published else None, fetched_at)
    blocks = _blocks(pieces, lead.value if lead else None)
    body = "\n".join(block.text for block in blocks if block.kind != "fact")
    language = read_language(page, body)
    sponsored, paywalled = read_sponsored(page), read_paywalled(page, body)
    return Article(
        url=page.url,
        canonical_url=read_canonical(page),
        title=title.value.headline if title else None,
        kicker=title.value.kicker if title else None,
        lead=lead.value.text if lead else None,
        body=body,
        blocks=blocks,
        captions=captions.value if captions else (),
        keywords=keywords.value if keywords else (),
        authors=authors.value if authors else (),
        published=published.value.when if published else None,
        published_precision=published.value.precision if published else None,
        updated=updated.value.when if updated else None,
        section=section.value if section else None,
        language=language.value if language else None,
        sponsored=sponsored is not None,
        paywalled=paywalled is not None,
        sources=_sources(
            title=title,
            lead=lead,
            captions=captions,
            authors=authors,
            keywords=keywords,
            published=published,
            updated=updated,
            section=section,
            language=language,
            sponsored=sponsored,
            paywalled=paywalled,
        ),
    )


def _published(shown: ShownDates, signature: Signature, fetched_at: datetime | None) -> Found[Moment] | None:
    """When the page was published; a labelled line below the text says it better than a date in passing."""
    published = read_published(shown, fetched_at)
    if signature.published is not None and (published is None or published.source.startswith("text")):
        return Found(signature.published, "text Publisert")
    return published


def _shown(captions: tuple[Caption, ...]) -> list[str]:
    """Captions as they may stand in the text: alone, or with their credit."""
    return [text for c in captions for text in (c.text, f"{c.text} {c.credit}" if c.credit else c.text)]


def _blocks(pieces: list[Piece], lead: Piece | None) -> tuple[Block, ...]:
    """The pieces as blocks, the lead first and as a paragraph, however it was marked."""
    ahead = [Block("paragraph", lead.text)] if lead else []
    return (*ahead, *(Block(piece.kind, piece.text) for piece in pieces if piece is not lead))


def _labelled(values: tuple[T, ...]) -> Found[tuple[T, ...]] | None:
    """What the labelled lines below the text say, if they say anything."""
    return Found(values, "text label") if values else None


def _sources(**found: Found[Any] | None) -> dict[str, str]:
    """Where each field was found, for the fields that were."""
    return {field: value.source for field, value in found.items() if value is not None}
