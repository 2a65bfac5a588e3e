"""What tests of every folder share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import crawl
from tests.sites.demo import demo_publications
from tests.sites.server import SiteServer


@pytest.fixture(scope="session")
def demo_sites() -> Iterator[SiteServer]:
    """The demo publications, served on free ports for the whole test run."""
    with SiteServer(demo_publications()) as server:
        yield server


@pytest.fixture(scope="session")
def demo_archive(demo_sites: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive into which the demo publications were crawled once; to be read, not changed."""
    path = tmp_path_factory.mktemp("demo") / "archive.db"
    result = crawl("-q", *demo_sites.profiles.values(), "--archive", path)
    assert (result.returncode, result.stderr) == (0, "")
    return path


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)
