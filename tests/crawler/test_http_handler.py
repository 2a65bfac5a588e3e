"""What the client does at the network's edge: real servers on loopback that say what they like."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadTimeoutError, ResponseDataLossError
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.http_handler import HttpHandler
from crawler.public_addresses import PrivateAddress
from crawler.sites.profile import Crawl, Site
from crawler.spiders.trouble import error_in_words

OK = b"HTTP/1.1 200 OK\r\n"
EMPTY = OK + b"Content-Length: 0\r\n\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<p>He\r\n"
PAUSE = 0.05  # seconds between two pieces of an answer, so that they come as two


@asynccontextmanager
async def server(pieces: Sequence[bytes]) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Answers everything with `pieces`; its address, and what it was sent."""
    sent: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sent.append(await reader.readuntil(b"\r\n\r\n"))
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(PAUSE)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as serving:
        yield f"http://127.0.0.1:{serving.sockets[0].getsockname()[1]}/", sent


def handler(*, allow_private: bool = True) -> HttpHandler:
    site = Site(
        "kaiposten", "", "http://127.0.0.1/", ("127.0.0.1",), crawl=Crawl(allow_private=allow_private)
    )
    crawler: Any = SimpleNamespace(
        spider=SimpleNamespace(site=site), settings=Settings({"DOWNLOAD_MAXSIZE": 1_000})
    )
    return HttpHandler(crawler)


def fetched(
    *pieces: bytes, allow_private: bool = True, seconds: float = 10, address: Callable[[str], str] = str
) -> tuple[Response | Exception, list[bytes]]:
    """The answer, or the error, and what the server was sent."""

    async def fetch() -> tuple[Response | Exception, list[bytes]]:
        async with server(pieces) as (base, sent):
            client = handler(allow_private=allow_private)
            request = Request(
                address(base), meta={"download_timeout": seconds}, headers={"User-Agent": "Prøve"}
            )
            try:
                return await client.download_request(request), sent
            except Exception as error:
                return error, sent
            finally:
                await client.close()

    return asyncio.run(fetch())


def answer(*pieces: bytes) -> Response:
    found, _ = fetched(*pieces)
    assert isinstance(found, Response), found
    return found


def test_an_answer_comes_as_it_was_sent() -> None:
    name = "blåbær.html".encode("latin-1")
    found = answer(OK + b"X-Navn: " + name + b"\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc")
    assert (found.status, found.body, found.headers["X-Navn"]) == (200, b"abc", name)
    assert found.headers["Content-Encoding"] == b"gzip", "unpacked above, by a middleware with a limit"
    assert str(found.ip_address) == "127.0.0.1"


def test_a_header_field_may_be_as_long_as_some_sites_make_it() -> None:
    policy = b"default-src 'self' " + b"https://cdn.avisa.no " * 2_000
    found = answer(OK + b"Content-Security-Policy: " + policy + b"\r\nContent-Length: 2\r\n\r\nok")
    assert found.headers["Content-Security-Policy"] == policy.strip()


def test_a_body_without_a_length_ends_with_its_connection() -> None:
    assert answer(OK + b"\r\n<p>He", b"i</p>").body == b"<p>Hei</p>"


def test_a_request_says_what_the_crawl_says_and_nothing_more() -> None:
    _, (sent,) = fetched(EMPTY)
    names = [line.split(b":")[0] for line in sent.split(b"\r\n")[1:] if line]
    assert names == [b"Host", b"User-Agent"]


@pytest.mark.parametrize(
    "pieces",
    [
        (CHUNKED,),
        (CHUNKED, b"zz\r\n"),
        (CHUNKED + b"zz\r\n",),
        (OK + b"Content-Length: 10\r\n\r\n", b"<p>Hei"),
    ],
    ids=["too few", "a bad one", "a bad one at once", "too short"],
)
def test_a_body_that_breaks_off_is_told_when_it_does(pieces: tuple[bytes, ...]) -> None:
    started = time.monotonic()
    error, _ = fetched(*pieces)
    assert isinstance(error, ResponseDataLossError)
    assert time.monotonic() - started < 5, "not at the deadline"


def test_a_slow_drip_ends_at_the_deadline() -> None:
    error, _ = fetched(OK + b"\r\n", *[b"."] * 100, seconds=0.5)
    assert isinstance(error, DownloadTimeoutError)


@pytest.mark.parametrize("head", [b"Content-Length: 2000\r\n", b""], ids=["announced", "not announced"])
def test_a_page_over_the_limit_is_not_taken(head: bytes) -> None:
    error, _ = fetched(OK + head + b"\r\n" + bytes(2_000))
    assert isinstance(error, Exception)
    assert error_in_words(error) == "The page is larger than the limit."


def test_no_connection_goes_into_the_own_network() -> None:
    error, sent = fetched(EMPTY, allow_private=False)
    assert isinstance(error, PrivateAddress)
    assert error_in_words(error) == "127.0.0.1 is a private address (127.0.0.1); not asked."
    assert sent == []


def test_nor_does_one_to_a_name_that_resolves_there_when_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    look_up = socket.getaddrinfo
    answers = {"avisa.example": "127.0.0.1"}

    def by_name(base: str) -> str:
        return base.replace("127.0.0.1", "avisa.example")

    def rebound(host: str, *rest: Any, **named: Any) -> Any:
        return look_up(answers.get(host, host), *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    found, _ = fetched(EMPTY, address=by_name)
    assert isinstance(found, Response), "where the profile allows it, the name leads there"
    error, sent = fetched(EMPTY, allow_private=False, address=by_name)
    assert isinstance(error, PrivateAddress)
    assert error_in_words(error) == "avisa.example is a private address (127.0.0.1); not asked."
    assert sent == []


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    error, _ = fetched(address=lambda _: f"http://127.0.0.1:{port}/")
    assert isinstance(error, Exception)
    assert error_in_words(error) == "The server refuses connections."
