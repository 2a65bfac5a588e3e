"""AMP and print versions are not asked for where the article is; they are its other addresses, whenever
they are met."""

from __future__ import annotations

import pytest

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer

ALIASES = "SELECT aliases.url, articles.url FROM aliases JOIN articles ON articles.id = article_id"
KAI, BRU = "/nyheter/en-ny-kai", "/nyheter/en-ny-bru"


@pytest.mark.parametrize(
    ("kept", "version"),
    [
        (KAI, f"/amp{KAI}"),
        (KAI, f"{KAI}?print=1"),
        (KAI, f"{KAI}/print"),
        (f"{KAI}/", f"{KAI}/amp/"),
        (f"{KAI}.html", f"{KAI}.amp.html"),
    ],
)
def test_one_that_is_met_after_the_article(kept: str, version: str, crawl: Crawl) -> None:
    pages = {
        "/": page(links(kept, BRU)),
        kept: article("En ny kai"),
        BRU: article("En ny bru", links=links(version)),
    }
    found = crawl(pages)
    assert found.rows(ALIASES) == [(version, kept)]
    assert version not in found.asked


def test_one_that_is_met_while_the_article_waits_or_on_the_article_itself(crawl: Crawl) -> None:
    pages = {
        "/": page(links(BRU, KAI)),
        BRU: article("En ny bru", links=links(f"{KAI}/amp", f"{BRU}/print")),
        KAI: article("En ny kai"),
    }
    assert crawl(pages).rows(ALIASES) == [(f"{BRU}/print", BRU), (f"{KAI}/amp", KAI)]


def test_both_of_one_article_and_those_that_a_sitemap_lists(crawl: Crawl) -> None:
    sitemap = f"<urlset><url><loc>{KAI}?outputType=amp</loc></url></urlset>".encode()
    pages = {
        "/robots.txt": Answer(b"Sitemap: /amp.xml", "text/plain"),
        "/amp.xml": Answer(sitemap, "text/xml"),
        "/": page(links(f"{KAI}/amp", f"{KAI}/print")),
        KAI: article("En ny kai"),
    }
    expected = [(f"{KAI}/amp", KAI), (f"{KAI}/print", KAI), (f"{KAI}?outputType=amp", KAI)]
    assert crawl(pages).rows(ALIASES) == expected


def test_parameters_that_a_page_does_not_need_are_no_version(crawl: Crawl) -> None:
    """There may be another one in every link."""
    pages = {
        "/": page(links(KAI, BRU)),
        KAI: article("En ny kai"),
        BRU: article("En ny bru", links=links(f"{KAI}?fra=en-ny-bru")),
    }
    assert crawl(pages).rows(ALIASES) == []
