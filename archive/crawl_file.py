"""The file of the crawls' queues beside the archive: its tables, and what happens when it cannot be read."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

APPLICATION_ID = 0x4E594351  # 'NYCQ'
VERSION = 3  # of the tables; a file of another version is set aside
_BUSY_SECONDS = 30
_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    task TEXT NOT NULL,
    scope TEXT NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    reason TEXT,
    UNIQUE (site, task)
);
CREATE TABLE IF NOT EXISTS addresses (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    meta TEXT NOT NULL,
    found TEXT NOT NULL,
    state INTEGER NOT NULL,
    UNIQUE (run_id, url)
);
CREATE INDEX IF NOT EXISTS addresses_waiting ON addresses (run_id, priority DESC, id) WHERE state = 0;
CREATE TABLE IF NOT EXISTS notes (
    run_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run_id, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lasting_notes (
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (site, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS led_elsewhere (
    url TEXT PRIMARY KEY,
    asked TEXT NOT NULL
) WITHOUT ROWID;
"""
_GROWN = (1, 2)  # earlier versions, whose tables are among these
_log = logging.getLogger(__name__)


def crawl_file(archive: Path) -> Path:
    """Where the queues of an archive's crawls are kept: `archive.crawl.db` beside `archive.db`."""
    return archive.with_name(f"{archive.stem}.crawl{archive.suffix}")


def open_crawl_file(archive: Path) -> sqlite3.Connection:
    """A connection to the queues beside an archive. A file that is damaged or of another version is set
    aside, with a warning that says so, and a new one made: the queues can be found again, it is the
    archive that must not be lost."""
    path = crawl_file(archive)
    try:
        return _open(path)
    except _OtherVersionError as error:
        reason = str(error)
    except sqlite3.OperationalError:
        raise  # locked, full, read-only: the file is well, the machine is not
    except sqlite3.DatabaseError as error:
        reason = f"it cannot be read ({error})"
    aside = path.with_name(path.name + ".unreadable")
    path.replace(aside)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    _log.warning("%s: %s. It was set aside as %s, and a new one is made.", path, reason, aside.name)
    return _open(path)


class _OtherVersionError(Exception):
    """The file's tables are not those of this program."""


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        _refuse_damage(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        _prepare(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_damage(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError where a part of the file is missing or wrong, however well it begins: a sixth of a
    second for a million addresses, and a crawl that finds it out midway has lost its queue."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _prepare(connection: sqlite3.Connection) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if (application, version) == (APPLICATION_ID, VERSION):
        return
    has_grown = application == APPLICATION_ID and version in _GROWN
    if not has_grown and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise _OtherVersionError("it was written by another version of the program")
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
