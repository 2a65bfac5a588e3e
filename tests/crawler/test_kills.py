"""A crawl that is killed at any moment goes on with the same command: nothing lost, nothing twice."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path
from urllib.parse import urlsplit

from archive.crawl_file import crawl_file
from archive.crawl_memory import DONE
from archive.integrity import damage
from crawler.frontier import MOST_IN_HAND
from pipelines.groups import MOST, SHARE
from tests.archived import archived_articles
from tests.crawler.large_publication import large_publication
from tests.crawler.processes import run, start
from tests.crawler.publication import SmallPublication
from tests.sites.server import SiteServer

ARTICLES = 300
KILLS = 20
BEGINNINGS = {"/robots.txt", "/.well-known/tdmrep.json", "/"}  # asked by every run
SITEMAP = "/kart.xml"  # stored when all of its articles are queued, and asked again until then


def kill_at_random(process: BaseProcess, server: SiteServer, chance: random.Random) -> None:
    """Kill after a random number of requests and a random moment more, ahead of the first one at times."""
    until = len(server.requests) + chance.randrange(14)
    deadline = time.monotonic() + 10
    while len(server.requests) < until and process.is_alive() and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.05))
    process.kill()
    process.join()


def paths_in(database: Path, copy: Path, table: str, condition: str) -> set[str]:
    """The paths of such addresses in a file that a killed crawl left. A copy is read: the next run is to find
    the files as they were left."""
    for ending in ("", "-wal"):
        if (left := database.with_name(database.name + ending)).exists():
            shutil.copy(left, copy.with_name(copy.name + ending))
    with closing(sqlite3.connect(copy)) as db:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is None:
            return set()
        rows = db.execute(f"SELECT url FROM {table} WHERE {condition}")
        return {urlsplit(url).path for (url,) in rows if "/nyheter/" in url}


def test_twenty_kills_leave_what_an_undisturbed_crawl_leaves(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    marked: set[str] = set()
    with SiteServer([SmallPublication(large_publication(ARTICLES))]) as server:
        profile = server.profiles["kaiposten"]
        assert run("crawl", profile, "--archive", whole, "--full") == 0
        chance = random.Random(20)
        for number in range(KILLS):
            server.requests.clear()
            process = start("crawl", profile, "--archive", killed, "--full")
            kill_at_random(process, server, chance)
            assert process.exitcode == -signal.SIGKILL, "it was at work"
            assert marked.isdisjoint(request.path for request in server.requests), "done is done"
            left = tmp_path / f"{number}.db"
            marked = paths_in(crawl_file(killed), left, "addresses", f"state = {DONE}")
            stored = paths_in(killed, left.with_suffix(".archive.db"), "fetches", "article_id IS NOT NULL")
            assert marked <= stored, "nothing is done before it is stored"
            assert len(stored - marked) <= MOST_IN_HAND, "little is asked again"
        server.requests.clear()
        assert run("crawl", profile, "--archive", killed, "--full") == 0
        asked = Counter(request.path for request in server.requests)
        assert marked
        assert marked.isdisjoint(asked)
        assert set(asked.values()) == {1}
    expected = archived_articles(whole, "kaiposten")
    assert len(expected) == ARTICLES
    assert archived_articles(killed, "kaiposten") == expected
    with closing(sqlite3.connect(killed)) as db:
        assert damage(db) == []
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT count(*), min(reason) FROM crawls").fetchone() == (1, "finished")
        ((counts,),) = db.execute("SELECT json_extract(counts, '$.pages') FROM crawls").fetchall()
        assert counts == db.execute("SELECT count(*) FROM fetches").fetchone()[0]
        assert db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)


def test_a_kill_in_mid_crawl_loses_no_group(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    with SiteServer([SmallPublication(large_publication(ARTICLES))]) as server:
        profile = server.profiles["kaiposten"]
        assert run("crawl", profile, "--archive", whole, "--full") == 0
        server.requests.clear()
        process = start("crawl", profile, "--archive", killed, "--full")
        before = len(BEGINNINGS) + 1 + MOST_IN_HAND  # of the requests, so many may not be stored
        while len(server.requests) <= before + 2 * SHARE and process.is_alive():
            time.sleep(0.001)
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL, "it was at work"
        with closing(sqlite3.connect(killed)) as db:
            stored = {url for (url,) in db.execute("SELECT url FROM fetches WHERE article_id IS NOT NULL")}
        assert len(stored) > 2 * SHARE, "it stored in groups"
        assert run("crawl", profile, "--archive", killed, "--full") == 0
        asked = Counter(request.path for request in server.requests)
        for path in (*BEGINNINGS, SITEMAP):
            del asked[path]
    assert archived_articles(killed, "kaiposten") == archived_articles(whole, "kaiposten")
    assert sum(asked.values()) - len(asked) <= MOST_IN_HAND + MOST, "what was on its way, and a group"
    again = {url for url in stored if asked[urlsplit(url).path] > 1}
    assert len(again) <= MOST, "only the last group's may not yet have been marked as done"
    with closing(sqlite3.connect(killed)) as db:
        assert damage(db) == []
        assert db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)
