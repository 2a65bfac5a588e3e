"""`nyhetsarkiv sites show`: what a publication's profile says."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from crawler.sites.registry import find_site
from nyhetsarkiv.options import Talk, talk_options
from nyhetsarkiv.output import console, print_json, print_table


@click.command("show")
@click.argument("name")
@talk_options
def command(talk: Talk, name: str) -> None:
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
