from __future__ import annotations

import gzip

import pytest

from crawler.middlewares.whole_bodies import is_whole

TEXT = b"Kommunen har bestilt en ny kai. " * 50
PACKED = gzip.compress(TEXT)


@pytest.mark.parametrize(
    ("packed", "unpacked"),
    [
        (PACKED, TEXT),
        (gzip.compress(b""), b""),
        (PACKED + gzip.compress(b"Mer."), TEXT + b"Mer."),
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
