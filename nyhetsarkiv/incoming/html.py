"""Pages saved as HTML files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.warc.payload import LARGEST_BODY
from archive.warc.records import Place, RawPage
from nyhetsarkiv.incoming.page import Incoming, Trouble


def read_html(path: Path, url: str = "", fetched: datetime | None = None) -> Iterator[Incoming | Trouble]:
    """The page in an HTML file. Where nobody says when it was fetched, the file's own time stands for it."""
    try:
        size, changed = path.stat().st_size, path.stat().st_mtime
        if size > LARGEST_BODY:
            yield Trouble(
                f"{path}: is larger than {LARGEST_BODY // 10**6} MB, which no page is. It is left out."
            )
            return
        body = path.read_bytes()
    except FileNotFoundError:
        yield Trouble(f"{path}: there is no such file.")
        return
    except OSError as error:
        yield Trouble(f"{path}: cannot be read ({error.strerror}).")
        return
    page = RawPage(
        place=Place(path, 0),
        type="resource",
        record_id="",
        url=url,
        fetched=fetched or datetime.fromtimestamp(int(changed), UTC),
        headers={"content-type": "text/html"},
        body=body,
    )
    yield Incoming(page, is_copy=False, origin=str(path))
