"""A host that fails is left in peace; what the server saw, and what is left to ask."""

from __future__ import annotations

from itertools import pairwise

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer

BROKEN = Answer(b"", status=500)
PATHS = [f"/sak-nummer-{number}" for number in range(12)]
SETTINGS = {"HOST_FAILURES": 3, "HOST_RESTS": "6,12", "RETRY_TIMES": 0}
ARTICLES = "SELECT url, status, problem FROM fetches WHERE url LIKE '%sak-nummer%' ORDER BY id"


def test_a_host_that_fails_rests_ever_longer_until_the_crawl_ends(crawl: Crawl) -> None:
    found = crawl({"/": page(links(*PATHS)), **dict.fromkeys(PATHS, BROKEN)}, settings=SETTINGS, delay=0.1)
    times = [time for time, path in zip(found.times, found.asked, strict=True) if path in PATHS]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert 5 <= len(times) < len(PATHS), "three, one after each rest, and what was ready"
    assert max(gaps) >= 1.05
    assert sum(gap >= 0.45 for gap in gaps) >= 2
    ((reason,),) = found.rows("SELECT reason FROM crawls")
    assert " times in a row, the last time so: HTTP status 500" in str(reason)
    asked = {path for path in found.asked if path in PATHS}
    assert {url for url, *_ in found.rows(ARTICLES)} == asked, "the rest is neither asked nor told as failed"


def test_an_answer_in_between_begins_the_count_anew(crawl: Crawl) -> None:
    pages = {path: BROKEN if number % 3 else article(path) for number, path in enumerate(PATHS)}
    settings = {**SETTINGS, "HOST_RESTS": "100,100"}
    found = crawl({"/": page(links(*PATHS)), **pages}, settings=settings, delay=0.05)
    assert found.rows("SELECT reason FROM crawls") == [("finished",)]
    assert len(found.articles()) == 4
    gaps = [later - earlier for earlier, later in pairwise(found.times)]
    assert max(gaps) < 4


def test_a_host_that_heals_is_crawled_on(crawl: Crawl) -> None:

    settings = {**SETTINGS, "RETRY_TIMES": 2}
    found = crawl(
        {"/": page(links(PATHS[0])), PATHS[0]: [BROKEN, BROKEN, article("Hel igjen")]},
        settings=settings,
        delay=0.05,
    )
    assert found.articles() == [PATHS[0]]
    assert found.problems() == {}
