"""Captures and profiles as the archive's records."""

from __future__ import annotations

from datetime import datetime

from archive.records import ArticleRecord, AuthorRecord, CaptionRecord, FetchRecord, SiteRecord
from crawler.address import normalise_address
from crawler.article import Article
from crawler.capture import Capture
from crawler.parsers.version import PARSER_VERSION
from crawler.sites.profile import Site


def site_record(site: Site) -> SiteRecord:
    """A profile as a row of `sites`."""
    return SiteRecord(site.name, site.title, site.domains[0], site.sector, site.publisher)


def fetch_record(capture: Capture) -> FetchRecord:
    """A capture as a row of `fetches`."""
    return FetchRecord(
        url=capture.url,
        fetched=capture.fetched.isoformat(timespec="seconds"),
        status=capture.status,
        content_type=capture.headers.get("content-type"),
        bytes=len(capture.body),
        sha256=capture.sha256(),
        etag=capture.headers.get("etag"),
        last_modified=capture.headers.get("last-modified"),
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
        problem=capture.problem,
    )


def article_record(capture: Capture) -> ArticleRecord:
    """A capture's article as a row of `articles` with all that belongs to it."""
    article = capture.article
    assert article is not None
    others = (normalise_address(url) for url in (capture.url, *capture.requested))
    return ArticleRecord(
        url=article.canonical_url,
        title=article.title or "",
        body=article.body,
        kicker=article.kicker,
        lead=article.lead,
        published=_time(article.published),
        published_precision=article.published_precision,
        updated=_time(article.updated),
        language=article.language,
        section=article.section,
        sponsored=article.sponsored,
        paywalled=article.paywalled,
        authors=tuple(AuthorRecord(a.name, a.role, a.email) for a in article.authors),
        keywords=_unique(article.keywords),
        captions=tuple(CaptionRecord(c.text, c.credit, c.image_url) for c in article.captions),
        blocks=_blocks(article),
        aliases=tuple(dict.fromkeys(url for url in others if url != article.canonical_url)),
        parser_version=PARSER_VERSION,
        tdm_reserved=capture.tdm_reserved,
        tdm_policy=capture.tdm_policy,
    )


def _blocks(article: Article) -> tuple[tuple[str, str], ...]:
    return tuple((block.kind, block.text) for block in article.blocks)


def _unique(keywords: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keyword for keyword in keywords if keyword))


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
