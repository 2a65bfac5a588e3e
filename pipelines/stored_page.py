"""A stored page, read again: through the same steps as a page that a crawl just fetched."""

from __future__ import annotations

from archive.warc.records import RawPage
from crawler import extract_article
from crawler.capture import Capture
from crawler.contact import PRODUCT
from crawler.parsers.rights import read_rights
from crawler.rights import obey
from crawler.sites.profile import Site
from pipelines.check import Check
from pipelines.normalise import Normalise


def stored_capture(page: RawPage, site: Site, problem: str | None = None) -> Capture:
    """The page as it was answered, with nothing read of it yet; or why nothing will be."""
    return Capture(
        site=site.name,
        url=page.url,
        kind="article",
        fetched=page.fetched,
        status=page.status,
        headers=page.headers,
        body=page.body,
        problem=problem,
    )


def capture_stored_page(page: RawPage, site: Site) -> Capture:
    """The page as a crawl would have captured it: with its article, or the problem why it has none.

    What the page says of its rights is obeyed as in a crawl. Pure: nothing is fetched or stored.
    """
    capture = stored_capture(page, site)
    capture.article = extract_article(page.body, page.url, site=site, fetched_at=page.fetched)
    obey(capture, read_rights(page.body, page.headers, page.url, PRODUCT), site.crawl)
    return Check().process_item(Normalise(site).process_item(capture))
