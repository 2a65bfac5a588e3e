"""`nyhetsarkiv search`: find articles by their words."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import Any

import click
from rich.text import Text

from archive.errors import told_in_words
from archive.filters import Filters
from archive.marking import Marked
from archive.opening import open_for_reading
from archive.search import FIELDS, Found, Hit, search
from nyhetsarkiv.filter_options import field_option, filter_options
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import console, counted, print_json

MARK = "bold yellow"


@click.command()
@click.argument("query", nargs=-1, required=True)
@field_option
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Show so many articles."
)
@filter_options
@common_options
def command(
    common: Common, filters: Filters, query: tuple[str, ...], fields: tuple[str, ...], limit: int
) -> None:
    """Find articles by the words of QUERY, the best first: title before lead before body.

    All words must be there, in any form ('bedriftene' finds 'bedrift'); where they leave room,
    compounds follow ('klynge' finds 'næringsklynge'). Besides: "a phrase", the beginning of a word*,
    AND (OG), OR (ELLER), NOT (IKKE) in capitals, parentheses. Days are Norwegian days.
    """
    text = " ".join(query)
    with told_in_words(common.archive), closing(open_for_reading(common.archive)) as connection:
        found = search(connection, text, filters, fields=fields or FIELDS, limit=limit)
    if common.json:
        print_json(as_values(text, found))
    else:
        _print(found, common)


def as_values(query: str, found: Found) -> dict[str, Any]:
    """What --json prints; docs/search.md describes it."""
    return {
        "query": query,
        "found": {"words": found.by_words, "compounds": found.by_compounds},
        "results": [_hit_values(hit) for hit in found.hits],
    }


def _hit_values(hit: Hit) -> dict[str, Any]:
    plain = {"title": hit.title.text, "snippet": hit.snippet.text}
    marks = {"title_marks": hit.title.marks, "snippet_marks": hit.snippet.marks}
    return {**asdict(hit), **plain, **marks}


def _print(found: Found, common: Common) -> None:
    to = console()
    for hit in found.hits:
        if to.is_terminal:
            to.print(_card(hit))
        else:
            click.echo("\t".join((_day(hit), hit.site, hit.title.text, hit.url, hit.snippet.text)))
    if common.verbosity >= 0:
        click.echo(_summary(found), err=not to.is_terminal)


def _card(hit: Hit) -> Text:
    """Three lines: title; day, publication, authors; address; then what surrounds the words."""
    about = " · ".join(part for part in (_day(hit), hit.site, hit.authors) if part)
    if hit.match == "compounds":
        about += " · in a longer word"
    return Text.assemble(
        _coloured(hit.title, "bold"), "\n", (about, "dim"), "\n", (hit.url, "cyan"), "\n",
        _coloured(hit.snippet, ""), "\n",
    )  # fmt: skip


def _coloured(marked: Marked, style: str) -> Text:
    text = Text(marked.text, style=style)
    for start, end in marked.marks:
        text.stylize(MARK, start, end)
    return text


def _day(hit: Hit) -> str:
    return (hit.published or "")[:10]


def _summary(found: Found) -> str:
    """How many there are, in one sentence."""
    if not found.by_words and not found.by_compounds:
        return "No article found. Fewer words, or the beginning of a word with * after it, find more."
    sentence = f"{counted(found.by_words, 'article')} found"
    if found.by_compounds:
        sentence += f", and {found.by_compounds:,} by longer words"
    total = found.by_words + (found.by_compounds or 0)
    return f"{sentence}." if len(found.hits) == total else f"{sentence}; {len(found.hits):,} shown (--limit)."
