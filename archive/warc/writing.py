"""Writes raw copies: one group of records a capture.

A group is, for each answer on the way (redirects first), a response and its request, and at the end
one metadata record. A page that has not changed is a revisit record: the answer's head alone, and
where its body stands.
"""

from __future__ import annotations

import fcntl
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal, Self
from uuid import uuid4

from isal import igzip

from archive.durable import sync_folder
from archive.warc.digests import digest_of, labelled
from archive.warc.folder import file_name, files_of
from archive.warc.members import Ending, cut_torn_end
from archive.warc.records import IDENTICAL, NOT_MODIFIED, Exchange, Original, Place

LARGEST_FILE = 1_000_000_000  # bytes; the record group that passes it is the file's last
_LEVEL = 2  # of ISA-L: ten times as fast as zlib's 6. A page sent packed takes no more space, another a sixth
_HTTP = "application/http; msgtype="
_FIELDS = "application/warc-fields"
_Kind = Literal["warcinfo", "response", "revisit", "resource", "request", "metadata"]
_WITH_PAYLOAD = ("response", "resource")  # one digest, as in Heritrix: a second takes as long as packing


class RawCopies:
    """A publication's raw copies in `folder`, written one after the other by this process alone.

    `today` gives the day (YYYYMMDD) that names a new file. Nothing is made before the first copy. A power
    cut may take a copy until its file is synchronised (archive/durable.py).
    Raises OSError where the folder or the disk refuses; what was written before stays whole.
    """

    def __init__(
        self,
        folder: Path,
        site: str,
        *,
        largest: int = LARGEST_FILE,
        today: Callable[[], str] = lambda: datetime.now(UTC).strftime("%Y%m%d"),
    ) -> None:
        self.folder, self.site, self._largest, self._today = folder, site, largest, today
        self._file: io.FileIO | None = None
        self._path = folder
        self._damaged: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def newest(self) -> Path | None:
        """The file that was begun last, if there is one."""
        files = files_of(self.site, self.folder)
        return files[-1][2] if files else None

    def repair(self, known: int = 0) -> Ending | None:
        """Cut what a crash left half written at the end of the newest file; what was wrong, if anything.

        `known` is where a whole record of that file begins; what stands before it is not read.
        """
        path = self.newest()
        if path is None:
            return None
        with path.open("ab", buffering=0) as file:
            if not _lock(file):  # a crawl into another archive of this folder; its end is no torn one
                return None
            ending = cut_torn_end(path, known)
        if ending.sound_to == ending.size:
            return None
        if not ending.torn:
            self._damaged = path  # nothing is written behind the damage
        return ending

    def keep(
        self, exchanges: Sequence[Exchange], notes: Mapping[str, str], original: Original | None = None
    ) -> Place:
        """Write a capture's group of records; the place is that of its own (last) answer.

        With an `original`, that answer is a revisit of it. `notes` become the metadata record.
        """
        records, own = _pack_answers(exchanges, notes, original)
        place = self.keep_packed(records)
        return replace(place, offset=place.offset + own)

    def keep_packed(self, records: bytes) -> Place:
        """Write a group of records that was packed before; the place is that of the first."""
        self._choose_file()
        return Place(self._path, self._append(records))

    def close(self) -> None:
        """Close the file that is open, if one is."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _choose_file(self) -> None:
        """Have a file open that takes the next group: today's last one while it has room, else a new one."""
        if self._file is not None and self._file.tell() < self._largest:
            return
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        day = self._today()
        numbers = [number for found, number, _ in files_of(self.site, self.folder) if found == day]
        number = max(numbers, default=1)
        while not self._open(self.folder / file_name(self.site, day, number)):
            number += 1

    def _open(self, path: Path) -> bool:
        """Open a file to write to, unless it is full, damaged, or another process writes to it."""
        file = path.open("ab", buffering=0)
        if path == self._damaged or not _lock(file) or file.seek(0, os.SEEK_END) >= self._largest:
            file.close()
            return False
        self._file, self._path = file, path
        if file.tell() == 0:
            self._append(_about(path.name))
            sync_folder(self.folder)
        return True

    def _append(self, data: bytes) -> int:
        """Write `data` whole, or not at all; where it begins."""
        assert self._file is not None
        start = self._file.seek(0, os.SEEK_END)
        try:
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
        except OSError:
            self._file.truncate(start)
            raise
        return start


def _pack_answers(
    exchanges: Sequence[Exchange], notes: Mapping[str, str], original: Original | None
) -> tuple[bytes, int]:
    """The records of a capture's exchanges, and where in them that of its own (last) answer begins."""
    members: list[bytes] = []
    own, record_id, last = 0, "", exchanges[-1]
    for exchange in exchanges:
        own = sum(map(len, members))
        record_id, answer = _answer(exchange, original if exchange is last else None)
        members += [answer, _request(exchange, record_id)]
    if original is not None and not last.body:
        notes = {**notes, "answer": last.head.decode("latin-1")}
    members.append(_metadata(last.url, last.fetched, record_id, notes))
    return b"".join(members), own


def pack_saved_page(
    url: str, fetched: datetime, content_type: str, body: bytes, notes: Mapping[str, str]
) -> bytes:
    """The records of a page that came as a file: a resource record and one of metadata.

    No server's answer is known of it, so none is made up. `fetched` is aware.
    """
    fields = {
        "WARC-Target-URI": url,
        "Content-Type": content_type,
        "WARC-Payload-Digest": digest_of(body),
    }
    record_id, page = _member("resource", fetched, fields, body)
    return page + _metadata(url, fetched, record_id, notes)


def _answer(exchange: Exchange, original: Original | None) -> tuple[str, bytes]:
    """The response or revisit record of an exchange: its id, and the member."""
    fields = {"WARC-Target-URI": exchange.url, "Content-Type": f"{_HTTP}response"}
    if exchange.ip:
        fields["WARC-IP-Address"] = exchange.ip
    if original is None:
        known = exchange.sha256
        fields["WARC-Payload-Digest"] = labelled(known) if known else digest_of(exchange.body)
        return _member("response", exchange.fetched, fields, exchange.head, exchange.body)
    fields |= {
        "WARC-Profile": IDENTICAL if exchange.body else NOT_MODIFIED,
        "WARC-Payload-Digest": original.payload_digest,
        "WARC-Refers-To": original.record_id,
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": original.date,
        "WARC-Refers-To-Filename": original.file,  # these two as Heritrix writes them
        "WARC-Refers-To-File-Offset": str(original.offset),
    }
    # With a 304's head in it, pywb would replay a 304, which a browser shows as nothing; without one,
    # it takes the original's. The 304's head goes into the notes.
    block = exchange.head if exchange.body else b""
    return _member("revisit", exchange.fetched, fields, block)


def _request(exchange: Exchange, answer_id: str) -> bytes:
    fields = {
        "WARC-Target-URI": exchange.url,
        "Content-Type": f"{_HTTP}request",
        "WARC-Concurrent-To": answer_id,
    }
    return _member("request", exchange.fetched, fields, exchange.request)[1]


def _metadata(url: str, fetched: datetime, about: str, notes: Mapping[str, str]) -> bytes:
    """The metadata record of the record whose id is `about`."""
    fields = {"WARC-Target-URI": url, "Content-Type": _FIELDS, "WARC-Concurrent-To": about}
    return _member("metadata", fetched, fields, _as_fields(notes))[1]


def _about(name: str) -> bytes:
    """The warcinfo record that begins a file."""
    about = {
        "software": f"Nyhetsarkiv/{version('nyhetsarkiv')}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    fields = {"WARC-Filename": name, "Content-Type": _FIELDS}
    return _member("warcinfo", datetime.now(UTC), fields, _as_fields(about))[1]


def _as_fields(values: Mapping[str, str]) -> bytes:
    """Lines of 'name: value'. A value of several lines is folded, so that none begins another field."""
    folded = {name: "\r\n ".join(value.strip().splitlines()) for name, value in values.items()}
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in folded.items())


def _member(kind: _Kind, date: datetime, fields: Mapping[str, str], *block: bytes) -> tuple[str, bytes]:
    """A record as a gzip member of its own, behind the record's id. The block may come in pieces."""
    record_id = f"<{uuid4().urn}>"
    moment = date.astimezone(UTC).replace(tzinfo=None)
    headers = {
        "WARC-Type": kind,
        "WARC-Date": f"{moment.isoformat(timespec='seconds')}Z",  # as `fetches.fetched` has it
        "WARC-Record-ID": record_id,
        "Content-Length": str(sum(map(len, block))),
        **fields,
    }
    if kind not in _WITH_PAYLOAD:
        headers["WARC-Block-Digest"] = digest_of(*block)
    head = "".join(("WARC/1.1\r\n", *(f"{name}: {value}\r\n" for name, value in headers.items()), "\r\n"))
    return record_id, igzip.compress(b"".join((head.encode(), *block, b"\r\n\r\n")), _LEVEL, mtime=0)


def _lock(file: io.FileIO) -> bool:
    """Keep others from writing to the file until it is closed; False where another does already."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_written_to(path: Path) -> bool:
    """Whether a crawl writes to the file now."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
