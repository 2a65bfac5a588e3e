"""`nyhetsarkiv archive backup`: a checked copy of the archive, also while a crawl runs."""

from __future__ import annotations

from pathlib import Path

import click
from rich import progress
from rich.console import Console

from archive.backup import back_up
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import counted, print_json


@click.command("backup")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put the backup in the place of the file that is there.")
@common_options
def command(common: Common, path: Path, replace: bool) -> None:
    """Copy the archive to PATH, check the copy, and only then give it its name.

    A crawl may run meanwhile. The raw copies in `warc/` are ordinary files that never change once
    full: copy them with any tool.
    """
    with _bar(common) as bar:
        line = bar.add_task("pages", total=None)
        articles = back_up(
            common.archive,
            path,
            replace=replace,
            progress=lambda done, total: bar.update(line, completed=done, total=total),
        )
    size = path.stat().st_size
    if common.json:
        values = {"archive": str(common.archive), "backup": str(path), "articles": articles, "bytes": size}
        print_json(values)
    elif common.verbosity >= 0:
        click.echo(f"{path}: {counted(articles, 'article')}, {size / 1e6:,.1f} MB, checked.")


def _bar(common: Common) -> progress.Progress:
    """Shown on a terminal alone."""
    console = Console(stderr=True)
    return progress.Progress(
        progress.TextColumn("[bold]{task.description}"),
        progress.BarColumn(bar_width=20),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=common.verbosity < 0 or not console.is_terminal,
    )
