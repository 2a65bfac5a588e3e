"""What two crawls of one publication meet in different ways is still one article."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.crawler.conftest import Crawled, scrapy_crawl
from tests.crawler.publication import Pages, SmallPublication, article, links, page
from tests.sites.server import Answer, SiteServer

ALIASES = "SELECT aliases.url, articles.url FROM aliases JOIN articles ON articles.id = article_id"
KEPT = "/nyheter/en-ny-kai"


def crawl_in_turn(folder: Path, *states: Pages, settings: Mapping[str, object] | None = None) -> Crawled:
    """Crawl a publication as it is first, then as it is later, at the same address."""
    publication = SmallPublication({})
    with SiteServer([publication]) as server:
        for publication.pages in states:
            assert scrapy_crawl(server.profiles["kaiposten"], folder / "archive.db", settings) == ""
        return Crawled(server.bases["kaiposten"], folder / "archive.db", [], [])


@pytest.mark.parametrize("spelling", ["/nyheter/en-ny-kai/", "/Nyheter/En-Ny-Kai"])
def test_a_page_that_is_linked_in_another_spelling_later_is_the_same(spelling: str, tmp_path: Path) -> None:
    found = crawl_in_turn(
        tmp_path,
        {"/": page(links(KEPT)), KEPT: article("En ny kai")},
        {"/": page(links(spelling)), spelling: article("En ny kai")},
    )
    assert found.articles() == [KEPT]
    assert found.rows(ALIASES) == [(spelling, KEPT)]


def test_one_that_was_edited_meanwhile_has_a_revision(tmp_path: Path) -> None:
    found = crawl_in_turn(
        tmp_path,
        {"/": page(links(KEPT)), KEPT: article("En ny kai")},
        {"/": page(links(f"{KEPT}/")), f"{KEPT}/": article("En ny kai", edited="Nå er den ferdig.")},
    )
    assert found.articles() == [KEPT]
    assert found.rows("SELECT count(*) FROM revisions") == [(1,)]


def test_what_failed_with_the_host_is_asked_by_the_crawl_that_goes_on(tmp_path: Path) -> None:
    paths = [f"/sak-nummer-{number}" for number in range(12)]
    front = {"/": page(links(*paths))}
    found = crawl_in_turn(
        tmp_path,
        {**front, **dict.fromkeys(paths, Answer(b"", status=503))},
        {**front, **{path: article(path) for path in paths}},
        settings={"HOST_FAILURES": 3, "HOST_RESTS": "1,1", "RETRY_TIMES": 0},
    )
    assert found.articles() == sorted(paths)
    reasons = [reason for (reason,) in found.rows("SELECT reason FROM crawls WHERE reason LIKE '%in a row%'")]
    assert len(reasons) == 1
