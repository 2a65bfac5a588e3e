"""Pages that were saved as files get raw copies, so that they can be read again like those of a crawl."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.warc.folder import path_of
from archive.warc.groups import own_answers
from archive.warc.reading import read_with_body
from archive.warc.records import Place
from crawler import Article
from tests.archived import all_rows, query
from tests.nyhetsarkiv.conftest import Run
from tests.nyhetsarkiv.saved_pages import HOST, page

SAVED = datetime(2024, 5, 31, 10, 30, tzinfo=UTC)
FILES_AT_ONCE = 15  # of one process: the archive takes some
NOARCHIVE = '<meta name="robots" content="noarchive">'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three saved pages of a day in May."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.html").write_bytes(page(f"/sak-{n}"))
        os.utime(folder / f"{n}.html", (SAVED.timestamp(),) * 2)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive" / "archive.db"


@pytest.fixture
def copies(archive: Path, folder: Path, run: Run) -> Path:
    """The file of raw copies that the pages went into."""
    assert run("ingest", "--archive", archive, "-q", folder).exit_code == 0
    (file,) = (archive.parent / "warc").iterdir()
    return file


def test_every_row_finds_the_copy_of_its_page(archive: Path, folder: Path, copies: Path) -> None:
    rows = query(archive, "SELECT url, fetched, sha256, warc_file, warc_offset FROM fetches ORDER BY id")
    for n, (url, fetched, sha256, name, offset) in enumerate(rows):
        copy = read_with_body(Place(path_of(name, archive), offset))
        assert (copy.place.file, copy.type, copy.url, copy.status) == (copies, "resource", url, None)
        assert (copy.body, copy.fetched) == ((folder / f"{n}.html").read_bytes(), SAVED)
        assert (url, fetched) == (f"{HOST}/sak-{n}", SAVED.isoformat())
        assert hashlib.sha256(copy.body).hexdigest() == sha256
    assert len(rows) == 3


def test_the_records_are_what_the_guide_says(folder: Path, copies: Path) -> None:
    with copies.open("rb") as file:
        told = [
            (record.rec_type, dict(record.rec_headers.headers), record.content_stream().read())
            for record in ArchiveIterator(file)
        ]
    assert [kind for kind, _, _ in told] == ["warcinfo", *("resource", "metadata") * 3]
    _, head, body = told[1]
    _, about, notes = told[2]
    assert (head["WARC-Target-URI"], head["WARC-Date"]) == (f"{HOST}/sak-0", "2024-05-31T10:30:00Z")
    assert (head["Content-Type"], body) == ("text/html", (folder / "0.html").read_bytes())
    assert (about["WARC-Concurrent-To"], about["WARC-Date"]) == (head["WARC-Record-ID"], head["WARC-Date"])
    assert notes.decode().splitlines() == [
        "site: www.fjordposten.example",
        "kind: article",
        f"file: {folder / '0.html'}",
    ]
    warcio = Path(sys.executable).with_name("warcio")
    checked = subprocess.run([warcio, "check", copies], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_a_second_ingest_writes_no_copy(archive: Path, folder: Path, copies: Path, run: Run) -> None:
    before = copies.read_bytes(), all_rows(archive)
    again = run("ingest", "--archive", archive, "--json", folder, copies)
    assert (again.exit_code, json.loads(again.stdout)["known"]) == (0, 6)
    assert (copies.read_bytes(), all_rows(archive)) == before


def test_pages_that_an_earlier_version_took_in_get_their_copies_once(
    archive: Path, folder: Path, copies: Path, run: Run
) -> None:
    query(archive, "UPDATE fetches SET warc_file = NULL, warc_offset = NULL")
    for known in (0, 3):
        again = run("ingest", "--archive", archive, "--json", folder)
        assert json.loads(again.stdout)["known"] == known
    assert query(archive, "SELECT count(*), count(warc_file) FROM fetches") == [(6, 3)]
    assert query(archive, "SELECT count(*) FROM articles") == [(3,)]


@pytest.mark.usefixtures("copies")
def test_saved_pages_are_read_again(archive: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    same = run("reparse", "--archive", archive)
    assert (same.exit_code, same.stderr) == (0, "3 articles read again, 0 differ.\n")

    def read(html: bytes, url: str, **_: object) -> Article:
        return Article(url, url, title="Lest om igjen", body=str(len(html)))

    monkeypatch.setattr("pipelines.stored_page.extract_article", read)
    result = run("reparse", "--archive", archive, "-q")
    assert (result.exit_code, result.stderr) == (0, "")
    length = str(len(page("/sak-0")))
    assert query(archive, "SELECT DISTINCT title, body FROM articles") == [("Lest om igjen", length)]


def test_the_copies_rebuild_the_archive(archive: Path, copies: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "other" / "archive.db"
    assert run("ingest", "--archive", other, "-q", copies).exit_code == 0
    for table in ("articles", "revisions", "aliases"):
        assert all_rows(other)[table] == all_rows(archive)[table]


def test_pages_of_very_many_hosts_need_few_open_files(
    archive: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nyhetsarkiv.saved_copies.MOST_OPEN", 2)
    for n in range(2 * FILES_AT_ONCE):
        host = f"avis{n % FILES_AT_ONCE}.example"
        body = page(f"/sak-{n}").replace(b"www.fjordposten.example", host.encode())
        (tmp_path / f"{n}.html").write_bytes(body)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as files:  # other tests may hold some, with gaps between
        free = [files.enter_context((tmp_path / "0.html").open()) for _ in range(FILES_AT_ONCE)]
        highest = max(file.fileno() for file in free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, limits[1]))
    try:
        result = run("ingest", "--archive", archive, "--json", tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert (result.exit_code, result.stderr) == (0, "")
    assert len(list((archive.parent / "warc").iterdir())) == FILES_AT_ONCE
    assert query(archive, "SELECT count(*), count(warc_file) FROM fetches") == [(2 * FILES_AT_ONCE,) * 2]
    assert run("archive", "check", "--full", "--archive", archive).exit_code == 0


def test_a_page_that_asks_for_no_copy_gets_none_and_is_taken_in_once(
    archive: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "a.html").write_bytes(page("/sak-0").replace(b"<head>", b"<head>" + NOARCHIVE.encode()))
    for known in (0, 1):
        result = run("ingest", "--archive", archive, "--json", tmp_path / "a.html")
        assert (result.exit_code, json.loads(result.stdout)["known"]) == (0, known)
    assert query(archive, "SELECT warc_file, article_id FROM fetches") == [(None, 1)]
    assert not (archive.parent / "warc").exists()


def test_a_torn_copy_is_cut_off_before_the_next(archive: Path, folder: Path, copies: Path, run: Run) -> None:
    whole = copies.read_bytes()
    copies.write_bytes(whole + whole[:40])
    (folder / "3.html").write_bytes(page("/sak-3"))
    result = run("ingest", "--archive", archive, folder)
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        [
            f"{copies}: a crash tore the last record; its 40 bytes are cut off.",
            "1 page stored; 3 known before, 0 not wanted.",
        ],
    )
    assert copies.read_bytes().startswith(whole)
    assert run("archive", "check", "--full", "--archive", archive).exit_code == 0


def test_copies_that_a_killed_ingest_left_in_no_row_get_theirs_from_the_next(
    archive: Path, folder: Path, copies: Path, run: Run
) -> None:
    stored = archive.read_bytes()
    for n in (3, 4):
        (folder / f"{n}.html").write_bytes(page(f"/sak-{n}"))
    assert run("ingest", "--archive", archive, "-q", folder).exit_code == 0
    archive.write_bytes(stored)  # as if the last rows had not been committed
    left = copies.read_bytes()
    for full in ([], ["--full"]):
        checked = run("archive", "check", *full, "--archive", archive)
        assert checked.exit_code == 0
        assert f"; 2 more are in no row (for example warc/{copies.name}): ingest takes" in checked.stdout
    (folder / "5.html").write_bytes(page("/sak-5"))
    result = run("ingest", "--archive", archive, folder)
    assert (result.exit_code, result.stderr) == (0, "3 pages stored; 3 known before, 0 not wanted.\n")
    assert copies.read_bytes().startswith(left)
    assert len(list(own_answers(copies))) == 6
    assert query(archive, "SELECT count(DISTINCT warc_offset) FROM fetches") == [(6,)]
    checked = run("archive", "check", "--full", "--archive", archive)
    assert (checked.exit_code, "in no row" in checked.stdout) == (0, False)


def test_no_row_names_a_copy_that_a_power_cut_may_take(
    archive: Path, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nyhetsarkiv.saved_copies.sync_file", full)
    result = run("ingest", "--archive", archive, folder)
    assert (result.exit_code, "(No space left on device)" in result.stderr) == (1, True)
    assert query(archive, "SELECT count(*) FROM fetches") == [(0,)]


def test_a_disk_that_takes_no_copies_ends_the_ingest_in_one_sentence(
    archive: Path, folder: Path, run: Run
) -> None:
    archive.parent.mkdir()
    (archive.parent / "warc").write_text("a file in the way")
    result = run("ingest", "--archive", archive, folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {archive.parent / 'warc'}: raw copies cannot be kept there (File exists). Free some space "
        "or make it writable; what was stored before is safe.\n"
    )
    assert query(archive, "SELECT count(*) FROM fetches") == [(0,)]
