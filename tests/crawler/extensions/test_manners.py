from __future__ import annotations

import socket
import time
from itertools import pairwise

import pytest

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer, Raw

PATHS = ("/en-ny-kai", "/to-nye-kaier", "/tre-nye-kaier")
PAGES = {"/": page(links(*PATHS)), **{path: article(path) for path in PATHS}}


def test_a_crawl_delay_is_kept(crawl: Crawl) -> None:
    found = crawl({**PAGES, "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.5\n", "text/plain")})
    assert found.articles() == sorted(PATHS)
    gaps = [later - earlier for earlier, later in pairwise(found.times)]
    assert len(gaps) >= 5
    assert min(gaps) >= 0.3, gaps


def test_a_crawl_delay_for_others_is_theirs(crawl: Crawl) -> None:
    found = crawl({**PAGES, "/robots.txt": Answer(b"User-agent: Annen\nCrawl-delay: 60\n", "text/plain")})
    assert found.articles() == sorted(PATHS)


def test_a_busy_server_is_left_alone_as_long_as_it_asks(crawl: Crawl) -> None:
    busy = Answer(b"Vent litt", status=503, headers={"Retry-After": "2"})
    found = crawl({**PAGES, "/en-ny-kai": [busy, article("En ny kai")]})
    assert found.articles() == sorted(PATHS)
    first = found.asked.index("/en-ny-kai")
    assert found.times[first + 1] - found.times[first] >= 1.9
    assert found.problems() == {}


def test_one_connection_at_a_time_however_fast(crawl: Crawl) -> None:
    slow = Raw(send=_slowly)
    found = crawl({"/": page(links(*PATHS)), **dict.fromkeys(PATHS, slow)})
    times = [moment for moment, path in zip(found.times, found.asked, strict=True) if path in PATHS]
    assert len(times) == len(PATHS)
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.15


def _slowly(connection: socket.socket) -> None:
    body = article("Sent").body
    time.sleep(0.15)
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )


@pytest.mark.parametrize(("profile", "kept"), [("", False), ("cookies = true", True)])
def test_cookies_are_kept_where_the_profile_asks(crawl: Crawl, profile: str, kept: bool) -> None:
    front = Answer(PAGES["/"].body, headers={"Set-Cookie": "okt=1; Path=/"})
    found = crawl({**PAGES, "/": front}, profile)
    later = [one.headers.get("Cookie") for one in found.requests if one.path in PATHS]
    assert later == ["okt=1" if kept else None] * len(PATHS)
