"""`nyhetsarkiv archive`: the care of the archive's file. Each subcommand is a file archive_NAME.py."""

from __future__ import annotations

import click

from nyhetsarkiv.commands import archive_backup, archive_check, archive_rebuild_search


@click.group()
def command() -> None:
    """Look after the archive's file."""


command.add_command(archive_backup.command)
command.add_command(archive_check.command)
command.add_command(archive_rebuild_search.command)
