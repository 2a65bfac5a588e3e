"""A crawl whose machine loses its power goes on with the same command: nothing lost, nothing twice.

`make soak` cuts it more often: CUTS is how often, SEED begins the row of random moments.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.crawl_file import crawl_file
from archive.integrity import damage
from tests.archived import archived_articles
from tests.crawler.large_publication import large_publication
from tests.crawler.power import cut_power
from tests.crawler.processes import run, start
from tests.crawler.publication import SmallPublication
from tests.crawler.test_kills import kill_at_random
from tests.sites.server import SiteServer

CUTS = int(os.environ.get("CUTS", "5"))
SEED = int(os.environ.get("SEED", "2024"))
ARTICLES = max(60, 6 * CUTS)


@pytest.fixture(scope="module")
def server() -> Iterator[SiteServer]:
    with SiteServer([SmallPublication(large_publication(ARTICLES))]) as server:
        yield server


@pytest.fixture(scope="module")
def whole(server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("whole") / "archive.db"
    assert run("crawl", server.profiles["kaiposten"], "--archive", archive, "--full") == 0
    return archive


@pytest.mark.parametrize("is_new", [False, True], ids=["the disk knows the queue's file", "or does not"])
def test_what_a_power_cut_leaves_is_gone_on_with(
    is_new: bool, server: SiteServer, whole: Path, tmp_path: Path
) -> None:
    """`is_new`: the name of the queue's file, which was just made, was not on the disk when it began."""
    archive, ledger, chance = tmp_path / "archive.db", tmp_path / "ledger", random.Random(SEED + is_new)
    words = ("crawl", server.profiles["kaiposten"], "--archive", archive, "--full")
    for number in range(CUTS):
        kill_at_random(start(*words, ledger=ledger), server, chance)
        if is_new and number == CUTS // 2:
            for file in tmp_path.glob(f"{crawl_file(archive).name}*"):
                file.unlink()
        if archive.exists():
            cut_power(archive, ledger, chance)
    assert run(*words) == 0
    assert archived_articles(archive, "kaiposten") == archived_articles(whole, "kaiposten")
    assert run("archive", "check", "--full", "--archive", archive) == 0
    with closing(sqlite3.connect(archive)) as db:
        assert damage(db) == []
        assert db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)
