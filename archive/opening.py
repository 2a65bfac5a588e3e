"""Opens an archive: the right file, the right schema, the right settings."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from archive.errors import ArchiveMissing, ArchiveTooNew, ArchiveUnusable, NotAnArchive, told_in_words
from archive.migrations import migrations

APPLICATION_ID = 0x4E594145  # 'NYAE': what `file` and we know an archive by
_BUSY_SECONDS = 30


def open_archive(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """A connection for writing; the schema is made or brought up to date first.

    WAL, so that readers and the writer do not wait for each other; `synchronous = FULL`, so that
    what was reported as stored survives a power cut. Raises ArchiveError in one sentence.
    """
    if not path.exists():
        if not create:
            raise ArchiveMissing(path)
        _make_folder(path)
    with told_in_words(path):
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection)
            _try_to_write(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Rows can be read by column name. Raises ArchiveError."""
    if not path.exists():
        raise ArchiveMissing(path)
    with told_in_words(path):
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
        try:
            connection.row_factory = sqlite3.Row
            _check(connection, path)
            if not _is_archive(connection):
                raise NotAnArchive(path)
        except BaseException:
            connection.close()
            raise
    return connection


def _is_archive(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse files that are something else or newer than this program."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and not _is_archive(connection):
        raise NotAnArchive(path)
    database = Database(connection, execute_plugins=False)
    known = {migration.name for migration in migrations._migrations}
    unknown = [applied.name for applied in migrations.applied(database) if applied.name not in known]
    if unknown:
        raise ArchiveTooNew(path, unknown)


def _migrate(connection: sqlite3.Connection) -> None:
    database = Database(connection, execute_plugins=False)
    if migrations.pending(database):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(database)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveUnusable(
            f"{path}: its folder cannot be made ({error.strerror}). Give another path with --archive."
        ) from error


def _try_to_write(connection: sqlite3.Connection) -> None:
    """Refuse a write-protected file now: SQLite opens it without a word and fails at the first row."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        connection.execute("ROLLBACK")
