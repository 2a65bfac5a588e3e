"""`nyhetsarkiv sites`: the publications and their profiles."""

from __future__ import annotations

import click

from nyhetsarkiv.command_list import CommandList

COMMANDS = {  # each is a file sites_NAME.py
    "list": "List every publication that has a profile.",
    "show": "Show a profile with its defaults filled in.",
    "add": "Draft a profile for a publication from its front page.",
    "check": "Look at a publication before it is crawled.",
    "import": "Write a profile for each line of a CSV file of publications.",
}


@click.group(cls=CommandList, listed=COMMANDS, prefix="sites_")
def command() -> None:
    """List the publications, show and check their profiles, begin new ones."""
