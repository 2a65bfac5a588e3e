from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler import page_read, reading
from crawler.capture import Capture
from crawler.discovery.tdmrep import Reservation
from crawler.page_read import PageRead, PageToRead, Reading
from crawler.page_slots import SLOTS
from crawler.parsers.rights import Rights
from crawler.reading import PageReader, ReaderFailed
from crawler.sites.profile import Site, build_profile
from tests.crawler.publication import article, links

PROFILE = {"title": "Kaiposten", "home": "https://www.kai.example/", "domains": ["www.kai.example"]}
SITE = build_profile("kaiposten", PROFILE, "a test")
URL = "https://www.kai.example/en-ny-kai"
NOW = datetime(2024, 5, 3, 10, tzinfo=UTC)
BODY = article("En ny kai", links=links("/en-annen-kai")).body


def make_ahead(capture: Capture, rights: Rights, site: Site) -> None:
    """Stands for what the pipelines do."""
    assert capture.article is not None
    capture.ahead = (site.name, capture.article.title, rights.noindex)


READING = Reading(SITE, make_ahead)


def page(url: str = URL, body: bytes = BODY) -> PageToRead:
    return PageToRead(Capture(SITE.name, url, "article", NOW, 200, body=body), Reservation())


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[PageReader]:
    """Takes every pace for a quick one."""
    monkeypatch.setattr(reading, "QUICK", 0.0)
    opened = PageReader(READING)
    yield opened
    opened.close()


async def read_by_a_process(reader: PageReader) -> list[PageRead]:
    """Read pages until a process does it."""
    read = []
    while reader.pid is None:
        read.append(await reader.read(page()))
        await asyncio.sleep(0.01)
    return read


def test_a_page_says_the_same_wherever_it_is_read(reader: PageReader) -> None:
    async def read() -> tuple[list[PageRead], PageRead]:
        return await read_by_a_process(reader), await reader.read(page())

    here = READING.read(*page())
    assert here.article.title == "En ny kai"
    assert here.ahead == ("kaiposten", "En ny kai", False)
    assert [entry.url for entry in here.listing.entries] == ["https://www.kai.example/en-annen-kai"]
    before, by_process = asyncio.run(read())
    assert by_process == here
    assert before == [here] * len(before)
    assert len(before) >= reading.JUDGED


@pytest.mark.parametrize(
    "list_of_two",
    [
        "<li>12.03.2024 <a href='/a'>A</a></li><li>13.03.2024 <a href='/b'>B</a></li>",
        "<main><p>13.03.2024</p><p><a href='/a'>A</a></p><p>12.03.2024</p><p><a href='/b'>B</a></p></main>",
    ],
)
def test_a_process_tells_the_dates_that_a_list_shows(list_of_two: str, reader: PageReader) -> None:
    body = f"<!doctype html><body>{list_of_two}</body>".encode()

    async def read() -> PageRead:
        await read_by_a_process(reader)
        return await reader.read(page(body=body))

    here = READING.read(*page(body=body)).listing
    assert any(entry.date or entry.lastmod for entry in here.entries)
    assert asyncio.run(read()).listing == here


def test_at_a_polite_pace_there_is_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "QUICK", 1_000_000.0)
    polite = PageReader(READING)

    async def read() -> None:
        for _ in range(reading.JUDGED + 2):
            await polite.read(page())

    asyncio.run(read())
    assert polite.pid is None


def test_a_page_that_brings_its_reader_down_costs_itself_alone(reader: PageReader) -> None:
    async def read() -> None:
        await read_by_a_process(reader)
        assert reader.pid is not None
        os.kill(reader.pid, signal.SIGKILL)
        with pytest.raises(ReaderFailed):
            await reader.read(page())
        assert (await reader.read(page())).article.title == "En ny kai"
        await read_by_a_process(reader)  # another one

    asyncio.run(read())


def test_pages_that_wait_behind_the_one_that_brings_the_reader_down_are_read(reader: PageReader) -> None:
    urls = [f"{URL}/{number}" for number in range(20)]

    async def read() -> list[PageRead | BaseException]:
        await read_by_a_process(reader)
        assert reader.pid is not None
        tasks = [asyncio.create_task(reader.read(page(url))) for url in urls]
        await asyncio.sleep(0)  # all of them are handed over
        os.kill(reader.pid, signal.SIGKILL)
        return await asyncio.gather(*tasks, return_exceptions=True)

    found = asyncio.run(read())
    answered = {url: one for url, one in zip(urls, found, strict=True) if isinstance(one, PageRead)}
    assert [type(one) for one in found if not isinstance(one, PageRead)] == [ReaderFailed]
    assert {url: one.article.url for url, one in answered.items()} == {url: url for url in answered}


def test_where_no_process_comes_up_pages_are_read_here_and_it_is_said_once(
    reader: PageReader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def read() -> list[PageRead]:
        found = []
        for _ in range(reading.JUDGED + 5):
            found.append(await reader.read(page()))
            await asyncio.sleep(0.05)
        return found

    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert {one.article.title for one in asyncio.run(read())} == {"En ny kai"}
    assert reader.pid is None
    assert [record.message for record in caplog.records] == [
        "No process that reads pages comes up; they are read where they arrive."
    ]


def test_it_is_this_program_that_reads_wherever_the_crawl_was_started(
    reader: PageReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "crawler.py").write_text("raise SystemExit('another crawler')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asyncio.run(read_by_a_process(reader))
    assert reader.pid is not None


def test_many_pages_at_once_are_each_read_as_what_they_are(reader: PageReader) -> None:
    titles = [f"Kai nummer {number}" for number in range(5 * SLOTS)]

    async def read() -> list[PageRead]:
        await read_by_a_process(reader)
        pages = (page(f"{URL}/{title}", article(title).body) for title in titles)
        return await asyncio.gather(*map(reader.read, pages))

    assert [one.article.title for one in asyncio.run(read())] == titles


def test_a_page_that_has_no_room_on_the_way_is_read_here(
    reader: PageReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", len(BODY))
    larger = BODY + b"<!-- -->"

    async def read() -> list[PageRead]:
        await read_by_a_process(reader)
        return await asyncio.gather(*map(reader.read, (page(), page(body=larger), page())))

    assert {one.article.title for one in asyncio.run(read())} == {"En ny kai"}


def test_a_parser_that_raises_costs_its_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(page_read, "read_article", broken)
    with pytest.raises(ReaderFailed):
        asyncio.run(PageReader(READING).read(page()))


def test_the_process_ends_with_the_crawl(reader: PageReader) -> None:
    asyncio.run(read_by_a_process(reader))
    pid = reader.pid
    reader.close()
    assert not Path(f"/proc/{pid}").exists()


def test_where_a_pattern_decides_a_process_sends_a_link_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "QUICK", 0.0)
    site = build_profile("kaiposten", {**PROFILE, "discover": {"article": r"^/sak/"}}, "a test")
    reader = PageReader(Reading(site, make_ahead))
    first = article("En ny kai", links=links("/sak/1", "/emne/kai", "https://elsewhere.example/sak/9")).body
    second = article("En kai til", links=links("/sak/1", "/emne/kai", "/sak/2")).body

    async def read() -> list[PageRead]:
        await read_by_a_process(reader)
        return [await reader.read(page(body=body)) for body in (first, second)]

    shown = [read.listing.links for read in asyncio.run(read())]
    reader.close()
    assert shown == [("https://www.kai.example/sak/1",), ("https://www.kai.example/sak/2",)]
