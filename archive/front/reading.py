"""Reads the archive for the front: beside the event loop, a connection each, and never for long."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from archive.errors import ArchiveError, told_in_words
from archive.export.articles import snapshot
from archive.opening import open_for_reading

SECONDS = 10.0  # that a page may read
_PAGES, _FILES = 4, 2  # threads: a long download keeps no page waiting
_STEPS = 50_000  # of SQLite's machine, some milliseconds, between two looks at the clock

T = TypeVar("T")


class TookTooLong(ArchiveError):
    """A page asked for more than can be read in the time that it has."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"This took longer than {seconds:g} seconds and was stopped. Choose fewer days or one "
            "publication, or ask in your own tools, where nothing is cut off."
        )


class Readers:
    """Threads that read the archive at `path`; each reading sees it as it is when it begins.

    The file is opened anew every time (about a millisecond), so an archive that was put in its place is
    read at once, and nothing is held between two pages.
    """

    def __init__(self, path: Path, seconds: float = SECONDS) -> None:
        self.path, self._seconds = path, seconds
        self._pages = ThreadPoolExecutor(_PAGES, "page")
        self._files = ThreadPoolExecutor(_FILES, "file")
        self._closing = threading.Event()

    async def page(self, read: Callable[[sqlite3.Connection], T]) -> T:
        """What `read` says, within the time of a page. Raises ArchiveError, TookTooLong among them."""
        return await asyncio.get_running_loop().run_in_executor(self._pages, self.read, read)

    def read(self, read: Callable[[sqlite3.Connection], T]) -> T:
        """The same in this thread."""
        end = time.monotonic() + self._seconds
        with self._connection(lambda: time.monotonic() > end) as connection:
            return read(connection)

    def file(self, read: Callable[[sqlite3.Connection], T], gone: Callable[[], bool]) -> Future[T]:
        """Begin to read for a file that is sent in a stream, as long as it takes and `gone` says no."""

        def work() -> T:
            with self._connection(gone) as connection:
                return read(connection)

        return self._files.submit(work)

    def close(self) -> None:
        """Stop what is being read."""
        self._closing.set()
        for threads in (self._pages, self._files):
            threads.shutdown(wait=False, cancel_futures=True)

    @contextmanager
    def _connection(self, stop: Callable[[], bool]) -> Iterator[sqlite3.Connection]:
        with told_in_words(self.path), closing(open_for_reading(self.path)) as connection:
            connection.set_progress_handler(lambda: stop() or self._closing.is_set(), _STEPS)
            try:
                with snapshot(connection):
                    yield connection
            except sqlite3.OperationalError as error:
                if "interrupted" not in str(error):
                    raise
                raise TookTooLong(self._seconds) from error
