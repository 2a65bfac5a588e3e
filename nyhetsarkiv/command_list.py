"""Commands that are imported when they are called, so that `--help` and quick commands answer at once."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class CommandList(click.Group):
    """A click group that knows its commands by name.

    `listed` says each in one line, in the order in which a newcomer meets them; the `command` of the module
    PREFIX + NAME in nyhetsarkiv/commands/ is the command.
    """

    def __init__(self, *args: Any, listed: Mapping[str, str], prefix: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed, self._prefix = listed, prefix

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in their order."""
        return list(self._listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import the one command that was called. An unknown one is answered with the nearest."""
        if cmd_name not in self._listed:
            raise click.exceptions.NoSuchCommand(cmd_name, possibilities=self._listed, ctx=ctx)
        name = f"{self._prefix}{cmd_name}".replace("-", "_")
        command: click.Command = importlib.import_module(f"nyhetsarkiv.commands.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._listed.items()))
