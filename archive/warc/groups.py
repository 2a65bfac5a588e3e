"""The groups of records that `writing.py` writes, one a capture, found again in a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

_ANSWERS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit


def own_answers(path: Path, start: int = 0) -> Iterator[int]:
    """Where the own (last) answer of each whole group begins, which is what rows of `fetches` point at.

    Reads from `start`, where a record begins, as far as the file is whole. A group ends with its metadata
    record, so files of other tools, which mostly write none, have few or no groups. Raises OSError where
    the file cannot be opened.
    """
    with path.open("rb") as file:
        file.seek(start)
        own: int | None = None
        try:
            for record in ArchiveIterator(
                file, record_types=_ANSWERS | WarcRecordType.metadata, parse_http=False
            ):
                if record.record_type != WarcRecordType.metadata:
                    own = record.stream_pos
                elif own is not None:
                    yield own
                    own = None
        except OSError:
            return
