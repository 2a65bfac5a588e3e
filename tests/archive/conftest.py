"""A fresh archive for every test: a real SQLite file in a folder of its own."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.opening import open_archive
from tests.archive.archive_under_test import ArchiveUnderTest, begin


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_archive(path)) as opened:
        yield opened


@pytest.fixture
def fresh(connection: sqlite3.Connection) -> ArchiveUnderTest:
    """An archive with one publication and one crawl begun, and nothing stored yet."""
    return begin(connection)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte; skipped where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small disk takes the superuser")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
