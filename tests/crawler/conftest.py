"""Crawls of small publications, as tests of the spider and of its manners need them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from tests.crawler.publication import USUAL, Pages, SmallPublication
from tests.sites.server import Request, SiteServer

HANGS = 300  # seconds after which a crawl is given up; no test measures by it, for machines may be busy


@dataclass
class Crawled:
    """What a crawl asked and what it left in the archive; the server's base is cut off addresses.

    What was asked at the usual places of finders, where the pages have none, is left out.
    """

    base: str
    archive: Path
    asked: list[str]
    times: list[float]  # seconds from the first request to each
    requests: list[Request] = field(default_factory=list)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.archive)) as db:
            rows = db.execute(query).fetchall()
        return sorted(tuple(self._short(value) for value in row) for row in rows)

    def articles(self) -> list[object]:
        return [url for (url,) in self.rows("SELECT url FROM articles")]

    def problems(self) -> dict[object, object]:
        return dict(self.rows("SELECT url, problem FROM fetches WHERE problem IS NOT NULL"))  # type: ignore[arg-type]

    def _short(self, value: object) -> object:
        return value.replace(self.base, "/") if isinstance(value, str) else value


def scrapy_crawl(
    profile: Path, archive: Path, settings: Mapping[str, object] | None = None, **arguments: object
) -> str:
    """Run `scrapy crawl news`; what it logged as error."""
    words = [f"-a{name}={value}" for name, value in {"site": profile, **arguments}.items()]
    words += [f"-sARCHIVE_PATH={archive}", "-sLOG_LEVEL=ERROR"]
    words += [f"-s{name}={value}" for name, value in (settings or {}).items()]
    command = [sys.executable, "-m", "scrapy", "crawl", "news", *words]
    result = subprocess.run(command, capture_output=True, text=True, timeout=HANGS, check=False)
    assert result.returncode == 0, result.stderr
    return result.stderr


Crawl = Callable[..., Crawled]


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    """Crawls a publication of these pages with `scrapy crawl news`, as in any Scrapy project."""
    return partial(crawl_pages, tmp_path)


def crawl_pages(
    folder: Path,
    pages: Pages,
    profile: str = "",
    settings: Mapping[str, object] | None = None,
    delay: float = 0,
    further: tuple[str, ...] = (),
    **arguments: object,
) -> Crawled:
    """Crawl a publication of these pages into `folder`."""
    archive = folder / "archive.db"
    with SiteServer([SmallPublication(pages, profile, delay, further)]) as server:
        log = scrapy_crawl(server.profiles["kaiposten"], archive, settings, **arguments)
        assert log == ""
        requests = [one for one in server.requests if one.path in pages or one.path not in USUAL]
        asked = [request.path for request in requests]
        times = [request.time - requests[0].time for request in requests]
        return Crawled(server.bases["kaiposten"], archive, asked, times, requests)
