"""Hard times for an archive, with real permissions, disks and damage: one sentence, nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import ArchiveUnusable, told_in_words
from archive.integrity import damage
from archive.opening import open_archive, open_for_reading
from archive.search import search
from tests.archive.filling import count, damage_table, fill, store
from tests.archive.permissions import ordinary_user


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


def test_a_disk_that_was_full_before_is_said_to_be_full(small_disk: Path) -> None:
    """SQLite speaks of an I/O error where it has no room for the file that it shares with other programs."""
    path = small_disk / "archive.db"
    fill(path)
    with pytest.raises(OSError, match="No space"):
        (small_disk / "more").write_bytes(b"x" * 2_000_000)
    with pytest.raises(ArchiveUnusable, match="the disk is full"):
        open_archive(path)
    with closing(open_for_reading(path)) as db:
        assert count(db) == 1


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
    damage_table(path, "articles")
    with closing(open_archive(path)) as db:
        with pytest.raises(ArchiveUnusable, match="a page of it is damaged"), told_in_words(path):
            store(db, 3)
        assert damage(db) != []
        assert db.execute("SELECT count(*) FROM revisions").fetchone() == (0,)


def test_a_damaged_search_index_is_said_to_be_one(path: Path) -> None:
    fill(path, 50)
    damage_table(path, "articles_fts_data")
    with closing(open_for_reading(path)) as db:
        with (
            pytest.raises(ArchiveUnusable, match="a page of its search index is damaged"),
            told_in_words(path),
        ):
            search(db, "laks")
        assert count(db) == 50


def test_a_link_in_a_read_only_folder_leads_to_a_writable_archive(folder: Path) -> None:
    writable, links = folder / "arkiv", folder / "lenker"
    fill(writable / "archive.db")
    writable.chmod(0o777)
    (writable / "archive.db").chmod(0o666)
    links.mkdir()
    (links / "archive.db").symlink_to(writable / "archive.db")
    links.chmod(0o555)
    with ordinary_user(), closing(open_archive(links / "archive.db")) as db:
        store(db, 2)
        assert count(db) == 2
