"""Raw copies of pages that came as files, so that they can be read again like those of a crawl."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Self

import click

from archive.copies import last_copy_in
from archive.durable import sync_file
from archive.errors import CopiesUnusable
from archive.records import FetchRecord
from archive.warc.folder import name_in_archive, warc_folder
from archive.warc.groups import own_answers
from archive.warc.mending import mend
from archive.warc.reading import read_at
from archive.warc.records import Place
from archive.warc.writing import RawCopies

MOST_OPEN = 50  # files; a folder of saved pages may come from any number of hosts


class SavedCopies:
    """The raw copies of an archive's publications; of `MOST_OPEN` the files are open.

    `connection` reads the archive at `archive`. No row may point at a copy before `make_durable`. Raises
    CopiesUnusable where the disk refuses.
    """

    def __init__(self, connection: sqlite3.Connection, archive: Path) -> None:
        self._connection, self._archive = connection, archive
        self._folder = warc_folder(archive)
        self._open: dict[str, RawCopies] = {}  # the one that was used last stands last
        self._mended: set[str] = set()
        self._written: set[Path] = set()  # files that were not synchronised since
        self._unnamed: dict[tuple[str, str], Place] = {}  # by address and SHA-256 of the body

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for copies in self._open.values():
            copies.close()

    def keep(self, site: str, fetch: FetchRecord, packed: bytes) -> tuple[str, int]:
        """Write a fetch's packed copy; its file, as `fetches` names it, and its offset.

        A copy of the same page that a run left before its row was stored is not written again.
        """
        try:
            copies = self._of(site)
            unnamed = self._unnamed.pop((fetch.url, fetch.sha256 or ""), None)
            place = unnamed or copies.keep_packed(packed)
        except OSError as error:
            raise CopiesUnusable(self._folder, error) from error
        self._written.add(place.file)
        return name_in_archive(place.file, self._archive), place.offset

    def make_durable(self) -> None:
        """Have all copies on the disk when this returns."""
        try:
            for file in self._written:
                sync_file(file)
        except OSError as error:
            raise CopiesUnusable(self._folder, error) from error
        self._written.clear()

    def _of(self, site: str) -> RawCopies:
        copies = self._open.pop(site, None) or RawCopies(self._folder, site)
        self._open[site] = copies
        if len(self._open) > MOST_OPEN:
            self._open.pop(next(iter(self._open))).close()
        if site not in self._mended:
            self._mended.add(site)
            if found := mend(copies, self._connection, self._archive):
                click.echo(found, err=True)
            self._remember_unnamed(copies.newest())
        return copies

    def _remember_unnamed(self, file: Path | None) -> None:
        """Note the copies of saved pages behind the last one that a row names: a killed run leaves them."""
        if file is None:
            return
        last = last_copy_in(self._connection, name_in_archive(file, self._archive))
        for offset in own_answers(file, last):
            page = read_at(place := Place(file, offset))
            if offset > last and page.type == "resource":
                self._unnamed[page.url, hashlib.sha256(page.body).hexdigest()] = place
