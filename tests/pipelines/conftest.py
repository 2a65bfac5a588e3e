"""A crawl that stores into a fresh archive: the pipeline under Scrapy's own crawler object."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from crawler.spiders.news import NewsSpider
from pipelines.store import Store
from tests.pipelines.captures import SITE


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def scrapy_crawler(archive: Path) -> Crawler:
    """Listened to by nothing but the pipelines."""
    crawler = get_crawler(NewsSpider, {"ARCHIVE_PATH": str(archive), "EXTENSIONS_BASE": {}})
    crawler.spider = NewsSpider(site=SITE)
    return crawler


@pytest.fixture
def store(scrapy_crawler: Crawler) -> Iterator[Store]:
    """An open store; closed by the test, or at its end."""
    opened = Store.from_crawler(scrapy_crawler)
    opened.open_spider()
    yield opened
    opened._connection.close()
