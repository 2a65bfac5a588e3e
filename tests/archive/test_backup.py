"""A backup is the archive at one moment, whole and checked, or it is not there at all."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archive.backup import BackupRefused, back_up
from archive.errors import ArchiveError, ArchiveMissing, ArchiveUnusable
from archive.integrity import damage
from archive.opening import open_archive, open_for_reading
from archive.records import ArticleRecord
from tests.archive.archive_under_test import begin
from tests.archive.zipf import zipf_texts
from tests.archived import all_rows

AT = "2024-05-06T10:00:00+02:00"
ARTICLES = 300


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of some megabytes."""
    path = tmp_path_factory.mktemp("made") / "archive.db"
    with closing(open_archive(path)) as db:
        begun = begin(db)
        with begun.writer.batch():
            for number, text in enumerate(zipf_texts(ARTICLES, seed=9)):
                article = ArticleRecord(f"https://fjordposten.example/{number}", f"Sak {number}", text)
                begun.store_own(article, AT)
    return path


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "archive.db"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "kopi").mkdir()
    return tmp_path / "kopi" / "archive.db"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_has_every_row(archive: Path, target: Path) -> None:
    steps: list[tuple[int, int]] = []
    assert back_up(archive, target, progress=lambda done, total: steps.append((done, total))) == ARTICLES
    assert all_rows(target) == all_rows(archive)
    assert files(target.parent) == ["archive.db"]
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1] > 0
    with closing(open_archive(target)) as db:
        assert damage(db) == []


def test_a_backup_is_one_file_that_can_be_read_where_nothing_can_be_written(
    archive: Path, target: Path
) -> None:
    back_up(archive, target)
    with closing(sqlite3.connect(target)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)


WRITER = """
import sys
from pathlib import Path
from archive.opening import open_archive
from archive.records import ArticleRecord, FetchRecord
from archive.writer import Writer
writer = Writer(open_archive(Path(sys.argv[1]), create=False))
for number in range(100_000):
    article = ArticleRecord(f"https://fjordposten.example/ny/{number}", "Ny", f"Ny sak nummer {number}.")
    writer.store(FetchRecord(article.url, "2024-05-07T10:00:00+02:00", 200), article, 1, 1)
    print(number, flush=True)
"""


def test_a_backup_is_made_while_a_crawl_writes(archive: Path, target: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, archive], stdout=subprocess.PIPE) as crawl:
        assert crawl.stdout is not None
        crawl.stdout.readline()
        held = back_up(archive, target)
        assert crawl.poll() is None
        with closing(open_for_reading(archive)) as db:
            now = db.execute("SELECT count(*) FROM articles").fetchone()[0]
        crawl.kill()
    assert ARTICLES < held <= now
    with closing(open_archive(target)) as db:
        assert damage(db) == []
        counts = [db.execute(f"SELECT count(*) FROM {table}").fetchone() for table in ("articles", "fetches")]
        assert counts == [(held,), (held,)]


BACKUP = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
from pathlib import Path
from archive.backup import back_up
def slowly(done, total):
    print(done, flush=True)
    time.sleep(60)
back_up(Path(sys.argv[1]), Path(sys.argv[2]), replace=True, progress=slowly)
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_backup_leaves_what_was_there(
    archive: Path, target: Path, stop: signal.Signals
) -> None:
    target.write_bytes(b"the backup of yesterday")
    with subprocess.Popen(
        [sys.executable, "-c", BACKUP, archive, target], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(stop)
    assert target.read_bytes() == b"the backup of yesterday"
    back_up(archive, target, replace=True)
    assert files(target.parent) == ["archive.db"]
    assert all_rows(target) == all_rows(archive)


def test_an_existing_file_is_replaced_only_when_told(archive: Path, target: Path) -> None:
    target.write_bytes(b"something else")
    with pytest.raises(BackupRefused, match="the file exists"):
        back_up(archive, target)
    assert target.read_bytes() == b"something else"
    assert back_up(archive, target, replace=True) == ARTICLES
    assert all_rows(target) == all_rows(archive)


def test_a_file_in_use_is_not_replaced(archive: Path, target: Path) -> None:
    back_up(archive, target)
    with closing(open_archive(target)) as db:
        db.execute("DELETE FROM fetches WHERE id = 1")
        with pytest.raises(BackupRefused, match="another program is writing to this file"):
            back_up(archive, target, replace=True)
    with closing(sqlite3.connect(target)) as db:
        assert db.execute("SELECT count(*) FROM fetches").fetchone() == (ARTICLES - 1,)


def test_the_archive_is_not_its_own_backup(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "lenke.db").symlink_to(archive)
    for target in (archive, tmp_path / "lenke.db"):
        with pytest.raises(BackupRefused, match="this is the archive itself"):
            back_up(archive, target, replace=True)
    assert len(all_rows(archive)["articles"]) == ARTICLES


def test_no_archive_and_no_folder(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        back_up(tmp_path / "none.db", tmp_path / "kopi.db")
    with pytest.raises(BackupRefused, match="its folder does not exist"):
        back_up(archive, tmp_path / "ny" / "kopi.db")
    assert files(tmp_path) == ["archive.db"]


def test_a_damaged_archive_makes_no_backup_that_looks_sound(archive: Path, target: Path) -> None:
    content = bytearray(archive.read_bytes())
    for start in range(200 * 4096, len(content), 50 * 4096):
        content[start : start + 4096] = b"\xff" * 4096
    archive.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"not sound|damaged"):
        back_up(archive, target)
    assert files(target.parent) == []


def test_a_full_disk_is_said_and_leaves_nothing(archive: Path, small_disk: Path) -> None:
    with pytest.raises(ArchiveUnusable, match="the disk is full"):
        back_up(archive, small_disk / "archive.db")
    assert files(small_disk) == []


def test_leftovers_of_a_running_backup_are_left_alone(archive: Path, target: Path) -> None:
    running = target.with_name(f"archive.db.unfinished-{os.getppid()}")
    running.touch()
    back_up(archive, target)
    assert files(target.parent) == ["archive.db", running.name]
