"""A page, read: as an article, for its links, its rights, and whatever can be made of it ahead. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from crawler.address import believed_address
from crawler.article import Article
from crawler.capture import Capture
from crawler.contact import PRODUCT
from crawler.discovery.pages import Listing, read_links, read_listing
from crawler.discovery.tdmrep import Reservation
from crawler.parsers.decode import decode
from crawler.parsers.extract import read_article
from crawler.parsers.page import Page
from crawler.parsers.rights import Rights, may_say_rights, read_rights
from crawler.sites.profile import Site

MakeAhead = Callable[[Capture, Rights, Site], None]
"""Gets a capture with its article and puts into it, as `ahead`, what of storing it needs no archive. The
setting MAKE_AHEAD names it; a function of a module, so that another process finds it."""


class PageToRead(NamedTuple):
    """What `Reading.read` is called with: a capture whose page is to be read, and what its host's
    tdmrep.json says of it."""

    capture: Capture
    of_host: Reservation


class PageRead(NamedTuple):
    """What a page says as an article, under the address that is believed of it, and what it leads to; what
    it says of its rights; what was made of it `ahead`."""

    article: Article
    listing: Listing
    rights: Rights
    ahead: object


class Reading(NamedTuple):
    """How the pages of one publication are read."""

    site: Site
    make_ahead: MakeAhead

    def read(self, capture: Capture, of_host: Reservation) -> PageRead:
        """Read a page as an article, and its links; all that a list shows where it may be one. The capture
        is left as it is."""
        page = Page(capture.body, capture.url)
        links = read_links(page.tree, capture.url)
        article = read_article(page, self.site, capture.fetched)
        is_article = bool(article.title and article.body and article.published)
        listing = links if is_article else read_listing(decode(capture.body), capture.url, capture.fetched)
        said = capture.body if may_say_rights(page.meta) else b""
        rights = read_rights(said, capture.headers, capture.url, PRODUCT, of_host)
        address = believed_address(article.canonical_url, capture.url, self.site.domains)
        if address != article.canonical_url:
            article = replace(article, canonical_url=address)
        made = replace(capture, article=article)
        self.make_ahead(made, rights, self.site)
        assert made.article is not None
        return PageRead(made.article, listing, rights, made.ahead)
