"""Sessions in the paths of links, another one in every answer: each article is read and kept once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.discovery.sessions import SESSION
from tests.crawler.conftest import Crawled, scrapy_crawl
from tests.crawler.session_publication import SessionPublication
from tests.sites.server import SiteServer

ASPX, JAVA, FOLDER = "/(S({session})){path}", "{path};jsessionid={session}", "/s-{session}{path}"
_ARTICLE = re.compile(r"/artikkel/1\d{3}(?!\d)")
IN_VAIN = 20  # articles that are read again until it is known what a session is


def crawl_twice(publication: SessionPublication, folder: Path, edited: str = "") -> tuple[Crawled, list[int]]:
    """What two crawls left, and how many pages of articles each asked for."""
    archive, counts = folder / "archive.db", []
    with SiteServer([publication]) as server:
        for publication.edited in ("", edited):
            server.requests.clear()
            assert scrapy_crawl(server.profiles["kaiposten"], archive) == ""
            counts.append(sum(_ARTICLE.search(one.path) is not None for one in server.requests))
        return Crawled(server.bases["kaiposten"], archive, [one.path for one in server.requests], []), counts


@pytest.mark.parametrize(
    ("form", "without", "length", "in_vain"),
    [
        (ASPX, "page", 6, 0),
        (ASPX, "redirect", 24, 0),
        (ASPX, "nothing", 24, 0),
        (JAVA, "nothing", 24, 0),
        (JAVA, "page", 16, 0),
        (FOLDER, "page", 16, IN_VAIN),
        (FOLDER, "redirect", 24, IN_VAIN),
        (FOLDER, "nothing", 32, IN_VAIN),
        ("/{session}{path}", "nothing", 40, IN_VAIN),
    ],
)
def test_each_article_is_kept_once_by_two_runs(
    form: str, without: str, length: int, in_vain: int, tmp_path: Path
) -> None:
    publication = SessionPublication(form, without=without, length=length)
    found, counts = crawl_twice(publication, tmp_path)
    assert found.rows("SELECT count(*), count(DISTINCT title) FROM articles") == [(60, 60)]
    assert max(counts) <= 60 + in_vain
    assert list(found.problems().values()).count(SESSION) <= 2, "once a run"


def test_so_it_is_where_articles_lead_nowhere(tmp_path: Path) -> None:
    found, _ = crawl_twice(SessionPublication(FOLDER, count=5, leads_on=False), tmp_path)
    assert found.rows("SELECT count(*), count(DISTINCT title) FROM articles") == [(5, 5)]


def test_what_was_edited_between_two_runs_has_a_revision(tmp_path: Path) -> None:
    found, _ = crawl_twice(SessionPublication(FOLDER, without="nothing"), tmp_path, "Kaia ble dyrere.")
    assert found.rows("SELECT count(*) FROM articles") == [(60,)]
    assert found.rows("SELECT count(*) FROM revisions") == [(60,)]
