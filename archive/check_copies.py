"""Whether every raw copy that the archive names can be read at the place it names, and is what was stored."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.finding import Finding, examples
from archive.warc.folder import path_of, warc_folder
from archive.warc.groups import own_answers
from archive.warc.reading import read_with_body
from archive.warc.records import Place, RawCopyError

_NAMED = (
    "SELECT warc_file, warc_offset, max(sha256) FROM fetches "
    "WHERE warc_file IS NOT NULL AND warc_offset IS NOT NULL "
    "GROUP BY warc_file, warc_offset ORDER BY warc_file, warc_offset"
)
_RECORD = b"WARC/1."
_ZIPPED = b"\x1f\x8b"
_FIRST = 512  # bytes of a record that are read to see that one begins here
_DIGEST = hashlib.sha256().digest_size
_UNKNOWN, _NOBODYS = bytes(_DIGEST), b"\xff" * _DIGEST


@dataclass(frozen=True, slots=True)
class _Copies:
    """The raw copies that a file should hold, in the file's order: 40 bytes each, since all are remembered.

    `digests` are the SHA-256 of the bodies, one after the other; zeros where the archive names none, as for
    a page that was told not to have changed.
    """

    offsets: array[int] = field(default_factory=lambda: array("q"))
    digests: bytearray = field(default_factory=bytearray)

    def add(self, offset: int, sha256: str | None) -> None:
        self.offsets.append(offset)
        self.digests.extend(_UNKNOWN if sha256 is None else _as_bytes(sha256))

    def digest(self, at: int) -> bytes:
        return bytes(self.digests[at * _DIGEST : (at + 1) * _DIGEST])


def _as_bytes(sha256: str) -> bytes:
    """The digest; for what is none, one that no body has."""
    try:
        digest = bytes.fromhex(sha256)
    except ValueError:
        digest = b""
    return digest if len(digest) == _DIGEST else _NOBODYS


def copies_readable(connection: sqlite3.Connection, archive: Path, *, whole: bool) -> Finding:
    """Look up every place that `fetches` names: a record begins there.

    With `whole` it is read to its end, and its body compared with `fetches.sha256`. Copies that no row names
    are counted, without `whole` those behind a file's last one that a row names: a run that was killed
    leaves them, and so does one into another archive beside this one, so they are no fault.
    """
    files: dict[str, _Copies] = {}
    for name, offset, sha256 in connection.execute(_NAMED):
        files.setdefault(name, _Copies()).add(offset, sha256)
    if not files:
        return Finding("the archive names no raw copies")
    faults: list[str] = []
    for name, copies in files.items():
        faults += _faults_of(path_of(name, archive), copies, whole=whole)
    if faults:
        return Finding("damaged", tuple(faults))
    number = sum(len(copies.offsets) for copies in files.values())
    how = "were read to their end" if whole else "begin where the archive says"
    return Finding(f"{number:,} in {len(files):,} files {how}{_unnamed(files, archive, whole=whole)}")


def _unnamed(files: Mapping[str, _Copies], archive: Path, *, whole: bool) -> str:
    """How many copies of our own files no row names, and in which; '' if there are none."""
    found: list[str] = []
    for name, copies in files.items():
        file = path_of(name, archive)
        if file.parent == warc_folder(archive.resolve()):
            named = copies.offsets if whole else copies.offsets[-1:]
            answers = own_answers(file, 0 if whole else named[0])
            found += [name for offset in set(answers).difference(named)]
    if not found:
        return ""
    return f"; {len(found):,} more are in no row ({examples(sorted(set(found))[:3])}): ingest takes them in"


def _faults_of(file: Path, copies: _Copies, *, whole: bool) -> list[str]:
    number = len(copies.offsets)
    if not file.is_file():
        held = "the raw copy" if number == 1 else f"{number:,} raw copies"
        return [f"{file} is not there, and {held} that it should hold. Put it back."]
    try:
        wrong = _read_all(file, copies) if whole else {_LOST: list(_without_record(file, copies.offsets))}
    except OSError as error:
        return [f"{file} cannot be read ({error.strerror})."]
    return [
        f"{file}: {len(offsets):,} of {number:,} raw copies {fault} "
        f"({examples(f'offset {offset}' for offset in offsets[:3])})."
        for fault, offsets in wrong.items()
        if offsets
    ]


_LOST, _OTHER = "cannot be read", "hold another body than `fetches.sha256` says"


def _read_all(file: Path, copies: _Copies) -> dict[str, list[int]]:
    """By fault, the places whose record is damaged, refers to one that is, or is not what was stored."""
    wrong: dict[str, list[int]] = {_LOST: [], _OTHER: []}
    for at, offset in enumerate(copies.offsets):
        try:
            body = read_with_body(Place(file, offset)).body
        except RawCopyError:
            wrong[_LOST].append(offset)
        else:
            if copies.digest(at) not in (_UNKNOWN, hashlib.sha256(body).digest()):
                wrong[_OTHER].append(offset)
    return wrong


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
