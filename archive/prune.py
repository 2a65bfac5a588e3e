"""What an archive can do without: found, counted, and removed in an order that a crash cannot harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.prune_copies import bytes_of, names_of, old_files, orphaned_files, remove_files
from archive.prune_log import Watched, bytes_a_fetch, old_fetches, remove_fetches
from archive.prune_names import count_unused, remove_unused
from archive.vacuum import unused_pages, vacuum


@dataclass(frozen=True, slots=True)
class Wish:
    """What may go. Moments are aware; None leaves that kind alone."""

    fetches_before: datetime | None = None
    raw_before: datetime | None = None
    superseded: bool = False
    orphans: bool = False
    vacuum: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of what can go, or went: how many, about how many bytes, and of files which.

    What rows take in the archive's own file is free for other rows at once, for other files after a vacuum.
    """

    name: str
    number: int
    bytes: int
    files: tuple[Path, ...] = ()


def prune(
    connection: sqlite3.Connection, archive: Path, wish: Wish, *, remove: bool, watched: Watched = iter
) -> Iterator[Part]:
    """Find what is wished for, kind by kind, and remove it if it is to be removed.

    `connection` is one of `open_archive`. Rows go first, durably, then the files that they named: a crash in
    between leaves files that no row names. `watched` passes on the groups of rows that are looked at. Raises
    ArchiveError.
    """
    gone: list[str] = []
    if wish.raw_before is not None or wish.superseded:
        old = old_files(connection, archive, before=wish.raw_before, superseded=wish.superseded)
        gone = names_of(connection, archive, old)
        yield _files("files of raw copies", connection, archive, old, remove=remove)
    if wish.orphans:
        orphans = orphaned_files(connection, archive)
        yield _files("files that no row names", connection, archive, orphans, remove=remove)
    if wish.fetches_before is not None:
        ids = list(old_fetches(connection, wish.fetches_before, gone, watched))
        size = int(len(ids) * bytes_a_fetch(connection))
        if remove:
            remove_fetches(connection, ids)
        yield Part("rows of the log", len(ids), size)
    if wish.orphans:
        unused = count_unused(connection)
        if remove:
            remove_unused(connection)
        yield from (Part(f"{name} of no article", number, 0) for name, number in unused.items())
    if wish.vacuum:
        yield _pages(connection, archive, remove=remove)


def _files(
    name: str, connection: sqlite3.Connection, archive: Path, files: tuple[Path, ...], *, remove: bool
) -> Part:
    part = Part(name, len(files), bytes_of(files), files)
    if remove:
        remove_files(connection, archive, files)
    return part


def _pages(connection: sqlite3.Connection, archive: Path, *, remove: bool) -> Part:
    """The pages that nothing uses: as many as there are, or as the file had."""
    part = Part("unused pages", *unused_pages(connection))
    if remove:
        vacuum(connection, archive)
    return part
