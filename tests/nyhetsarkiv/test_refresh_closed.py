"""A publication that is closed for a while, and says so wherever it is asked, keeps its articles."""

from __future__ import annotations

from pathlib import Path

from crawler.spiders.captured import AT_OTHERS_TOO
from tests.archived import query
from tests.crawler.processes import run
from tests.crawler.publication import SmallPublication, article, links, page
from tests.sites.server import SiteServer

PATHS = [f"/nyheter/en-sak-om-kai-{number}" for number in range(8)]


def test_one_page_for_all_addresses_is_no_article(tmp_path: Path) -> None:
    """The first one may have been edited so; the others were not."""
    open_pages = {"/": page(links(*PATHS)), **{path: article(path) for path in PATHS}}
    publication = SmallPublication(open_pages)
    archive = tmp_path / "archive.db"
    with SiteServer([publication]) as server:
        words = (server.profiles["kaiposten"], "--archive", archive)
        assert run("crawl", *words) == 0
        publication.pages = dict.fromkeys(open_pages, article("Vi oppdaterer nettsidene"))
        assert run("refresh", "--all", *words) == 1, "that needs a look"
        problems = query(archive, "SELECT DISTINCT problem FROM fetches WHERE problem IS NOT NULL")
        assert problems == [(AT_OTHERS_TOO,)]
        assert query(archive, "SELECT count(*) FROM revisions") == [(1,)]
        publication.pages = open_pages
        assert run("refresh", "--all", *words) == 0
    assert query(archive, "SELECT title FROM articles ORDER BY title") == [(path,) for path in PATHS]
