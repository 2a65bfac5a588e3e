"""Captures that come quickly are stored in groups; none counts as stored before its group is."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive.opening import open_for_reading
from crawler.capture import Capture
from pipelines import groups
from pipelines.groups import MOST, SHARE, Future
from pipelines.stopping import ARCHIVE_FAILED
from pipelines.store import Store
from tests.pipelines.captures import ARTICLE, HOST, capture
from tests.pipelines.test_store import Engine


def stored(archive: Path) -> list[str]:
    with closing(open_for_reading(archive)) as connection:
        return [url for (url,) in connection.execute("SELECT url FROM fetches ORDER BY id")]


def listing(number: int) -> Capture:
    return capture(f"{HOST}/liste/{number}", article=None)


async def warmed_up(store: Store, group: int) -> None:
    """Store so much that from now on `group` captures are stored together."""
    for number in range(group * SHARE):
        await asyncio.wait_for(future_of(store.process_item(listing(number))), timeout=5)


def future_of(result: Capture | Future) -> Future:
    assert isinstance(result, asyncio.Future) or result.status == 200
    if isinstance(result, asyncio.Future):
        return result
    done: Future = asyncio.get_running_loop().create_future()
    done.set_result(result)
    return done


def test_a_group_is_stored_when_it_is_full_and_only_then_counts(store: Store, archive: Path) -> None:
    async def crawl() -> None:
        await warmed_up(store, 3)
        before = stored(archive)
        pages = [capture(f"{HOST}/{number}", article=replace(ARTICLE, title=str(number))) for number in "123"]
        first, second = (future_of(store.process_item(page)) for page in pages[:2])
        assert (first.done(), second.done()) == (False, False)
        assert stored(archive) == before
        assert store.counts["pages"] == len(before)
        third = future_of(store.process_item(pages[2]))
        assert [await one for one in (first, second, third)] == pages
        assert stored(archive) == [*before, f"{HOST}/1", f"{HOST}/2", f"{HOST}/3"]
        assert store.counts["pages"] == len(before) + 3

    asyncio.run(crawl())


def test_one_that_nothing_follows_is_stored_soon(store: Store, archive: Path) -> None:
    async def crawl() -> None:
        await warmed_up(store, 2)
        last = future_of(store.process_item(listing(-1)))
        assert not last.done()
        await asyncio.wait_for(last, timeout=5)
        assert stored(archive)[-1] == f"{HOST}/liste/-1"

    asyncio.run(crawl())


def test_a_crawl_that_has_stored_little_stores_each_at_once(store: Store, archive: Path) -> None:
    for number in range(2 * SHARE):
        assert store.process_item(listing(number)) == listing(number)
    assert len(stored(archive)) == 2 * SHARE


def test_a_group_never_grows_beyond_its_bound(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def crawl() -> None:
        await warmed_up(store, 2 * MOST)
        monkeypatch.setattr(groups, "LONGEST", 60)
        results = [future_of(store.process_item(listing(-number))) for number in range(1, MOST + 2)]
        done, waiting = await asyncio.wait(results, timeout=5)
        assert (done, waiting) == (set(results[:MOST]), set(results[MOST:]))

    asyncio.run(crawl())


def test_a_capture_that_is_refused_is_the_only_one_of_its_group_that_is_lost(
    store: Store, archive: Path
) -> None:
    broken = replace(ARTICLE, published_precision="century")  # type: ignore[arg-type]

    async def crawl() -> None:
        await warmed_up(store, 3)
        pages = [capture(f"{HOST}/1"), capture(f"{HOST}/2", article=broken), capture(f"{HOST}/3")]
        first, second, third = [future_of(store.process_item(page)) for page in pages]
        assert (await first, await third) == (pages[0], pages[2])
        with pytest.raises(sqlite3.IntegrityError):
            await second
        assert stored(archive)[-2:] == [f"{HOST}/1", f"{HOST}/3"]

    asyncio.run(crawl())


def test_an_archive_that_fails_drops_the_whole_group_and_is_told_once(
    store: Store, scrapy_crawler: Crawler, archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Engine()
    scrapy_crawler.engine = engine  # type: ignore[assignment]
    long = replace(ARTICLE, body="Laks i merd. " * 20_000)

    async def crawl() -> None:
        await warmed_up(store, 2)
        before = stored(archive)
        [(pages,)] = store._connection.execute("PRAGMA page_count").fetchall()
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        group = [future_of(store.process_item(capture(f"{HOST}/{n}", article=long))) for n in "12"]
        for one in group:
            with pytest.raises(DropItem):
                await one
        await asyncio.sleep(0)  # the engine is asked in a task of its own
        assert stored(archive) == before

    with caplog.at_level(logging.ERROR):
        asyncio.run(crawl())
    assert caplog.messages == [
        f"{archive}: the disk is full. Free some space; what was stored before is safe."
    ]
    assert engine.reasons == [ARCHIVE_FAILED]


def test_the_crawl_goes_on_while_the_disk_has_not_the_copies_and_rows_come_after_them(
    store: Store, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk = threading.Event()

    async def crawl() -> None:
        await warmed_up(store, 2)
        before = stored(archive)
        monkeypatch.setattr("pipelines.store.make_durable", lambda *_: on_disk.wait(5))
        group = [future_of(store.process_item(listing(-number))) for number in range(1, 5)]
        _, waiting = await asyncio.wait(group, timeout=0.2)
        assert (waiting, stored(archive)) == (set(group), before)
        on_disk.set()
        await asyncio.wait_for(asyncio.gather(*group), timeout=5)
        assert stored(archive) == [*before, *(f"{HOST}/liste/-{number}" for number in range(1, 5))]

    asyncio.run(crawl())


def test_a_group_whose_raw_copies_cannot_be_made_durable_is_dropped(
    store: Store, scrapy_crawler: Crawler, archive: Path
) -> None:
    engine = Engine()
    scrapy_crawler.engine = engine  # type: ignore[assignment]
    (archive.parent / "warc").write_text("in the way", encoding="utf-8")
    copied = {"warc_file": "warc/fjordposten-20240503-1.warc.gz", "warc_offset": 0}

    async def crawl() -> None:
        await warmed_up(store, 2)
        before = stored(archive)
        for one in [future_of(store.process_item(capture(f"{HOST}/{n}", **copied))) for n in "12"]:
            with pytest.raises(DropItem):
                await one
        assert stored(archive) == before

    asyncio.run(crawl())
    assert engine.reasons == [ARCHIVE_FAILED]


def test_nothing_is_stored_whose_raw_copy_cannot_be_made_durable(
    store: Store, scrapy_crawler: Crawler, archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = Engine()
    scrapy_crawler.engine = engine  # type: ignore[assignment]
    (archive.parent / "warc").write_text("in the way", encoding="utf-8")

    async def crawl() -> None:
        with pytest.raises(DropItem):
            store.process_item(capture(warc_file="warc/fjordposten-20240503-1.warc.gz", warc_offset=0))
        await asyncio.sleep(0)

    asyncio.run(crawl())
    assert stored(archive) == []
    assert engine.reasons == [ARCHIVE_FAILED]
    (sentence,) = caplog.messages
    assert sentence.startswith(
        f"{archive.parent / 'warc'}: raw copies cannot be kept there (Not a directory)."
    )
