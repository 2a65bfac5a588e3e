"""Captures become records in files, and the captures say where."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from warcio.archiveiterator import ArchiveIterator

from archive.warc.folder import path_of
from archive.warc.reading import read_with_body
from archive.warc.records import IDENTICAL, NOT_MODIFIED, Place, RawPage
from crawler.capture import Capture
from crawler.exchange import Exchange
from pipelines.raw_copy import RawCopy
from pipelines.stopping import ARCHIVE_FAILED
from pipelines.store import Store
from tests.pipelines.captures import HOST, URL, capture
from tests.pipelines.test_store import Engine

PAGE = b"<html><p>hei</p>"
THEN = datetime(2024, 5, 3, 9, 59, tzinfo=UTC)


def exchange(url: str = URL, status: int = 200, body: bytes = PAGE, **headers: str) -> Exchange:
    named = {"Content-Type": "text/html", **{name.replace("_", "-"): text for name, text in headers.items()}}
    return Exchange(
        url=url,
        method="GET",
        request_headers=((b"User-Agent", b"Nyhetsarkiv"), (b"Accept-Encoding", b"gzip")),
        status=status,
        headers=tuple((name.encode(), text.encode()) for name, text in named.items()),
        body=body,
        fetched=THEN,
        ip="192.0.2.7",
    )


def fetched(url: str = URL, body: bytes = PAGE, **values: Any) -> Capture:
    given = {"exchanges": (exchange(url, body=body),), "article": None, **values}
    return capture(url, body=body, **given)


@pytest.fixture
def raw_copy(scrapy_crawler: Crawler) -> Iterator[RawCopy]:
    opened = RawCopy.from_crawler(scrapy_crawler)
    opened.open_spider()
    yield opened
    opened.close_spider()


def read(copied: Capture, archive: Path) -> RawPage:
    assert copied.warc_file is not None
    assert copied.warc_offset is not None
    return read_with_body(Place(path_of(copied.warc_file, archive), copied.warc_offset))


def records(file: Path) -> list[tuple[str, dict[str, str], bytes]]:
    with file.open("rb") as stream:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(stream, no_record_parse=True)
        ]


def blocks(archive: Path, kind: str) -> list[bytes]:
    return [
        block
        for path in sorted((archive.parent / "warc").iterdir())
        for found, _, block in records(path)
        if found == kind
    ]


def test_a_page_is_kept_as_it_came_and_read_as_it_was(raw_copy: RawCopy, archive: Path) -> None:
    packed = gzip.compress(PAGE)
    came = exchange(body=packed, Content_Encoding="gzip", Transfer_Encoding="chunked", X_Ås="ø")
    copied = raw_copy.process_item(fetched(exchanges=(came,)))
    assert copied.warc_file is not None
    assert copied.warc_file.startswith("warc/fjordposten-")
    (response,) = blocks(archive, "response")
    assert (
        response
        == (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nX-Ås: ø\r\n"
            f"Content-Length: {len(packed)}\r\n\r\n"
        ).encode()
        + packed
    )
    (request,) = blocks(archive, "request")
    assert request == (
        b"GET /laks HTTP/1.1\r\nHost: www.fjordposten.example\r\n"
        b"User-Agent: Nyhetsarkiv\r\nAccept-Encoding: gzip\r\n\r\n"
    )
    page = read(copied, archive)
    assert (page.url, page.status, page.body, page.fetched) == (URL, 200, PAGE, copied.fetched)


def test_the_notes_say_what_the_capture_is(raw_copy: RawCopy, archive: Path) -> None:
    raw_copy.process_item(fetched(requested=(f"{HOST}/17",), problem="No title was found."))
    assert blocks(archive, "metadata") == [
        f"site: fjordposten\r\nkind: article\r\nvia: {HOST}/17\r\nproblem: No title was found.\r\n".encode()
    ]


def test_redirects_on_the_way_are_kept_too(raw_copy: RawCopy, archive: Path) -> None:
    moved = exchange(f"{HOST}/17?a=æ", 301, b"", Location="/laks")
    copied = raw_copy.process_item(fetched(exchanges=(moved, exchange())))
    assert [block.split(b"\r\n")[0] for block in blocks(archive, "response")] == [
        b"HTTP/1.1 301 Moved Permanently",
        b"HTTP/1.1 200 OK",
    ]
    assert blocks(archive, "request")[0].startswith(b"GET /17?a=%C3%A6 HTTP/1.1\r\n")
    assert read(copied, archive).url == URL


@pytest.mark.parametrize(
    "nothing",
    [
        {"exchanges": (), "status": None, "problem": "No answer in time."},
        {"no_copy": "The page says noarchive."},
    ],
)
def test_where_nothing_came_or_may_be_kept_nothing_is(
    nothing: dict[str, Any], raw_copy: RawCopy, archive: Path
) -> None:
    copied = raw_copy.process_item(fetched(**nothing))
    assert (copied.warc_file, copied.warc_offset) == (None, None)
    assert not (archive.parent / "warc").exists()


def test_an_unchanged_page_is_a_revisit_and_still_read_in_full(
    raw_copy: RawCopy, store: Store, archive: Path
) -> None:
    not_modified = exchange(status=304, body=b"", ETag="1")
    captures = [
        fetched(),
        fetched(),
        fetched(status=304, body=b"", exchanges=(not_modified,)),
        fetched(body=b"<html><p>nytt</p>"),
        fetched(),
        fetched(f"{HOST}/sei"),
    ]
    for item in captures:
        store.process_item(raw_copy.process_item(item))
    (file,) = (archive.parent / "warc").iterdir()
    kinds = [
        (kind, headers.get("WARC-Profile"))
        for kind, headers, _ in records(file)
        if kind in ("response", "revisit")
    ]
    assert kinds == [
        ("response", None),
        ("revisit", IDENTICAL),
        ("revisit", NOT_MODIFIED),
        ("response", None),
        ("revisit", IDENTICAL),
        ("response", None),
    ]
    read_again = [read(item, archive).body for item in captures]
    assert read_again == [PAGE, PAGE, PAGE, b"<html><p>nytt</p>", PAGE, PAGE]


def test_the_same_page_packed_otherwise_is_kept_whole(raw_copy: RawCopy, store: Store, archive: Path) -> None:
    packed = exchange(body=gzip.compress(PAGE), Content_Encoding="gzip")
    for item in (fetched(), fetched(exchanges=(packed,))):
        store.process_item(raw_copy.process_item(item))
    assert len(blocks(archive, "response")) == 2


def test_a_page_whose_earlier_copy_is_lost_is_kept_whole(
    raw_copy: RawCopy, store: Store, archive: Path
) -> None:
    first = raw_copy.process_item(fetched())
    store.process_item(replace(first, warc_file="warc/lost-20240101-1.warc.gz"))
    copied = raw_copy.process_item(fetched())
    assert read(copied, archive).type == "response"


def test_a_crash_in_mid_write_is_mended_at_the_next_start_and_told(
    raw_copy: RawCopy, store: Store, scrapy_crawler: Crawler, archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = raw_copy.process_item(fetched())
    store.process_item(first)
    assert first.warc_file is not None
    file = path_of(first.warc_file, archive)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:200])
    raw_copy.close_spider()
    again = RawCopy.from_crawler(scrapy_crawler)
    with caplog.at_level(logging.WARNING):
        again.open_spider()
    assert caplog.messages == [f"{file}: a crash tore the last record; its 200 bytes are cut off."]
    assert file.read_bytes() == whole
    second = again.process_item(fetched(f"{HOST}/sei", b"<p>sei</p>"))
    again.close_spider()
    assert second.warc_offset == len(whole)
    assert [read(item, archive).body for item in (first, second)] == [PAGE, b"<p>sei</p>"]


def test_copies_that_cannot_be_written_end_the_crawl_with_one_sentence(
    raw_copy: RawCopy, scrapy_crawler: Crawler, archive: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (archive.parent / "warc").write_text("in the way", encoding="utf-8")
    engine = Engine()
    scrapy_crawler.engine = engine  # type: ignore[assignment]

    async def keep_two() -> None:
        for _ in range(2):
            with pytest.raises(DropItem):
                raw_copy.process_item(fetched())
        await asyncio.sleep(0)  # the engine is asked in a task of its own

    asyncio.run(keep_two())
    assert engine.reasons == [ARCHIVE_FAILED]
    (sentence,) = caplog.messages
    assert sentence.startswith(f"{archive.parent / 'warc'}: raw copies cannot be kept there (File exists).")
