"""The address that a page gives itself."""

from __future__ import annotations

from urllib.parse import urljoin

from crawler.address import normalise_address
from crawler.parsers.page import Page


def read_canonical(page: Page) -> str:
    """rel=canonical, else og:url, else the address fetched; absolute and in its one spelling.

    Whether it is to be believed is the pipelines' to decide: they know the publication's hosts.
    """
    node = page.tree.css_first('link[rel~="canonical" i][href]')
    stated = (node.attributes.get("href") or "").strip() if node is not None else ""
    stated = stated or (page.meta.get("og:url") or [""])[0]
    try:
        address = urljoin(page.url, stated) if stated else page.url
    except ValueError:
        address = page.url
    address = normalise_address(address)
    fits = address.startswith(("http://", "https://")) and address.isprintable()
    return address if fits else normalise_address(page.url)
