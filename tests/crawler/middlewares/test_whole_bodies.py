from __future__ import annotations

import gzip
import time
import tracemalloc

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.whole_bodies import WholeBodies, is_whole

TEXT = b"Kommunen har bestilt en ny kai. " * 50
PACKED = gzip.compress(TEXT, mtime=0)


@pytest.mark.parametrize(
    ("packed", "unpacked"),
    [
        (PACKED, TEXT),
        (gzip.compress(b"", mtime=0), b""),
        (PACKED + gzip.compress(b"Mer.", mtime=0), TEXT + b"Mer."),
        (PACKED + b"\0\0\0", TEXT),
        (b"", b""),
    ],
)
def test_what_is_whole(packed: bytes, unpacked: bytes) -> None:
    assert is_whole(packed, len(unpacked))


@pytest.mark.parametrize("missing", [1, 4, 8, 20])
def test_what_is_cut_off(missing: int) -> None:
    assert not is_whole(PACKED[:-missing], len(TEXT))


def test_what_is_cut_off_in_its_second_member() -> None:
    assert not is_whole(PACKED + PACKED[:-10], 2 * len(TEXT))


def test_a_bomb_of_a_gigabyte_costs_neither_memory_nor_time() -> None:
    bomb = gzip.compress(bytes(1_000_000)) * 1_000
    unpacking = WholeBodies.from_crawler(get_crawler(Spider, {"DOWNLOAD_MAXSIZE": 20_000_000}))
    request = Request("https://kaiposten.example/en-sak")
    answer = Response(request.url, headers={"Content-Encoding": "gzip"}, body=bomb)
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(IgnoreRequest, match="DOWNLOAD_MAXSIZE"):
        unpacking.process_response(request, answer)
    seconds, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 2
    assert peak < 60_000_000
