from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler import reading
from crawler.reading import PageReader, ReaderFailed, read_page
from crawler.sites.profile import build_profile
from tests.crawler.publication import article, links

SITE = build_profile(
    "kaiposten",
    {"title": "Kaiposten", "home": "https://www.kai.example/", "domains": ["www.kai.example"]},
    "a test",
)
URL = "https://www.kai.example/en-ny-kai"
NOW = datetime(2024, 5, 3, 10, tzinfo=UTC)
BODY = article("En ny kai", links=links("/en-annen-kai")).body


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[PageReader]:
    """Takes every pace for a quick one."""
    monkeypatch.setattr(reading, "QUICK", 0.0)
    opened = PageReader(SITE)
    yield opened
    opened.close()


def test_a_page_says_the_same_wherever_it_is_read(reader: PageReader) -> None:
    async def read(times: int) -> list[reading.PageRead]:
        return [await reader.read(BODY, URL, NOW) for _ in range(times)]

    here = read_page(BODY, URL, SITE, NOW)
    assert here.article.title == "En ny kai"
    assert [entry.url for entry in here.listing.entries] == ["https://www.kai.example/en-annen-kai"]
    assert asyncio.run(read(reading.JUDGED + 2)) == [here] * (reading.JUDGED + 2)
    assert reader.pid is not None, "the last of them were read by a process"


def test_at_a_polite_pace_there_is_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "QUICK", 1_000_000.0)
    polite = PageReader(SITE)

    async def read() -> None:
        for _ in range(reading.JUDGED + 2):
            await polite.read(BODY, URL, NOW)

    asyncio.run(read())
    assert polite.pid is None


def test_a_page_that_brings_its_reader_down_costs_itself_alone(reader: PageReader) -> None:
    async def read() -> None:
        for _ in range(reading.JUDGED):
            await reader.read(BODY, URL, NOW)
        assert reader.pid is not None
        os.kill(reader.pid, signal.SIGKILL)
        with pytest.raises(ReaderFailed):
            await reader.read(BODY, URL, NOW)
        assert (await reader.read(BODY, URL, NOW)).article.title == "En ny kai"

    asyncio.run(read())


def test_pages_that_wait_behind_the_one_that_brings_the_reader_down_are_read(reader: PageReader) -> None:
    urls = [f"{URL}/{number}" for number in range(20)]

    async def read() -> list[reading.PageRead | BaseException]:
        for _ in range(reading.JUDGED):
            await reader.read(BODY, URL, NOW)
        assert reader.pid is not None
        tasks = [asyncio.create_task(reader.read(BODY, url, NOW)) for url in urls]
        await asyncio.sleep(0)  # all of them are handed over
        os.kill(reader.pid, signal.SIGKILL)
        return await asyncio.gather(*tasks, return_exceptions=True)

    found = asyncio.run(read())
    answered = {url: one for url, one in zip(urls, found, strict=True) if isinstance(one, reading.PageRead)}
    assert [type(one) for one in found if not isinstance(one, reading.PageRead)] == [ReaderFailed]
    assert {url: one.article.url for url, one in answered.items()} == {url: url for url in answered}


def test_a_parser_that_raises_costs_its_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(reading, "read_article", broken)
    with pytest.raises(ReaderFailed):
        asyncio.run(PageReader(SITE).read(BODY, URL, NOW))


def test_the_process_ends_with_the_crawl(reader: PageReader) -> None:
    async def read() -> None:
        for _ in range(reading.JUDGED):
            await reader.read(BODY, URL, NOW)

    asyncio.run(read())
    pid = reader.pid
    reader.close()
    assert not Path(f"/proc/{pid}").exists()
