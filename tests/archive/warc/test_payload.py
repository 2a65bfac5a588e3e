from __future__ import annotations

import gzip
import zlib

import brotli
import pytest

from archive.warc.payload import LARGEST_BODY, Answer, decode_body, read_answer

TEXT = b"<p>hei hei</p>" * 20
BARE_DEFLATE = zlib.compress(TEXT)[2:-4]


def chunked(body: bytes, size: int = 70) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("content_coding", "transfer_coding", "body"),
    [
        ("", "", TEXT),
        ("identity", "", TEXT),
        ("gzip", "", gzip.compress(TEXT, mtime=0)),
        ("GZIP", "Chunked", chunked(gzip.compress(TEXT, mtime=0))),
        ("x-gzip", "", gzip.compress(TEXT, mtime=0)),
        ("br", "", brotli.compress(TEXT)),
        ("deflate", "", zlib.compress(TEXT)),
        ("deflate", "", BARE_DEFLATE),
        ("", "chunked", chunked(TEXT)),
        ("br, gzip", "", gzip.compress(brotli.compress(TEXT), mtime=0)),
        ("", "gzip, chunked", chunked(gzip.compress(TEXT, mtime=0))),
        ("gzip", "chunked", TEXT),  # decoded already by the tool that wrote the file
        ("br", "", TEXT),
        ("deflate", "", TEXT),
        ("unknown", "", TEXT),
    ],
)
def test_a_body_is_decoded(content_coding: str, transfer_coding: str, body: bytes) -> None:
    headers = {"content-encoding": content_coding, "transfer-encoding": transfer_coding}
    assert decode_body(body, headers) == TEXT


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"transfer-encoding": "chunked"}, chunked(TEXT)[:-30]),
        ({"content-encoding": "gzip"}, gzip.compress(TEXT, mtime=0)[:-12]),
    ],
)
def test_of_a_body_that_broke_off_the_beginning_is_kept(headers: dict[str, str], body: bytes) -> None:
    decoded = decode_body(body, headers)
    assert decoded
    assert TEXT.startswith(decoded)


def test_a_bomb_is_cut() -> None:
    bomb = gzip.compress(bytes(3 * LARGEST_BODY), 1)
    assert len(decode_body(bomb, {"content-encoding": "gzip"})) == LARGEST_BODY


@pytest.mark.parametrize(
    ("block", "answer"),
    [
        (b"HTTP/1.1 200 OK\r\nAge: 7\r\n\r\nhei", Answer(200, {"age": "7"}, b"hei")),
        (b"HTTP/1.0 404\nX: 1\nx: 2\n\nhei", Answer(404, {"x": "1, 2"}, b"hei")),
        (b"HTTP/2 304 \r\n\r\n", Answer(304, {}, b"")),
        (b"HTTP/1.1 200 OK\r\nX: \xe6\r\n\r\n", Answer(200, {"x": "æ"}, b"")),
    ],
)  # fmt: skip
def test_the_head_is_read(block: bytes, answer: Answer) -> None:
    assert read_answer(block) == answer


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (b"", "does not begin as an HTTP answer"),
        (b"<html>", "does not begin as an HTTP answer"),
        (b"HTTP/1.1 OK 200\r\n\r\n", "does not begin as an HTTP answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 200 + b"\r\n", "HTTP headers cannot be read"),
    ],
)
def test_what_is_no_answer_is_refused(block: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_answer(block)
