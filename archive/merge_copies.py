"""The raw copies of another archive, taken along: hard-linked where that is possible, copied where not.

A revisit record names the file of its original, which is looked for beside it. So files keep their names, and
those that belong together go into one folder: `warc`, or, where another file has a name there already, the
first free of `warc/merged-1`, `warc/merged-2` ... A file that is there already, to its end or as far as it
went at an earlier merge, is not taken twice.
"""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from archive.copies import last_copy_in
from archive.durable import sync_file, sync_folder
from archive.errors import CopiesUnusable
from archive.known import is_known_fetch
from archive.warc.folder import day_of, name_in_archive, path_of, warc_folder
from archive.warc.members import check_ending
from archive.warc.reading import original_of
from archive.warc.records import Place
from archive.warc.writing import is_written_to

MERGED = "merged-"
_COPIES = (
    "SELECT url, fetched, sha256, warc_file, warc_offset, status IS 304 OR EXISTS "
    "(SELECT 1 FROM fetches e WHERE e.url = f.url AND e.sha256 = f.sha256 AND e.id != f.id) "
    "FROM fetches f WHERE warc_file IS NOT NULL AND warc_offset IS NOT NULL"
)
_CHUNK = 1 << 20
_PART = ".part"  # of a file that is on its way


def files_needed(connection: sqlite3.Connection, other: sqlite3.Connection, other_path: Path) -> set[str]:
    """The files that rows of `other` name which are new to `connection`, and those of the originals that
    revisits among these stand for."""
    needed: set[str] = set()
    for url, fetched, sha256, name, offset, may_be_revisit in other.execute(_COPIES):
        if is_known_fetch(connection, url, sha256, fetched, with_copy=True):
            continue
        needed.add(name)
        original = original_of(Place(path_of(name, other_path), offset)) if may_be_revisit else None
        if original is not None:
            needed.add(Path(name).with_name(original.name).as_posix())
    return needed


class OtherCopies:
    """Where the raw copies that `connection`, which reads `other`, names are in `archive`."""

    def __init__(self, connection: sqlite3.Connection, other: Path, archive: Path) -> None:
        self._other, self._archive = other.resolve(), archive.resolve()
        self._connection = connection
        self._names: dict[str, str] = {}
        self._waiting: dict[Path, list[tuple[str, Path]]] = defaultdict(list)  # by folder: name, file
        self.missing: list[Path] = []

    def name_here(self, name: str) -> str | None:
        """How a row of `fetches` here names the file that is called so there; None where it has none."""
        return self._names.get(name)

    def meet(self, names: Iterable[str]) -> None:
        """Decide what becomes of these files, and of each that is not there note that. Takes none along."""
        for name in sorted(names):
            file = path_of(name, self._other)
            is_own = self._is_beside(file, self._other)
            if not file.is_file():
                self.missing.append(file)
            if is_own and file.is_file() and not self._is_beside(file, self._archive):
                self._waiting[file.parent].append((name, file))
            elif not is_own or file.is_file():  # elsewhere, where both look for it, or shared
                self._names[name] = name_in_archive(file, self._archive)

    def take(self) -> None:
        """Take the files along; they are on the disk when this returns. Raises CopiesUnusable."""
        folder = warc_folder(self._archive)
        try:
            for files in self._waiting.values():
                folder = self._folder_for([file for _, file in files])
                folder.mkdir(parents=True, exist_ok=True)
                for name, file in files:
                    here = folder / file.name
                    _bring(file, here, last_copy_in(self._connection, name))
                    self._names[name] = name_in_archive(here, self._archive)
                sync_folder(folder)
                sync_folder(folder.parent)
        except OSError as error:
            raise CopiesUnusable(folder, error) from error
        self._waiting.clear()

    def _folder_for(self, files: list[Path]) -> Path:
        """The folder in which the files have their names to themselves; of several, that which has most."""
        home = warc_folder(self._archive)
        merged = sorted(home.glob(f"{MERGED}*"), key=lambda path: (len(path.name), path.name))
        number = 1
        while (free := home / f"{MERGED}{number}").exists():
            number += 1
        fitting = [
            folder for folder in (home, *merged) if all(_fits(file, folder / file.name) for file in files)
        ]
        return max(fitting, key=lambda folder: _number_there(files, folder), default=free)

    @staticmethod
    def _is_beside(file: Path, archive: Path) -> bool:
        """Whether a file lies in the archive's folder, or in that of its raw copies if it is elsewhere."""
        homes = (archive.parent, warc_folder(archive).resolve())
        return any(file.resolve().is_relative_to(home) for home in homes)


def _number_there(files: list[Path], folder: Path) -> int:
    return sum((folder / file.name).exists() for file in files)


def _fits(file: Path, here: Path) -> bool:
    """Whether the name is free, or has a file that begins as this one does, and as long as both are."""
    if not here.exists():
        return True
    if file.samefile(here):
        return True
    is_longer = file.stat().st_size > here.stat().st_size
    return not (is_longer and is_written_to(here)) and _begin_alike(file, here)


def _begin_alike(one: Path, other: Path) -> bool:
    with one.open("rb") as a, other.open("rb") as b:
        while (x := a.read(_CHUNK)) and (y := b.read(_CHUNK)):
            length = min(len(x), len(y))
            if x[:length] != y[:length]:
                return False
    return True


def _bring(file: Path, here: Path, known: int) -> None:
    """Have the file `here`, durably, without a record at its end that a crash, or a crawl just now, left half
    written. `known` is where a record begins in it that is whole."""
    ending = check_ending(file, known)
    length = ending.sound_to if ending.torn and ending.sound_to else ending.size
    if here.exists() and (file.samefile(here) or here.stat().st_size >= length):
        return
    part = here.with_name(here.name + _PART)
    part.unlink(missing_ok=True)
    if length < file.stat().st_size or _may_grow(file) or not _link(file, part):
        _copy(file, part, length)
    part.replace(here)
    sync_file(here)


def _may_grow(file: Path) -> bool:
    """Whether a crawl into either archive may write to the file, which must not show in the other."""
    return day_of(file) >= datetime.now(UTC).strftime("%Y%m%d") or is_written_to(file)


def _link(file: Path, to: Path) -> bool:
    try:
        os.link(file.resolve(), to)
    except OSError:  # another disk, or one that knows no links
        return False
    return True


def _copy(file: Path, to: Path, length: int) -> None:
    with file.open("rb") as source, to.open("wb") as target:
        while length > 0 and (data := source.read(min(_CHUNK, length))):
            target.write(data)
            length -= len(data)
        target.flush()
        os.fsync(target.fileno())
