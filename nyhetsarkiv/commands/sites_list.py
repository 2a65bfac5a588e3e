"""`nyhetsarkiv sites list`: which publications there are."""

from __future__ import annotations

import click

from crawler.sites.registry import find_site, site_names
from nyhetsarkiv.options import Talk, talk_options
from nyhetsarkiv.output import console, print_json, print_table


@click.command("list")
@talk_options
def command(talk: Talk) -> None:
    """List every publication that has a profile."""
    sites = [find_site(name) for name in site_names()]
    rows = [(site.name, site.title, site.sector, site.publisher, site.home) for site in sites]
    columns = ("name", "title", "sector", "publisher", "home")
    if talk.json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows, to=console())
