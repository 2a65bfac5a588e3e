"""`nyhetsarkiv report`: what the archive holds, how complete it is, how its crawls go, what needs a look."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import closing
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from textwrap import fill
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.text import Text

from archive.errors import told_in_words
from archive.export.target import whole_or_nothing
from archive.filters import Filters
from archive.opening import open_for_reading
from archive.report.document import Document, Section
from archive.report.markdown import as_markdown, latest_months
from archive.report.read import Report, read_report
from archive.report.sections import document
from archive.report.values import as_values
from archive.report.web_page import as_web_page
from nyhetsarkiv.errors import NEEDS_A_LOOK, needs_a_look
from nyhetsarkiv.filter_options import corpus_options
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import bar, console, print_table

ENDINGS = {".md": "markdown", ".html": "html", ".json": "json"}
OSLO = ZoneInfo("Europe/Oslo")
_LONGEST_BAR = 40


@click.command()
@click.option("--format", "format_", type=click.Choice(tuple(ENDINGS.values())), help="Instead of tables.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write this file anew; its ending (.md, .html, .json) says the format.",
)
@corpus_options
@common_options
def command(common: Common, filters: Filters, format_: str | None, out: Path | None) -> None:
    """Report on the archive: articles, completeness, authors, copies, edits, crawls, what needs a look.

    Exit code 1 if something needs a look. It takes seconds for 100,000 articles; a crawl may go on
    meanwhile.
    """
    format_ = _chosen(format_, out, as_json=common.json)
    if out is not None and out.exists() and common.archive.exists() and out.samefile(common.archive):
        raise click.UsageError(f"{out} is the archive itself. Give another path with --out.")
    with told_in_words(common.archive), closing(open_for_reading(common.archive)) as connection:
        report = read_report(connection, filters, _meant())
    made = datetime.now(OSLO).date()
    if format_ is None:
        _print(document(report, common.archive.name, made), console())
    elif out is None:
        click.echo(_written(report, format_, common.archive.name, made), nl=False)
    else:
        with whole_or_nothing(out, folder=False, overwrite=True) as part:
            part.write_text(_written(report, format_, common.archive.name, made), encoding="utf-8")
        if common.verbosity >= 0:
            click.echo(f"The report is in {out}.")
    if report.looks and (out is not None or format_ == "json"):
        needs_a_look(*report.looks)
    elif report.looks:  # told in the report itself
        raise click.exceptions.Exit(NEEDS_A_LOOK)


def _chosen(format_: str | None, out: Path | None, *, as_json: bool) -> str | None:
    """The format asked for by --format, --json or the ending of --out; None for tables."""
    asked = {one for one in (format_, "json" if as_json else None) if one}
    if out is not None and not asked:
        if out.suffix not in ENDINGS:
            raise click.UsageError(
                f"{out} does not say what to write. End it in {', '.join(ENDINGS)}, or give --format."
            )
        asked = {ENDINGS[out.suffix]}
    if len(asked) > 1:
        raise click.UsageError(f"--json and --format {format_} exclude each other. Give one of them.")
    return next(iter(asked), None)


def _meant() -> Collection[str]:
    """Problems of pages that a crawl has because it obeys, or because it was asked for certain days."""
    from nyhetsarkiv.crawling import MEANT  # Scrapy takes a second to import

    return frozenset(chain.from_iterable(MEANT.values()))


def _written(report: Report, format_: str, archive: str, made: date) -> str:
    if format_ == "json":
        return json.dumps(as_values(report, archive, made), ensure_ascii=False, indent=2) + "\n"
    write = {"markdown": as_markdown, "html": as_web_page}[format_]
    return write(document(report, archive, made))


def _print(told: Document, to: Console) -> None:
    to.print(Text(told.title, "bold"))
    to.print(Text(" ".join(told.about)))
    for section in told.sections:
        to.print()
        to.print(Text(section.title, "bold cyan"))
        _print_section(section, to)


def _print_section(section: Section, to: Console) -> None:
    for text in section.text:
        _say(text, to)
    for point in section.points:
        _say(point, to, mark="- ")
    for number, table in enumerate(section.tables):
        if number:
            to.print()
        if table.about:
            _say(table.about, to)
        print_table(table.columns, table.rows, to=to)
    if section.chart:
        months = latest_months(section)
        to.print()
        if not to.is_terminal:
            print_table(months.columns, months.rows, to=to)
            return
        most = max(number for _, number in section.chart)
        rows = [(month, number, bar(int(number or 0) / most, _LONGEST_BAR)) for month, number in months.rows]
        print_table((*months.columns, ""), rows, to=to)


def _say(text: str, to: Console, mark: str = "") -> None:
    """Running text, behind a mark perhaps; piped it is one line, however long."""
    if to.is_terminal:
        text = fill(text, to.width, initial_indent=mark, subsequent_indent=" " * len(mark))
    click.echo(text if to.is_terminal else mark + text)
