"""A publication that is closed for a while, and says so wherever it is asked, keeps its articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.spiders.captured import AT_OTHERS_TOO
from tests.archived import query
from tests.crawler.processes import run
from tests.crawler.publication import SmallPublication, article, links, page, redirect
from tests.sites.server import Answer, SiteServer

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


EDITED = article("Sak 1", edited="Ny.", links=f'<link rel="canonical" href="{PATHS[1]}">')


@pytest.mark.parametrize("other", [redirect(PATHS[1]), EDITED], ids=["redirect", "canonical"])
def test_two_addresses_that_lead_to_one_article_are_no_such_page(other: Answer, tmp_path: Path) -> None:
    publication = SmallPublication({"/": page(links(*PATHS)), **{path: article(path) for path in PATHS}})
    with SiteServer([publication]) as server:
        words = (server.profiles["kaiposten"], "--archive", tmp_path / "archive.db")
        assert run("crawl", *words) == 0
        publication.pages = {**publication.pages, PATHS[0]: other, PATHS[1]: EDITED}
        assert run("refresh", "--all", *words) == 0
