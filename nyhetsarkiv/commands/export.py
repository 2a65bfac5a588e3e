"""`nyhetsarkiv export`: write articles into a file that other tools read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from archive.errors import told_in_words
from archive.export.articles import ArchivedArticle
from archive.export.csv_table import CsvTable
from archive.export.json_lines import JsonLines
from archive.export.layout import Layout
from archive.export.parquet import ParquetTable
from archive.export.plain_text import PlainTexts
from archive.export.run import Exported, export, stream
from archive.export.tei import TeiCorpus
from archive.filters import Filters, Where, where
from archive.opening import open_for_reading
from archive.search import matching
from nyhetsarkiv.filter_options import filter_options
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import counted, print_json
from nyhetsarkiv.work_progress import WorkProgress

FORMATS = ("csv", "jsonl", "parquet", "txt", "tei")
STREAMED = ("csv", "jsonl", "tei")
STDOUT = Path("-")
OSLO = ZoneInfo("Europe/Oslo")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


@click.command()
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The new file, or - for the standard output (csv, jsonl, tei); for txt a new folder.",
)
@click.option("--overwrite", is_flag=True, help="Replace what stands at --out.")
@click.option("--bom", is_flag=True, help="csv, txt: mark the file as UTF-8, as Excel wants it.")
@click.option(
    "--keep-formulas", is_flag=True, help="csv, txt: leave alone what a spreadsheet takes for a formula."
)
@click.option(
    "--delimiter",
    type=click.Choice(list(DELIMITERS)),
    default="comma",
    show_default=True,
    help="csv, txt: what stands between cells; a spreadsheet set to Norwegian wants semicolons.",
)
@click.option("--query", help="Only what `search` finds by these words.")
@filter_options
@common_options
def command(
    common: Common,
    filters: Filters,
    format_: str,
    out: Path,
    overwrite: bool,
    bom: bool,
    keep_formulas: bool,
    delimiter: str,
    query: str | None,
) -> None:
    """Write the articles that meet the choice, with a datapackage.json beside them.

    Without a choice that is every article. The file holds the archive as it is at this moment; a crawl
    may go on meanwhile. What stands at --out is kept unless --overwrite is given, and an export that
    fails leaves nothing behind.

    csv has a row an article; jsonl everything that belongs to it; parquet typed columns; tei one TEI P5
    corpus; txt a folder with texts/DATE-SITE-ID.txt for corpus tools, and a metadata.csv about them.
    """
    if format_ not in ("csv", "txt") and (bom or keep_formulas or delimiter != "comma"):
        raise click.UsageError(
            f"--bom, --keep-formulas and --delimiter belong to --format csv and txt, not to {format_}."
        )
    layout = _layout(format_, CsvTable(defuse=not keep_formulas, bom=bom, delimiter=DELIMITERS[delimiter]))
    if out == STDOUT and format_ not in STREAMED:
        raise click.UsageError(f"--format {format_} needs a path of its own. Name it with --out.")
    if out.exists() and common.archive.exists() and out.samefile(common.archive):
        raise click.UsageError(f"{out} is the archive itself. Give another path with --out.")
    with told_in_words(common.archive), closing(open_for_reading(common.archive)) as connection:
        chosen = _chosen(connection, filters, query)
        if out == STDOUT:
            stream(connection, chosen, layout)
            return
        about = _about(common.archive, filters, query)
        watched = partial(_watched, quiet=common.verbosity < 0)
        done = export(connection, chosen, layout, out, about=about, overwrite=overwrite, watched=watched)
    _print(done, common)


def _watched(articles: Iterable[ArchivedArticle], total: int, *, quiet: bool) -> Iterator[ArchivedArticle]:
    """The same articles, while it is shown how far the export is."""
    with WorkProgress("article", total, quiet=quiet) as progress:
        yield from progress.over(articles)


def _layout(format_: str, csv_table: CsvTable) -> Layout:
    """The format asked for."""
    layouts: dict[str, Callable[[], Layout]] = {
        "csv": lambda: csv_table,
        "jsonl": JsonLines,
        "parquet": ParquetTable,
        "txt": lambda: PlainTexts(csv_table),
        "tei": lambda: TeiCorpus(datetime.now(OSLO).date().isoformat(), _program()),
    }
    return layouts[format_]()


def _chosen(connection: sqlite3.Connection, filters: Filters, query: str | None) -> Where:
    """Filters and query as one condition."""
    chosen = where(connection, filters)
    if query is None:
        return chosen
    found = matching(connection, query)
    return Where(f"{chosen.sql} AND {found.sql}", chosen.values + found.values)


def _about(archive: Path, filters: Filters, query: str | None) -> dict[str, Any]:
    """What the data package says of how the export came about."""
    chosen = {"query": query} | {field.name: getattr(filters, field.name) for field in fields(filters)}
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": _program(),
        "archive": archive.name,
        "choice": {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in chosen.items()
            if value
        },
    }


def _program() -> str:
    return f"nyhetsarkiv {version('nyhetsarkiv')}"


def _print(done: Exported, common: Common) -> None:
    if common.json:
        print_json({"articles": done.articles, "path": str(done.path), "datapackage": str(done.package)})
    elif common.verbosity >= 0:
        click.echo(f"{counted(done.articles, 'article')} in {done.path}, described in {done.package}.")
