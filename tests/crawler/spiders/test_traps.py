"""A publication without an end: the crawl ends by itself, with every article, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.conftest import Crawled, scrapy_crawl
from tests.crawler.endless_publication import ARTICLES, EndlessPublication
from tests.sites.server import SiteServer

TOLD = "brought nothing new; no more of them are asked."


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    archive = tmp_path_factory.mktemp("endless") / "archive.db"
    with SiteServer([EndlessPublication()]) as server:
        assert scrapy_crawl(Path(server.profiles["kaiposten"]), archive, full=1) == ""
        return Crawled(server.bases["kaiposten"], archive, [one.path for one in server.requests], [])


def test_every_article_is_found_under_its_own_address(crawled: Crawled) -> None:
    assert crawled.articles() == sorted(ARTICLES)


@pytest.mark.parametrize(
    ("trap", "most"),
    [
        ("/kalender/", 40),
        ("/mappe-med-alle-saker/", 200),
        ("/nyheter?", 60),
        ("?nr=", 0),
        ("?okt=", 0),
        ("?besok=", 0),
        ("?sid=", 0),
        ("", 400),
    ],
)
def test_each_trap_is_left(crawled: Crawled, trap: str, most: int) -> None:
    asked = [path for path in crawled.asked if trap in path]
    assert len(asked) <= most
    assert len(asked) == len(set(asked)), "each address once"


def test_the_reason_is_told_once_for_what_is_alike(crawled: Crawled) -> None:
    told = [str(path) for path, problem in crawled.problems().items() if TOLD in str(problem)]
    assert any(path.startswith("/kalender/") for path in told)
    assert any(path.startswith("/nyheter?") for path in told)
    assert len(told) <= 8
