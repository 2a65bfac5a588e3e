"""Pages are read in little time, beside a crawl, and what cannot be read is said."""

from __future__ import annotations

import socket
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from archive.errors import ArchiveMissing, ArchiveUnusable, NotAnArchive
from archive.front.app import make_app
from archive.front.reading import Readers, TookTooLong
from archive.opening import open_archive
from archive.records import ArticleRecord
from tests.archive.archive_under_test import begin
from tests.archive.filling import damage_table, fill
from tests.archive.front.filled import fill_with_long_texts
from tests.archive.front.served import Front, served

_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
_ENDLESS_SITES = f"SELECT s.title FROM sites s JOIN ({_ENDLESS})"
AT = "2024-05-06T10:00:00+02:00"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    fill(path, 3)
    return path


def test_what_takes_too_long_is_stopped_and_said(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(archive, seconds=0.3) as front:
        monkeypatch.setattr("archive.front.pages.sites._SITES", _ENDLESS_SITES)
        start = time.monotonic()
        answer = front.get("/sites")
        assert time.monotonic() - start < 5
        assert answer.status == 503
        assert answer.sentence == (
            "This took longer than 0.3 seconds and was stopped. Choose fewer days or one publication, or ask "
            "in your own tools, where nothing is cut off."
        )
        assert front.get("/").status == 200


def test_a_slow_page_keeps_no_other_waiting(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.front.pages.sites._SITES", _ENDLESS_SITES)
    with served(archive, seconds=3) as front, closing(_request(front, "/sites")):
        time.sleep(0.2)
        start = time.monotonic()
        assert front.get("/").status == 200
        assert time.monotonic() - start < 2


def _request(front: Front, path: str) -> socket.socket:
    """Ask, and do not wait for the answer."""
    connection = socket.create_connection(("127.0.0.1", front.port))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return connection


def test_pages_and_a_crawl_do_not_wait_for_each_other(archive: Path) -> None:
    with served(archive) as front, closing(open_archive(archive)) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE articles SET title = 'Ny' WHERE id = 1")
        assert front.get("/article/1").texts("//h1") == ["Sak 0"]
        db.execute("COMMIT")
        assert front.get("/article/1").texts("//h1") == ["Ny"]


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    path = tmp_path / "large.db"
    fill_with_long_texts(path)
    return path


def test_a_crawl_goes_on_while_a_file_is_taken_and_the_file_is_of_one_moment(long_file: Path) -> None:
    with served(long_file) as front, closing(_request(front, "/articles.jsonl")) as taking:
        read = bytearray(taking.recv(1000))
        with closing(open_archive(long_file)) as db:
            begin(db).store_own(ArticleRecord("https://fjordposten.example/ny", "Ny", "Tekst."), AT)
        taking.settimeout(60)
        while not read.endswith(b"0\r\n\r\n"):
            read += taking.recv(2**20)
        assert read.count(b'"site": "fjordposten"') == 30
        assert len(front.get("/articles.jsonl").text.splitlines()) == 31


def test_browsers_that_go_away_leave_room_for_others(
    long_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with served(long_file) as front:
        for _ in range(3):  # one more than there are threads for files
            with closing(_request(front, "/articles.jsonl")) as taking:
                taking.recv(1000)
        assert len(front.get("/articles.csv").text) > 10_000_000
    assert caplog.records == []


def test_a_file_that_breaks_off_is_not_taken_for_the_whole(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_connection: object, file: object) -> None:
        file.write("id\n" * 100_000)  # type: ignore[attr-defined]
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr("archive.front.listing.Listing.as_csv", lambda _self, *given: broken(*given))
    with served(archive) as front, closing(_request(front, "/sites.csv")) as taking:
        read = bytearray()
        taking.settimeout(30)
        with suppress(ConnectionResetError):
            while piece := taking.recv(2**16):
                read += piece
    assert read.startswith(b"HTTP/1.1 200")
    assert not read.endswith(b"0\r\n\r\n")


def test_what_is_wrong_with_a_file_is_said_before_it_begins(archive: Path) -> None:
    with served(archive) as front:
        answer = front.get("/articles.csv?q=%22laks")
        assert (answer.status, answer.sentence[:45]) == (400, "A quotation mark in the query is not closed. ")
        archive.unlink()
        assert front.get("/sites.csv").status == 503


def test_an_archive_that_goes_away_or_is_exchanged_is_seen_at_once(archive: Path) -> None:
    with served(archive) as front:
        for suffix in ("", "-wal", "-shm"):
            archive.with_name(archive.name + suffix).unlink(missing_ok=True)
        answer = front.get("/")
        assert (answer.status, "there is no archive yet" in answer.sentence) == (503, True)
        fill(archive, 1)
        assert front.get("/").texts("//h1")[0].startswith("1 article in the archive")


def test_what_cannot_be_read_is_refused_before_anything_is_served(tmp_path: Path, archive: Path) -> None:
    with pytest.raises(ArchiveMissing):
        make_app(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("laks " * 1000, encoding="utf-8")
    with pytest.raises(NotAnArchive):
        make_app(tmp_path / "text.db")
    damage_table(archive, "articles")
    with pytest.raises(ArchiveUnusable, match="a page of it is damaged"):
        make_app(archive)


def test_a_slow_disk_keeps_no_front_from_being_served(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as at_first:
        at_first.setattr(
            "archive.front.pages.search.count_articles", lambda db, _: db.execute(_ENDLESS).fetchone()[0]
        )
        app = make_app(archive, seconds=0.2)
    assert app.router.routes()


def test_reading_stops_when_the_front_ends(archive: Path) -> None:
    readers = Readers(archive, seconds=60)
    reading = readers.file(lambda connection: connection.execute(_ENDLESS).fetchone(), lambda: False)
    time.sleep(0.2)
    readers.close()
    with pytest.raises(TookTooLong):
        reading.result(timeout=10)
