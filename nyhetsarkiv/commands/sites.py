"""`nyhetsarkiv sites`: which publications there are, and what their profiles say."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from crawler.sites.registry import find_site, site_names
from nyhetsarkiv.commands import sites_add, sites_check, sites_import
from nyhetsarkiv.options import Talk, talk_options
from nyhetsarkiv.output import console, print_json, print_table


@click.group()
def command() -> None:
    """List the publications, show and check their profiles, begin new ones."""


command.add_command(sites_check.command)
command.add_command(sites_add.command)
command.add_command(sites_import.command)


@command.command("list")
@talk_options
def list_sites(talk: Talk) -> None:
    """List every publication that has a profile."""
    sites = [find_site(name) for name in site_names()]
    rows = [(site.name, site.title, site.sector, site.publisher, site.home) for site in sites]
    columns = ("name", "title", "sector", "publisher", "home")
    if talk.json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows, to=console())


@command.command("show")
@click.argument("name")
@talk_options
def show_site(talk: Talk, name: str) -> None:
    """Show the profile NAME (or the profile file at that path) with its defaults filled in."""
    site = asdict(find_site(name))
    if talk.json:
        print_json(site)
    else:
        print_table(("key", "value"), list(_flat(site)), to=console())


def _flat(values: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    """The profile's keys as 'section.key', lists joined, true and false as TOML says them."""
    rows: list[tuple[str, str]] = []
    for key, value in values.items():
        if isinstance(value, dict):
            rows += _flat(value, f"{prefix}{key}.")
        elif isinstance(value, list | tuple):
            rows.append((prefix + key, ", ".join(value)))
        else:
            rows.append((prefix + key, str(value).lower() if isinstance(value, bool) else str(value)))
    return rows
