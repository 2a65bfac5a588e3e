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
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import IO, Any, NamedTuple

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
    """Reads the pages of one publication, here or in a process of its own."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._arrivals: deque[float] = deque(maxlen=JUDGED)
        self._thread: ThreadPoolExecutor | None = None
        self._process: subprocess.Popen[bytes] | None = None

    async def read(self, body: bytes, url: str, fetched_at: datetime) -> PageRead:
        """Read a page. Raises ReaderFailed where that cannot be done, which is a fault of the parsers'."""
        self._arrivals.append(time.monotonic())
        if self._thread is None and not self._is_quick():
            try:
                return read_page(body, url, self.site, fetched_at)
            except Exception as error:
                _log.exception("%s: the page cannot be read.", url)
                raise ReaderFailed from error
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._have_read, body, url, fetched_at)

    @property
    def pid(self) -> int | None:
        """The number of the process that reads, if there is one."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process, if there is one."""
        if self._thread is not None:
            self._thread.shutdown()
        self._end()

    def _is_quick(self) -> bool:
        full = len(self._arrivals) == JUDGED
        return full and JUDGED / (self._arrivals[-1] - self._arrivals[0] + 1e-9) > QUICK

    def _have_read(self, body: bytes, url: str, fetched_at: datetime) -> PageRead:
        """In the thread: hand the page to the process and wait for its answer."""
        if self._process is None:
            self._process = _start()
            _send(self._process.stdin, self.site)
        try:
            _send(self._process.stdin, (body, url, fetched_at))
            return _unpacked(*_receive(self._process.stdout))
        except (EOFError, OSError) as error:
            self._end()
            _log.error("%s: the page brought its reader down.", url)
            raise ReaderFailed from error

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _packed(page: PageRead) -> tuple[Article, Listing | tuple[str, ...]]:
    """What was read, as it goes to the other process: of most pages the links are all there is."""
    listing = page.listing
    shows_more = listing.navigation or listing.feeds or listing.further
    is_plain = not shows_more and all(entry.date is None for entry in listing.entries)
    return page.article, listing.links if is_plain else listing


def _unpacked(article: Article, listing: Listing | tuple[str, ...]) -> PageRead:
    return PageRead(article, listing if isinstance(listing, Listing) else only_links(listing, article.url))


def _start() -> subprocess.Popen[bytes]:
    """A process that reads pages; it finds the program where this one does, and outlives no signal."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "crawler.reading"]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
        pipesize=_PIPE,
    )


def _send(to: IO[bytes] | None, thing: Any) -> None:
    assert to is not None
    data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    to.write(_LENGTH.pack(len(data)))
    to.write(data)
    to.flush()


def _receive(source: IO[bytes] | None) -> Any:
    assert source is not None
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
        site = _receive(sys.stdin.buffer)
        while True:
            body, url, fetched_at = _receive(sys.stdin.buffer)
            _send(answers, _packed(read_page(body, url, site, fetched_at)))
    except (EOFError, BrokenPipeError):
        return


if __name__ == "__main__":
    _main()
