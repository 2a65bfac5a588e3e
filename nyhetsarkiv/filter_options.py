"""The options by which commands choose articles: publication, days, author, keyword, field."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, Concatenate, ParamSpec

import click

from archive.filters import Filters
from archive.search import FIELDS
from nyhetsarkiv.options import Day

P = ParamSpec("P")

field_option = click.option(
    "--field",
    "fields",
    type=click.Choice(FIELDS),
    multiple=True,
    help="Only in the title, the lead or the body; repeat for more.",
)
"""For the commands that take a query: where its words may stand; none given means anywhere."""


_PEOPLE_AND_SUBJECTS = (
    click.option("--keyword", "keywords", multiple=True, help="Only with this keyword; repeat for more."),
    click.option("--author", "authors", multiple=True, help="Only by this author; repeat for more."),
)
_SITES_AND_DAYS = (
    click.option("--until", type=Day(), help="Only published on this day or before (YYYY-MM-DD)."),
    click.option("--since", type=Day(), help="Only published on this day or later (YYYY-MM-DD)."),
    click.option("--site", "sites", multiple=True, help="Only of this publication; repeat for more."),
)


def filter_options(function: Callable[Concatenate[Filters, P], Any]) -> Callable[P, Any]:
    """Add --site, --since, --until, --author and --keyword; the function takes them as `Filters` first."""
    return _with_options(function, (*_PEOPLE_AND_SUBJECTS, *_SITES_AND_DAYS))


def corpus_options(function: Callable[Concatenate[Filters, P], Any]) -> Callable[P, Any]:
    """Add --site, --since and --until, for what is told of whole corpora; as `Filters` too."""
    return _with_options(function, _SITES_AND_DAYS)


def _with_options(
    function: Callable[Concatenate[Filters, P], Any],
    options: Iterable[Callable[[Callable[P, Any]], Callable[P, Any]]],
) -> Callable[P, Any]:
    @functools.wraps(function)
    def filtered(*args: P.args, **kwargs: P.kwargs) -> Any:
        return function(_read(kwargs), *args, **kwargs)

    command: Callable[P, Any] = filtered
    for option in options:
        command = option(command)
    return command


def _read(kwargs: dict[str, Any]) -> Filters:
    sites, since, until = (kwargs.pop(name) for name in ("sites", "since", "until"))
    authors, keywords = (kwargs.pop(name, ()) for name in ("authors", "keywords"))
    if since and until and until < since:
        raise click.UsageError("--until is before --since, so no article can be meant. Give a later day.")
    return Filters(sites, since and since.date(), until and until.date(), authors, keywords)
