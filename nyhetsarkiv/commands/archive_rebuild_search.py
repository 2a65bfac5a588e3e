"""`nyhetsarkiv archive rebuild-search`: make the search index anew from the articles."""

from __future__ import annotations

from contextlib import closing

import click

from archive.errors import told_in_words
from archive.opening import open_archive
from nyhetsarkiv.options import Common, common_options
from nyhetsarkiv.output import print_json


@click.command("rebuild-search")
@common_options
def command(common: Common) -> None:
    """Drop the search index and make it anew from the articles."""
    from archive.search_index import rebuild  # the stemmer is needed here alone

    with told_in_words(common.archive), closing(open_archive(common.archive, create=False)) as connection:
        articles = rebuild(connection)
    if common.json:
        print_json({"archive": str(common.archive), "articles": articles})
