"""An article whose address changes is one row as soon as the old address leads to the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archived import query
from tests.crawler.processes import run
from tests.crawler.publication import SmallPublication, article, links, page, redirect
from tests.sites.server import SiteServer

OLD, NEW = "/nyheter/i/AbC12x/en-ny-kai", "/nyheter/i/AbC12x/kaia-er-dyr"
NAMED = f'<link rel="canonical" href="{NEW}">'
MOVED = article("Kaia er dyr", edited="Den er dyr.", links=NAMED)


@pytest.mark.parametrize("old_answer", [redirect(NEW), MOVED], ids=["redirect", "canonical"])
def test_the_row_of_the_old_address_takes_in_that_of_the_new_one(old_answer, tmp_path: Path) -> None:
    publication = SmallPublication({"/": page(links(OLD)), OLD: article("En ny kai")})
    with SiteServer([publication]) as server:
        words = (server.profiles["kaiposten"], "--archive", tmp_path / "archive.db")
        assert run("crawl", *words) == 0
        publication.pages = {"/": page(links(NEW)), OLD: old_answer, NEW: MOVED}
        assert run("crawl", *words) == 0
        for times in (1, 0):
            server.requests.clear()
            assert run("refresh", "--all", *words) == 0
            assert [one.path for one in server.requests].count(OLD) <= times
    assert query(tmp_path / "archive.db", "SELECT id, title FROM articles") == [(1, "Kaia er dyr")]
    assert query(tmp_path / "archive.db", "SELECT title FROM revisions") == [("En ny kai",)]
    assert run("archive", "check", "--full", "--archive", tmp_path / "archive.db") == 0
