"""What can be wrong with an archive. Each message is one sentence: what, where, what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ArchiveError(Exception):
    """An archive cannot be used as asked."""


class ArchiveMissing(ArchiveError):
    """There is no file at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no archive yet. A crawl makes one: nyhetsarkiv crawl NAME.")


class NotAnArchive(ArchiveError):
    """The file is something else."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: this file is not a Nyhetsarkiv archive. Give another path with --archive; "
            "nothing was changed."
        )


class ArchiveTooNew(ArchiveError):
    """A newer version wrote the file."""

    def __init__(self, path: Path, migrations: list[str]) -> None:
        super().__init__(
            f"{path}: written by a newer version of Nyhetsarkiv ({', '.join(migrations)} is unknown here). "
            "Update the program; nothing was changed."
        )


class ArchiveOutdated(ArchiveError):
    """An older version wrote the file, and it cannot be brought up to date where it is."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: an older version of Nyhetsarkiv made this archive, and it cannot be brought up to date "
            "here. Copy it to where you may write, or wait until no other program writes to it."
        )


class ArticleUnknown(ArchiveError):
    """No article stands at the address; `nearest` is a known one that is written much like it."""

    def __init__(self, url: str, nearest: str | None) -> None:
        hint = (
            f"The nearest one known is {nearest}."
            if nearest
            else "Look for it with: nyhetsarkiv search WORDS."
        )
        super().__init__(f"{url}: the archive has no article at this address. {hint}")


class ArchiveUnusable(ArchiveError):
    """SQLite or the file system refuses: locked, read-only, full, corrupted, unreadable."""


class ArchiveReadOnly(ArchiveUnusable):
    """The file, its folder or its medium is write-protected."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: it is read-only. Make the file and its folder writable, or copy it elsewhere."
        )


class CopiesUnusable(ArchiveUnusable):
    """Raw copies cannot be written: the disk is full, or the folder write-protected."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            f"{path}: raw copies cannot be kept there ({error.strerror or error}). Free some space or make "
            "it writable; what was stored before is safe."
        )


_ROOM = 2**16  # bytes; SQLite asks for half of that at once
_CAUSES = (  # a part of SQLite's own words, and what to tell
    ("locked", "another program is writing to it. Wait until that has ended, or stop it."),
    ("full", "the disk is full. Free some space; what was stored before is safe."),
    ("malformed", "a page of it is damaged. Restore a backup, or try: sqlite3 FILE .recover."),
    (
        "vtable constructor",  # what SQLite says of an FTS5 table whose pages it cannot read
        "a page of its search index is damaged. Restore a backup, or try: sqlite3 FILE .recover.",
    ),
    ("unable to open", "it cannot be opened. Check that the folder exists and that you may write there."),
    ("disk i/o", "the disk does not answer properly. Check the disk, then run: nyhetsarkiv archive check."),
)


@contextmanager
def told_in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into one sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        words = str(error).lower()
        if "not a database" in words:
            raise NotAnArchive(path) from error
        if "readonly" in words:
            raise ArchiveReadOnly(path) from error
        if "disk i/o" in words and _is_full(path):  # what SQLite says where there is no room for `-shm`
            words = "full"
        for part, sentence in _CAUSES:
            if part in words:
                raise ArchiveUnusable(f"{path}: {sentence}") from error
        raise


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False
