"""A folder of plain texts for corpus tools: one file an article, and a table that says what each is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from archive.export.articles import ArchivedArticle
from archive.export.columns import NAMES, Column, flat_columns
from archive.export.csv_table import CsvTable, flat_row

TEXTS, TABLE = "texts", "metadata.csv"
_KEPT = tuple(name for name in NAMES if name != "body")
_FILE = Column("file", "text", "the article's text file, in this folder", required=True)
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class PlainTexts:
    """`texts/DATE-SITE-ID.txt` (UTF-8: headline, empty line, body) and `metadata.csv`.

    `table` is how the latter is written.
    """

    folder: ClassVar[bool] = True
    table: CsvTable = field(default_factory=CsvTable)

    def write(self, articles: Iterable[ArchivedArticle], path: Path) -> None:
        """Fill the new folder `path`."""
        (path / TEXTS).mkdir()
        with (path / TABLE).open("w", encoding=self.table.encoding, newline="") as file:
            self.table.write_rows(("file", *_KEPT), _write_texts(articles, path), file)

    def described(self, name: str) -> dict[str, Any]:  # noqa: ARG002 - the package stands inside the folder
        """The table as a Frictionless resource; the texts are named in it."""
        columns = [_FILE, *(column for column in flat_columns() if column.name in _KEPT)]
        return {"path": TABLE, "format": "csv", **self.table.described_table(columns)}


def _write_texts(articles: Iterable[ArchivedArticle], path: Path) -> Iterator[list[Any]]:
    """Write each text, and give its row of the table."""
    for article in articles:
        name = f"{TEXTS}/{file_name(article)}"
        (path / name).write_text(as_text(article), encoding="utf-8", newline="\n")
        yield [name, *flat_row(article, _KEPT)]


def as_text(article: ArchivedArticle) -> str:
    """An article's text file: headline, empty line, body."""
    return f"{article.title}\n\n{article.body}\n"


def file_name(article: ArchivedArticle) -> str:
    """The day of publication, the publication, the article's number: unique, and sorted by day."""
    day = article.published_day or "undated"
    return f"{day}-{_NOT_IN_A_NAME.sub('-', article.site)}-{article.id}.txt"
