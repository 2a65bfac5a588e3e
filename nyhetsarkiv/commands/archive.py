"""`nyhetsarkiv archive`: the care of the archive's file."""

from __future__ import annotations

import click

from nyhetsarkiv.command_list import CommandList

COMMANDS = {  # each is a file archive_NAME.py
    "check": "Check that the archive is whole, its raw copies with it.",
    "backup": "Copy the archive, also while a crawl runs.",
    "import": "Take articles from tables: CSV and JSON Lines.",
    "merge": "Take everything that other archives hold into this one.",
    "prune": "Show what the archive can do without, and remove it.",
    "rebuild-search": "Make the search index anew from the articles.",
}


@click.group(cls=CommandList, listed=COMMANDS, prefix="archive_")
def command() -> None:
    """Look after the archive's file."""
