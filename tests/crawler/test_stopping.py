"""Ctrl-C: the first one ends a crawl cleanly and soon, the second at once."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.crawler.large_publication import large_publication
from tests.crawler.processes import run, start
from tests.crawler.publication import SmallPublication
from tests.sites.server import Answer, SiteServer

DELAY = 60  # seconds: a crawl that waits it out is not stopped soon
SOON = 20  # seconds, on a machine that is busy


@dataclass
class SlowPublication(SmallPublication):
    """Is to be asked every `DELAY` seconds, or never answers for articles."""

    delay: int = 0
    hangs: bool = False

    def profile(self, base: str) -> str:
        return super().profile(base).replace("delay = 0", f"delay = {self.delay}")

    def answer(self, path_and_query: str, base: str) -> Answer | None:
        if self.hangs and path_and_query.startswith("/nyheter/"):
            time.sleep(SOON)
        return super().answer(path_and_query, base)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()


def rows(archive: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(archive)) as db:
        return db.execute(query).fetchall()


def interrupt(process: BaseProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGINT)


def test_the_first_one_waits_for_no_delay_and_the_next_crawl_goes_on(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with SiteServer([SlowPublication(large_publication(20), delay=DELAY)]) as server:
        profile = server.profiles["kaiposten"]
        process = start("crawl", profile, "--archive", archive)
        wait_for(lambda: len(server.requests) > 0)
        time.sleep(0.3)
        interrupt(process)
        process.join(SOON)
        assert process.exitcode == 1, "it ended, and needs a look"
        assert len(server.requests) <= 2
        assert rows(archive, "SELECT reason FROM crawls") == [("shutdown",)]
        profile.write_text(profile.read_text().replace(f"delay = {DELAY}", "delay = 0"))
        assert run("crawl", profile, "--archive", archive) == 0
    assert rows(archive, "SELECT reason FROM crawls") == [("finished",)]
    assert rows(archive, "SELECT count(*) FROM articles") == [(20,)]


def test_the_second_one_waits_for_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with SiteServer([SlowPublication(large_publication(5), hangs=True)]) as server:
        process = start("crawl", server.profiles["kaiposten"], "--archive", archive)
        wait_for(lambda: any(request.path.startswith("/nyheter/") for request in server.requests))
        interrupt(process)
        time.sleep(0.5)
        assert process.is_alive(), "it waits for what is on its way"
        interrupt(process)
        process.join(SOON / 2)
        assert process.exitcode == 1


def test_a_crawl_that_was_broken_off_says_what_it_has_and_how_to_go_on(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with SiteServer([SlowPublication(large_publication(200), delay=1)]) as server:
        words = ("crawl", server.profiles["kaiposten"], "--archive", archive)
        command = [sys.executable, "-m", "nyhetsarkiv", *map(str, words)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: len(server.requests) > 3)
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        told = "".join(process.communicate(timeout=SOON))
    assert process.returncode == 1
    assert "kaiposten: the crawl was not completed (broken off). Run the same command again." in told
    assert "no article was found" not in told
    assert not re.search(r"^kaiposten\s+broken off\s+0\s", told, re.MULTILINE), "pages are counted"
