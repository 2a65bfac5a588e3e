"""A capture's answers as records of a raw copy.

What goes into a response record are the bytes that the server sent: its headers in their order and
spelling, its body with the content coding still on. Two things are put right, since they no longer
hold: Transfer-Encoding is left out and Content-Length says the body's real length. Scrapy keeps no
reason phrase, so that of the standard stands there; the request's first line and Host are written anew
from its address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from http import HTTPStatus
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from archive.warc import records
from crawler.capture import Capture
from crawler.exchange import Exchange

NOT_MODIFIED = 304


def answers_of(capture: Capture) -> list[records.Exchange]:
    """All answers that led to the capture, its own last."""
    *before, own = (_for_file(exchange) for exchange in _with_moment_of(capture))
    if own.body is capture.body:  # it came unpacked
        own = replace(own, sha256=capture.sha256())
    return [*before, own]


def notes_of(capture: Capture) -> dict[str, str]:
    """What the metadata record says."""
    notes = {"site": capture.site, "kind": capture.kind}
    if capture.requested:
        notes["via"] = capture.requested[-1]
    if capture.problem:
        notes["problem"] = capture.problem
    return notes


def _with_moment_of(capture: Capture) -> Sequence[Exchange]:
    """The capture's exchanges, its own with the moment that stands in `fetches`."""
    return (*capture.exchanges[:-1], replace(capture.exchanges[-1], fetched=capture.fetched))


def _for_file(exchange: Exchange) -> records.Exchange:
    """An exchange with its heads as text of the protocol."""
    parts = urlsplit(safe_url_string(exchange.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = (b"Host", parts.netloc.rpartition("@")[2].encode())
    request = _head(f"{exchange.method} {target} HTTP/1.1", (host, *exchange.request_headers))
    answer = _head(f"HTTP/1.1 {exchange.status} {_phrase(exchange.status)}", _headers_as_stored(exchange))
    return records.Exchange(exchange.url, exchange.fetched, request, answer, exchange.body, exchange.ip)


def _headers_as_stored(exchange: Exchange) -> Iterable[tuple[bytes, bytes]]:
    for name, value in exchange.headers:
        if name.lower() not in (b"transfer-encoding", b"content-length"):
            yield name, value
    if exchange.status != NOT_MODIFIED:
        yield b"Content-Length", str(len(exchange.body)).encode()


def _head(first: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    lines = [first.encode(), *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
