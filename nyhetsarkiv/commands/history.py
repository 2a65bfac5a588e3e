"""`nyhetsarkiv history`: every text that an article has had, and what changed from one to the next."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from itertools import groupby, pairwise
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from archive.errors import told_in_words
from archive.history import History, Version, differences, read_history
from archive.opening import open_for_reading
from archive.text_diff import Paragraph, changed
from crawler.address import normalise_address
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import console, counted, print_json

_MARKS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
_STYLES = {"same": "", "gone": "strike red", "new": "bold green"}


@click.command()
@click.argument("url")
@common_options
def command(common: Common, url: str) -> None:
    """Show every text that the article at URL has had, and what changed from one to the next.

    URL is any address that the article is known by. Paragraphs that stayed as they were are counted;
    -v prints them. Piped, what is gone stands in [-...-] and what is new in {+...+}.
    """
    with told_in_words(common.archive), closing(open_for_reading(common.archive)) as connection:
        history = read_history(connection, url, _spellings(url))
    if common.json:
        print_json(_as_json(history))
    else:
        _print(history, common, console())


def _spellings(url: str) -> list[str]:
    """Other ways to write an address that a person has typed or copied."""
    full = url if "://" in url else f"https://{url}"
    normal = normalise_address(full)
    other_end = normal.removesuffix("/") if normal.endswith("/") else f"{normal}/"
    return [full, other_end, normal]


def _as_json(history: History) -> dict[str, Any]:
    changes = [None, *(_changes(before, after) for before, after in pairwise(history.versions))]
    values = asdict(history)
    values["versions"] = [
        {**version, "changes": change} for version, change in zip(values["versions"], changes, strict=True)
    ]
    return values


def _changes(before: Version, after: Version) -> dict[str, Any]:
    """Each field that changed -> its paragraphs that changed, each a list of pieces."""
    return {
        field: [[asdict(piece) for piece in paragraph] for paragraph in paragraphs if changed(paragraph)]
        for field, paragraphs in differences(before, after)
    }


def _print(history: History, common: Common, to: Console) -> None:
    _say(to, Text(history.url, "bold"))
    if common.verbosity >= 0:
        edits = counted(len(history.versions) - 1, "change")
        gone = f", gone since {history.gone}" if history.gone else ""
        _say(to, Text(f"{history.site}; {edits} seen; last seen {history.last_seen}{gone}"))
    first = history.versions[0]
    _print_head(1, first, to)
    _say(to, Text(first.title))
    lines = first.body.split("\n")
    if common.verbosity >= 1:
        for line in lines:
            _say(to, Text(line))
    else:
        _say(to, Text(f"... {counted(len(lines), 'paragraph')}; -v prints them ...", "dim"))
    for number, (before, after) in enumerate(pairwise(history.versions), start=2):
        _print_head(number, after, to)
        for field, paragraphs in differences(before, after):
            _print_difference(field, paragraphs, common, to)


def _print_head(number: int, version: Version, to: Console) -> None:
    updated = "the page names no time of change"
    if version.updated:
        updated = f"the page says updated {version.updated}"
    notes = [updated] if version.updated != "" else []
    if version.silent:
        notes.append("a silent edit: the page said the same before")
    note = f" ({'; '.join(notes)})" if notes else ""
    _say(to, Text(""))
    _say(to, Text(f"{number}. seen {version.seen}{note}", "bold cyan"))


def _print_difference(field: str, paragraphs: list[Paragraph], common: Common, to: Console) -> None:
    """The changed paragraphs; between them how many stayed, or with -v which."""
    for differs, group in groupby(paragraphs, changed):
        together = list(group)
        if differs or common.verbosity >= 1:
            for paragraph in together:
                label = f"{field}: " if field != "body" else ""
                _say(to, Text.assemble((label, "dim"), _woven(paragraph, marked=not to.is_terminal)))
        else:
            _say(to, Text(f"... {counted(len(together), 'paragraph')} unchanged ...", "dim"))


def _woven(paragraph: Paragraph, *, marked: bool) -> Text:
    pieces = (
        Text(_MARKS[piece.kind].format(piece.text) if marked else piece.text, _STYLES[piece.kind])
        for piece in paragraph
    )
    return Text(" ").join(pieces)


def _say(to: Console, text: Text) -> None:
    """Print a line; piped it is one line, however long."""
    to.print(text, soft_wrap=not to.is_terminal)
