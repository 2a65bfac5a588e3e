"""Sends a file while it is written: what a thread writes goes to the browser piece by piece."""

from __future__ import annotations

import asyncio
import io
import logging
import sqlite3
import threading
from collections.abc import Callable, Mapping
from typing import IO, cast

from aiohttp import web

from archive.front.reading import Readers

_PIECE = 64 * 1024  # characters
_WAITING = 4  # pieces written ahead of a slow browser
_PATIENCE = 0.5  # seconds between two looks whether the browser is still there

_log = logging.getLogger(__name__)

Write = Callable[[sqlite3.Connection, IO[str]], None]
Files = Mapping[str, Write]  # a list as files: ending -> what writes it
CONTENT_TYPES = {"csv": "text/csv", "json": "application/json", "jsonl": "application/x-ndjson"}


async def send_file(
    request: web.Request, readers: Readers, write: Write, name: str, ending: str
) -> web.StreamResponse:
    """Answer with what `write` writes, as a file to be kept.

    What goes wrong before the first piece is raised; later it breaks the answer off, so that half a file
    is not taken for the whole. A browser that goes away ends the reading.
    """
    response = web.StreamResponse(headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'})
    response.content_type, response.charset = CONTENT_TYPES[ending], "utf-8"
    if request.method == "HEAD":
        await response.prepare(request)
        return response
    outlet = _Outlet(asyncio.get_running_loop())
    work = asyncio.wrap_future(readers.file(outlet.filled_by(write), outlet.gone.is_set))
    work.add_done_callback(lambda done: done.cancelled() or done.exception())
    try:
        if not (piece := await outlet.next_piece(work)):
            await work
        await response.prepare(request)
        while piece:
            await response.write(piece)
            piece = await outlet.next_piece(work)
        if work.exception():
            _break_off(request, work)
    except ConnectionResetError:
        pass  # the browser has gone away
    finally:
        outlet.gone.set()
    return response


def _break_off(request: web.Request, work: asyncio.Future[None]) -> None:
    """End an answer that has begun, without the sign by which a browser knows that it has all."""
    _log.error("%s: broken off", request.path_qs, exc_info=work.exception())
    if request.transport is not None:
        request.transport.abort()


class _Outlet(io.TextIOBase):
    """A text file that a thread writes and the event loop reads, never much of it in memory."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._pieces: asyncio.Queue[bytes] = asyncio.Queue()
        self._room = threading.Semaphore(_WAITING)
        self._begun = io.StringIO()
        self.gone = threading.Event()

    def filled_by(self, write: Write) -> Callable[[sqlite3.Connection], None]:
        """`write`, writing to this outlet."""

        def fill(connection: sqlite3.Connection) -> None:
            write(connection, cast("IO[str]", self))
            self._send()

        return fill

    async def next_piece(self, work: asyncio.Future[None]) -> bytes:
        """What comes next of what `work` writes; nothing at its end."""
        getting = asyncio.ensure_future(self._pieces.get())
        try:
            await asyncio.wait((getting, work), return_when=asyncio.FIRST_COMPLETED)
            if not getting.done():
                return b""
            self._room.release()
            return getting.result()
        finally:
            getting.cancel()

    def write(self, text: str) -> int:
        """Keep the text until there is enough for a piece; then wait until the browser has room for it."""
        self._begun.write(text)
        if self._begun.tell() >= _PIECE:
            self._send()
        return len(text)

    def _send(self) -> None:
        piece = self._begun.getvalue().encode()
        if not piece:
            return
        self._begun = io.StringIO()
        while not self._room.acquire(timeout=_PATIENCE):
            if self.gone.is_set():
                raise BrokenPipeError
        self._loop.call_soon_threadsafe(self._pieces.put_nowait, piece)
