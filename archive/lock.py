"""One crawl at a time for an archive. The operating system holds the lock and drops it with the process."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ArchiveError, ArchiveUnusable


class CrawlLocked(ArchiveError):
    """Another run crawls into the same archive."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: another run is crawling into this archive. Wait until it has ended, or stop it."
        )


@contextmanager
def crawl_lock(archive: Path) -> Iterator[None]:
    """Hold the archive's crawl lock, in a file beside it; raises CrawlLocked where another run has it.

    A run that is killed leaves the file but not the lock.
    """
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        file = archive.with_name(archive.name + ".lock").open("w")
    except OSError as error:
        raise ArchiveUnusable(
            f"{archive}: its folder cannot be written to ({error.strerror}). Choose another with --archive."
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CrawlLocked(archive) from None
        yield
