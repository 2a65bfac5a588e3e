"""Reading pages off the crawl's own thread, once they come quicker than it should read them itself.

A publication that is asked every two seconds leaves plenty of time; then a page is read where it arrives.
Where pages come quickly, a process of its own reads them on another core. A page that brings it down
costs itself alone.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from itertools import islice

from crawler.page_read import PageRead, PageToRead, Reading
from crawler.page_slots import LARGEST, SLOTS
from crawler.reading_process import ReadingProcess

QUICK = 5.0  # pages a second from which on another process reads
JUDGED = 20  # pages that this is judged by
_log = logging.getLogger(__name__)


class ReaderFailed(Exception):
    """A page could not be read: a parser raised, or the process that read it came to an end over it."""


class PageReader:
    """Reads the pages of one publication, here or in a process of its own, which is never without work
    while pages wait. Until it is ready, they are read here."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._arrivals: deque[float] = deque(maxlen=JUDGED)
        self._waiting: deque[tuple[PageToRead, asyncio.Future[PageRead]]] = deque()
        self._reading: asyncio.Task[None] | None = None
        self._process: ReadingProcess | None = None

    async def read(self, page: PageToRead) -> PageRead:
        """Read a page. Raises ReaderFailed where that cannot be done, which is a fault of the parsers'."""
        self._arrivals.append(time.monotonic())
        if self._reading is None and self._is_quick():
            self._reading = asyncio.create_task(self._take_answers())
        fits = len(page.capture.body) <= LARGEST
        if fits and (self._process is not None or self._waiting):
            return await self._have_read(page)
        return self._read_here(page)

    @property
    def pid(self) -> int | None:
        """The number of the process that reads, if there is one."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process, if there is one."""
        if self._reading is not None:
            self._reading.cancel()
        self._end()

    def _is_quick(self) -> bool:
        full = len(self._arrivals) == JUDGED
        return full and JUDGED / (self._arrivals[-1] - self._arrivals[0] + 1e-9) > QUICK

    def _read_here(self, page: PageToRead) -> PageRead:
        try:
            return self.reading.read(*page)
        except Exception as error:
            _log.exception("%s: the page cannot be read.", page.capture.url)
            raise ReaderFailed from error

    def _have_read(self, page: PageToRead) -> asyncio.Future[PageRead]:
        """Hand the page to the process, behind those that it has already."""
        answer: asyncio.Future[PageRead] = asyncio.get_running_loop().create_future()
        self._waiting.append((page, answer))
        self._hand_over()
        return answer

    def _hand_over(self) -> None:
        """Give the process as many of the pages that wait as it takes."""
        if self._process is not None:
            for page, _ in islice(self._waiting, self._process.held, SLOTS):
                self._process.send(page)

    async def _take_answers(self) -> None:
        """Start a process and give every page its answer; for those behind one that brought it down, another
        is started. Where none comes up, no other is tried."""
        try:
            self._process = await ReadingProcess.start(self.reading)
        except (EOFError, OSError):
            self._go_on_alone()
            return
        try:
            while True:
                self._hand_over()
                read = await self._process.receive()
                self._waiting.popleft()[1].set_result(read)
        except (EOFError, OSError):
            self._end()
        if self._waiting:
            page, answer = self._waiting.popleft()
            _log.error("%s: the page brought its reader down.", page.capture.url)
            answer.set_exception(ReaderFailed())
        self._reading = asyncio.create_task(self._take_answers()) if self._waiting else None

    def _go_on_alone(self) -> None:
        """Read what waits here, and all that comes."""
        _log.warning("No process that reads pages comes up; they are read where they arrive.")
        while self._waiting:
            page, answer = self._waiting.popleft()
            try:
                answer.set_result(self._read_here(page))
            except ReaderFailed as failed:
                answer.set_exception(failed)

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
