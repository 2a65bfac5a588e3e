"""`nyhetsarkiv trend`: how often articles speak of something, over time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from itertools import chain

import click
from rich.console import Console

from archive.errors import told_in_words
from archive.export.csv_table import CsvTable
from archive.filters import Filters
from archive.opening import open_for_reading
from archive.periods import SPANS, Span
from archive.search import FIELDS
from archive.trend import Line, Share, Trend, read_trend
from archive.trend_values import as_values, flat
from nyhetsarkiv.filter_options import field_option, filter_options
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import bar, console, counted, print_json, print_table, shortened

LONGEST_BAR, SHORTEST_BAR, LONGEST_HEAD = 40, 6, 16
_BETWEEN = 2  # characters between two columns of a table


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--by", "span", type=click.Choice(SPANS), default="month", show_default=True, help="A period.")
@click.option("--compare", is_flag=True, help="Each QUERY by itself, side by side; else all are one.")
@click.option("--per", type=click.Choice(["site"]), help="Each publication by itself, side by side.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, a row a period and query.")
@field_option
@filter_options
@common_options
def command(
    common: Common,
    filters: Filters,
    query: tuple[str, ...],
    span: Span,
    compare: bool,
    per: str | None,
    as_csv: bool,
    fields: tuple[str, ...],
) -> None:
    """Count by day, week, month or year how many articles speak of QUERY, beside all that there are.

    QUERY is written as for `search`, and finds whole words and compounds, as `export --query` does. A
    period without articles is shown as zero. Weeks are those of ISO 8601, days are Norwegian days.
    """
    if common.json and as_csv:
        raise click.UsageError("--json and --csv exclude each other. Give one of them.")
    queries = query if compare else (" ".join(query),)
    with told_in_words(common.archive), closing(open_for_reading(common.archive)) as connection:
        trend = read_trend(
            connection, queries, filters, span=span, fields=fields or FIELDS, per_site=per == "site"
        )
    if common.json:
        print_json(as_values(trend, span))
        return
    to = console()
    if as_csv:
        _print_csv(trend, span)
    elif to.is_terminal:
        if trend.periods:
            _print_tables(trend, span, to)
    else:
        print_table(*flat(trend, span), to=to)
    if common.verbosity >= 0:
        if to.is_terminal and not as_csv:
            to.print()
        for sentence in _notes(trend, words_are_joined=len(query) > 1 and not compare):
            click.echo(sentence, err=as_csv or not to.is_terminal)


def _print_csv(trend: Trend, span: Span) -> None:
    text = StringIO()
    CsvTable().write_rows(*flat(trend, span), text)
    click.echo(text.getvalue(), nl=False)


def _print_tables(trend: Trend, span: Span, to: Console) -> None:
    """As many lines side by side as fit, the others below them; all bars on one scale."""
    names = [period.name + ("" if trend.is_whole(period) else "*") for period in trend.periods]
    groups, width = _layout(trend, to.width - max(map(len, [span, *names])))
    highest = max((share.per_1000 or 0 for line in trend.lines for share in line.points), default=0)
    for number, lines in enumerate(groups):
        rows = [
            (name, *chain.from_iterable(_cells(share, highest, width) for share in shares))
            for name, *shares in zip(names, *(line.points for line in lines), strict=True)
        ]
        if number:
            to.print()
        print_table((span, *chain.from_iterable(_heads(trend, line) for line in lines)), rows, to=to)


def _layout(trend: Trend, room: int) -> tuple[list[list[Line]], int]:
    """The lines that fit side by side into so many characters, and how long all bars may be."""
    groups: list[list[Line]] = []
    left: list[int] = []  # for the bars of each group
    for line in trend.lines:
        numbers = _width_of_numbers(trend, line)
        if groups and left[-1] - numbers >= SHORTEST_BAR * (len(groups[-1]) + 1):
            groups[-1].append(line)
            left[-1] -= numbers
        else:
            groups.append([line])
            left.append(room - numbers)
    longest = min(room // len(lines) for lines, room in zip(groups, left, strict=True))
    return groups, min(LONGEST_BAR, longest)


def _width_of_numbers(trend: Trend, line: Line) -> int:
    most = len(str(max(share.of for share in line.points)))
    return sum(max(len(head), most) + _BETWEEN for head in _heads(trend, line))


def _heads(trend: Trend, line: Line) -> tuple[str, ...]:
    """One line's heads of columns, the last one over its bars."""
    return shortened(_label(trend, line), LONGEST_HEAD), "of", "per 1,000", ""


def _cells(share: Share, highest: float, width: int) -> tuple[object, ...]:
    """One line's cells of a row."""
    part = (share.per_1000 or 0) / highest if highest else 0
    return share.articles, share.of, share.per_1000, bar(part, width)


def _label(trend: Trend, line: Line) -> str:
    """What tells a line from the others: its publication, its query, or both."""
    if line.site is None:
        return line.query
    return line.site if len({one.query for one in trend.lines}) == 1 else f"{line.site}: {line.query}"


def _notes(trend: Trend, *, words_are_joined: bool) -> Iterator[str]:
    """What the table does not show: sums, what has no date, which periods are not whole."""
    if not trend.periods:
        yield "No article with a date meets this choice."
    for line in trend.lines if trend.periods else ():
        yield _sum(_label(trend, line), line)
    if undated := [line for line in trend.lines if line.undated.articles]:
        numbers = ", ".join(f"{_label(trend, line)} {line.undated.articles:,}" for line in undated)
        yield f"Articles without a date, which are in no row: {numbers}."
    if not all(map(trend.is_whole, trend.periods)):
        yield f"* Not whole: the days counted are those from {trend.first} to {trend.last}."
    if words_are_joined:
        yield "All words are one query; --compare counts each by itself."


def _sum(label: str, line: Line) -> str:
    total = line.total
    compounds = total.articles - line.by_words
    longer = f" ({compounds:,} by longer words alone)" if compounds else ""
    share = f", {total.per_1000} per 1,000" if total.of else ""
    return f"{label}: {counted(total.articles, 'article')}{longer} of {total.of:,}{share}."
