"""The command `nyhetsarkiv` and its list of commands."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import click

from nyhetsarkiv.command_list import CommandList
from nyhetsarkiv.errors import explain
from nyhetsarkiv.options import verbosity

COMMANDS = {  # each is nyhetsarkiv/commands/NAME.py
    "demo": "Crawl three demo publications on this machine.",
    "crawl": "Crawl publications into the archive.",
    "refresh": "Fetch what is new, and look again at what may have changed.",
    "status": "Show what the archive holds and how the last crawls went.",
    "report": "Report what the archive holds, and what needs a look.",
    "ingest": "Take pages from files into the archive: WARC, saved HTML, lists.",
    "reparse": "Read the stored pages again with the parsers of today.",
    "extract": "Read one page, a file or an address, and show its article.",
    "search": "Find articles by their words, the best first.",
    "trend": "Count how often articles speak of something, over time.",
    "export": "Write articles into a file: CSV, JSON Lines, Parquet, text, TEI.",
    "serve": "Look at the archive in a web browser on this machine.",
    "history": "Show every text an article has had, and what changed.",
    "sites": "List publications, show and check their profiles, begin new ones.",
    "archive": "Look after the archive's file.",
    "config": "Show the settings in force, and where each comes from.",
}


class _Front(CommandList):
    """Says every error in one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error becomes one sentence on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # click ends these itself
        except Exception as error:
            if verbosity(ctx) >= 2:
                raise
            failure = explain(error)
            click.echo(f"Error: {failure.sentence}", err=True)
            ctx.exit(failure.exit_code)


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"nyhetsarkiv {version('nyhetsarkiv')}")
        ctx.exit()


@click.group(cls=_Front, listed=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version.",
)
def cli() -> None:
    """Crawl the Norwegian trade press; keep every article in one SQLite file.

    Exit codes: 0 all well; 1 finished, but something needs a look; 2 wrong usage;
    3 another run holds the archive's crawl lock.
    """
