"""Reads raw copies: one by file and offset, or all that a file holds, whatever state it is in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcHeader, WarcRecord, WarcRecordType

from archive.warc.members import GZIP_MAGIC, member_ends, next_member
from archive.warc.payload import read_answer
from archive.warc.records import Broken, Place, RawCopyError, RawPage

_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
_HOPS = 5  # revisits of revisits that are followed
_CHUNK = 1 << 20
_RECORD = b"\r\n\r\nWARC/1."


def read_at(place: Place) -> RawPage:
    """The record that begins at `place`. Raises RawCopyError."""
    try:
        with place.file.open("rb") as file:
            file.seek(place.offset)
            record = next(iter(_records(file)), None)
            if record is None:
                raise RawCopyError(f"{place.file}: no record at offset {place.offset}; the file ends before.")
            if record.stream_pos != place.offset:
                raise RawCopyError(f"{place.file}: no page's record begins at offset {place.offset}.")
            return _page(record, place)
    except FileNotFoundError:
        raise RawCopyError(f"{place.file}: there is no such file. Put it back where it was.") from None
    except (OSError, ValueError) as error:
        raise RawCopyError(
            f"{place.file}: the record at offset {place.offset} cannot be read ({error})."
        ) from None


def original_of(place: Place) -> Path | None:
    """The file of the record that the revisit record at `place` stands for; None where there is none, or it
    cannot be read."""
    try:
        refers_to = read_at(place).refers_to
    except RawCopyError:
        return None
    return refers_to.file if refers_to is not None else None


def read_with_body(place: Place) -> RawPage:
    """The record at `place`; a revisit is followed to the record that holds the body.

    The page keeps the address and the moment of its own record. Raises RawCopyError.
    """
    page = original = read_at(place)
    for _ in range(_HOPS):
        if original.type != "revisit":
            return _with_body_of(page, original)
        if original.refers_to is None:
            raise RawCopyError(
                f"{place.file}: the record at offset {place.offset} is a revisit that does not say of what."
            )
        original = read_at(original.refers_to)
    raise RawCopyError(f"{place.file}: the revisits from offset {place.offset} on lead nowhere.")


def _with_body_of(page: RawPage, original: RawPage) -> RawPage:
    if page is original:
        return page
    return RawPage(
        place=page.place,
        type=page.type,
        record_id=page.record_id,
        url=page.url,
        fetched=page.fetched,
        status=original.status,
        headers={**original.headers, **page.headers},
        body=original.body,
        payload_digest=original.payload_digest,
    )


def read_file(path: Path) -> Iterator[RawPage | Broken]:
    """Every page that the file at `path` holds, in its order; what cannot be read is said and passed over.

    Takes files of any tool, gzipped record by record, as a whole, or not at all. Damage is told once,
    until a page can be read again. Raises OSError only where the file cannot be opened.
    """
    position: int | None = 0
    told = False
    while position is not None:
        reached = position
        with path.open("rb") as file:
            file.seek(position)
            try:
                for record in _records(file):
                    reached, told = record.stream_pos, False
                    yield _page_or_broken(record, Place(path, reached))
                return
            except OSError as error:
                damage = _damage(path, reached)
                if not told:
                    what = "the file is damaged here" if damage else "this is no WARC file, or damaged"
                    yield Broken(Place(path, damage), f"{what} ({error})")
                told = True
        position = _next_record(path, damage + 1)


def _records(file: BinaryIO) -> Iterator[WarcRecord]:
    return iter(ArchiveIterator(file, record_types=_PAGES, parse_http=False))


def _page_or_broken(record: WarcRecord, place: Place) -> RawPage | Broken:
    try:
        return _page(record, place)
    except ValueError as error:
        return Broken(place, str(error))


def _page(record: WarcRecord, place: Place) -> RawPage:
    """Raises ValueError for a record that is no page, OSError where the file is damaged."""
    headers = record.headers
    if not headers.get(WarcHeader.CONTENT_LENGTH):
        raise ValueError("its WARC header breaks off, or does not say how long it is")
    block = record.reader.read()
    if len(block) < record.content_length:
        raise ValueError(f"it ends after {len(block)} of {record.content_length} bytes")
    url = (headers.get(WarcHeader.WARC_TARGET_URI) or "").strip("<> ")
    if not url:
        raise ValueError("it names no address")
    kind = str(record.record_type)
    http = record.is_http or "application/http" in (headers.get(WarcHeader.CONTENT_TYPE) or "")
    answer = read_answer(block) if http and block else None
    refers_to = _refers_to(record, place)
    return RawPage(
        place=place,
        type=kind,
        record_id=record.record_id or "",
        url=url,
        fetched=_moment(record),
        status=answer.status if answer else None,
        headers=answer.headers if answer else _resource_headers(record),
        body=(answer.body if answer else block) if kind != "revisit" else b"",
        payload_digest=headers.get(WarcHeader.WARC_PAYLOAD_DIGEST) or "",
        profile=headers.get(WarcHeader.WARC_PROFILE) or "",
        refers_to=refers_to,
        refers_to_url=headers.get(WarcHeader.WARC_REFERS_TO_TARGET_URI) or "",
        refers_to_date=headers.get(WarcHeader.WARC_REFERS_TO_DATE) or "",
    )


def _resource_headers(record: WarcRecord) -> dict[str, str]:
    """What a resource record says of its block, in the words of HTTP."""
    content_type = record.headers.get(WarcHeader.CONTENT_TYPE)
    is_resource = record.record_type == WarcRecordType.resource
    return {"content-type": content_type} if content_type and is_resource else {}


def _refers_to(record: WarcRecord, place: Place) -> Place | None:
    file = record.headers.get("WARC-Refers-To-Filename")
    offset = record.headers.get("WARC-Refers-To-File-Offset")
    if not file or not offset or not offset.isdigit():
        return None
    return Place(place.file.with_name(Path(file).name), int(offset))


def _moment(record: WarcRecord) -> datetime:
    """WARC-Date, aware. Raises ValueError where there is none that can be read."""
    text = record.headers.get(WarcHeader.WARC_DATE) or ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"its WARC-Date {text!r} is no moment") from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _damage(path: Path, reached: int) -> int:
    """Where the damage begins that stops reading somewhere behind `reached`, as near as can be told."""
    return max(member_ends(path, reached), default=reached) if _is_zipped(path) else reached


def _next_record(path: Path, start: int) -> int | None:
    """Where reading can begin again at `start` or after it, if anywhere."""
    return next_member(path, start) if _is_zipped(path) else _next_plain(path, start)


def _is_zipped(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(GZIP_MAGIC)) == GZIP_MAGIC


def _next_plain(path: Path, start: int) -> int | None:
    """The next record of a file that is not gzipped: behind an empty line, a line that begins 'WARC/1.'."""
    with path.open("rb") as file:
        position, data = file.seek(start), b""
        while more := file.read(_CHUNK):
            data += more
            at = data.find(_RECORD)
            if at >= 0:
                return position + at + 4
            kept = data[-(len(_RECORD) - 1) :]
            position, data = position + len(data) - len(kept), kept
    return None
