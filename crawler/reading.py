"""Reading pages off the crawl's own thread, once they come quicker than it should read them itself.

A publication that is asked every two seconds leaves plenty of time; then a page is read where it arrives.
Where pages come quickly, a process of its own reads them on another core. It gets pages on its standard
input and ends with it, so that a crawl that is killed leaves none behind. A page that brings it down costs
itself alone.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import struct
import subprocess
import sys
import time
from collections import deque
from datetime import datetime
from typing import IO, Any, NamedTuple, Self

from crawler.article import Article
from crawler.discovery.pages import Listing, only_links, read_links, read_listing
from crawler.parsers.decode import decode
from crawler.parsers.extract import read_article
from crawler.parsers.page import Page
from crawler.sites.profile import Site

QUICK = 5.0  # pages a second from which on another process reads
JUDGED = 40  # pages that this is judged by
_log = logging.getLogger(__name__)
_LENGTH = struct.Struct("<Q")
_PIPE = 1_000_000  # bytes: a page goes through at once, not in a dozen turns; no more is allowed to users
_Page = tuple[bytes, str, datetime]  # body, address, when it was fetched


class PageRead(NamedTuple):
    """What a page says as an article, and what it leads to."""

    article: Article
    listing: Listing


class ReaderFailed(Exception):
    """A page could not be read: a parser raised, or the process that read it came to an end over it."""


def read_page(body: bytes, url: str, site: Site, fetched_at: datetime) -> PageRead:
    """Read a page as an article, and its links; all that a list shows where it may be one. Pure."""
    page = Page(body, url)
    links = read_links(page.tree, url)
    article = read_article(page, site, fetched_at)
    is_article = bool(article.title and article.body and article.published)
    return PageRead(article, links if is_article else read_listing(decode(body), url))


class PageReader:
    """Reads the pages of one publication, here or in a process of its own, which is never without work
    while pages wait."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._arrivals: deque[float] = deque(maxlen=JUDGED)
        self._waiting: deque[tuple[_Page, asyncio.Future[PageRead]]] = deque()
        self._reading: asyncio.Task[None] | None = None
        self._process: _ReadingProcess | None = None

    async def read(self, body: bytes, url: str, fetched_at: datetime) -> PageRead:
        """Read a page. Raises ReaderFailed where that cannot be done, which is a fault of the parsers'."""
        self._arrivals.append(time.monotonic())
        if self._process is None and self._reading is None and not self._is_quick():
            try:
                return read_page(body, url, self.site, fetched_at)
            except Exception as error:
                _log.exception("%s: the page cannot be read.", url)
                raise ReaderFailed from error
        return await self._have_read((body, url, fetched_at))

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

    def _have_read(self, page: _Page) -> asyncio.Future[PageRead]:
        """Hand the page to the process, behind those that it has already."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[PageRead] = loop.create_future()
        self._waiting.append((page, answer))
        if self._process is not None:
            self._process.send(page)
        if self._reading is None or self._reading.done():
            self._reading = loop.create_task(self._take_answers())
        return answer

    async def _take_answers(self) -> None:
        """Give every page its answer, with a new process after each page that brought one down."""
        while self._waiting:
            self._process = await _ReadingProcess.start()
            self._process.send(self.site)
            for page, _ in self._waiting:
                self._process.send(page)
            try:
                while True:
                    read = await self._process.receive()
                    self._waiting.popleft()[1].set_result(read)
            except (EOFError, OSError):
                self._end()
            if self._waiting:
                page, answer = self._waiting.popleft()
                _log.error("%s: the page brought its reader down.", page[1])
                answer.set_exception(ReaderFailed())

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


def _packed(page: PageRead) -> tuple[Article, Listing | tuple[str, ...]]:
    """What was read, as it goes to the other process: of most pages the links are all there is."""
    listing = page.listing
    shows_more = listing.navigation or listing.feeds or listing.further
    is_plain = not shows_more and all(entry.date is None for entry in listing.entries)
    return page.article, listing.links if is_plain else listing


def _unpacked(article: Article, listing: Listing | tuple[str, ...]) -> PageRead:
    return PageRead(article, listing if isinstance(listing, Listing) else only_links(listing, article.url))


class _ReadingProcess:
    """A process that reads pages in the order in which it gets them."""

    def __init__(
        self, process: subprocess.Popen[bytes], pages: asyncio.WriteTransport, answers: asyncio.StreamReader
    ) -> None:
        self.pid = process.pid
        self._process, self._pages, self._answers = process, pages, answers

    @classmethod
    async def start(cls) -> Self:
        """Start one; it finds the program where this one does, and outlives no signal."""
        process = subprocess.Popen(
            [sys.executable, "-m", "crawler.reading"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            start_new_session=True,
            pipesize=_PIPE,
        )
        loop, answers = asyncio.get_running_loop(), asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(answers), process.stdout)
        pages, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, process.stdin)
        return cls(process, pages, answers)

    def send(self, thing: Site | _Page) -> None:
        """Give it the site, once, and then pages."""
        self._pages.write(_framed(thing))

    async def receive(self) -> PageRead:
        """The next answer. Raises EOFError when the process has come to its end."""
        (length,) = _LENGTH.unpack(await self._answers.readexactly(_LENGTH.size))
        return _unpacked(*pickle.loads(await self._answers.readexactly(length)))

    def end(self) -> None:
        """End it; the loop closes its pipes as it sees them end."""
        self._process.kill()
        self._process.wait()


def _framed(thing: Any) -> bytes:
    data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def _next(source: IO[bytes]) -> Any:
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    return pickle.loads(_exactly(source, length))


def _exactly(source: IO[bytes], length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _main() -> None:
    """Read pages from standard input until it ends."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    try:
        site = _next(sys.stdin.buffer)
        while True:
            body, url, fetched_at = _next(sys.stdin.buffer)
            answers.write(_framed(_packed(read_page(body, url, site, fetched_at))))
            answers.flush()
    except (EOFError, BrokenPipeError):
        return


if __name__ == "__main__":
    _main()
