"""Only archives of ours are opened; whatever else stands at the path stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import ArchiveError, ArchiveMissing, ArchiveTooNew, ArchiveUnusable, NotAnArchive
from archive.opening import APPLICATION_ID, open_archive, open_for_reading
from tests.archive.permissions import ordinary_user

Open = Callable[[Path], sqlite3.Connection]
both_ways = pytest.mark.parametrize("open_it", [open_archive, open_for_reading])


def refused(open_it: Open, path: Path, error: type[ArchiveError]) -> str:
    """The sentence with which `path` is refused; asserts that it is one line about the path."""
    with pytest.raises(error) as raised:
        open_it(path)
    sentence = str(raised.value)
    assert sentence.startswith(f"{path}: ")
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def files(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, without what SQLite needs beside a file that it looks into."""
    contents = {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}
    return {name: content for name, content in contents.items() if content or not name.endswith("-wal")}


def test_a_new_archive_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "nye" / "æøå og mellomrom?" / "arkiv #1.db"
    with closing(open_archive(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with closing(open_for_reading(path)) as connection:
        assert connection.execute("SELECT count(*) AS n FROM articles").fetchone()["n"] == 0


def test_an_archive_opens_again_with_what_it_held(path: Path) -> None:
    with closing(open_archive(path)) as connection:
        connection.execute("INSERT INTO sites (name, title, domain) VALUES ('a', 'A', 'a.example')")
    with closing(open_archive(path)) as connection:
        assert connection.execute("SELECT name, title, domain FROM sites").fetchall() == [
            ("a", "A", "a.example")
        ]


def test_an_empty_file_becomes_an_archive_for_a_writer_only(path: Path) -> None:
    path.touch()
    refused(open_for_reading, path, NotAnArchive)
    assert files(path.parent) == {path.name: b""}
    open_archive(path).close()
    open_for_reading(path).close()


@pytest.mark.parametrize("open_it", [open_for_reading, lambda path: open_archive(path, create=False)])
def test_a_missing_archive_is_not_made_by_readers(open_it: Open, path: Path) -> None:
    assert "there is no archive yet" in refused(open_it, path, ArchiveMissing)
    assert files(path.parent) == {}


@both_ways
def test_a_file_of_another_kind_is_refused_and_kept(open_it: Open, path: Path) -> None:
    path.write_text("tittel;dato\nLaks;2024-05-02\n" * 50, encoding="utf-8")
    before = files(path.parent)
    assert "not a Nyhetsarkiv archive" in refused(open_it, path, NotAnArchive)
    assert files(path.parent) == before


@both_ways
def test_a_database_of_another_program_is_refused_and_kept(open_it: Open, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, url TEXT)")
    before = files(path.parent)
    assert "not a Nyhetsarkiv archive" in refused(open_it, path, NotAnArchive)
    assert files(path.parent) == before


@both_ways
def test_an_archive_of_a_newer_version_is_refused_and_kept(open_it: Open, path: Path) -> None:
    with closing(open_archive(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('nyhetsarkiv', 'sentiment', '2031-01-01')"
        )
    before = files(path.parent)
    assert "newer version of Nyhetsarkiv (sentiment is unknown here)" in refused(open_it, path, ArchiveTooNew)
    assert files(path.parent) == before


@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
def test_a_read_only_archive_is_refused_before_anything_is_written(folder: Path, folder_mode: int) -> None:
    path = folder / "archive.db"
    open_archive(path).close()
    before = files(folder)
    path.chmod(0o444)
    folder.chmod(folder_mode)
    with ordinary_user():
        assert "read-only" in refused(open_archive, path, ArchiveUnusable)
    assert files(folder) == before


def test_a_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    folder.chmod(0o555)
    with ordinary_user():
        assert "Permission denied" in refused(open_archive, folder / "ny" / "archive.db", ArchiveUnusable)
    assert files(folder) == {}


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    assert "cannot be opened" in refused(open_archive, tmp_path, ArchiveUnusable)


def test_a_reader_cannot_write(path: Path) -> None:
    open_archive(path).close()
    with (
        closing(open_for_reading(path)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("INSERT INTO sites (name, title, domain) VALUES ('a', 'A', 'a')")


def test_a_reader_does_not_wait_for_the_writer(path: Path) -> None:
    with closing(open_archive(path)) as writing, closing(open_for_reading(path)) as reading:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("INSERT INTO sites (name, title, domain) VALUES ('a', 'A', 'a')")
        assert reading.execute("SELECT count(*) FROM sites").fetchone()[0] == 0
        writing.execute("COMMIT")
        assert reading.execute("SELECT count(*) FROM sites").fetchone()[0] == 1
