"""What a publisher asks of robots decides what of a page is kept; seen in the archive and at the server."""

from __future__ import annotations

import json
from dataclasses import replace

from crawler.rights import NOINDEX, RESERVED
from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer


def saying(title: str, head: str = "", **headers: str) -> Answer:
    """An article with a line more in its head, or headers ('_' for '-')."""
    answer = article(title)
    body = answer.body.replace(b"<head>", b"<head>" + head.encode())
    return replace(
        answer, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


ARTICLES = {
    "/fri-er-en-sak": article("Fri"),
    "/uten-indeks-er-en-sak": saying("Uten indeks", '<meta name="robots" content="noindex">'),
    "/uten-arkiv-er-en-sak": saying("Uten arkiv", X_Robots_Tag="noarchive"),
    "/reservert-er-en-sak": saying("Reservert", '<meta name="tdm-reservation" content="1">'),
    "/frigitt-er-en-sak": saying("Frigitt", tdm_reservation="0"),
    "/lukket/dette-er-en-sak": article("Lukket"),
}
RULES = [{"location": "/lukket/", "tdm-reservation": 1, "tdm-policy": "/vilkar.json"}]
TDMREP = "/.well-known/tdmrep.json"
PAGES = {
    "/": page(links(*ARTICLES)),
    TDMREP: Answer(json.dumps(RULES).encode(), "application/json"),
    **ARTICLES,
}
ROWS = "SELECT title, word_count > 0, tdm_reserved, tdm_policy FROM articles"
PROBLEMS = {
    "/uten-indeks-er-en-sak": NOINDEX,
    "/reservert-er-en-sak": RESERVED,
    "/lukket/dette-er-en-sak": RESERVED,
}


def test_what_is_asked_is_obeyed(crawl: Crawl) -> None:
    found = crawl(PAGES)
    assert found.rows(ROWS) == [
        ("Fri", 1, None, None),
        ("Frigitt", 1, 0, None),
        ("Lukket", 0, 1, "/vilkar.json"),
        ("Reservert", 0, 1, None),
        ("Uten arkiv", 1, None, None),
    ]
    assert found.problems() == PROBLEMS
    assert found.rows("SELECT lead, body, blocks FROM articles WHERE title = 'Lukket'") == [(None, "", "[]")]
    assert found.rows("SELECT published FROM articles WHERE title = 'Lukket'") != [(None,)]
    copies = "SELECT url FROM fetches WHERE warc_file IS NOT NULL AND status = 200 AND url LIKE '%sak'"
    assert found.rows(copies) == [("/fri-er-en-sak",), ("/frigitt-er-en-sak",)]
    assert found.asked.count(TDMREP) == 1
    assert found.asked.index(TDMREP) < min(found.asked.index(path) for path in ARTICLES)
    assert found.rows(f"SELECT url, status, problem FROM fetches WHERE url LIKE '%{TDMREP}'") == [
        (TDMREP, 200, None)
    ]


def test_a_profile_may_have_the_publishers_leave(crawl: Crawl) -> None:
    leave = "obey_noindex = false\nobey_noarchive = false\nobey_tdm = false"
    found = crawl(PAGES, profile=leave)
    assert found.rows(ROWS) == [
        ("Fri", 1, None, None),
        ("Frigitt", 1, 0, None),
        ("Lukket", 1, 1, "/vilkar.json"),
        ("Reservert", 1, 1, None),
        ("Uten arkiv", 1, None, None),
        ("Uten indeks", 1, None, None),
    ]
    assert found.problems() == {}
