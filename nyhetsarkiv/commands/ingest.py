"""`nyhetsarkiv ingest`: pages from files into the archive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nyhetsarkiv.errors import needs_a_look
from nyhetsarkiv.incoming.files import files_meant
from nyhetsarkiv.options import Common, Day, common_options, workers_option
from nyhetsarkiv.output import console, counted, print_json, print_table
from nyhetsarkiv.publications import given_profiles

if TYPE_CHECKING:
    from nyhetsarkiv.ingesting import Ingest

COUNTS = ("pages", "new", "changed", "unchanged", "problems")
MOST_SITES = 30  # publications shown; --json holds all


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--domain", "domains", multiple=True, help="Only pages of this host and those under it; repeat for more."
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    help="Only articles in this language (nb, nn, en ...); repeat for more.",
)
@click.option("--since", type=Day(), help="Only articles published on this day or later (YYYY-MM-DD).")
@click.option("--until", type=Day(), help="Only articles published on this day or before (YYYY-MM-DD).")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    help="A profile file of your own, as ./mine.toml, for the hosts it names; repeat for more.",
)
@workers_option
@common_options
def command(
    common: Common,
    paths: tuple[Path, ...],
    domains: tuple[str, ...],
    languages: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    profiles: tuple[str, ...],
    workers: int,
) -> None:
    """Take pages from files into the archive: WARC, saved HTML, lists.

    PATH is a WARC file of any tool, an HTML file that names its own address, a folder of these, or a list
    (.csv, .tsv) with the columns url, file and, if known, fetched. Run it again at any time: nothing is
    stored twice.
    """
    if since and until and until < since:
        raise click.UsageError("--until is before --since, so no article can be meant. Give a later day.")
    files, given = files_meant(paths), given_profiles(profiles)

    from nyhetsarkiv.ingesting import ingest  # the parsers take a second to import
    from nyhetsarkiv.taking_in import Choice

    choice = Choice(
        domains=tuple(domain.lower().removeprefix("https://").strip("./") for domain in domains),
        languages=tuple(language.lower() for language in languages),
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    quiet = common.verbosity < 0
    result = ingest(files, common.archive, choice, profiles=given, workers=workers, quiet=quiet)
    if common.json:
        print_json(
            {
                "sites": result.sites,
                "known": result.known,
                "unwanted": result.unwanted,
                "trouble": result.trouble,
            }
        )
    elif not quiet:
        _print(result)
    if result.trouble:
        needs_a_look(*result.trouble)


def _print(result: Ingest) -> None:
    by_size = sorted(result.sites.items(), key=lambda entry: (-entry[1]["pages"], entry[0]))
    rows = [(name, *(counts[key] for key in COUNTS)) for name, counts in by_size]
    if rows:
        print_table(("site", *COUNTS), rows[:MOST_SITES], to=console())
    if len(rows) > MOST_SITES:
        click.echo(f"... and {counted(len(rows) - MOST_SITES, 'more site')}; --json lists all.")
    stored = sum(counts["pages"] for counts in result.sites.values())
    click.echo(
        f"{counted(stored, 'page')} stored; {result.known:,} known before, {result.unwanted:,} not wanted.",
        err=True,
    )
