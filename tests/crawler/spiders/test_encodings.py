"""Pages whose encoding nothing but the header declares."""

from __future__ import annotations

import pytest

from tests.archived import query
from tests.crawler.conftest import Crawl
from tests.crawler.processes import run
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer

KAI, MØTE = "/sak-om-en-ny-kai", "/m%C3%B8te-p%C3%A5-%C3%B8ya"


def encoded(answer: Answer, charset: str, encoding: str) -> Answer:
    kind = answer.content_type.partition(";")[0]
    return Answer(answer.body.decode().encode(encoding), f"{kind}; charset={charset}")


@pytest.mark.parametrize(
    ("charset", "encoding"), [("utf-16", "utf-16-le"), ("UTF-16BE", "utf-16-be"), ("utf-16le", "utf-16-le")]
)
def test_a_publication_in_utf_16_without_a_mark(charset: str, encoding: str, crawl: Crawl) -> None:
    feed = '<?xml version="1.0" encoding="utf-16"?><rss><item><link>/møte-på-øya</link></item></rss>'
    noarchive = b'<head><meta name="robots" content="noarchive">'
    pages = {
        "/": page(links(KAI, "/side")),
        "/feed/": Answer(feed.encode(), "text/xml"),
        KAI: Answer(article("En ny kai på Øya").body.replace(b"<head>", noarchive)),
        "/m%C3%B8te-p%C3%A5-%C3%B8ya": article("Møte på øya"),
    }
    found = crawl({path: encoded(answer, charset, encoding) for path, answer in pages.items()})
    assert found.rows("SELECT url, title FROM articles") == [(MØTE, "Møte på øya"), (KAI, "En ny kai på Øya")]
    assert found.rows("SELECT url FROM fetches WHERE warc_file IS NULL AND article_id NOT NULL") == [(KAI,)]
    assert run("reparse", "--archive", found.archive, "-q") == 1, "one page has no copy"
    assert ("Møte på øya",) in query(found.archive, "SELECT title FROM articles")
