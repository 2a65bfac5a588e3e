"""The Exchange: one request and its answer as the network carried them, for raw copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was sent and what came, before anything is unpacked. `fetched` is aware, in UTC.

    `body` has its content coding (gzip, br) still on, as `headers` say; a transfer coding (chunked)
    is undone by the downloader, which leaves its header out.
    """

    url: str
    method: str
    request_headers: Headers
    status: int
    headers: Headers
    body: bytes
    fetched: datetime
    ip: str | None = None
