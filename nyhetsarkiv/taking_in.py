"""One page from a file through the parsers; runs in worker processes, and needs no archive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.prepared import Prepared, prepare
from archive.records import ArticleRecord, FetchRecord
from archive.warc.records import RawPage
from archive.warc.writing import pack_saved_page
from crawler.address import normalise_address
from crawler.capture import Capture
from crawler.discovery.links import is_open, may_be_article
from crawler.parsers.canonical import read_canonical
from crawler.parsers.decode import decode
from crawler.parsers.page import Page
from crawler.sites.profile import Site
from nyhetsarkiv.incoming.page import Incoming
from nyhetsarkiv.publications import bare_site
from pipelines.records import article_record, fetch_record
from pipelines.stored_page import capture_stored_page, stored_capture

_OSLO = ZoneInfo("Europe/Oslo")
_HTML = re.compile(rb"\s*<(?:!doctype html|html|head|body|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pages are wanted; an empty field leaves the choice open.

    `domains` take their sub-domains along; `since` and `until` are days in Oslo, both included, of the
    article's publication, or of the fetch where the article names none.
    """

    domains: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sites: Mapping[str, Site] = field(default_factory=dict)  # the publications known, by host

    def wants_address(self, url: str) -> bool:
        """Whether pages of the address's host are wanted."""
        host = host_of(url)
        name = host.partition(":")[0]
        return not self.domains or any(
            domain in (host, name) or name.endswith(f".{domain}") for domain in self.domains
        )

    def wants_article(self, article: ArticleRecord | None, fetched: datetime) -> bool:
        """Whether the article is of the languages and days; nothing but articles is, where some are named."""
        if not (self.languages or self.since or self.until):
            return True
        if article is None or (self.languages and article.language not in self.languages):
            return False
        published = datetime.fromisoformat(article.published) if article.published else fetched
        day = published.astimezone(_OSLO).date()
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Taken:
    """A page to be stored: the publication it belongs to, its fetch, its article ready for the archive.

    `copy` is the raw copy that is to be kept of a page that came as a file, packed; None where the page
    has one already, or asks that none is kept.
    """

    site: Site
    fetch: FetchRecord
    article: Prepared | None
    copy: bytes | None = None


def take_in(incoming: Incoming, choice: Choice) -> Taken | str | None:
    """What is to be stored of a page; None where it is not wanted, a sentence where it cannot be told."""
    page = incoming.page
    if not page.url:
        page = replace(page, url=read_canonical(Page(decode(page.body), "")))
        if not page.url:
            return (
                f"{incoming.origin}: the page does not say its address (no <link rel=canonical>, no og:url). "
                "Name it in a list: url,file."
            )
    if not choice.wants_address(page.url):
        return None
    host = host_of(page.url)
    site = choice.sites.get(host) or bare_site(host, host)
    capture = _capture(page, site)
    article = article_record(capture) if capture.article is not None else None
    if not choice.wants_article(article, page.fetched):
        return None
    copy = (
        None if incoming.is_copy or capture.no_copy else _pack(page, site, capture.problem, incoming.origin)
    )
    return Taken(site, fetch_record(capture), prepare(article) if article is not None else None, copy)


def _pack(page: RawPage, site: Site, problem: str | None, origin: str) -> bytes:
    """The raw copy of a page that came as a file, with a note of which one."""
    notes = {"site": site.name, "kind": "article", "file": origin}
    if problem:
        notes["problem"] = problem
    return pack_saved_page(page.url, page.fetched, page.headers["content-type"], page.body, notes)


def _capture(page: RawPage, site: Site) -> Capture:
    problem = _why_no_page(page) or _why_no_article(page.url, site)
    if problem is None:
        return capture_stored_page(page, site)
    return stored_capture(page, site, problem)


def _why_no_page(page: RawPage) -> str | None:
    """Why a record holds no page that could be read, in words; None where it does."""
    content_type = page.headers.get("content-type", "")
    if page.status is not None and page.status not in (200, 304):
        return f"HTTP status {page.status}."
    if not page.body:
        return (
            "The record says that nothing had changed." if page.type == "revisit" else "The answer is empty."
        )
    if "html" in content_type.lower() or (not content_type and _HTML.match(page.body)):
        return None
    return f"The answer is no page ({content_type or 'no type'})."


def _why_no_article(url: str, site: Site) -> str | None:
    """Why the address alone says that its page is no article, in words; None where it does not say so."""
    if may_be_article(url, site) or (is_open(url) and not site.discover.article):
        return None
    return "The address is none of an article's."


def host_of(url: str) -> str:
    """The host of an address, with its port if it is not the usual one; '' where there is none."""
    try:
        return urlsplit(normalise_address(url)).netloc
    except ValueError:
        return ""
