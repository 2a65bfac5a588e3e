"""Whether every raw copy that the archive names can be read at the place it names."""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.finding import Finding, examples
from archive.warc.folder import path_of
from archive.warc.reading import read_with_body
from archive.warc.records import Place, RawCopyError

_NAMED = (
    "SELECT DISTINCT warc_file, warc_offset FROM fetches "
    "WHERE warc_file IS NOT NULL AND warc_offset IS NOT NULL ORDER BY warc_file, warc_offset"
)
_RECORD = b"WARC/1."
_ZIPPED = b"\x1f\x8b"
_FIRST = 512  # bytes of a record that are read to see that one begins here


def copies_readable(connection: sqlite3.Connection, archive: Path, *, whole: bool) -> Finding:
    """Look up every place that `fetches` names: a record begins there; with `whole` it is read to its end."""
    places: dict[str, array[int]] = {}
    for name, offset in connection.execute(_NAMED):
        places.setdefault(name, array("q")).append(offset)
    if not places:
        return Finding("the archive names no raw copies")
    faults: list[str] = []
    for name, offsets in places.items():
        faults += _faults_of(path_of(name, archive), offsets, whole=whole)
    copies = sum(map(len, places.values()))
    how = "were read to their end" if whole else "begin where the archive says"
    return Finding("damaged" if faults else f"{copies:,} in {len(places):,} files {how}", tuple(faults))


def _faults_of(file: Path, offsets: Sequence[int], *, whole: bool) -> list[str]:
    if not file.is_file():
        return [f"{file} is not there, and {len(offsets):,} raw copies with it. Put it back."]
    try:
        wrong = list(_unreadable(file, offsets) if whole else _without_record(file, offsets))
    except OSError as error:
        return [f"{file} cannot be read ({error.strerror})."]
    if not wrong:
        return []
    places = examples(f"offset {offset}" for offset in wrong[:3])
    return [f"{file}: {len(wrong):,} of {len(offsets):,} raw copies cannot be read ({places})."]


def _unreadable(file: Path, offsets: Sequence[int]) -> Iterator[int]:
    """Places whose record is damaged, or refers to one that is."""
    for offset in offsets:
        try:
            read_with_body(Place(file, offset))
        except RawCopyError:
            yield offset


def _without_record(file: Path, offsets: Sequence[int]) -> Iterator[int]:
    """Places at which no record begins. Raises OSError."""
    with file.open("rb") as opened:
        for offset in offsets:
            opened.seek(offset)
            if not _begin(opened.read(_FIRST)).startswith(_RECORD):
                yield offset


def _begin(data: bytes) -> bytes:
    """The first bytes of a record that may be gzipped; b'' if they cannot be unpacked."""
    if not data.startswith(_ZIPPED):
        return data
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(data, len(_RECORD))
    except zlib.error:
        return b""
