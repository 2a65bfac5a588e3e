"""The process that reads pages: what it is given and what it gives, on its standard input and output.

It ends with its input, so that a crawl that is killed leaves none behind.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Self

from crawler.discovery.links import is_own, may_be_article
from crawler.discovery.pages import Listing
from crawler.page_read import PageRead, PageToRead, Reading
from crawler.page_slots import PageSlots
from crawler.sites.profile import Site

_LENGTH = struct.Struct("<Q")
_PIPE = 1_000_000  # bytes: a page goes through at once, not in a dozen turns; no more is allowed to users
_BETWEEN = "\0"  # stands in no address of a page
_MOST_SENT = 50_000  # links that are remembered as sent


class ReadingProcess:
    """A process that reads pages in the order in which it gets them."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        slots: PageSlots,
        pages: asyncio.WriteTransport,
        answers: asyncio.StreamReader,
    ) -> None:
        self._slots = slots
        self.pid = process.pid
        self._process, self._pages, self._answers = process, pages, answers
        self._sent = self._answered = 0  # pages

    @classmethod
    async def start(cls, reading: Reading) -> Self:
        """Start one, and wait until it is ready to read; it finds the program where this one does, and
        outlives no signal. Raises EOFError where it comes to its end instead."""
        slots = PageSlots.make()
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "crawler.reading_process", str(slots.fd)],
            pass_fds=(slots.fd,),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)},
            start_new_session=True,
            pipesize=_PIPE,
        )
        loop, answers = asyncio.get_running_loop(), asyncio.StreamReader(limit=_PIPE)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(answers), process.stdout)
        pages, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, process.stdin)
        started = cls(process, slots, pages, answers)
        started._pages.write(_framed(reading))
        try:
            await started._answer()
        except BaseException:
            started.end()
            raise
        return started

    @property
    def held(self) -> int:
        """How many pages it has that are not answered."""
        return self._sent - self._answered

    def send(self, page: PageToRead) -> None:
        """Give it a page; it holds no more than SLOTS. The raw answers stay here."""
        body = page.capture.body
        self._slots.put(self._sent, body)
        capture = replace(page.capture, body=b"", exchanges=())
        self._pages.write(_framed((page._replace(capture=capture), self._sent, len(body))))
        self._sent += 1

    async def receive(self) -> PageRead:
        """The next answer. Raises EOFError when the process has come to its end."""
        article, listing, *others = await self._answer()
        self._answered += 1
        if isinstance(listing, str):
            listing = Listing(article.url, tuple(listing.split(_BETWEEN)) if listing else ())
        return PageRead(article, listing, *others)

    async def _answer(self) -> Any:
        (length,) = _LENGTH.unpack(await self._answers.readexactly(_LENGTH.size))
        return pickle.loads(await self._answers.readexactly(length))

    def end(self) -> None:
        """End it; the loop closes its pipes as it sees them end."""
        self._process.kill()
        self._process.wait()
        self._slots.close()


class _Links:
    """The links of articles as they go to the crawl: as one text, which costs it little.

    Where the profile's pattern alone says what an article is, a link that it refuses leads nowhere, nor
    does one a second time: menus are on every page.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._sent: set[str] = set()

    def packed(self, listing: Listing) -> Listing | str:
        """The links of a page of which nothing else is known; the `listing` itself where more is."""
        if listing != Listing(listing.url, listing.links):
            return listing
        links: Sequence[str] = listing.links
        if self._site.discover.article:
            if len(self._sent) >= _MOST_SENT:
                self._sent.clear()
            fresh = [link for link in links if link not in self._sent]
            self._sent.update(fresh)
            links = [link for link in fresh if is_own(link, self._site) and may_be_article(link, self._site)]
        return _BETWEEN.join(links)


class _Pickler(pickle.Pickler):
    """Writes a dataclass as a call of it, many times quicker than pickle does by itself."""

    def reducer_override(self, thing: object) -> Any:
        """How to make `thing` again, if it is a dataclass."""
        kind: type = type(thing)
        values = _values_of(kind)
        return NotImplemented if values is None else (kind, values(thing))


@cache
def _values_of(kind: type) -> Callable[[object], tuple[Any, ...]] | None:
    """What gives the values of a dataclass, in the order in which it takes them; None for another class."""
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda thing: (get(thing),)


def _framed(thing: Any) -> bytes:
    data = BytesIO()
    data.write(_LENGTH.pack(0))
    _Pickler(data, pickle.HIGHEST_PROTOCOL).dump(thing)
    data.seek(0)
    data.write(_LENGTH.pack(len(data.getbuffer()) - _LENGTH.size))
    return data.getvalue()


def _next(source: IO[bytes]) -> Any:
    (length,) = _LENGTH.unpack(_exactly(source, _LENGTH.size))
    return pickle.loads(_exactly(source, length))


def _next_page(source: IO[bytes], slots: PageSlots) -> PageToRead:
    page: PageToRead
    page, number, length = _next(source)
    page.capture.body = slots.get(number, length)
    return page


def _write(target: IO[bytes], thing: Any) -> None:
    target.write(_framed(thing))
    target.flush()


def _exactly(source: IO[bytes], length: int) -> bytes:
    data = source.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _main() -> None:
    """Read pages from standard input until it ends."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    try:
        slots = PageSlots(int(sys.argv[1]))
        reading: Reading = _next(sys.stdin.buffer)
        links = _Links(reading.site)
        _write(answers, "ready")
        while True:
            article, listing, *others = reading.read(*_next_page(sys.stdin.buffer, slots))
            _write(answers, (article, links.packed(listing), *others))
    except (EOFError, BrokenPipeError):
        return


if __name__ == "__main__":
    _main()
