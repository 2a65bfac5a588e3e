"""The data dictionary: the real schema of an archive, and what each table and column means.

The words stand in `dictionary.toml`, the tables and columns are read from the file itself; so a
column without words, and words without a column, are seen.
"""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("dictionary.toml")
_ABOUT = "about"
_SOURCE_OF_VIEWS = "articles"  # a view's column without words of its own means what it means there


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the schema has it; `meaning` is empty where the dictionary has no words for it."""

    name: str
    type: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view; `kind` is SQLite's word: 'table', 'view' or 'virtual'."""

    name: str
    kind: str
    about: str
    columns: tuple[Column, ...]


@cache
def words() -> dict[str, dict[str, str]]:
    """Table -> column -> meaning; what a row is stands under 'about'."""
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def meaning(table: str, column: str) -> str:
    """What a column means, '' if the dictionary does not say; views fall back on `articles`."""
    own = words().get(table, {}).get(column)
    return own if own is not None else words()[_SOURCE_OF_VIEWS].get(column, "")


def read_tables(connection: sqlite3.Connection) -> list[Table]:
    """Every table and view, in the dictionary's order; those it does not know come last.

    SQLite's own tables and those in which a full-text index keeps itself are left out.
    """
    order = {name: place for place, name in enumerate(words())}
    found = sorted(
        (order.get(row[1], len(order)), row[1], row[2])
        for row in connection.execute("PRAGMA main.table_list")
        if row[2] != "shadow" and not row[1].startswith("sqlite_")
    )
    return [_table(connection, name, kind) for _, name, kind in found]


def _table(connection: sqlite3.Connection, name: str, kind: str) -> Table:
    own = words().get(name, {})
    columns = tuple(
        Column(
            column,
            type_,
            bool(required or key),
            meaning(name, column) if kind == "view" else own.get(column, ""),
        )
        for _, column, type_, required, _, key in connection.execute(f'PRAGMA table_info("{name}")')
    )
    return Table(name, kind, own.get(_ABOUT, ""), columns)


def gaps(tables: list[Table]) -> list[str]:
    """Where dictionary and schema differ, a sentence each: what is missing, what is there for nothing."""
    sentences = []
    for table in tables:
        if not table.about:
            sentences.append(f"[{table.name}] {_ABOUT}: missing. Say what a row is.")
        sentences += [
            f"[{table.name}] {column.name}: missing. Say what the column means."
            for column in table.columns
            if not column.meaning
        ]
    real = {table.name: {column.name for column in table.columns} for table in tables}
    for name, described in words().items():
        if name not in real:
            sentences.append(f"[{name}]: no such table or view in the schema. Take it out.")
            continue
        sentences += [
            f"[{name}] {column}: no such column in the schema. Take it out."
            for column in described
            if column != _ABOUT and column not in real[name]
        ]
    return sentences
