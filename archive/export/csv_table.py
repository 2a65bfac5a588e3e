"""CSV (RFC 4180), one row an article, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, ClassVar

from archive.export.articles import ArchivedArticle
from archive.export.columns import NAMES, Column, flat_columns
from archive.export.layout import table_schema

JOINED_BY = "; "
# A cell that begins so is a formula to a spreadsheet, the wide forms to some; an apostrophe makes it text.
# Apostrophes that stand there already are passed over, so that taking one away is always the reverse.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The columns of `articles_flat`.

    `defuse` puts an apostrophe before what a spreadsheet would run as a formula; `bom` marks the file as
    UTF-8, which Excel wants; `delimiter` is ';' for a spreadsheet set to Norwegian.
    """

    folder: ClassVar[bool] = False
    defuse: bool = True
    bom: bool = False
    delimiter: str = ","

    def write(self, articles: Iterable[ArchivedArticle], path: Path) -> None:
        """Write a new file: a head line, then a row an article."""
        with path.open("w", encoding=self.encoding, newline="") as file:
            self.write_to(articles, file)

    def write_to(self, articles: Iterable[ArchivedArticle], file: IO[str]) -> None:
        """Write to a file that is open."""
        self.write_rows(NAMES, (flat_row(article, NAMES) for article in articles), file)

    def write_rows(self, names: Sequence[str], rows: Iterable[Sequence[Any]], file: IO[str]) -> None:
        """Write any table by these settings to a file that is open."""
        writer = csv.writer(file, delimiter=self.delimiter)
        writer.writerow(names)
        writer.writerows(map(defused, row) if self.defuse else row for row in rows)

    def described(self, name: str) -> dict[str, Any]:
        """The file as a Frictionless resource."""
        return {"path": name, "format": "csv", **self.described_table(flat_columns())}

    def described_table(self, columns: Iterable[Column]) -> dict[str, Any]:
        """What a Frictionless resource says of a table that was written by these settings."""
        schema = table_schema(columns)
        for field in schema["fields"]:
            if field["type"] == "boolean":
                field |= {"trueValues": ["1"], "falseValues": ["0"]}
        return {
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": self.delimiter},
            "schema": schema,
            "defused": self.defuse,
        }

    @property
    def encoding(self) -> str:
        """The encoding of its files, in Python's name for it."""
        return "utf-8-sig" if self.bom else "utf-8"


def flat_row(article: ArchivedArticle, names: Iterable[str]) -> list[Any]:
    """An article as a row of `articles_flat`; None is an empty cell."""
    row: list[Any] = []
    for name in names:
        value = getattr(article, name)
        if name == "authors":
            value = JOINED_BY.join(author.name for author in article.authors)
        elif name == "keywords":
            value = JOINED_BY.join(article.keywords)
        elif name == "captions":
            value = len(article.captions)
        row.append(value)
    return row


def defused(cell: object) -> object:
    """The cell, with an apostrophe before it if a spreadsheet might run it as a formula."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def as_it_was(cell: str) -> str:
    """The reverse of `defused`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
