"""`nyhetsarkiv reparse`: the parsers of today over the stored pages."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from archive.filters import Filters
from nyhetsarkiv.errors import needs_a_look
from nyhetsarkiv.options import Common, Day, common_options, dry_run_option, workers_option
from nyhetsarkiv.output import console, counted, print_json, print_table
from nyhetsarkiv.publications import given_profiles

if TYPE_CHECKING:
    from nyhetsarkiv.rereading import Rereading

_KINDS = ("filled", "changed", "emptied")
_SHOWN = 60  # characters of a value in an example
_AROUND = 15  # characters ahead of the first difference


@click.command()
@click.option("--site", "sites", multiple=True, help="Only of this publication; repeat for more.")
@click.option("--since", type=Day(), help="Only published on this day or later (YYYY-MM-DD).")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    help="A profile file of your own, as ./mine.toml, for the publication of its name; repeat for more.",
)
@workers_option
@dry_run_option
@common_options
def command(
    common: Common,
    sites: tuple[str, ...],
    since: datetime | None,
    profiles: tuple[str, ...],
    workers: int,
    dry_run: bool,
) -> None:
    """Read every article again from its last raw copy, with the parsers of today.

    A better reading is no edit by the publisher: it makes no revision. Shows which fields it fills,
    changes and empties.
    """
    given = {site.name: site for site in given_profiles(profiles)}

    from nyhetsarkiv.rereading import reread  # the parsers take a second to import

    result = reread(
        common.archive,
        Filters(sites=sites, since=since.date() if since else None),
        profiles=given,
        workers=workers,
        dry_run=dry_run,
        quiet=common.verbosity < 0,
    )
    if common.json:
        print_json({"dry_run": dry_run, **_as_values(result)})
    elif common.verbosity >= 0:
        _print(result, dry_run=dry_run)
    _note(result)
    if sentences := list(_complaints(result)):
        needs_a_look(*sentences)


def _print(result: Rereading, *, dry_run: bool) -> None:
    rows = [
        (name, *(summary.counts[kind] for kind in _KINDS), _example(summary.examples[0]))
        for name, summary in sorted(result.fields.items())
    ]
    if rows:
        print_table(("field", *_KINDS, "for example"), rows, to=console())
    would = "would differ" if dry_run else "differ"
    click.echo(f"{counted(result.articles, 'article')} read again, {result.differing:,} {would}.", err=True)


def _example(example: Any) -> str:
    """'before -> after (address)', long values around the place where they differ."""
    before, after = _text(example.before), _text(example.after)
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return f"{_part(before, at)} -> {_part(after, at)} ({example.url})"


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(str(part) for part in row if part is not None) for row in value)
    return "" if value is None else str(value).replace("\n", " / ")


def _part(text: str, at: int) -> str:
    start = max(0, at - _AROUND) if len(text) > _SHOWN else 0
    cut = text[start : start + _SHOWN]
    return f"{'...' if start else ''}{cut}{'...' if start + _SHOWN < len(text) else ''}" or "nothing"


def _as_values(result: Rereading) -> dict[str, Any]:
    values = asdict(result)
    values["fields"] = {
        name: {
            **{kind: summary.counts[kind] for kind in _KINDS},
            "examples": [example._asdict() for example in summary.examples],
        }
        for name, summary in sorted(result.fields.items())
    }
    return values


def _complaints(result: Rereading) -> list[str]:
    """One sentence for each copy that could not be read, and for each kind of article that was left alone."""
    sentences = list(result.unread)
    if result.without_copy:
        sentences.append(
            f"{counted(result.without_copy, 'article')} have no raw copy and were left as they are."
        )
    if result.no_article:
        sentences.append(
            f"{counted(len(result.no_article), 'page')} would no longer be read as an article; what was read "
            f"before stays, for example {result.no_article[0]}"
        )
    return sentences


def _note(result: Rereading) -> None:
    """Say once which publications were read without their profile."""
    if result.without_profile:
        names = ", ".join(sorted(result.without_profile))
        click.echo(
            f"{names}: no profile has this name, so the general parser read its pages alone. "
            "Give a profile file with --profile.",
            err=True,
        )
