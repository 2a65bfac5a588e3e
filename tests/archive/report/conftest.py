from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.filters import Filters
from archive.opening import open_archive, open_for_reading
from archive.report.read import Report, read_report
from tests.archive.report.corpus import fill


@pytest.fixture
def corpus(path: Path) -> Path:
    with closing(open_archive(path)) as connection:
        fill(connection)
    return path


@pytest.fixture
def reading(corpus: Path):
    with closing(open_for_reading(corpus)) as connection:
        yield connection


@pytest.fixture
def report(reading: sqlite3.Connection) -> Report:
    return read_report(reading, Filters())
