"""A table of the front as one statement: pages show a part of it, files hold it whole, analysts read it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, NamedTuple

from archive.export.csv_table import CsvTable
from archive.front.form import ON_A_PAGE
from archive.front.sending import Files

_NAMED = re.compile(r":(\w+)")
_ROWS = 500  # read at a time


class Part(NamedTuple):
    """The rows of one page, and whether others follow."""

    rows: list[sqlite3.Row]
    more: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A statement with `:named` values, its ORDER BY included."""

    sql: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def part(self, connection: sqlite3.Connection, page: int) -> Part:
        """The rows of a page, by the names of their columns."""
        rows = connection.execute(
            f"{self.sql} LIMIT {ON_A_PAGE + 1} OFFSET {(page - 1) * ON_A_PAGE}", self.values
        ).fetchall()
        return Part(rows[:ON_A_PAGE], len(rows) > ON_A_PAGE)

    def files(self) -> Files:
        """It as files."""
        return {"csv": self.as_csv, "json": self.as_json}

    def as_csv(self, connection: sqlite3.Connection, file: IO[str]) -> None:
        """All rows, as the export writes tables."""
        cursor = connection.execute(self.sql, self.values)
        CsvTable().write_rows([column for column, *_ in cursor.description], cursor, file)

    def as_json(self, connection: sqlite3.Connection, file: IO[str]) -> None:
        """All rows as a JSON array of objects, a row a line."""
        cursor = connection.execute(self.sql, self.values)
        before = "[\n"
        while rows := cursor.fetchmany(_ROWS):
            for row in rows:
                file.write(before + json.dumps(dict(row), ensure_ascii=False))
                before = ",\n"
        file.write("[]\n" if before == "[\n" else "\n]\n")

    def spoken(self) -> str:
        """The statement with its values in it, as one types it."""
        return _NAMED.sub(lambda match: literal(self.values[match[1]]), self.sql)


def literal(value: str | int) -> str:
    """A value as SQL writes it."""
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
