"""Opens an archive: the right file, the right schema, the right settings."""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from archive.errors import (
    ArchiveMissing,
    ArchiveOutdated,
    ArchiveReadOnly,
    ArchiveTooNew,
    ArchiveUnusable,
    NotAnArchive,
    told_in_words,
)
from archive.migrations import migrations

APPLICATION_ID = 0x4E594145  # 'NYAE': what `file` and we know an archive by
_BUSY_SECONDS = 30
_PAUSE_SECONDS = 0.05
_HEAD = 100  # bytes of SQLite's header
_log = logging.getLogger(__name__)


def open_archive(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """A connection for writing; the schema is made or brought up to date first.

    WAL, so that readers and the writer do not wait for each other; `synchronous = FULL`, so that
    what was reported as stored survives a power cut. Threads may use it one after the other. Raises
    ArchiveError in one sentence.
    """
    if not _is_there(path):
        if not create:
            raise ArchiveMissing(path)
        _make_folder(path)
    else:
        _require_leave_to_write(path)
    with told_in_words(path):
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _check(connection, path)
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection)
            _try_to_write(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_reading(path: Path, *, as_it_is: bool = False) -> sqlite3.Connection:
    """A connection that cannot write. Rows can be read by column name. Raises ArchiveError.

    An archive of an older version is brought up to date first, unless `as_it_is`; where nothing
    can be written, that is refused. Where SQLite cannot make the files that it keeps beside an
    archive (a read-only folder or medium), the file is read without them.
    """
    if not _is_there(path):
        raise ArchiveMissing(path)
    connection = _open_to_read(path)
    if as_it_is or not migrations.pending(Database(connection, execute_plugins=False)):
        return connection
    connection.close()
    try:
        open_archive(path, create=False).close()
    except ArchiveUnusable as error:
        raise ArchiveOutdated(path) from error
    return _open_to_read(path)


def require_usable(path: Path) -> None:
    """Raise ArchiveError where a crawl could not use the archive at `path`, or make it. Changes nothing."""
    if _is_there(path):
        _require_leave_to_write(path)
        open_for_reading(path, as_it_is=True).close()
        return
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not (folder.is_dir() and _may(os.W_OK | os.X_OK, folder)):
        raise ArchiveUnusable(
            f"{path}: you may not write to the folder {folder}. Give another path with --archive."
        )


def _require_leave_to_write(path: Path) -> None:
    if not (_may(os.W_OK, path) and _may(os.W_OK, path.resolve().parent)):
        raise ArchiveReadOnly(path)


def is_archive_file(path: Path) -> bool:
    """Whether the file says of itself that it is an archive, at the places where SQLite's format has that."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_HEAD)
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _open_to_read(path: Path) -> sqlite3.Connection:
    with told_in_words(path):
        try:
            return _checked(path, "mode=ro")
        except sqlite3.OperationalError as error:
            if not _lacks_side_files(error):
                raise
            return _checked_without_side_files(path, error)


def _lacks_side_files(error: sqlite3.OperationalError) -> bool:
    """Whether this is what SQLite says where it cannot make `-shm` beside the file, or has no room for it."""
    words = str(error).lower()
    return "unable to open" in words or "disk i/o" in words or "readonly" in words


def _checked_without_side_files(path: Path, error: sqlite3.OperationalError) -> sqlite3.Connection:
    try:
        connection = _checked(path, "immutable=1")
    except sqlite3.OperationalError:
        raise error from None
    file = path.resolve()  # SQLite keeps its files beside the file itself, not beside a link to it
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        _log.warning(
            "%s: read without %s, which cannot be used here: the newest rows may be missing. "
            "Copy both files to a folder where you may write.",
            path,
            log.name,
        )
    return connection


def _checked(path: Path, how: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?{how}"
    connection = sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.row_factory = sqlite3.Row
        _check(connection, path)
        if not _is_archive(connection):
            raise NotAnArchive(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_there(path: Path) -> bool:
    """Whether there is a file; refuses one that may not be read, in words of its own."""
    try:
        there = path.exists()
    except OSError as error:
        raise ArchiveUnusable(f"{path}: {error.strerror}. Ask its owner for permission.") from error
    if there and not _may(os.R_OK, path):
        raise ArchiveUnusable(f"{path}: you may not read this file. Ask its owner for permission.")
    return there


def _may(mode: int, path: Path) -> bool:
    """Asks without opening the file: closing it again would drop the locks of our own connections to it."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


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


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait by itself when several do so with a new file at once."""
    end = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to date, all steps or none; of several processes one does it, the others wait."""
    database = Database(connection, execute_plugins=False)
    if not migrations.pending(database):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(database)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


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
