"""`nyhetsarkiv status`: what the archive holds, and how the last crawls went."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict

import click

from archive.errors import told_in_words
from archive.opening import open_for_reading
from archive.status import Status, read_status
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import console, counted, print_json, print_table

MOST_PROBLEMS = 10  # kinds shown; --json holds all


@click.command()
@common_options
def command(common: Common) -> None:
    """Show what the archive holds, and how the last crawl of each publication went."""
    with told_in_words(common.archive), closing(open_for_reading(common.archive)) as connection:
        status = read_status(connection)
    if common.json:
        print_json({"archive": str(common.archive), **asdict(status)})
    else:
        _print(status, common)


def _print(status: Status, common: Common) -> None:
    to = console()
    print_table(
        ("site", "articles", "newest", "last crawl", "ended", "problems"),
        [
            (
                site.name,
                site.articles,
                (site.newest or "")[:10],
                (site.last_crawl or "")[:16].replace("T", " "),
                site.last_reason or ("unfinished" if site.last_crawl else ""),
                site.problems,
            )
            for site in status.sites
        ],
        to=to,
        title=str(common.archive),
    )
    if status.problems:
        click.echo()
        print_table(
            ("site", "problem in the last crawl", "times", "for example"),
            [(row.site, row.problem, row.times, row.example) for row in status.problems[:MOST_PROBLEMS]],
            to=to,
        )
        if len(status.problems) > MOST_PROBLEMS:
            more = len(status.problems) - MOST_PROBLEMS
            click.echo(f"... and {counted(more, 'more kind')} of problem; --json lists all.")
    if common.verbosity >= 0:
        click.echo(
            f"\n{counted(status.articles, 'article')}, {counted(status.revisions, 'earlier text')} kept, "
            f"{counted(status.fetches, 'fetch', 'fetches')} logged."
        )
