"""Fetches over HTTP by aiohttp, the client with which Scrapy works where there is no Twisted reactor.

It takes a fifth less of the processor's time than Twisted's, connects by IPv6 too, and asks before every
connection whether its address is a public one. Scrapy's own handler for it is an experiment still, and tells
signals that nobody listens to of every piece of a page.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address

import aiohttp
from aiohttp.connector import Connection
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from yarl import URL

from crawler.public_addresses import PrivateAddress, RefusedAddress, public_socket
from crawler.sites.profile import Site

_AT_ONCE = 1_000_000  # bytes of a page that are read ahead, so that most come in a few pieces
_LONGEST_FIELD = 65_536  # bytes of a header field: some sites list there whom their pages may load from
_MOST_FIELDS = 500
_BAD_CHUNK = "in chunk size"  # what aiohttp says of a body that goes wrong together with its head
_OURS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")  # fields that Scrapy sets, if any


class _Answer(aiohttp.ClientResponse):
    """An answer that remembers its connection: a short one has none any more when it is read."""

    peer: str | None = None
    connection_ends: asyncio.Future[None] | None = None

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        """Read the head; called by aiohttp."""
        if connection.transport is not None and (peer := connection.transport.get_extra_info("peername")):
            self.peer = peer[0]
        if connection.protocol is not None and (ends := connection.protocol.closed) is not None:
            ends.remove_done_callback(_noted)  # a connection has many answers one after the other
            ends.add_done_callback(_noted)
            self.connection_ends = ends
        return await super().start(connection)

    @contextmanager
    def broken_off_with_its_connection(self) -> Iterator[None]:
        """Have a body that waits for more end with its connection. That of an answer whose later pieces are
        no HTTP would wait for its deadline else."""
        ends = self.connection_ends
        if ends is not None:
            ends.add_done_callback(self._break_off)
        try:
            yield
        finally:
            if ends is not None:
                ends.remove_done_callback(self._break_off)

    def _break_off(self, _: object) -> None:
        if not self.content.is_eof() and self.content.exception() is None:
            self.content.set_exception(aiohttp.ClientPayloadError("The connection ended in the body."))


def _noted(ends: asyncio.Future[None]) -> None:
    """Look at how a connection ended, since asyncio complains of errors that nobody looks at."""
    ends.exception()


class HttpHandler(BaseDownloadHandler):
    """Answers requests to http and https addresses; one of a publication, whose profile says where it may go.

    Whether it is asked too often, or too much at once, is the downloader's to know.
    """

    lazy = False  # certificates take a while to read, and the first pause would be shorter than it is to be

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        site: Site = crawler.spider.site  # type: ignore[union-attr]
        self._largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        connector = aiohttp.TCPConnector(
            ssl=_certificates(),
            socket_factory=None if site.crawl.allow_private else public_socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            response_class=_Answer,
            cookie_jar=aiohttp.DummyCookieJar(),  # Scrapy keeps cookies, where a profile asks for them
            auto_decompress=False,  # raw copies hold what came
            skip_auto_headers=_OURS,
            read_bufsize=_AT_ONCE,
            max_line_size=_LONGEST_FIELD,
            max_field_size=_LONGEST_FIELD,
            max_headers=_MOST_FIELDS,
        )

    async def download_request(self, request: Request) -> Response:
        """The answer, whole and as it came. Raises Scrapy's exceptions for downloads."""
        started = time.monotonic()
        asked = self._session.request(
            request.method,
            URL(request.url, encoded=True),  # Scrapy has escaped what must be
            headers=request.headers.to_tuple_list(),
            data=request.body or None,
            timeout=aiohttp.ClientTimeout(total=request.meta["download_timeout"]),  # to the last byte
            allow_redirects=False,
        )
        with _told_as_scrapy_does(request):
            async with asked as answer:
                assert isinstance(answer, _Answer)
                request.meta["download_latency"] = time.monotonic() - started
                body = await _body(answer, request.meta.get("download_maxsize", self._largest))
        return _response(answer, request.url, body)

    async def close(self) -> None:
        """Close all connections; called by Scrapy."""
        await self._session.close()


@cache
def _certificates() -> ssl.SSLContext:
    """Whom connections trust: a page from an impostor is no source. Read once for all schemes."""
    return ssl.create_default_context()


async def _body(answer: _Answer, largest: int) -> bytes:
    """The body. Raises DownloadCancelledError for one of more than `largest` bytes, before it is all here."""
    pieces, size = [], answer.content_length or 0
    if size <= largest:
        size = 0
        with answer.broken_off_with_its_connection():
            async for piece in answer.content.iter_any():
                pieces.append(piece)
                size += len(piece)
                if size > largest:
                    break
    if size > largest:
        raise DownloadCancelledError(f"more than {largest} bytes")
    return b"".join(pieces)


def _response(answer: _Answer, url: str, body: bytes) -> Response:
    """Scrapy's response, of the class that its type and its bytes tell."""
    headers = Headers(list(answer.raw_headers))
    kind = responsetypes.from_args(headers=headers, url=url, body=body)
    peer = ip_address(answer.peer) if answer.peer else None
    return kind(url=url, status=answer.status, headers=headers, body=body, ip_address=peer)


@contextmanager
def _told_as_scrapy_does(request: Request) -> Iterator[None]:
    """Raise aiohttp's errors as Scrapy's, whose retries know them; the former stay as the cause."""
    try:
        yield
    except TimeoutError as error:
        raise DownloadTimeoutError(request.url) from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise UnsupportedURLSchemeError(request.url) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise CannotResolveHostError(request.url) from error
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, RefusedAddress):
            raise PrivateAddress(error.host, error.os_error.address) from error
        is_refused = isinstance(error.os_error, ConnectionRefusedError)
        raise (DownloadConnectionRefusedError if is_refused else DownloadFailedError)(str(error)) from error
    except (aiohttp.ClientError, OSError) as error:
        is_cut = isinstance(error, aiohttp.ClientPayloadError) or _BAD_CHUNK in str(error)
        raise (ResponseDataLossError if is_cut else DownloadFailedError)(str(error)) from error
