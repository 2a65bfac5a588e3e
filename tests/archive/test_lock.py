"""One crawl at a time for an archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.lock import CrawlLocked, crawl_lock
from tests.crawling import crawl
from tests.sites.server import SiteServer


def test_a_second_run_is_refused_while_the_first_holds_the_lock(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with (
        crawl_lock(archive),
        pytest.raises(CrawlLocked, match="another run is crawling"),
        crawl_lock(archive),
    ):
        pass


def test_the_lock_is_free_again_after_a_run(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with crawl_lock(archive):
        pass
    with crawl_lock(archive):
        assert (tmp_path / "archive.db.lock").exists()


def test_the_command_ends_with_exit_code_3(tmp_path: Path, demo_sites: SiteServer) -> None:
    archive = tmp_path / "archive.db"
    with crawl_lock(archive):
        run = crawl(demo_sites.profiles["byggposten"], "--archive", archive)
    assert run.returncode == 3
    assert "another run is crawling into this archive" in run.stderr
    assert not archive.exists()
