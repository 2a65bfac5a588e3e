"""`nyhetsarkiv crawl`: crawl publications into the archive."""

from __future__ import annotations

from datetime import datetime

import click

from nyhetsarkiv.errors import CommandError, needs_a_look
from nyhetsarkiv.options import Common, Day, common_options, contact_option
from nyhetsarkiv.profiles import find_sites


@click.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), help="Stop each publication after so many articles.")
@click.option("--since", type=Day(), help="Leave out what was published before this day (YYYY-MM-DD).")
@click.option("--until", type=Day(), help="Leave out what was published after this day (YYYY-MM-DD).")
@click.option("--full", is_flag=True, help="Fetch the whole back catalogue, not only what is shown now.")
@contact_option
@common_options
def command(
    common: Common,
    names: tuple[str, ...],
    limit: int | None,
    since: datetime | None,
    until: datetime | None,
    full: bool,
    contact: str,
) -> None:
    """Crawl the publications NAMES (or profile files, as ./mine.toml) into the archive, side by side.

    Run it again at any time: what is known is updated, nothing is stored twice. A crawl that was stopped
    or killed goes on where it was when the same command is given again.
    """
    if since and until and since > until:
        raise CommandError("--since is a later day than --until. Give the earlier one first.")
    sites = find_sites(names)

    from crawler.run import Wanted  # Scrapy takes a second to import
    from nyhetsarkiv.crawling import complaints, crawl, print_outcomes, print_wishes

    wanted = Wanted(limit, since, until, full)
    outcomes = crawl(sites, common.archive, common, wanted=wanted, contact=contact)
    print_outcomes(outcomes, common)
    print_wishes(outcomes, common.archive, common)
    if sentences := list(complaints(outcomes, common.archive)):
        needs_a_look(*sentences)
