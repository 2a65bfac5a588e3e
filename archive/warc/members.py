"""The gzip members of a file of raw copies: one a record, so that each can be read by itself."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

GZIP_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class Ending:
    """How far a file can be read from its beginning: whole to `sound_to`, of `size` bytes.

    `torn` is whether nothing readable follows: what a crash in mid write leaves behind.
    """

    sound_to: int
    size: int
    torn: bool


def check_ending(path: Path, start: int = 0) -> Ending:
    """Say where the last whole member of `path` ends, reading from `start` on.

    `start` is where a member begins that is known to be whole; if none is found there, everything is read.
    """
    size = path.stat().st_size
    sound_to = max(member_ends(path, start), default=0)
    if start and not sound_to:
        return check_ending(path)
    torn = sound_to < size and next_member(path, sound_to + 1) is None
    return Ending(sound_to, size, torn)


def cut_torn_end(path: Path, start: int = 0) -> Ending:
    """Cut a torn last record off; the ending is that from before. `start` as for check_ending().

    A file that is damaged further up is left as it is: what follows can still be read.
    """
    ending = check_ending(path, start)
    if ending.torn:
        with path.open("r+b") as file:
            file.truncate(ending.sound_to)
            os.fsync(file.fileno())
    return ending


def member_ends(path: Path, start: int = 0) -> Iterator[int]:
    """The end of each gzip member from `start` on, until the file's end or the first unsound one."""
    with path.open("rb") as file:
        file.seek(start)
        position, rest = start, b""
        while True:
            length, rest = _member(file.read, rest)
            if not length:
                return
            position += length
            yield position


def _member(read: Callable[[int], bytes], data: bytes) -> tuple[int, bytes]:
    """The length of the member that begins in `data` and goes on in `read` (0: none), and what follows."""
    inflate, taken = zlib.decompressobj(_GZIP), 0
    while True:
        data = data or read(_CHUNK)
        if not data:
            return 0, b""
        taken += len(data)
        try:
            inflate.decompress(data)
        except zlib.error:
            return 0, b""
        if inflate.eof:
            return taken - len(inflate.unused_data), inflate.unused_data
        data = b""


def next_member(path: Path, start: int) -> int | None:
    """Where the next gzip member that holds a WARC record begins, at `start` or after; None if nowhere."""
    with path.open("rb") as file:
        for position in _magic_at(file.read, file.seek(start)):
            if _begins_record(path, position):
                return position
    return None


def _magic_at(read: Callable[[int], bytes], position: int) -> Iterator[int]:
    """Where gzip's first bytes stand in what `read` gives; `position` is where that begins."""
    data = b""
    while more := read(_CHUNK):
        data += more
        at = data.find(GZIP_MAGIC)
        while at >= 0:
            yield position + at
            at = data.find(GZIP_MAGIC, at + 1)
        kept = data[-(len(GZIP_MAGIC) - 1) :]
        position, data = position + len(data) - len(kept), kept


def _begins_record(path: Path, position: int) -> bool:
    with path.open("rb") as file:
        file.seek(position)
        try:
            return zlib.decompressobj(_GZIP).decompress(file.read(_CHUNK), 5) == b"WARC/"
        except zlib.error:
            return False
