"""Each thing that can be wrong with an archive is found, and nothing in a sound one."""

from __future__ import annotations

import gzip
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from archive.check import Scope, run_checks
from archive.check_copies import copies_readable
from archive.check_texts import texts_agree
from archive.finding import Finding
from archive.opening import open_archive, open_for_reading
from tests.archive.agency_copy import in_ten_newspapers
from tests.archive.archive_under_test import ARTICLE, URL, ArchiveUnderTest
from tests.archive.filling import damage_table

FIRST, SECOND = "2024-05-03T10:00:01+00:00", "2024-05-04T10:00:01+00:00"
NAMES = ["pages", "references", "search", "rows", "texts", "raw copies"]


@pytest.fixture
def stored(fresh: ArchiveUnderTest) -> ArchiveUnderTest:
    """Eleven articles, one of them edited and with an alias, and a dead link."""
    fresh.store(replace(ARTICLE, aliases=(f"{URL}-gammel",)), FIRST)
    fresh.store(replace(ARTICLE, body="Ny tekst."), SECOND)
    for article in in_ten_newspapers():
        fresh.store(article, FIRST, url=article.url)
    fresh.store(None, SECOND, url=f"{URL}/borte", status=404, problem="HTTP status 404.")
    return fresh


def check(path: Path, *, everything: bool = False) -> list[Finding]:
    with closing(open_for_reading(path)) as db:
        return list(run_checks(Scope(db, path, everything)))


@pytest.mark.parametrize("everything", [False, True])
def test_a_sound_archive(stored: ArchiveUnderTest, path: Path, everything: bool) -> None:
    findings = check(path, everything=everything)
    assert [finding.name for finding in findings] == NAMES
    assert [finding.faults for finding in findings] == [()] * len(NAMES)
    assert findings[3].summary == "11 articles, 1 earlier texts, 13 fetches"
    assert findings[4].summary == "11 articles were read, and what is computed of them compared"


def test_an_empty_archive_is_sound(path: Path) -> None:
    open_archive(path).close()
    assert [fault for finding in check(path) for fault in finding.faults] == []


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (
            "UPDATE articles SET word_count = 3 WHERE id = 2",
            "texts: word_count does not agree with the text in 1 of 11 articles "
            "(for example https://avis0.example/merking).",
        ),
        (
            "UPDATE articles SET title = 'Annet' WHERE id IN (1, 3)",
            "texts: content_hash does not agree with the text in 2 of 11 articles "
            f"(for example {URL}, https://avis1.example/merking).",
        ),
        (
            "UPDATE sketches SET s2 = 5 WHERE article_id = 4",
            "texts: sketch does not agree with the text in 1 of 11 articles "
            "(for example https://avis2.example/merking).",
        ),
        (
            "DELETE FROM sketches WHERE article_id = 4",
            "texts: sketch does not agree with the text in 1 of 11 articles "
            "(for example https://avis2.example/merking).",
        ),
        (
            "DELETE FROM fetches WHERE article_id = 5",
            "rows: articles without a fetch, so that nothing says where they came from: 1 "
            "(for example https://avis3.example/merking).",
        ),
        (
            "INSERT INTO aliases VALUES ('https://avis3.example/merking', 1)",
            "rows: aliases of one article that are the address of another: 1 "
            "(for example https://avis3.example/merking).",
        ),
        (
            "INSERT INTO captions VALUES (99, 0, 'Tomta.', NULL, NULL), (99, 1, 'Kaia.', NULL, NULL)",
            "references: captions names rows of articles that are not there, 2 times.",
        ),
        (
            "DELETE FROM articles_fts_docsize WHERE id = 1",
            "search: 1 of the articles are not in the search index. Run: nyhetsarkiv archive rebuild-search.",
        ),
        (
            "UPDATE fetches SET warc_file = 'warc/a-20240503-1.warc.gz', warc_offset = id WHERE id < 3",
            "raw copies: {folder}/warc/a-20240503-1.warc.gz is not there, and 2 raw copies that it "
            "should hold. Put it back.",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    stored: ArchiveUnderTest, path: Path, damage: str, fault: str
) -> None:
    stored.db.execute("PRAGMA foreign_keys = OFF")
    stored.all(damage)
    faults = [fault for finding in check(path) for fault in finding.faults]
    assert faults == [fault.format(folder=path.parent)]


def test_a_damaged_page_is_said_and_the_other_checks_go_on(stored: ArchiveUnderTest, path: Path) -> None:
    stored.db.close()
    damage_table(path, "articles")
    findings = {finding.name: finding for finding in check(path)}
    assert list(findings) == NAMES
    assert findings["pages"].faults[0].startswith("pages: SQLite finds ")
    assert findings["texts"].faults == (
        "texts: the check could not be finished (database disk image is malformed).",
    )
    assert findings["raw copies"].faults == ()


def test_a_sample_is_spread_over_the_whole_archive(stored: ArchiveUnderTest) -> None:
    stored.all("UPDATE articles SET word_count = 0")
    assert texts_agree(stored.db, 3).faults == (
        "word_count does not agree with the text in 4 of 4 articles "
        f"(for example {URL}, https://avis2.example/merking, https://avis5.example/merking).",
    )
    assert "of 11 articles" in texts_agree(stored.db, None).faults[0]


WARC = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-03T10:00:00Z\r\n"
)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Laks"
TRUE = sha256(b"<p>Laks").hexdigest()


def record(url: str) -> bytes:
    head = f"WARC-Target-URI: {url}\r\nContent-Type: application/http\r\nContent-Length: {len(PAGE)}\r\n\r\n"
    return gzip.compress(WARC + head.encode() + PAGE + b"\r\n\r\n")


@pytest.mark.parametrize(
    ("cut", "shift", "whole", "fault"),
    [
        (0, 0, False, None),
        (0, 0, True, None),
        (0, 5, False, "2 of 3 raw copies cannot be read (for example offset {1}, offset {2})."),
        (0, 5, True, "2 of 3 raw copies cannot be read (for example offset {1}, offset {2})."),
        (20, 0, False, None),  # the last record is torn, behind its beginning
        (20, 0, True, "1 of 3 raw copies cannot be read (for example offset {2})."),
        (60, 0, True, "1 of 3 raw copies cannot be read (for example offset {2})."),  # torn inside its head
        (
            10_000,
            0,
            False,
            "3 of 3 raw copies cannot be read (for example offset {0}, offset {1}, offset {2}).",
        ),
    ],
)
def test_raw_copies(
    stored: ArchiveUnderTest, path: Path, cut: int, shift: int, whole: bool, fault: str | None
) -> None:
    records = [record(f"https://avis{number}.example/merking") for number in range(3)]
    file = path.parent / "warc" / "avis-20240503-1.warc.gz"
    file.parent.mkdir()
    file.write_bytes(b"".join(records)[: -cut or None])
    offsets = [0, len(records[0]) + shift, len(records[0]) + len(records[1]) + shift]
    for number, offset in enumerate(offsets, start=3):
        sql = "UPDATE fetches SET warc_file = 'warc/avis-20240503-1.warc.gz', warc_offset = ? WHERE id = ?"
        stored.all(sql, offset, number)
    finding = copies_readable(stored.db, path, whole=whole)
    assert finding.faults == (() if fault is None else (f"{file}: {fault.format(*offsets)}",))


@pytest.mark.parametrize("digest", [sha256(b"<p>Sei").hexdigest(), "no digest", ""])
def test_a_raw_copy_of_another_body_is_told_where_all_are_read(
    stored: ArchiveUnderTest, path: Path, digest: str
) -> None:
    file = path.parent / "warc" / "avis-20240503-1.warc.gz"
    file.parent.mkdir()
    one = record("https://avis0.example/merking")
    file.write_bytes(one * 2)
    for id_, offset, told in ((3, 0, TRUE), (4, len(one), digest)):
        sql = "UPDATE fetches SET warc_file = 'warc/avis-20240503-1.warc.gz', warc_offset = ?, sha256 = ? "
        stored.all(f"{sql} WHERE id = ?", offset, told, id_)
    assert copies_readable(stored.db, path, whole=False).faults == ()
    assert copies_readable(stored.db, path, whole=True).faults == (
        f"{file}: 1 of 2 raw copies hold another body than `fetches.sha256` says "
        f"(for example offset {len(one)}).",
    )
