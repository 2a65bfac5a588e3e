"""What commands print: tables and cards for people, JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

WIDEST_UNBROKEN = 20  # characters of a table's cell that stay on one line
WIDEST_NAME = 30  # of its first column's, which say what a row is about
_NARROWEST = 8  # characters that a cell with a longer text has at least
_BETWEEN = 2  # characters between two columns
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def console() -> Console:
    """The console on stdout: colours and boxes on a terminal, plain text when piped."""
    return Console(highlight=False, soft_wrap=False)


def print_json(value: Any) -> None:
    """Print `value` as JSON, letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, to: Console, title: str = ""
) -> None:
    """Print a table; numbers stand to the right. Piped, it is plain lines with tabs, no title.

    None is an empty cell.
    """
    lines = [["" if cell is None else cell for cell in row] for row in rows]
    if not to.is_terminal:
        click.echo("\t".join(columns))
        for line in lines:
            click.echo("\t".join(str(cell) for cell in line))
        return
    table = Table(
        title=Text(title) if title else None,
        title_justify="left",
        header_style="bold",
        box=SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for column, kind in zip(columns, _kinds(columns, lines, to.width), strict=True):
        justify: JustifyMethod = "right" if kind.is_numeric else "left"
        table.add_column(Text(column), justify=justify, no_wrap=not kind.may_break, overflow="fold")
    for line in lines:
        table.add_row(*(Text(str(cell)) for cell in line))  # as it is: a word in brackets is no markup
    to.print(table)


class _Kind(NamedTuple):
    """How a column is shown."""

    is_numeric: bool
    may_break: bool
    width: int


def _kinds(columns: Sequence[str], lines: Sequence[Sequence[object]], room: int) -> list[_Kind]:
    """Names and numbers stay on one line; where the table is too wide for that, numbers alone."""
    kinds = []
    for number, column in enumerate(columns):
        cells = [line[number] for line in lines if line[number] != ""]
        is_numeric = bool(cells) and all(isinstance(cell, int | float) for cell in cells)
        width = max((len(str(cell)) for cell in cells), default=0)
        is_long = width > (WIDEST_UNBROKEN if number else WIDEST_NAME)
        kinds.append(_Kind(is_numeric, is_long, max(width, len(column))))
    least = sum(min(kind.width, _NARROWEST) if kind.may_break else kind.width for kind in kinds)
    if least + _BETWEEN * len(kinds) <= room:
        return kinds
    return [kind._replace(may_break=not kind.is_numeric) for kind in kinds]


def counted(number: int, one: str, many: str = "") -> str:
    """'1 article', '12,345 articles'; `many` for a plural that is not formed with s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def bar(part: float, width: int) -> str:
    """A bar of blocks for a part from 0.0 to 1.0 of `width` characters; more than nothing is seen."""
    eighths = max(round(part * width * 8), 1 if part > 0 else 0)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8]


def shortened(text: str, width: int) -> str:
    """`text` in at most so many characters."""
    return text if len(text) <= width else f"{text[: width - 1]}…"
