"""One archive with everything in it, and one front over it, for all tests that only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.front.filled import fill
from tests.archive.front.served import Front, served


@pytest.fixture(scope="session")
def full_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("front") / "archive.db"
    fill(path)
    return path


@pytest.fixture(scope="session")
def front(full_archive: Path) -> Iterator[Front]:
    with served(full_archive) as serving:
        yield serving
