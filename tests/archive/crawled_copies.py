"""Crawls that keep raw copies, of whatever day, and the copies that an archive's rows name."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from archive.copies import copy_of_page
from archive.opening import open_archive
from archive.warc.folder import name_in_archive, path_of, warc_folder
from archive.warc.reading import read_at, read_with_body
from archive.warc.records import Original, Place
from archive.warc.writing import RawCopies
from tests.archive.archive_under_test import ARTICLE, begin
from tests.archive.merging import moment
from tests.archive.warc.exchanges import exchange

SITE = "fjordposten"


def body_of(text: int) -> bytes:
    return f"<!doctype html><title>Utgave {text}</title><p>Byggingen begynner i høst.</p>".encode()


def crawl(archive: Path, day: int, *looks: tuple[str, int]) -> Path:
    """A crawl on a day: of each path, the page with that text, as a revisit if it was there before."""
    with (
        closing(open_archive(archive)) as db,
        RawCopies(warc_folder(archive), SITE, today=lambda: f"202405{day:02}") as copies,
    ):
        begun = begin(db, SITE, moment(day))
        for path, text in looks:
            sent = replace(exchange(path, body_of(text)), fetched=datetime.fromisoformat(moment(day)))
            sha256 = hashlib.sha256(sent.body).hexdigest()
            place = copies.keep([sent], {"site": SITE}, _original(db, archive, sent.url, sha256))
            begun.store(
                replace(ARTICLE, url=sent.url, title=f"{path} {text}"),
                moment(day),
                sent.url,
                sha256=sha256,
                warc_file=name_in_archive(place.file, archive),
                warc_offset=place.offset,
            )
        begun.writer.finish_crawl(begun.crawl_id, moment(day), "finished", {})
    return place.file


def _original(db: sqlite3.Connection, archive: Path, url: str, sha256: str) -> Original | None:
    known = copy_of_page(db, url, sha256)
    if known is None:
        return None
    page = read_at(Place(path_of(known.warc_file, archive), known.warc_offset))
    if page.refers_to is not None:
        page = read_at(page.refers_to)
    file, offset = page.place.file.name, page.place.offset
    return Original(file, offset, page.record_id, url, "2024-05-03T10:00:07Z", page.payload_digest)


def copies_of(archive: Path) -> list[tuple[str, bytes]]:
    """Name of the file and body of every raw copy that a row names, after it was compared with its row."""
    with closing(open_archive(archive)) as db:
        rows = db.execute(
            "SELECT warc_file, warc_offset, sha256 FROM fetches ORDER BY fetched, url"
        ).fetchall()
    found = []
    for name, offset, sha256 in rows:
        if name is not None:
            body = read_with_body(Place(path_of(name, archive), offset)).body
            assert hashlib.sha256(body).hexdigest() == sha256
            found.append((name, body))
    return found
