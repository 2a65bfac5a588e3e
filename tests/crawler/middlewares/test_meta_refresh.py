"""What a page says of where its readers go next, and after how long."""

from __future__ import annotations

import pytest

from tests.crawler.conftest import Crawl
from tests.crawler.publication import PROSE, article, links, page
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


@pytest.mark.parametrize(
    ("stub", "articles"),
    [
        ("<script>location.href = '/en-ny-kai?a=1&b=2';</script>", ["/en-ny-kai?a=1&b=2"]),
        ('<p>Flyttet.</p><script type="text/javascript"><!--\nwindow.location.replace("/en-ny-kai")</script>',
         ["/en-ny-kai"]),
        ("<script>var a = 1; location.href='/en-ny-kai'</script>", []),
        ("<script>location.href='/en-gammel-kai'</script>", []),
        ("<script>location.href='javascript:alert(1)'</script>", []),
        (f"<script>location.href='/en-ny-kai'</script><h1>Kai</h1><p>{PROSE * 3}</p>", ["/en-gammel-kai"]),
    ],
)  # fmt: skip
def test_a_page_that_holds_nothing_but_a_script_that_leads_on(
    stub: str, articles: list[str], crawl: Crawl
) -> None:
    pages = {
        "/": page(links("/en-gammel-kai")),
        "/en-gammel-kai": page(stub),
        "/en-ny-kai": article("En ny kai"),
        "/en-ny-kai?a=1&b=2": article("En ny kai"),
    }
    assert crawl(pages).articles() == articles


def test_a_front_page_that_loads_itself_again_is_read(crawl: Crawl) -> None:
    front = page(f'<meta http-equiv="refresh" content="5; url=/">{links("/en-ny-kai")}')
    found = crawl({"/": front, "/en-ny-kai": article("En ny kai")})
    assert found.articles() == ["/en-ny-kai"]
    assert found.asked.count("/") == 1
