"""What the network carried comes through to the raw copies: packed as it was, with the way that led there."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawler.conftest import Crawled, crawl_pages
from tests.crawler.publication import article, links, page, redirect


def copies(archive: Path, base: str) -> list[tuple[str, str, bytes]]:
    """Type, path and block of every record about a page."""
    (file,) = (archive.parent / "warc").iterdir()
    with file.open("rb") as stream:
        return [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI").removeprefix(base),
                record.raw_stream.read(),
            )
            for record in ArchiveIterator(stream, no_record_parse=True)
            if record.rec_type != "warcinfo"
        ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """A crawl of a packed page behind a redirect, and of one that asks not to be archived."""
    plain = article("Kai")
    pages = {
        "/": page(links("/sak-gammel-adresse-1", "/sak-uten-kopi-1")),
        "/sak-gammel-adresse-1": redirect("/sak-ny-adresse-1"),
        "/sak-ny-adresse-1": replace(
            plain, body=gzip.compress(plain.body, mtime=0), headers={"Content-Encoding": "gzip"}
        ),
        "/sak-uten-kopi-1": replace(article("Hemmelig"), headers={"X-Robots-Tag": "noarchive"}),
    }
    return crawl_pages(tmp_path_factory.mktemp("crawl"), pages)


def test_a_packed_page_behind_a_redirect_is_kept_as_it_came(found: Crawled) -> None:
    packed = gzip.compress(article("Kai").body, mtime=0)
    about = [record for record in copies(found.archive, found.base) if "adresse" in record[1]]
    assert [(kind, path) for kind, path, _ in about] == [
        ("response", "sak-gammel-adresse-1"),
        ("request", "sak-gammel-adresse-1"),
        ("response", "sak-ny-adresse-1"),
        ("request", "sak-ny-adresse-1"),
        ("metadata", "sak-ny-adresse-1"),
    ]
    moved, _, came, asked, notes = (block for *_, block in about)
    assert moved.startswith(b"HTTP/1.1 301 Moved Permanently\r\n")
    head, _, body = came.partition(b"\r\n\r\n")
    assert body == packed
    assert b"\r\nContent-Encoding: gzip" in head
    assert f"\r\nContent-Length: {len(packed)}".encode() in head
    first, host, *headers = asked.rstrip().split(b"\r\n")
    assert first == b"GET /sak-ny-adresse-1 HTTP/1.1"
    assert host == b"Host: " + found.base.removeprefix("http://").rstrip("/").encode()
    assert any(line.startswith(b"Accept-Encoding: ") for line in headers)
    assert f"via: {found.base}sak-gammel-adresse-1\r\n".encode() in notes


def test_the_row_points_at_the_page_and_not_at_the_redirect(found: Crawled) -> None:
    [(file, offset)] = found.rows("SELECT warc_file, warc_offset FROM fetches WHERE url LIKE '%ny-adresse%'")
    with (found.archive.parent / str(file)).open("rb") as stream:
        stream.seek(int(str(offset)))
        record = next(iter(ArchiveIterator(stream)))
        assert record.rec_headers.get_header("WARC-Target-URI") == f"{found.base}sak-ny-adresse-1"


def test_a_page_that_asks_not_to_be_archived_leaves_no_copy(found: Crawled) -> None:
    assert not [path for _, path, _ in copies(found.archive, found.base) if "kopi" in path]
    rows = found.rows("SELECT status, warc_file, warc_offset FROM fetches WHERE url LIKE '%kopi%'")
    assert rows == [(200, None, None)]
