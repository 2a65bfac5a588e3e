"""`nyhetsarkiv archive prune`: what the archive can do without, shown, and removed if asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import click

from archive.errors import told_in_words
from archive.lock import crawl_lock
from archive.opening import open_archive
from archive.prune import Part, Wish, prune
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import console, print_json, print_table
from nyhetsarkiv.work_progress import WorkProgress

_DAYS = {"d": 1, "w": 7, "y": 365}
_YEAR = timedelta(days=365)
_SHOWN = 3  # files named of each kind; --json names all
MB = 1e6


class Age(click.ParamType[timedelta]):
    """How long ago: a number of days, weeks or years."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Read the age, or say how to write it."""
        if isinstance(value, timedelta):
            return value
        match = re.fullmatch(r"([1-9]\d{0,4})([dwy])", str(value))
        if match is None:
            self.fail(f"{value!r} is no age. Write it as 365d, 8w or 2y.", param, ctx)
        return timedelta(days=int(match[1]) * _DAYS[match[2]])


@click.command("prune")
@click.option(
    "--fetches-older-than",
    type=Age(),
    metavar="AGE",
    help="Rows of the log of looks at what had not changed, without a raw copy, as old as 365d, 8w, 2y.",
)
@click.option(
    "--raw-older-than",
    type=Age(),
    metavar="AGE",
    help="WARC files of pages that are all as old, the last ones of articles among them.",
)
@click.option("--superseded", is_flag=True, help="WARC files of pages of which all have a later raw copy.")
@click.option(
    "--orphans", is_flag=True, help="WARC files that no row names; authors, keywords, words without articles."
)
@click.option("--vacuum", is_flag=True, help="Make the archive's file as small as what it holds.")
@click.option("--yes", is_flag=True, help="Remove it.")
@click.option(
    "--dry-run", is_flag=True, help="Show what would go, and remove nothing; so it is without --yes."
)
@common_options
def command(
    common: Common,
    fetches_older_than: timedelta | None,
    raw_older_than: timedelta | None,
    superseded: bool,
    orphans: bool,
    vacuum: bool,
    yes: bool,
    dry_run: bool,
) -> None:
    """Show what the archive can do without, and how much room it takes; remove it with --yes.

    Without a choice it shows what a year, and what --superseded, --orphans and --vacuum would free. Articles
    and their earlier texts always stay, and so does what the next look at them needs.
    """
    now = datetime.now(UTC)
    wish = Wish(
        fetches_before=now - fetches_older_than if fetches_older_than else None,
        raw_before=now - raw_older_than if raw_older_than else None,
        superseded=superseded,
        orphans=orphans,
        vacuum=vacuum,
    )
    remove = yes and not dry_run
    if wish == Wish():
        if remove:
            raise click.UsageError(
                "--yes removes what is chosen. Choose, for example, --fetches-older-than 365d."
            )
        wish = Wish(fetches_before=now - _YEAR, superseded=True, orphans=True, vacuum=True)
    with ExitStack() as stack:
        stack.enter_context(told_in_words(common.archive))
        connection = stack.enter_context(closing(open_archive(common.archive, create=False)))
        if remove:
            stack.enter_context(crawl_lock(common.archive))
        watched = partial(_watched, quiet=common.verbosity < 0)
        parts = list(prune(connection, common.archive, wish, remove=remove, watched=watched))
    _print(parts, common, removed=remove)


def _watched(groups: Sequence[int], *, quiet: bool) -> Iterator[int]:
    """The same groups of rows, while it is shown how far it is."""
    with WorkProgress("row group", len(groups), quiet=quiet) as progress:
        yield from progress.over(groups)


def _print(parts: list[Part], common: Common, *, removed: bool) -> None:
    if common.json:
        print_json(
            {
                "archive": str(common.archive),
                "removed": removed,
                "parts": [
                    {
                        "name": part.name,
                        "number": part.number,
                        "bytes": part.bytes,
                        "files": [str(file) for file in part.files],
                    }
                    for part in parts
                ],
            }
        )
        return
    if common.verbosity < 0:
        return
    rows = [(part.name, part.number, f"{part.bytes / MB:,.1f}", _example(part)) for part in parts]
    print_table(("what", "number", "MB", "for example"), rows, to=console())
    if not removed and any(part.number for part in parts):
        click.echo("Nothing was removed. Give what is to go, and --yes, to remove it.", err=True)


def _example(part: Part) -> str:
    names = ", ".join(file.name for file in part.files[:_SHOWN])
    return f"{names} ..." if len(part.files) > _SHOWN else names
