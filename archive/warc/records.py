"""What goes into a WARC file, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class RawCopyError(Exception):
    """A raw copy cannot be read. The message is one sentence: which file, which place, why."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as they go into a file.

    `request` and `head` are the HTTP heads up to and with the empty line; `body` is what followed
    the answer's head, content coding kept, transfer coding undone. `fetched` is aware. `sha256` is the
    body's, in hex, where it is known already.
    """

    url: str
    fetched: datetime
    request: bytes
    head: bytes
    body: bytes
    ip: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Original:
    """The copy that a revisit record stands for."""

    file: str  # its name, in the same folder
    offset: int
    record_id: str
    url: str
    date: str
    payload_digest: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: one seek into `file` reads it."""

    file: Path
    offset: int


@dataclass(frozen=True, slots=True)
class RawPage:
    """A response or revisit record, read.

    `headers` have their names in lower case; `body` is decoded, and empty for a revisit.
    `fetched` is aware, in UTC. `payload_digest` is that of the record, 'sha256:HEX' of ours.
    """

    place: Place
    type: str  # 'response', 'resource' or 'revisit'
    record_id: str
    url: str
    fetched: datetime
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    payload_digest: str = ""
    profile: str = ""
    refers_to: Place | None = None
    refers_to_url: str = ""
    refers_to_date: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A place in a file that cannot be read, with the reason in words."""

    place: Place
    reason: str
