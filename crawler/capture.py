"""The Capture: one address fetched once, with its answer or the reason why there is none.

It is the item that the spider yields for every request it makes and that the pipelines
complete and store; the raw answer and the Article read from it travel together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from crawler.article import Article
from crawler.exchange import Exchange

CaptureKind = Literal["article", "section", "feed", "sitemap", "robots", "tdmrep"]


@dataclass(slots=True)
class Capture:
    """One fetch of one address.

    `url` is the address that answered; `requested` holds the addresses that led to it by
    redirects, first asked first (empty where there was none). `fetched` is aware, in UTC.
    `status` is None where no HTTP answer came; then `problem` says why. `headers` are the
    answer's, names in lower case. `body` is the decompressed answer. `article` is set where
    the page was read as an article. `exchanges` are the raw answers that led here, redirects and
    retries first, its own last; empty where none came. `warc_file` and `warc_offset` say where the
    raw copy is, once it is kept.

    What the publisher says of its rights (crawler/rights.py): `no_copy` is the reason why no raw
    copy of the page may be kept, in words, None where one may; `tdm_reserved` is whether the page's
    rights of text and data mining are reserved, None where nothing says so; `tdm_policy` is the
    address of the publisher's terms for it.

    `versions` are the AMP and print versions that the page leads to, each with its article's address.

    `ahead` is what the pipelines made of the page where it was read, if anything; theirs alone.
    """

    site: str
    url: str
    kind: CaptureKind
    fetched: datetime
    status: int | None = None
    requested: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    article: Article | None = None
    problem: str | None = None
    exchanges: tuple[Exchange, ...] = ()
    warc_file: str | None = None
    warc_offset: int | None = None
    no_copy: str | None = None
    tdm_reserved: bool | None = None
    tdm_policy: str | None = None
    versions: list[tuple[str, str]] = field(default_factory=list)
    ahead: object = None
    _sha256: str | None = field(default=None, repr=False, compare=False)

    def sha256(self) -> str | None:
        """The SHA-256 of the body, in hex, reckoned once; None where there is no body."""
        if self._sha256 is None and self.body:
            self._sha256 = hashlib.sha256(self.body).hexdigest()
        return self._sha256
