"""The whole way, as a user walks it: the command crawls, the SQLite file holds the articles."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.archived import all_rows, archived_articles
from tests.crawling import crawl
from tests.sites.demo import demo_publications
from tests.sites.expected import Expected
from tests.sites.server import SiteServer

NAMES = [publication.name for publication in demo_publications()]
FIELDS = [field.name for field in dataclasses.fields(Expected)]


def truth(demo_sites: SiteServer, name: str) -> list[Expected]:
    publication = next(one for one in demo_sites.publications if one.name == name)
    return sorted(publication.expected(demo_sites.bases[name]), key=lambda article: article.url)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", FIELDS)
def test_the_archive_holds_what_the_articles_say(
    demo_archive: Path, demo_sites: SiteServer, name: str, field: str
) -> None:
    found = {article.url: getattr(article, field) for article in archived_articles(demo_archive, name)}
    expected = {article.url: getattr(article, field) for article in truth(demo_sites, name)}
    wrong = [(url, found.get(url), value) for url, value in expected.items() if found.get(url) != value]
    assert wrong == []
    assert found.keys() == expected.keys()


def test_a_second_crawl_changes_nothing_but_last_seen_and_the_logs(
    demo_archive: Path, demo_sites: SiteServer, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    shutil.copyfile(demo_archive, archive)
    before, seen_before = all_rows(archive), last_seen(archive)
    result = crawl("-q", *demo_sites.profiles.values(), "--archive", archive)
    assert (result.returncode, result.stderr) == (0, "")
    assert all_rows(archive) == before
    assert len(before["articles"]) == sum(len(truth(demo_sites, name)) for name in NAMES)
    assert min(last_seen(archive)) >= max(seen_before)


def last_seen(archive: Path) -> list[str]:
    with closing(sqlite3.connect(archive)) as db:
        return [moment for (moment,) in db.execute("SELECT last_seen FROM articles ORDER BY id")]
