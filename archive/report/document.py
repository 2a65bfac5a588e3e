"""A report as a text with headings, tables and a chart, before it is written in one form or another."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the names of their columns; a column of numbers has numbers alone, or None.

    `about` says in a sentence what they tell; `of_hundred`: the numbers are parts of a hundred;
    `has_sum`: the last row is of all others together.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    about: str = ""
    of_hundred: bool = False
    has_sum: bool = False

    def is_numeric(self, at: int) -> bool:
        """Whether the column at that place holds numbers."""
        values = [row[at] for row in self.rows if row[at] is not None]
        return bool(values) and not any(isinstance(value, str) for value in values)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: running text, then points, then tables; `chart` is a number for each month
    ('YYYY-MM'), none left out."""

    title: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    chart: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report; `about` says of what, of when, by which choice."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
