"""`nyhetsarkiv archive merge`: other archives into this one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import click

from archive.errors import told_in_words
from archive.lock import crawl_lock
from archive.merge import Merged, merge
from archive.merge_reading import open_other
from archive.opening import open_archive
from nyhetsarkiv.errors import CommandError, needs_a_look
from nyhetsarkiv.options import Common, common_options, dry_run_option
from nyhetsarkiv.output import console, counted, print_json, print_table
from nyhetsarkiv.work_progress import WorkProgress

COUNTS = ("new", "changed", "unchanged", "revisions", "fetches")
T = TypeVar("T")


@click.command("merge")
@click.argument(
    "others",
    nargs=-1,
    required=True,
    metavar="OTHER...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@dry_run_option
@common_options
def command(common: Common, others: tuple[Path, ...], dry_run: bool) -> None:
    """Take everything that other archives hold into this one: articles, earlier texts, log, raw copies.

    OTHER is only read. An article stands as it was seen last by any of them; what it said before becomes its
    past. Run it again at any time: nothing is doubled, and a merge that was stopped goes on.
    """
    for other in others:
        if common.archive.exists() and other.samefile(common.archive):
            raise CommandError(f"{other}: this is the archive itself. Name another one to merge into it.")
    results: dict[Path, Merged] = {}
    for other in dict.fromkeys(others):
        with told_in_words(other), open_other(other) as reading:
            results[other] = _merge(reading, other, common, dry_run=dry_run)
    if common.json:
        merged = [_values(other, result) for other, result in results.items()]
        print_json({"archive": str(common.archive), "dry_run": dry_run, "merged": merged})
    elif common.verbosity >= 0:
        _print(results, common.archive, dry_run=dry_run)
    if missing := [file for result in results.values() for file in result.missing]:
        needs_a_look(*(f"{file} is not there, so its raw copies were not taken along." for file in missing))


def _merge(reading: sqlite3.Connection, other: Path, common: Common, *, dry_run: bool) -> Merged:
    """Merge one archive; a dry run into an archive that is not there makes none."""
    with ExitStack() as stack:
        path = common.archive
        if dry_run and not path.exists():
            path = Path(stack.enter_context(TemporaryDirectory())) / path.name
        else:
            stack.enter_context(crawl_lock(path))
        stack.enter_context(told_in_words(path))
        writing = stack.enter_context(closing(open_archive(path)))
        watched = partial(_watched, quiet=common.verbosity < 0)
        return merge(writing, common.archive, reading, other, dry_run=dry_run, watched=watched)


def _values(other: Path, result: Merged) -> dict[str, object]:
    return {"other": str(other), **asdict(result), "missing": [str(file) for file in result.missing]}


def _watched(things: Iterable[T], unit: str, number: int, *, quiet: bool) -> Iterator[T]:
    """The same things, while it is shown how far the merge is."""
    with WorkProgress(unit, number, quiet=quiet) as progress:
        yield from progress.over(things)


def _print(results: dict[Path, Merged], archive: Path, *, dry_run: bool) -> None:
    rows = [(str(other), *(getattr(result, name) for name in COUNTS)) for other, result in results.items()]
    print_table(("archive", *COUNTS), rows, to=console())
    new = sum(result.new for result in results.values())
    would = "would be new" if dry_run else "new"
    click.echo(f"{counted(new, 'article')} {would} in {archive}.", err=True)
