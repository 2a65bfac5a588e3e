from __future__ import annotations

from itertools import pairwise

from tests.crawler.conftest import Crawl
from tests.crawler.publication import article, links, page
from tests.sites.server import Answer

PATHS = ("/en-ny-kai", "/to-nye-kaier", "/tre-nye-kaier")
PAGES = {"/": page(links(*PATHS)), **{path: article(path) for path in PATHS}}


def test_a_crawl_delay_is_kept(crawl: Crawl) -> None:
    found = crawl({**PAGES, "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.5\n", "text/plain")})
    assert found.articles() == sorted(PATHS)
    gaps = [later - earlier for earlier, later in pairwise(found.times)]
    assert len(gaps) >= 5
    assert min(gaps) >= 0.45, gaps


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
