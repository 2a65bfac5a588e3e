"""An HTTP answer as it stands in a record: its head, and its body with all codings undone."""

from __future__ import annotations

import http.client
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, GzipReader, WarcReader, ZstdReader

LARGEST_BODY = 20_000_000  # bytes, unpacked; what a crawl takes as well
_PIECE = 1 << 16
_READERS: dict[str, type[WarcReader]] = {
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "br": BrotliReader,
    "zstd": ZstdReader,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer. `headers` have their names in lower case; `body` is decoded."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def read_answer(block: bytes) -> Answer:
    """Read the block of a response record. Raises ValueError where it does not begin as an HTTP answer."""
    stream = io.BytesIO(block)
    version, _, rest = stream.readline().partition(b" ")
    status = rest.strip()[:3]
    if not version.startswith(b"HTTP/") or not status.isdigit():
        raise ValueError("it does not begin as an HTTP answer")
    try:
        message = http.client.parse_headers(stream)
    except http.client.HTTPException as error:
        raise ValueError(f"its HTTP headers cannot be read ({error})") from None
    headers: dict[str, str] = {}
    for name, value in message.items():
        name = name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Answer(int(status), headers, decode_body(stream.read(), headers))


def decode_body(body: bytes, headers: Mapping[str, str]) -> bytes:
    """`body` without its transfer and content codings, cut at LARGEST_BODY bytes.

    Files of other tools may hold a body that was decoded already while its head still names the
    coding; so a body that does not fit its coding is taken as it is.
    """
    codings = [
        coding.strip().lower()
        for name in ("content-encoding", "transfer-encoding")  # in the order in which they were applied
        for coding in headers.get(name, "").split(",")
    ]
    for coding in reversed(codings):
        body = _decode(body, coding)
    return body[:LARGEST_BODY]


def _decode(body: bytes, coding: str) -> bytes:
    """`body` without one coding: as far as it can be undone, or as it is where not at all."""
    if coding in _READERS:
        return _read_while_sound(_READERS[coding](io.BytesIO(body))) or body  # type: ignore[call-arg]
    if coding == "chunked":
        return _join_chunks(body) or body
    if coding == "deflate":
        try:
            return _inflate(body)
        except zlib.error:
            return body
    return body


def _read_while_sound(reader: WarcReader) -> bytes:
    pieces: list[bytes] = []
    length = 0
    try:
        while length < LARGEST_BODY and (piece := reader.read(_PIECE)):
            pieces.append(piece)
            length += len(piece)
    except OSError:
        pass  # the connection broke off, or the coding was never there
    return b"".join(pieces)


def _join_chunks(body: bytes) -> bytes:
    """The chunks of a transfer coding (RFC 9112, 7.1), as far as they go."""
    chunks: list[bytes] = []
    at = 0
    while (end := body.find(b"\n", at)) > 0:
        try:
            size = int(body[at:end].partition(b";")[0], 16)
        except ValueError:
            break
        if size <= 0:
            break
        chunks.append(body[end + 1 : end + 1 + size])
        at = end + 1 + size + len(b"\r\n")
    return b"".join(chunks)


def _inflate(body: bytes) -> bytes:
    """'deflate' with the zlib frame that the standard asks for, or bare as some servers send it."""
    try:
        return zlib.decompressobj().decompress(body, LARGEST_BODY)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, LARGEST_BODY)
