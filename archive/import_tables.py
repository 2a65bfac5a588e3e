"""Tables of articles, CSV or JSON Lines, read row by row: those of the export, and others with its names."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from archive.errors import ArchiveError
from archive.export.columns import NAMES
from archive.export.csv_table import as_it_was
from archive.export.datapackage import read_package
from archive.export.errors import PackageUnreadable
from archive.export.target import PACKAGE

NEEDED = ("url", "title", "body")
MADE = ("id", "published_day", "word_count", "revisions", "story")  # the archive makes these anew
KNOWN = (*NAMES, "blocks")
READ = tuple(name for name in KNOWN if name not in MADE)

_SEPARATORS = (",", ";", "\t")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 1 << 20
_LONGEST_CELL = 1 << 27  # characters; csv's own limit is shorter than some bodies
_CUT = re.compile(r" \(char \d+\)$")  # of what json says


class TableUnusable(ArchiveError):
    """A file cannot be read as a table of articles."""


class Row(NamedTuple):
    """A line's values by our names. Of CSV they are texts, '' is None; of JSON what stands there."""

    line: int
    values: Mapping[str, Any]


class BadLine(NamedTuple):
    """A line that cannot be read, with the reason in words."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file that holds articles; `mapping` gives our name for columns that are called otherwise there."""

    path: Path
    mapping: Mapping[str, str]
    is_json: bool
    encoding: str

    def rows(self, unknown: Callable[[str], None]) -> Iterator[Row | BadLine]:
        """Its lines. `unknown` is told each column that no name of ours stands for, once.

        Raises TableUnusable where a needed column is missing.
        """
        told: set[str] = set()

        def once(name: str) -> None:
            if name not in told:
                told.add(name)
                unknown(name)

        with self.path.open(encoding=self.encoding, newline="") as file:
            yield from self._json_rows(file, once) if self.is_json else self._csv_rows(file, once)

    def check(self) -> None:
        """Raises TableUnusable where its first line says that it holds no articles."""
        for row in self.rows(lambda _: None):
            if isinstance(row, Row) and self.is_json:
                self._require([*row.values])
            return

    def _json_rows(self, file: IO[str], unknown: Callable[[str], None]) -> Iterator[Row | BadLine]:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as error:
                yield BadLine(number, f"is no JSON ({_CUT.sub('', str(error))}).")
                continue
            if isinstance(found, dict):
                names = self._names(list(found), unknown)
                yield Row(number, {ours: found[name] for name, ours in names.items()})
            else:
                yield BadLine(number, 'is no JSON object. Each line is one: {"url": "https://...", ...}.')

    def _csv_rows(self, file: IO[str], unknown: Callable[[str], None]) -> Iterator[Row | BadLine]:
        csv.field_size_limit(_LONGEST_CELL)
        head = file.readline()
        reader = csv.reader(chain([head], file), delimiter=self._separator(head))
        columns = next(reader, [])
        if absent := [name for name in self.mapping if name not in columns]:
            raise TableUnusable(
                f"{self.path}: has no column {absent[0]!r}, which --map names. It has {', '.join(columns)}."
            )
        names = self._names(columns, unknown)
        self._require([*names.values()])
        is_defused = self._is_defused()
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield BadLine(line, f"is no CSV ({error}).")
                continue
            if cells is None:
                return
            if len(cells) == len(columns):
                if is_defused:
                    cells = [as_it_was(cell) for cell in cells]
                values = dict(zip(columns, cells, strict=True))
                yield Row(line, {ours: values[name] or None for name, ours in names.items()})
            elif any(cells):
                yield BadLine(
                    line, f"has {len(cells)} cells, and the first line names {len(columns)} columns."
                )

    def _names(self, columns: Sequence[str], unknown: Callable[[str], None]) -> dict[str, str]:
        """The columns that are read, with our names for them."""
        found = {name: self.mapping[name] for name in columns if name in self.mapping}
        for name in columns:
            ours = name.strip().lower()
            if name in found or ours in MADE:
                continue
            if ours in KNOWN and ours not in found.values():
                found[name] = ours
            else:
                unknown(name)
        return found

    def _require(self, names: Sequence[str]) -> None:
        missing = [name for name in NEEDED if name not in names]
        if missing:
            raise TableUnusable(
                f"{self.path}: has no column {' and no column '.join(missing)}. Needed are "
                f"{', '.join(NEEDED)}. Say which columns are meant with --map THEIRS=OURS."
            )

    def _separator(self, head: str) -> str:
        """What stands between the names of the first line: that which makes the most names we know."""
        known = {*KNOWN, *self.mapping}

        def number(separator: str) -> int:
            names = next(csv.reader([head], delimiter=separator), [])
            return sum(name in known or name.strip().lower() in known for name in names)

        return max(_SEPARATORS, key=number)

    def _is_defused(self) -> bool:
        """Whether an apostrophe before a formula is to be taken away: always, unless the package beside an
        export says that it put none there."""
        try:
            package = read_package(self.path.parent / PACKAGE)
        except PackageUnreadable:
            return True
        return all(
            one.get("defused") is not False
            for one in package["resources"]
            if one.get("path") == self.path.name
        )


def open_table(path: Path, mapping: Mapping[str, str]) -> Table:
    """A file as a table. Raises TableUnusable where it cannot be read, or holds no articles."""
    try:
        encoding = _encoding_of(path)
        with path.open(encoding=encoding) as file:
            start = file.read(_CHUNK).lstrip()[:1]
    except OSError as error:
        raise TableUnusable(f"{path}: cannot be read ({error.strerror}). Check the path.") from error
    if start == "[":
        raise TableUnusable(f"{path}: is one JSON list. Write JSON Lines: each article is a line by itself.")
    table = Table(path, mapping, start == "{", encoding)
    table.check()
    return table


def _encoding_of(path: Path) -> str:
    """UTF-8 where all of it is, UTF-16 where its mark stands, else Windows-1252."""
    with path.open("rb") as file:
        if file.read(2) in _UTF16:
            return "utf-16"
        file.seek(0)
        for encoding in ("utf-8-sig", "cp1252"):
            file.seek(0)
            decoder = codecs.getincrementaldecoder(encoding)()
            try:
                while data := file.read(_CHUNK):
                    decoder.decode(data)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise TableUnusable(f"{path}: is neither UTF-8 nor Windows-1252 text. Save it as UTF-8.")
