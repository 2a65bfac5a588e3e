"""A report in Markdown (GitHub's tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.report.document import Document, Section, Table, Value

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
MONTHS_SHOWN = 24  # of a chart, as a table


def as_markdown(document: Document) -> str:
    """The report; every text in it stands for itself."""
    parts = [f"# {_escape(document.title)}", _escape(" ".join(document.about))]
    for section in document.sections:
        parts += _section(section)
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {_escape(section.title)}"
    yield from map(_escape, section.text)
    if section.points:
        yield "\n".join(f"- {_escape(point)}" for point in section.points)
    yield from map(_table, section.tables)
    if section.chart:
        yield _table(latest_months(section))


def latest_months(section: Section) -> Table:
    """The end of a section's chart as a table, for those who cannot show the picture."""
    return Table(("month", "articles"), section.chart[-MONTHS_SHOWN:])


def _table(table: Table) -> str:
    marks = ("---:" if table.is_numeric(at) else "---" for at in range(len(table.columns)))
    lines = [map(_escape, table.columns), marks, *(map(_cell, row) for row in table.rows)]
    about = f"{_escape(table.about)}\n\n" if table.about else ""
    return about + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else _escape(str(value))


def _escape(text: str) -> str:
    """The text in one line, with none of its signs taken for Markdown or HTML."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
