"""Files of raw copies that need not be kept: those of old or superseded pages, and those that no row names.

Only files in the archive's own folder `warc` are spoken of, and only whole ones. A file stays while a revisit
record in one that stays stands for a page in it, while another archive in the same folder names it, and while
a crawl writes to it.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from archive.durable import sync_folder
from archive.errors import CopiesUnusable, told_in_words
from archive.opening import is_archive_file, open_for_reading
from archive.warc.folder import path_of, warc_folder
from archive.warc.reading import original_of, read_file
from archive.warc.records import Place, RawPage
from archive.warc.writing import is_written_to

_KEPT = "warc_file IS NOT NULL AND warc_offset IS NOT NULL"
_FILES = f"SELECT DISTINCT warc_file FROM fetches WHERE {_KEPT}"
_LATER = (
    "EXISTS (SELECT 1 FROM fetches l WHERE {} AND l.warc_file != f.warc_file AND l.warc_offset IS NOT NULL "
    "AND (l.fetched, l.id) > (f.fetched, f.id))"
)
_NEEDED = f"""
SELECT DISTINCT f.warc_file FROM fetches f WHERE f.warc_file IS NOT NULL
AND (:before IS NULL OR julianday(f.fetched) >= julianday(:before))
AND NOT (:superseded AND f.article_id IS NOT NULL AND {_LATER.format("l.article_id = f.article_id")})
AND NOT (:superseded AND f.article_id IS NULL AND {_LATER.format("l.url = f.url")})
"""
_PAGES_OF = f"SELECT url FROM fetches WHERE warc_file = ? AND {_KEPT}"
_COPIES_OF_PAGE = f"SELECT DISTINCT warc_file, warc_offset FROM fetches WHERE url = ? AND {_KEPT}"
_FORGET = (
    "UPDATE fetches SET warc_file = NULL, warc_offset = NULL "
    "WHERE warc_file IN (SELECT value FROM json_each(?))"
)
_log = logging.getLogger(__name__)
_UNFINISHED = ".part"  # files that a merge left on their way


def old_files(
    connection: sqlite3.Connection, archive: Path, *, before: datetime | None, superseded: bool
) -> tuple[Path, ...]:
    """The files of whose pages each is from before a moment (aware), or, if these are meant too, is
    `superseded`: there is a later copy of the article, or of the page that is none."""
    values = {"before": before.isoformat() if before else None, "superseded": superseded}
    copies = _Copies(connection, archive)
    needed = {copies.path(name) for (name,) in connection.execute(_NEEDED, values)}
    return copies.free({path for path in copies.names if copies.is_own(path)} - needed)


def orphaned_files(connection: sqlite3.Connection, archive: Path) -> tuple[Path, ...]:
    """The files in the folder of the raw copies that no row names, and what a merge left half copied."""
    copies = _Copies(connection, archive)
    found = (path for pattern in ("*.warc.gz", f"*{_UNFINISHED}") for path in copies.folder.rglob(pattern))
    own = {path for path in found if path.resolve() == path and path.is_file()}  # no links
    return copies.free(own - copies.names.keys())


def names_of(connection: sqlite3.Connection, archive: Path, files: Iterable[Path]) -> list[str]:
    """What rows call the files."""
    names = _Copies(connection, archive).names
    return [name for file in files for name in names.get(file, ())]


def bytes_of(files: Iterable[Path]) -> int:
    """What their going makes free: nothing of a file that has another name elsewhere."""
    return sum(path.stat().st_size for path in files if path.stat().st_nlink == 1)


def remove_files(connection: sqlite3.Connection, archive: Path, files: Iterable[Path]) -> None:
    """Let no row name the files, durably, and then delete them. Raises CopiesUnusable."""
    files = list(files)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_FORGET, (json.dumps(names_of(connection, archive, files)),))
    connection.execute("COMMIT")
    try:
        for file in files:
            file.unlink(missing_ok=True)
        for folder in {file.parent for file in files}:
            sync_folder(folder)
    except OSError as error:
        raise CopiesUnusable(warc_folder(archive), error) from error


class _Copies:
    """The files of an archive's raw copies, and what stands in the way of their going.

    `names` are those that rows have for each file that they name.
    """

    def __init__(self, connection: sqlite3.Connection, archive: Path) -> None:
        self._db, self._archive = connection, archive
        self.folder = warc_folder(archive.resolve()).resolve()
        self.names: dict[Path, list[str]] = defaultdict(list)
        for (name,) in connection.execute(_FILES):
            self.names[self.path(name)].append(name)

    def path(self, name: str) -> Path:
        """The file that rows name so."""
        return path_of(name, self._archive).resolve()

    def is_own(self, path: Path) -> bool:
        """Whether a file is there, in the archive's folder."""
        return path.is_relative_to(self.folder) and path.is_file()

    def free(self, files: set[Path]) -> tuple[Path, ...]:
        """Those of the files that nothing needs which stays."""
        for neighbour, named in _neighbours(self._archive):
            if shared := files & named:
                _log.warning("%s names %d of the files as well, so they stay.", neighbour, len(shared))
            files = files - named
        files = {path for path in files if not is_written_to(path)}
        referring = self._referring_to(files)
        while kept := {path for path in files if referring[path] - files}:
            files -= kept
        return tuple(sorted(files))

    def _referring_to(self, files: set[Path]) -> dict[Path, set[Path]]:
        """For each file those with a revisit of a page in it."""
        referring: dict[Path, set[Path]] = defaultdict(set)
        for url in {url for file in files for url in self._urls_in(file)}:
            for name, offset in self._db.execute(_COPIES_OF_PAGE, (url,)).fetchall():
                place = Place(self.path(name), offset)
                original = original_of(place)
                if original in files and original != place.file:
                    referring[original].add(place.file)
        return referring

    def _urls_in(self, file: Path) -> Iterator[str]:
        """The pages in a file: as rows name them, or as they stand in it."""
        for name in self.names.get(file, ()):
            yield from (url for (url,) in self._db.execute(_PAGES_OF, (name,)).fetchall())
        if file not in self.names and not file.name.endswith(_UNFINISHED):
            yield from (page.url for page in read_file(file) if isinstance(page, RawPage))


def _neighbours(archive: Path) -> Iterator[tuple[Path, set[Path]]]:
    """Other archives in the same folder, backups among them, each with the files that it names."""
    for path in sorted(archive.resolve().parent.iterdir()):
        if path != archive.resolve() and is_archive_file(path):
            with told_in_words(path), closing(open_for_reading(path, as_it_is=True)) as neighbour:
                yield path, {path_of(name, path).resolve() for (name,) in neighbour.execute(_FILES)}
