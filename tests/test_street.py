"""The whole way, as a user walks it: the command crawls, the SQLite file holds the articles."""

from __future__ import annotations

import dataclasses
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.archived import all_rows, archived_articles
from tests.sites.demo import demo_publications
from tests.sites.expected import Expected
from tests.sites.server import SiteServer

NAMES = [publication.name for publication in demo_publications()]
FIELDS = [field.name for field in dataclasses.fields(Expected)]


def crawl(archive: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """`nyhetsarkiv crawl` in a process of its own: a reactor does not start twice."""
    command = [sys.executable, "-m", "nyhetsarkiv", "crawl", "--archive", archive, *words]
    return subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def archive(demo_sites: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive into which the demo publications were crawled once."""
    path = tmp_path_factory.mktemp("street") / "archive.db"
    result = crawl(path, *demo_sites.profiles.values())
    assert (result.returncode, result.stderr) == (0, "")
    return path


def truth(demo_sites: SiteServer, name: str) -> list[Expected]:
    publication = next(one for one in demo_sites.publications if one.name == name)
    return sorted(publication.expected(demo_sites.bases[name]), key=lambda article: article.url)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("field", FIELDS)
def test_the_archive_holds_what_the_articles_say(
    archive: Path, demo_sites: SiteServer, name: str, field: str
) -> None:
    found = {article.url: getattr(article, field) for article in archived_articles(archive, name)}
    assert found == {article.url: getattr(article, field) for article in truth(demo_sites, name)}


def test_a_second_crawl_changes_nothing_but_last_seen_and_the_logs(
    archive: Path, demo_sites: SiteServer
) -> None:
    before, seen_before = all_rows(archive), last_seen(archive)
    result = crawl(archive, *demo_sites.profiles.values())
    assert (result.returncode, result.stderr) == (0, "")
    assert all_rows(archive) == before
    assert len(before["articles"]) == sum(len(truth(demo_sites, name)) for name in NAMES)
    assert min(last_seen(archive)) >= max(seen_before)


def last_seen(archive: Path) -> list[str]:
    with closing(sqlite3.connect(archive)) as db:
        return [moment for (moment,) in db.execute("SELECT last_seen FROM articles ORDER BY id")]
