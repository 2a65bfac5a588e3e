"""Hard times for an archive, with real processes, permissions and disks: one sentence, nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from archive.errors import ArchiveUnusable, told_in_words
from archive.integrity import damage
from archive.migrations import migrations
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.writer import Writer

NOBODY = 65534
AT = "2024-05-06T10:00:00+02:00"

PREPARE = """
import os, sys, time
from contextlib import closing
from pathlib import Path
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord, FetchRecord, SiteRecord
from archive.writer import Writer
path = Path(sys.argv[1])
def article(name, number, words=5):
    return ArticleRecord(f"https://{name}.example/{number}", f"Sak {number}", f"{name} {number} " * words)
def fetch(name, number):
    return FetchRecord(f"https://{name}.example/{number}", "2024-05-06T10:00:00+02:00", 200)
"""


def start(code: str, *words: object) -> subprocess.Popen[str]:
    """A process of its own that has what `PREPARE` gives."""
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE + code, *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Obey the permissions of files, which the superuser does not."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike `tmp_path`."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def fill(path: Path, articles: int = 1) -> None:
    with closing(open_archive(path)) as db:
        store(db, articles)


def store(db: sqlite3.Connection, articles: int) -> None:
    writer = Writer(db)
    site = writer.site(SiteRecord("fjordposten", "Fjordposten", "fjordposten.example"))
    crawl = writer.start_crawl(site, AT)
    for number in range(articles):
        article = ArticleRecord(
            f"https://fjordposten.example/{number}", f"Sak {number}", f"Tekst {number}. " * 50
        )
        writer.store(FetchRecord(article.url, AT, 200), article, crawl, site)


def count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM articles").fetchone()[0])


CREATE = """
print("ready", flush=True)
sys.stdin.readline()
name = sys.argv[2]
with closing(open_archive(path)) as db:
    writer = Writer(db)
    site = writer.site(SiteRecord(name, name, f"{name}.example"))
    crawl = writer.start_crawl(site, "2024-05-06T10:00:00+02:00")
    for number in range(10):
        writer.store(fetch(name, number), article(name, number), crawl, site)
"""


@pytest.mark.parametrize("attempt", range(2))
def test_three_processes_make_the_same_archive_at_once(path: Path, attempt: int) -> None:
    processes = [start(CREATE, path, f"avis{number}") for number in range(3)]
    assert [line(process) for process in processes] == ["ready"] * 3
    for process in processes:
        go_on(process)
    errors = [process.communicate(timeout=60)[1] for process in processes]
    assert errors == ["", "", ""]
    with closing(open_archive(path)) as db:
        applied = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
        assert applied == [step.name for step in migrations._migrations]
        names = db.execute(
            "SELECT s.name, count(*) FROM articles a JOIN sites s ON s.id = site_id GROUP BY 1"
        )
        assert names.fetchall() == [("avis0", 10), ("avis1", 10), ("avis2", 10)]
        assert damage(db) == []


READ_LONG = """
with closing(open_for_reading(path)) as db:
    rows = db.execute("SELECT a.id FROM articles a, articles b")
    rows.fetchone()
    print("reading", flush=True)
    sys.stdin.readline()
    print(1 + len(rows.fetchall()), flush=True)
    sys.stdin.readline()
"""


def test_a_query_of_minutes_does_not_hold_up_the_writer(path: Path) -> None:
    fill(path, 5)
    with start(READ_LONG, path) as reader:
        assert line(reader) == "reading"
        began = time.monotonic()
        fill(path, 20)
        with closing(open_for_reading(path)) as db:
            assert count(db) == 20
        assert time.monotonic() - began < 10
        go_on(reader)
        assert line(reader) == "25"  # all pairs of five: it reads on in the state in which it began
        go_on(reader)


WRITE_LONG = """
db = open_archive(path)
writer = Writer(db)
with writer.batch():
    site = writer.site(SiteRecord("lang", "Lang", "lang.example"))
    crawl = writer.start_crawl(site, "2024-05-06T10:00:00+02:00")
    for number in range(50):
        writer.store(fetch("lang", number), article("lang", number), crawl, site)
    print("writing", flush=True)
    sys.stdin.readline()
print("written", flush=True)
"""


def test_a_transaction_of_minutes_does_not_hold_up_readers(path: Path) -> None:
    fill(path)
    with start(WRITE_LONG, path) as writer:
        assert line(writer) == "writing"
        began = time.monotonic()
        for _ in range(20):
            with closing(open_for_reading(path)) as db:
                assert count(db) == 1
        assert time.monotonic() - began < 10
        go_on(writer)
        assert line(writer) == "written"
    with closing(open_for_reading(path)) as db:
        assert count(db) == 51


def test_a_killed_writer_loses_only_what_it_had_not_finished(path: Path) -> None:
    fill(path)
    with start(WRITE_LONG, path) as writer:
        assert line(writer) == "writing"
        writer.send_signal(signal.SIGKILL)
    with closing(open_archive(path)) as db:
        assert count(db) == 1
        assert damage(db) == []


def test_a_file_that_another_program_holds_is_said_to_be_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path)
    monkeypatch.setattr("archive.opening._BUSY_SECONDS", 0.2)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveUnusable, match="another program is writing to it"):
            open_archive(path)
        with closing(open_for_reading(path)) as db:
            assert count(db) == 1
        other.execute("ROLLBACK")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("PRAGMA user_version = 1")
        for open_it in (open_archive, open_for_reading):
            with pytest.raises(ArchiveUnusable, match="another program is writing to it"):
                open_it(path)


@pytest.mark.parametrize("mode", [0o555, 0o755])
def test_a_read_only_folder_can_be_read(folder: Path, mode: int, caplog: pytest.LogCaptureFixture) -> None:
    fill(folder / "archive.db")
    before = (folder / "archive.db").read_bytes()
    (folder / "archive.db").chmod(0o444)
    folder.chmod(mode)
    with ordinary_user(), closing(open_for_reading(folder / "archive.db")) as db:
        assert count(db) == 1
    assert [path.name for path in folder.iterdir()] == ["archive.db"]
    assert (folder / "archive.db").read_bytes() == before
    assert caplog.messages == []


def test_rows_that_a_read_only_folder_hides_are_spoken_of(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = folder / "archive.db"
    fill(tmp_path / "archive.db", 1)
    with closing(open_archive(tmp_path / "archive.db")) as db:
        store(db, 3)
        for suffix in ("", "-wal"):  # as a crash leaves them, or a careless copy
            shutil.copy(tmp_path / f"archive.db{suffix}", folder / f"archive.db{suffix}")
    folder.chmod(0o555)
    with ordinary_user(), closing(open_for_reading(path)) as db:
        assert count(db) == 1
    assert caplog.messages == [
        f"{path}: read without archive.db-wal, which cannot be used here: the newest rows may be missing. "
        "Copy both files to a folder where you may write."
    ]
    folder.chmod(0o755)
    with closing(open_for_reading(path)) as db:
        assert count(db) == 3


def test_a_read_only_medium_can_be_read(small_disk: Path) -> None:
    fill(small_disk / "archive.db")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with closing(open_for_reading(small_disk / "archive.db")) as db:
        assert count(db) == 1
    with pytest.raises(ArchiveUnusable, match="read-only"):
        open_archive(small_disk / "archive.db")


def test_a_full_disk_is_said_and_what_was_stored_stays(small_disk: Path) -> None:
    path = small_disk / "archive.db"
    fill(path)
    with closing(open_archive(path)) as db:
        with pytest.raises(ArchiveUnusable, match="the disk is full"), told_in_words(path):
            store(db, 10_000)
        stored = count(db)
        assert stored > 1
    (small_disk / "more").write_bytes(b"")
    with pytest.raises(OSError, match="No space"):
        (small_disk / "more").write_bytes(b"x" * 1_000_000)
    with closing(open_for_reading(path)) as db:
        assert count(db) == stored
    (small_disk / "more").unlink()
    with closing(open_archive(path)) as db:
        assert count(db) == stored
        assert damage(db) == []


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "words"),
    [(0o000, 0o755, "you may not read this file"), (0o644, 0o000, "Permission denied")],
)
@pytest.mark.parametrize("open_it", [open_archive, open_for_reading])
def test_a_file_that_may_not_be_read(
    folder: Path, file_mode: int, folder_mode: int, words: str, open_it
) -> None:
    path = folder / "archive.db"
    fill(path)
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    with ordinary_user(), pytest.raises(ArchiveUnusable, match=words):
        open_it(path)


def test_a_damaged_page_stops_the_writer_with_one_sentence_and_no_further_harm(path: Path) -> None:
    fill(path, 50)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'articles'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with closing(open_archive(path)) as db:
        with pytest.raises(ArchiveUnusable, match="a page of it is damaged"), told_in_words(path):
            store(db, 3)
        assert damage(db) != []
        assert db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)
