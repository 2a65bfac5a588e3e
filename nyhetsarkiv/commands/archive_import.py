"""`nyhetsarkiv archive import`: articles from tables into the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.import_tables import READ, open_table
from nyhetsarkiv.errors import needs_a_look
from nyhetsarkiv.options import Common, common_options, dry_run_option
from nyhetsarkiv.output import console, counted, print_json, print_table

if TYPE_CHECKING:
    from nyhetsarkiv.importing import Import


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--site", help="The publication of all articles, by its short name; else as the table says.")
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="THEIRS=OURS",
    help="Read their column as ours, as in tekst=body; repeat for more.",
)
@dry_run_option
@common_options
def command(
    common: Common, files: tuple[Path, ...], site: str | None, pairs: tuple[str, ...], dry_run: bool
) -> None:
    """Take articles from tables into the archive: CSV and JSON Lines, as `export` writes them or your own.

    A table needs the columns url, title and body; others are read by the names that `export` gives them. A
    row that cannot be read costs one line, the rest is stored. Run it again at any time: nothing is stored
    twice.
    """
    mapping = _mapping(pairs)
    tables = [open_table(path, mapping) for path in dict.fromkeys(files)]

    from nyhetsarkiv.importing import import_tables  # the parsers take a second to import

    quiet = common.verbosity < 0
    result = import_tables(tables, common.archive, site=site, dry_run=dry_run, quiet=quiet)
    if common.json:
        print_json({"dry_run": dry_run, "sites": result.sites, "bad": result.bad, "unknown": result.unknown})
    elif not quiet:
        _print(result, dry_run=dry_run)
    if result.bad:
        needs_a_look(*result.bad)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        theirs, _, ours = pair.rpartition("=")
        if not theirs or ours not in READ:
            raise click.BadParameter(
                f"{pair!r}: write THEIRS=OURS, as in tekst=body. Ours are {', '.join(READ)}.",
                param_hint="--map",
            )
        mapping[theirs] = ours
    return mapping


def _print(result: Import, *, dry_run: bool) -> None:
    from nyhetsarkiv.importing import COUNTS

    rows = [(name, *(counts[key] for key in COUNTS)) for name, counts in sorted(result.sites.items())]
    if rows:
        print_table(("site", *COUNTS), rows, to=console())
    for sentence in result.unknown:
        click.echo(sentence, err=True)
    new = sum(counts["new"] for counts in result.sites.values())
    click.echo(f"{counted(new, 'article')} {'would be new' if dry_run else 'new'}.", err=True)
