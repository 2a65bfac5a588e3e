"""`nyhetsarkiv crawl`: crawl publications into the archive."""

from __future__ import annotations

from datetime import datetime

import click

from crawler.sites.registry import find_site
from nyhetsarkiv.errors import CommandError, needs_a_look
from nyhetsarkiv.options import Common, Day, common_options, contact_option


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

    Run it again at any time: what is known is updated, nothing is stored twice.
    """
    if since and until and since > until:
        raise CommandError("--since is a later day than --until. Give the earlier one first.")
    sites = [find_site(name) for name in dict.fromkeys(names)]
    twice = {site.name for site in sites if sum(other.name == site.name for other in sites) > 1}
    if twice:
        raise CommandError(f"Two profiles are named {' and '.join(sorted(twice))}. Rename one of the files.")

    from crawler.run import Wanted  # Scrapy takes a second to import
    from nyhetsarkiv.crawling import complaints, crawl, print_outcomes

    wanted = Wanted(limit, since, until, full)
    outcomes = crawl(sites, common.archive, common, wanted=wanted, contact=contact)
    print_outcomes(outcomes, common)
    if sentences := list(complaints(outcomes, common.archive)):
        needs_a_look(*sentences)
