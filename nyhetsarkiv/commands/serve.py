"""`nyhetsarkiv serve`: look at the archive in a web browser on this machine."""

from __future__ import annotations

import webbrowser

import click

from archive.front.serving import serve
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import print_json


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Where to listen on 127.0.0.1; 0 takes a free port.",
)
@click.option("--open", "open_", is_flag=True, help="Open it in your web browser.")
@common_options
def command(common: Common, port: int, open_: bool) -> None:
    """Look at the archive in a web browser: search, trends, articles, publications, edits, crawls.

    Only programs on this machine reach it, and nothing is changed; a crawl may go on meanwhile. Every
    list can be taken along as CSV or JSON, and says how to ask the same in SQL and on the command line.
    It serves until Ctrl-C.
    """

    def listening(address: str) -> None:
        if common.json:
            print_json({"address": address, "archive": str(common.archive)})
        elif common.verbosity >= 0:
            click.echo(f"{common.archive} is at {address} (Ctrl-C ends it).")
        if open_:
            webbrowser.open(address)

    serve(common.archive, port, listening)
