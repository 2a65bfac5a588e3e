"""What of the settings in force does not do what it is there for."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

import click

from archive.errors import ArchiveError
from archive.opening import require_usable
from crawler.contact import ContactError, require_contact
from crawler.sites.registry import find_site, site_names

_PREFIX = "NYHETSARKIV_"


def faults(context: click.Context, archive: Path, contact: str) -> Iterator[str]:
    """A sentence for each fault, as a command that runs in `context` would meet it."""
    yield from _unread_variables(context)
    try:
        require_contact(contact, map(find_site, site_names()))
    except ContactError as error:
        yield str(error)
    try:
        require_usable(archive)
    except ArchiveError as error:
        yield str(error)


def _unread_variables(context: click.Context) -> Iterator[str]:
    """Variables of the environment that are named like ours, and are none."""
    ours = [str(option.envvar) for option in context.command.params if option.envvar]
    for name in sorted(name for name in os.environ if name.startswith(_PREFIX) and name not in ours):
        [nearest] = difflib.get_close_matches(name, ours, n=1, cutoff=0)
        yield f"{name} is set, but nothing reads a variable of this name. Did you mean {nearest}?"
