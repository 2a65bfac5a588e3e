"""Raw copies of pages that came as files, so that they can be read again like those of a crawl."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Self

import click

from archive.errors import CopiesUnusable
from archive.warc.folder import name_in_archive, warc_folder
from archive.warc.mending import mend
from archive.warc.writing import RawCopies

MOST_OPEN = 50  # files; a folder of saved pages may come from any number of hosts


class SavedCopies:
    """The raw copies of an archive's publications; of `MOST_OPEN` the files are open.

    `connection` reads the archive at `archive`. Raises CopiesUnusable where the disk refuses.
    """

    def __init__(self, connection: sqlite3.Connection, archive: Path) -> None:
        self._connection, self._archive = connection, archive
        self._folder = warc_folder(archive)
        self._open: dict[str, RawCopies] = {}  # the one that was used last stands last
        self._mended: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for copies in self._open.values():
            copies.close()

    def keep(self, site: str, packed: bytes) -> tuple[str, int]:
        """Write a packed copy, durable when this returns; its file, as `fetches` names it, and its offset."""
        try:
            place = self._of(site).keep_packed(packed)
        except OSError as error:
            raise CopiesUnusable(self._folder, error) from error
        return name_in_archive(place.file, self._archive), place.offset

    def _of(self, site: str) -> RawCopies:
        copies = self._open.pop(site, None) or RawCopies(self._folder, site)
        self._open[site] = copies
        if len(self._open) > MOST_OPEN:
            self._open.pop(next(iter(self._open))).close()
        if site not in self._mended:
            self._mended.add(site)
            if found := mend(copies, self._connection, self._archive):
                click.echo(found, err=True)
        return copies
