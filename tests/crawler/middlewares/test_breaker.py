"""A host that fails is left in peace; what the server saw, and what is left to ask."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.crawler.conftest import Crawl, Crawled
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer, Raw

BROKEN = Answer(b"", status=500)
PATHS = [f"/sak-nummer-{number}" for number in range(12)]
NO_FINDERS = '[discover]\nsitemaps = ["/kart.xml"]\nfeeds = ["/kart.xml"]'  # they would answer in between
FRONT = {"/": page(links(*PATHS)), "/kart.xml": Answer(b"<rss><item><link>/</link></item></rss>", "text/xml")}
SETTINGS = {"HOST_FAILURES": 3, "HOST_RESTS": "6,12", "RETRY_TIMES": 0}
ARTICLES = "SELECT url, status, problem FROM fetches WHERE url LIKE '%sak-nummer%' ORDER BY id"


def test_a_host_that_fails_rests_ever_longer_until_the_crawl_ends(crawl: Crawl) -> None:
    found = crawl({**FRONT, **dict.fromkeys(PATHS, BROKEN)}, NO_FINDERS, SETTINGS, delay=0.1)
    gaps = gaps_of(found)
    assert len(gaps) == 4, "three, and one after each rest"
    assert gaps[2] >= 0.55
    assert gaps[3] >= 1.15
    ((reason,),) = found.rows("SELECT reason FROM crawls")
    assert " times in a row, the last time so: HTTP status 500" in str(reason)
    asked = {path for path in found.asked if path in PATHS}
    assert {url for url, *_ in found.rows(ARTICLES)} == asked, "the rest is neither asked nor told as failed"


def silent(_: socket.socket) -> None:
    time.sleep(0.9)


def late(connection: socket.socket) -> None:
    time.sleep(0.3)
    connection.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize(("answer", "takes"), [(silent, 0.4), (late, 0.3)])
def test_what_is_ready_to_be_sent_waits_too(
    crawl: Crawl, answer: Callable[[socket.socket], None], takes: float
) -> None:
    """The delay is over when the answer comes, or fails to: nothing but the rest keeps the next one back."""
    settings = {**SETTINGS, "HOST_RESTS": "20", "DOWNLOAD_TIMEOUT": 0.4}
    pages = {**FRONT, **dict.fromkeys(PATHS, Raw(send=answer))}
    gaps = gaps_of(crawl(pages, NO_FINDERS, settings, delay=0.05))
    assert len(gaps) == 3, "three, and one after the rest"
    assert max(gaps[:2]) < 1.0
    assert gaps[2] >= takes + 0.95


def test_one_request_in_between_is_one_and_no_retries_of_it(crawl: Crawl) -> None:
    settings = {**SETTINGS, "HOST_FAILURES": 1, "HOST_RESTS": "10", "RETRY_TIMES": 2}
    gaps = gaps_of(crawl({**FRONT, **dict.fromkeys(PATHS, BROKEN)}, NO_FINDERS, settings, delay=0.05))
    assert [gap >= 0.45 for gap in gaps][-2:] == [False, True], "the rest, and one request"


def gaps_of(found: Crawled) -> list[float]:
    """Seconds between two requests for articles."""
    times = [time for time, path in zip(found.times, found.asked, strict=True) if path in PATHS]
    return [later - earlier for earlier, later in pairwise(times)]


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


def test_what_an_outage_cost_is_asked_once_more_when_the_host_has_healed(crawl: Crawl) -> None:
    """Three articles fail with the host, and one page by itself ever after."""
    pages: dict[str, Answer | list[Answer]] = {path: article(path) for path in PATHS}
    pages |= {PATHS[1]: [BROKEN, article(PATHS[1])], PATHS[2]: [BROKEN, article(PATHS[2])], PATHS[3]: BROKEN}
    found = crawl({**FRONT, **pages}, NO_FINDERS, {**SETTINGS, "HOST_RESTS": "3"}, delay=0.05)
    assert found.articles() == sorted(set(PATHS) - {PATHS[3]})
    assert found.rows("SELECT reason FROM crawls") == [("finished",)]
    asked = [path for path in found.asked if path in PATHS]
    assert asked == [*PATHS, *PATHS[1:4]]


def test_failures_that_are_not_alike_are_each_page_s_own(crawl: Crawl) -> None:
    pages = {path: article(path) for path in PATHS}
    pages |= {path: Answer(b"", status=500 + n) for n, path in enumerate(PATHS[1:4])}
    found = crawl({**FRONT, **pages}, NO_FINDERS, {**SETTINGS, "HOST_RESTS": "3"}, delay=0.05)
    assert [path for path in found.asked if path in PATHS] == PATHS
