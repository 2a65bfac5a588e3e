"""`nyhetsarkiv archive rebuild-search`: make the search index anew from the articles."""

from __future__ import annotations

from contextlib import closing

import click

from archive.errors import told_in_words
from archive.opening import open_archive
from archive.search_index import rebuild
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import counted, print_json
from nyhetsarkiv.work_progress import WorkProgress


@click.command("rebuild-search")
@common_options
def command(common: Common) -> None:
    """Drop the search index and make it anew from the articles, in one transaction.

    Searches go on meanwhile and find what they found before; a crawl waits.
    """
    with told_in_words(common.archive), closing(open_archive(common.archive, create=False)) as connection:
        (total,) = connection.execute("SELECT count(*) FROM articles").fetchone()
        quiet = common.json or common.verbosity < 0
        with WorkProgress("article", total, quiet=quiet) as progress:
            articles = rebuild(connection, progress.over)
    if common.json:
        print_json({"archive": str(common.archive), "articles": articles})
    elif common.verbosity >= 0:
        click.echo(f"The search index of {common.archive} is new: {counted(articles, 'article')}.")
