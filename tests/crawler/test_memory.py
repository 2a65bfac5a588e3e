from __future__ import annotations

from pathlib import Path

from scrapy.utils.misc import load_object

from archive.crawl_memory import ArchiveMemory
from crawler import settings
from crawler.memory import CrawlMemory, OpenMemory


def test_the_archive_keeps_what_a_crawl_must_remember(tmp_path: Path) -> None:
    open_memory: OpenMemory = ArchiveMemory  # the type check compares it with the protocol
    assert load_object(settings.CRAWL_MEMORY) is open_memory
    memory: CrawlMemory = open_memory(tmp_path / "archive.db", "avisa", "crawl", "")
    assert not memory.goes_on
    memory.end("finished")
