"""What a page says of where its readers go next, and after how long."""

from __future__ import annotations

import pytest

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer


def refreshing(content: str, of: Answer) -> Answer:
    return Answer(
        of.body.replace(b"<head>", f'<head><meta http-equiv="refresh" content="{content}">'.encode())
    )


@pytest.mark.parametrize(
    ("content", "articles"),
    [
        ("0; url=/en-ny-kai", ["/en-ny-kai"]),
        ("5;URL='/en-ny-kai'", ["/en-ny-kai"]),
        ("90; url=/", ["/en-gammel-kai"]),
        ("60", ["/en-gammel-kai"]),
        ("0; url=/en-gammel-kai", ["/en-gammel-kai"]),
        ("30; url=/en-gammel-kai?oppdatert=1", ["/en-gammel-kai"]),
    ],
)
def test_a_page_that_leads_on_at_once_is_none(content: str, articles: list[str], crawl: Crawl) -> None:
    pages = {
        "/": page(links("/en-gammel-kai")),
        "/en-gammel-kai": refreshing(content, article("En gammel kai")),
        "/en-ny-kai": article("En ny kai"),
    }
    assert crawl(pages).articles() == articles


def test_a_front_page_that_loads_itself_again_is_read(crawl: Crawl) -> None:
    front = page(f'<meta http-equiv="refresh" content="5; url=/">{links("/en-ny-kai")}')
    found = crawl({"/": front, "/en-ny-kai": article("En ny kai")})
    assert found.articles() == ["/en-ny-kai"]
    assert found.asked.count("/") == 1
