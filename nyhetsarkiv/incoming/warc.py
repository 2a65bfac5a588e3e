"""Pages from WARC files, of whatever tool."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.warc.reading import read_file, read_with_body
from archive.warc.records import Broken, RawCopyError, RawPage
from nyhetsarkiv.incoming.page import Incoming, Trouble


def read_warc(path: Path) -> Iterator[Incoming | Trouble]:
    """The responses of a file; a revisit that says where its body is comes with it."""
    try:
        if not path.stat().st_size:
            yield Trouble(f"{path}: is empty. Fetch it again, or leave it out.")
        for found in read_file(path):
            origin = f"{path}, offset {found.place.offset}"
            if isinstance(found, Broken):
                yield Trouble(f"{origin}: {found.reason}.")
            elif found.url.startswith(("http://", "https://")):  # Heritrix keeps answers of DNS as well
                yield Incoming(_with_body(found), is_copy=True, origin=origin)
    except OSError as error:
        yield Trouble(f"{path}: cannot be read ({error.strerror or error}).")


def _with_body(page: RawPage) -> RawPage:
    if page.refers_to is None:
        return page
    try:
        return read_with_body(page.place)
    except RawCopyError:
        return page  # the original lies in a file that is not here
