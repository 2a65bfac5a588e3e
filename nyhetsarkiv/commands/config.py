"""`nyhetsarkiv config`: the settings in force, and where each comes from."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from nyhetsarkiv.errors import needs_a_look
from nyhetsarkiv.options import Common, common_options, contact_option
from nyhetsarkiv.output import console, print_json, print_table

if TYPE_CHECKING:
    from nyhetsarkiv.configuration import Group

_HEADS = {"source": "from"}  # what a column is called, where that is not its own name


@click.command()
@contact_option
@common_options
def command(common: Common, contact: str) -> None:
    """Show every setting in force: its value, where that comes from, and how to change it.

    Exit code 1 if something in force is unusable, such as a missing contact address, or an archive that
    cannot be written.
    """
    from nyhetsarkiv.configuration import read_groups  # what crawls takes a second to import
    from nyhetsarkiv.configuration_faults import faults

    context = click.get_current_context()
    groups = read_groups(context, common.archive, contact)
    found = list(faults(context, common.archive, contact))
    if common.json:
        print_json({"usable": not found, "faults": found, "groups": [asdict(group) for group in groups]})
    elif common.verbosity >= 0:
        _print(groups, console())
    if found:
        needs_a_look(*found)


def _print(groups: list[Group], to: Console) -> None:
    """A table a group; piped, one table with all columns."""
    if not to.is_terminal:
        settings = [asdict(setting) for group in groups for setting in group.settings]
        _print_settings(("name", "value", "source", "change", "about"), settings, to)
        return
    for group in groups:
        settings = [asdict(setting) for setting in group.settings]
        _print_settings(("name", "value", *group.columns), settings, to, group.title)
        if group.change:
            to.print(group.change, style="dim", markup=False)
        to.print()


def _print_settings(
    columns: tuple[str, ...], settings: list[dict[str, Any]], to: Console, title: str = ""
) -> None:
    heads = [_HEADS.get(column, column) for column in columns]
    rows = [[_as_text(setting[column]) for column in columns] for setting in settings]
    print_table(heads, rows, to=to, title=title)


def _as_text(value: object) -> str:
    """A value as it is written in a profile."""
    return str(value).lower() if isinstance(value, bool) else str(value)
