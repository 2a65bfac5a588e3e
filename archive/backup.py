"""A copy of the archive as it is at one moment, made while others go on writing."""

from __future__ import annotations

import glob
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from archive.durable import sync_folder
from archive.errors import ArchiveError, ArchiveUnusable, told_in_words
from archive.integrity import damage
from archive.opening import open_for_reading

Progress = Callable[[int, int], None]  # pages copied, pages in all

_STEP = 1000  # pages copied between two calls of the progress
_UNFINISHED = ".unfinished-"  # and the process that writes it


class BackupRefused(ArchiveError):
    """There is something in the way of the backup."""


def back_up(archive: Path, target: Path, *, replace: bool = False, progress: Progress | None = None) -> int:
    """Copy the archive to `target`; says how many articles the copy holds.

    The copy is made beside `target` under another name, checked, and named `target` at the very end:
    an interrupted backup leaves nothing under that name, and an older file there as it was. The
    crawl goes on meanwhile; what it stores after the beginning is not in the copy. Raw copies are
    not in the archive's file. Raises ArchiveError: BackupRefused where `target` exists and is not
    to be replaced.
    """
    _refuse(archive, target, replace=replace)
    unfinished = target.with_name(f"{target.name}{_UNFINISHED}{os.getpid()}")
    try:
        _clean_up(target)
        with told_in_words(archive), closing(open_for_reading(archive, as_it_is=True)) as source:
            articles = _copy(source, unfinished, target, progress)
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise ArchiveUnusable(
            f"{target}: the backup cannot be written ({error.strerror}). Choose another place."
        ) from error
    finally:
        _remove(unfinished)
    return articles


def _refuse(archive: Path, target: Path, *, replace: bool) -> None:
    if not target.parent.is_dir():
        raise BackupRefused(f"{target}: its folder does not exist. Make it, or choose another place.")
    if not target.exists():
        return
    if archive.exists() and target.samefile(archive):
        raise BackupRefused(f"{target}: this is the archive itself. Choose another place for the backup.")
    if not replace:
        raise BackupRefused(f"{target}: the file exists. Choose another name, or replace it with --replace.")
    log = target.with_name(f"{target.name}-wal")
    if log.exists() and log.stat().st_size:  # would be taken for the new file's
        raise BackupRefused(f"{target}: another program is writing to this file. Choose another name.")


def _copy(source: sqlite3.Connection, unfinished: Path, target: Path, progress: Progress | None) -> int:
    """Copy one state of the source and compare the copy with it; `target` is what errors speak of."""
    source.execute("BEGIN")  # one state for copy and counts: else each write of a crawl would begin it anew
    before = _counts(source)
    with told_in_words(target), closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy, pages=_STEP, progress=_reporting(progress))
        faults = damage(copy)
        if not faults and _counts(copy) != before:
            faults = ["rows are missing in the copy"]
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, readable from a read-only medium
    if faults:
        raise ArchiveUnusable(
            f"{target}: the copy is not sound ({faults[0]}), and was not kept. "
            "Look at the archive with: nyhetsarkiv archive check."
        )
    return before["articles"]


def _reporting(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, remaining, total: progress(total - remaining, total)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for (name,) in names
    }


def _clean_up(target: Path) -> None:
    """Take away what backups to the same target left that were killed."""
    for path in target.parent.glob(f"{glob.escape(target.name)}{_UNFINISHED}*"):
        process = path.name.rpartition("-")[2]
        if process.isdigit() and not _runs(int(process)):
            _remove(path)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


def _remove(unfinished: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
